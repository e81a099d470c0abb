/** Owns the filters that a template's values pass through; must not know where a value comes from. */
import { chinaClock } from '../../contract/china-time.ts';
import { flagWords } from '../../contract/flag-words.ts';
import { maskMiddle, maskName, maskPhone } from '../encoding/masking.ts';
import { partName } from './person-name.ts';
import type { FilterCall } from './template.ts';

/** What a path led to: text, or the texts of a list. */
export type Value = string | readonly string[];

interface Filter {
  argument: 'none' | 'text' | 'count';
  apply(value: Value, argument: string | number): Value;
}

/** A list as people read it. */
export function textOf(value: Value): string {
  return typeof value === 'string' ? value : value.join('、');
}

/** The first characters, whole ones: no surrogate pair is parted. */
export function firstSigns(text: string, count: number): string {
  // A character is two units at most, so that no more of a long text is looked at.
  return [...text.slice(0, count * 2)].slice(0, count).join('');
}

function plain(apply: (text: string) => string): Filter {
  return { argument: 'none', apply: (value) => apply(textOf(value)) };
}

/** 120000 → 12万. What is no number, or less than 10,000, stays as it is. */
function wan(text: string): string {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) && Math.abs(number) >= 10_000 ? `${number / 10_000}万` : text;
}

/** The day in China of a time; what is no time stays as it is. */
function date(text: string): string {
  return /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)) ? chinaClock(text).date : text;
}

const wordsByFlag: ReadonlyMap<string, string> = new Map(Object.entries(flagWords));

/** What is no flag stays as it is. */
function flagText(flag: string): string {
  return wordsByFlag.get(flag) ?? flag;
}

/** For text of any kind: the ends stay only where enough lies between them. */
function mask(text: string): string {
  return [...text].length >= 12 ? maskMiddle(text, 3, 4) : maskName(text);
}

const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  [
    'default',
    { argument: 'text', apply: (value, text) => (textOf(value).trim() === '' ? String(text) : value) },
  ],
  [
    'join',
    { argument: 'text', apply: (value, by) => (typeof value === 'string' ? value : value.join(String(by))) },
  ],
  ['first', { argument: 'count', apply: (value, count) => firstSigns(textOf(value), Number(count)) }],
  ['mask_name', plain(maskName)],
  ['mask_phone', plain(maskPhone)],
  ['mask', plain(mask)],
  ['surname', plain((text) => partName(text).surname)],
  ['given_name', plain((text) => partName(text).given)],
  ['flag_words', { argument: 'none', apply: (value) => [value].flat().map(flagText) }],
  ['wan', plain(wan)],
  ['date', plain(date)],
  ['upper', plain((text) => text.toUpperCase())],
  ['lower', plain((text) => text.toLowerCase())],
]);

/** Why a filter can't be used so, or null. */
export function filterFault({ name, argument }: FilterCall): 'unknown_filter' | 'filter_argument' | null {
  const filter = filters.get(name);
  if (filter === undefined) return 'unknown_filter';
  const given = argument === null ? 'none' : typeof argument === 'number' ? 'count' : 'text';
  return given === filter.argument ? null : 'filter_argument';
}

/** Passes a value through filters that were found good. */
export function filtered(value: Value, calls: readonly FilterCall[]): Value {
  return calls.reduce<Value>(
    (passed, { name, argument }) => filters.get(name)?.apply(passed, argument ?? '') ?? passed,
    value,
  );
}
