/** Owns the unified social credit code (GB 32100-2015) and its check sign; must not know whose code it is. */
import { toHalfWidth } from './text-form.ts';

/** The 31 signs, in value order: no I, O, S, V, Z. */
const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY';

export function normaliseUscc(typed: string): string {
  return toHalfWidth(typed)
    .replace(/[\s\-\u2010-\u2015\u2212]/g, '')
    .toUpperCase();
}

/**
 * What is wrong with a code: `length`, `signs` that none has, or `check`, a check sign that does not fit. Some codes
 * registered in the first years do not fit theirs, so that the last is a doubt and no more.
 */
export function whyNoUscc(code: string): 'length' | 'signs' | 'check' {
  if (code.length !== 18) return 'length';
  return [...code].every((sign) => signs.includes(sign)) ? 'check' : 'signs';
}

/** Weight of position i is 3^i mod 31; the check is (31 − Σ mod 31) mod 31. */
export function isUscc(code: string): boolean {
  if (code.length !== 18) return false;
  let weight = 1;
  let sum = 0;
  for (const sign of code.slice(0, 17)) {
    const value = signs.indexOf(sign);
    if (value < 0) return false;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return signs[(31 - (sum % 31)) % 31] === code[17];
}
