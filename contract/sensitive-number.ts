/** Owns finding numbers that are sensitive whatever they were asked as: identity and bank card numbers (GB/T 45574-2025). */
import { birthDateOf } from './fields/id-number.ts';
import { toHalfWidth } from './fields/text-form.ts';

const idLength = 18;
const shortestCard = 15;
const longestCard = 19;
/** UnionPay, the cards of before 2014 without its prefix, Visa, Mastercard, JCB, American Express, by ISO/IEC 7812. */
const cardPrefix = /^(?:62|60|955|4|5[1-5]|2[2-7]|35|3[47])/;
/** Digits as they are written in groups: one sign between two of them at most. */
const digitGroups = /\d(?:[ \-_./,·]?\d)*(?:[ \-_./,·]?[xX])?/g;

/** True when a value holds an 18-digit identity number or a bank card number, written in one piece or in groups. */
export function holdsSensitiveNumber(value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const text = String(value);
  // Most values are too short, or hold no figure at all.
  if (text.length < shortestCard || !/\p{N}/u.test(text)) return false;
  const runs = toHalfWidth(text).match(digitGroups) ?? [];
  return runs.some((run) => holdsIn(run.split(/[ \-_./,·]/)));
}

function holdsIn(groups: readonly string[]): boolean {
  return groups.some((group, at) => {
    if (holdsIdNumber(group)) return true;
    let joined = '';
    for (const next of groups.slice(at, at + longestCard)) {
      joined += next;
      if (joined.length > longestCard) return false;
      if (isIdNumber(joined) || isCardNumber(joined)) return true;
    }
    return false;
  });
}

/** Digits of other things may stand before and after it without a sign between. */
function holdsIdNumber(digits: string): boolean {
  for (let start = 0; start + idLength <= digits.length; start += 1) {
    if (isIdNumber(digits.slice(start, start + idLength))) return true;
  }
  return false;
}

function isIdNumber(text: string): boolean {
  const birth = text.length === idLength ? birthDateOf(text.toUpperCase()) : null;
  return birth !== null && birth > '1900' && birth < '2100';
}

function isCardNumber(digits: string): boolean {
  const isLong = digits.length >= shortestCard && digits.length <= longestCard;
  if (!isLong || !cardPrefix.test(digits) || digits.endsWith('X') || digits.endsWith('x')) return false;
  const sum = [...digits].reverse().reduce((total, sign, at) => {
    const digit = Number(sign) * (at % 2 === 0 ? 1 : 2);
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return sum % 10 === 0;
}
