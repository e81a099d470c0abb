/** Owns how phone and identity numbers look while they are typed and once they are left; must not judge or keep them. */
import { parseAmount } from '../../contract/fields/amount.ts';
import { birthDateOf, normaliseIdNumber } from '../../contract/fields/id-number.ts';
import { normalisePhone } from '../../contract/fields/phone.ts';
import { toHalfWidth } from '../../contract/fields/text-form.ts';
import type { Field } from '../../contract/form.ts';

/** Digits of a mobile number in groups of 3, 4, 4, as they are read out; other text as it is. */
export function groupPhone(typed: string): string {
  const digits = normalisePhone(typed);
  return /^\d{4,11}$/.test(digits)
    ? [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)].filter(Boolean).join(' ')
    : typed;
}

/** Three signs of an identity number at its head and four at its end; a number that is not right stays as it is. */
export function maskIdNumber(typed: string): string {
  const number = normaliseIdNumber(typed);
  return birthDateOf(number) === null ? typed : `${number.slice(0, 3)}${'*'.repeat(11)}${number.slice(-4)}`;
}

/** What was typed, grouped, when it grew at its end: anywhere else the caret would jump. */
export function groupWhileTyping(field: Field, before: string, typed: string): string {
  return field.kind === 'phone' && typed.length > before.length && typed.startsWith(before)
    ? groupPhone(typed)
    : typed;
}

/** What an answer becomes once its field is left: a phone number in groups, a sum of any wording in figures. */
export function onceLeft({ kind }: Field, typed: string): string {
  if (kind === 'phone') return groupPhone(typed);
  const sum = kind === 'amount' ? parseAmount(typed) : null;
  return sum === null ? typed : String(sum);
}

/** What an input shows once it is left. */
export function atRest(field: Field, typed: string): string {
  return field.kind === 'phone'
    ? groupPhone(typed)
    : field.kind === 'id_number'
      ? maskIdNumber(typed)
      : typed;
}

export const codeDigits = 6;

/** The digits of a code that came by text message, however it was typed or pasted. */
export function readCode(typed: string): string {
  return toHalfWidth(typed).replace(/\D/g, '').slice(0, codeDigits);
}
