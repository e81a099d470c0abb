/** Owns that what robots say shows nobody in clear and does nothing in a chat; must not know any robot or event. */
import { isName } from '../../contract/fields/name.ts';
import { maskEmail, maskMiddle, maskName } from '../encoding/masking.ts';
import { ownMember } from './own-member.ts';

/** Chats show a value in one line. */
const longestValue = 60;

/**
 * An event's data with every text among the lead's values masked, so that no template can show one: a text does not
 * tell whether it is a name. Amounts and the options of a list say nothing of who someone is.
 */
export function maskedData(data: unknown): unknown {
  const values = ownMember(data, 'lead', 'values');
  if (typeof values !== 'object' || values === null) return data;
  const masked = Object.entries(values).map(([field, value]) => [
    field,
    typeof value === 'string' ? maskOf(value) : value,
  ]);
  return {
    ...Object(data),
    lead: { ...Object(ownMember(data, 'lead')), values: Object.fromEntries(masked) },
  };
}

/** A number of seven digits or more stays only when it is an amount of the lead: phones come by other ways too. */
export function withoutLongNumbers(text: string, data: unknown): string {
  const values: unknown[] = Object.values(Object(ownMember(data, 'lead', 'values')));
  const amounts = values.filter((value) => typeof value === 'number').map(String);
  return text
    .replace(/(?<!\d)1\d\d[ -]\d{4}[ -]?\d{4}(?!\d)/g, (phone) => middle(phone.replace(/[ -]/g, '')))
    .replace(/\d{7,}/g, (run) => (run.length <= 9 && amounts.includes(run) ? run : middle(run)));
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

/** 张*, 138****8000, z***@…; a text of another shape shows nothing. */
function maskOf(value: string): string {
  if (/^[^\s@]+@[^\s@]+$/.test(value)) return maskEmail(value);
  if (/\d{7}/.test(value) && /^[\w +-]{7,20}$/.test(value)) return middle(value);
  if (isName(value)) return maskName(value);
  return value === '' ? '' : '***';
}

function middle(text: string): string {
  return [...text].length < 8 ? maskName(text) : maskMiddle(text, 3, 4);
}
