/** Owns how values, amounts and times read on the lead page; must not know where they stand. */
import { chinaClock } from '../../contract/china-time.ts';
import type { Field, Values } from '../../contract/form.ts';
import { amountReading } from '../form/fields/amount-reading.ts';
import { type PlaceName, valueText } from '../receipt/value-text.ts';
import { valueWords } from './lead-words.ts';

/** `11月27日 08:05` in China; the year where it is another one. */
export function timeText(at: string, nowMs: number): string {
  const { date, time } = chinaClock(at);
  const [year = '', month, day] = date.split('-');
  const isThisYear = chinaClock(nowMs).date.startsWith(year);
  return `${isThisYear ? '' : `${year}年`}${Number(month)}月${Number(day)}日 ${time.slice(0, 5)}`;
}

/** `200,000元（20万元）`. */
export function amountText(yuan: number): string {
  const exact = yuan.toLocaleString('en') + valueWords.yuan;
  return yuan < 10_000
    ? exact
    : `${exact}（${amountReading(yuan, { wan: '万', yi: '亿' }, valueWords.yuan)}）`;
}

export interface NamedValue {
  id: string;
  label: string;
  text: string;
  isPhone: boolean;
}

/** Every value in the order in which the form asks; those that today's form has no field for come last, under their ids. */
export function namedValues(values: Values, fields: readonly Field[], placeName: PlaceName): NamedValue[] {
  const known = fields.flatMap((field): NamedValue[] => {
    const value = values[field.id];
    if (value === undefined) return [];
    const text =
      field.kind === 'amount' && typeof value === 'number'
        ? amountText(value)
        : valueText(field, value, valueWords, placeName);
    return [{ id: field.id, label: field.label, text, isPhone: field.kind === 'phone' }];
  });
  const others = Object.entries(values)
    .filter(([id]) => !fields.some((field) => field.id === id))
    .map(([id, value]) => ({ id, label: id, text: [value].flat().join('、'), isPhone: id === 'phone' }));
  return [...known, ...others];
}

/** The person's name as far as it is shown: that of the field of this kind, else of the field `name`. */
export function nameOf(values: Values | null, fields: readonly Field[]): string {
  const field = fields.find(({ kind }) => kind === 'name');
  return String(values?.[field?.id ?? 'name'] ?? '');
}
