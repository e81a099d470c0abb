/** Owns how personal values are masked for lists, previews and robots: 张*, 138****8000; must not know leads. */
import { type Field, fieldsOf, type PublishedForm, type Values } from '../../contract/form.ts';

/** Kinds that say nothing of who someone is; every other kind is masked, so that a new one starts out hidden. */
const open: ReadonlySet<Field['kind']> = new Set(['amount', 'term', 'choice', 'multi', 'region', 'number']);

/** All signs but the first and the last few as stars; text that is too short for that is stars alone. */
export function maskMiddle(text: string, head: number, tail: number): string {
  const signs = [...text];
  if (signs.length <= head + tail) return '*'.repeat(signs.length);
  return signs.slice(0, head).join('') + '*'.repeat(signs.length - head - tail) + signs.slice(-tail).join('');
}

/** 张*, 欧**: the first sign stays. */
export function maskName(name: string): string {
  return [...name].map((sign, at) => (at === 0 ? sign : '*')).join('');
}

/** 138****8000. */
export function maskPhone(phone: string): string {
  return maskMiddle(phone, 3, 4);
}

/** z***@example.com. */
export function maskEmail(email: string): string {
  return email.replace(/^(.)[^@]*/u, '$1***');
}

function mask(field: Field, value: string): string {
  switch (field.kind) {
    case 'name':
      return maskName(value);
    case 'phone':
      return maskPhone(value);
    case 'id_number':
      return maskMiddle(value, 3, 4);
    case 'uscc':
      return maskMiddle(value, 4, 4);
    case 'company':
      return maskMiddle(value, 2, 2);
    case 'email':
      return maskEmail(value);
    case 'date':
      return `${value.slice(0, 4)}-**-**`;
    default:
      return '***';
  }
}

/** The values of a form with every personal one masked; a value whose field is not in the form is left out. */
export function maskValues(form: PublishedForm, values: Values): Values {
  const masked: Values = {};
  for (const field of fieldsOf(form)) {
    const value = values[field.id];
    if (value === undefined) continue;
    masked[field.id] = open.has(field.kind) || typeof value !== 'string' ? value : mask(field, value);
  }
  return masked;
}
