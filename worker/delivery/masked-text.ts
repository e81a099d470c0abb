/** Owns that what robots say shows nobody in clear and does nothing in a chat; must not know any robot or event. */
import { isName } from '../../contract/fields/name.ts';
import type { Mapping } from './mapping.ts';
import { ownMember } from './own-member.ts';

/** Chats show a value in one line. */
const longestValue = 60;
/** Paths that lead to nothing an applicant typed, or brought in an address. */
const openPath =
  /^\s*(?:tenant|lead\.(?:id|seq|form|formVersion|createdAt)|attribution\.(?!utm)[\w.]+)\s*(?:\||$)/;

/**
 * The rendered fields of a mapping as a robot may say them. Whatever the tenant's templates say: every text among the
 * lead's values is replaced by its mask, since a text does not tell whether it is a name, and no number of seven digits
 * or more is left but an amount of the lead.
 */
export function maskedFields(
  rendered: Readonly<Record<string, string>>,
  mapping: Mapping,
  data: unknown,
): [field: string, text: string][] {
  const values: unknown[] = Object.values(Object(ownMember(data, 'lead', 'values')));
  // The longest first: a company's name may hold its owner's.
  const texts = values
    .filter((value) => typeof value === 'string')
    .filter((text) => [...text].length > 1)
    .sort((a, b) => b.length - a.length);
  const amounts = new Set(values.filter((value) => typeof value === 'number').map(String));
  return Object.entries(rendered).map(([field, text]) => {
    const shown = isOpen(mapping[field] ?? '') ? text : texts.reduce(replaceBy, text);
    return [harmless(field), harmless(maskDigits(shown, amounts))];
  });
}

/** Text that is only text in a chat: no line of its own, no mention, no link, no markup. */
export function harmless(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .replace(/[<>@[\]()`#\\]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
    .replace(/:\/\//g, '：//')
    .replace(/\.(?=\p{L})/gu, '．');
  const signs = [...line];
  return signs.length > longestValue ? `${signs.slice(0, longestValue - 1).join('')}…` : line;
}

function isOpen(template: string): boolean {
  const expressions = [...template.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, expression]) => expression ?? '');
  return expressions.length > 0 && expressions.every((expression) => openPath.test(expression));
}

function replaceBy(shown: string, value: string): string {
  const literal = value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return shown.replace(new RegExp(literal, 'giu'), () => maskOf(value));
}

function maskOf(value: string): string {
  if (/^[^\s@]+@[^\s@]+$/.test(value)) return value.replace(/^(.)[^@]*/u, '$1***');
  if (/\d{7}/.test(value) && /^[\w +-]{7,20}$/.test(value)) return middle(value);
  return isName(value) ? [...value].map((sign, at) => (at === 0 ? sign : '*')).join('') : '***';
}

/** A phone written with gaps counts as one number. */
function maskDigits(text: string, amounts: ReadonlySet<string>): string {
  return text
    .replace(/(?<!\d)1\d\d[ -]\d{4}[ -]?\d{4}(?!\d)/g, (phone) => middle(phone.replace(/[ -]/g, '')))
    .replace(/\d{7,}/g, (run) => (run.length <= 9 && amounts.has(run) ? run : middle(run)));
}

function middle(text: string): string {
  const signs = [...text];
  if (signs.length < 8) return `${signs.slice(0, 1).join('')}${'*'.repeat(signs.length - 1)}`;
  return `${signs.slice(0, 3).join('')}${'*'.repeat(signs.length - 7)}${signs.slice(-4).join('')}`;
}
