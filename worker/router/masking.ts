/** Owns how personal values are masked for lists and support: 张*, 138****8000; must not know leads. */
import { type Field, fieldsOf, type PublishedForm, type Values } from '../../contract/form.ts';

/** Kinds that say nothing of who someone is; every other kind is masked, so that a new one starts out hidden. */
const open: ReadonlySet<Field['kind']> = new Set(['amount', 'term', 'choice', 'multi', 'region', 'number']);

function middle(text: string, head: number, tail: number): string {
  const signs = [...text];
  if (signs.length <= head + tail) return '*'.repeat(signs.length);
  return signs.slice(0, head).join('') + '*'.repeat(signs.length - head - tail) + signs.slice(-tail).join('');
}

function mask(field: Field, value: string): string {
  switch (field.kind) {
    case 'name':
      return [...value].map((sign, at) => (at === 0 ? sign : '*')).join('');
    case 'phone':
      return middle(value, 3, 4);
    case 'id_number':
      return middle(value, 3, 4);
    case 'uscc':
      return middle(value, 4, 4);
    case 'company':
      return middle(value, 2, 2);
    case 'email':
      return value.replace(/^(.)[^@]*/, '$1***');
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
