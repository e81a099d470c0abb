/** Owns names of people and of companies; must not know where they are used. */
import { tidy } from './text-form.ts';

/** One middle dot for the many that keyboards type; no spaces inside a Chinese name. */
export function normaliseName(typed: string): string {
  const name = tidy(typed).replace(/[•‧・.．·]/g, (dot) => (dot === '.' ? '.' : '·'));
  return /\p{Script=Han}/u.test(name) ? name.replace(/ /g, '').replace(/\./g, '·') : name;
}

/** Han characters of every plane with `·` inside for ethnic names; or Latin letters for foreigners. */
export function isName(name: string): boolean {
  return (
    /^\p{Script=Han}(?:[\p{Script=Han}·]{0,28}\p{Script=Han})$/u.test(name) ||
    /^\p{Script=Latin}[\p{Script=Latin} .'’-]{1,59}$/u.test(name)
  );
}

/** 2 to 100 characters of which one is a letter or a digit: names are registered in many forms. */
export function isCompanyName(name: string): boolean {
  return name.length >= 2 && name.length <= 100 && /[\p{L}\p{N}]/u.test(name);
}
