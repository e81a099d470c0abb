/** Owns the resident identity number (GB 11643-1999): form, check digit, birth date; must not know today's date. */
import { isCalendarDate } from './date.ts';
import { toHalfWidth } from './text-form.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkDigits = '10X98765432';
/**
 * Province-level codes, 81–83 for residence permits; 9 before the province's code for foreign permanent residents (the
 * card of 2023). A county code may be withdrawn and its number stays valid.
 */
const provinces =
  /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]))/;

export function normaliseIdNumber(typed: string): string {
  return toHalfWidth(typed)
    .replace(/[\s\-\u2010-\u2015\u2212]/g, '')
    .toUpperCase();
}

/** What is wrong with a number that is none: its length or signs, its date of birth or province, its last sign. */
export function whyNoIdNumber(idNumber: string): 'length' | 'signs' | 'parts' | 'check' {
  if (idNumber.length !== 18) return 'length';
  if (!/^\d{17}[\dX]$/.test(idNumber)) return 'signs';
  const birth = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
  return provinces.test(idNumber) && isCalendarDate(birth) ? 'check' : 'parts';
}

/** YYYY-MM-DD of birth when the number is well formed with a right check digit, else null. */
export function birthDateOf(idNumber: string): string | null {
  if (!/^\d{17}[\dX]$/.test(idNumber) || !provinces.test(idNumber)) return null;
  const sum = weights.reduce((total, weight, at) => total + weight * Number(idNumber[at]), 0);
  if (checkDigits[sum % 11] !== idNumber[17]) return null;
  const birth = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
  return isCalendarDate(birth) ? birth : null;
}

/** Whole years from one YYYY-MM-DD to another; one born on 29 February comes of age on 1 March of a common year. */
export function ageOn(birth: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4));
  return today.slice(5) < birth.slice(5) ? years - 1 : years;
}
