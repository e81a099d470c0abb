/** Owns raw answers of every kind with what each must come to, from the standards and API.md; must not run the rules. */
import type { FieldValue } from '../../contract/form.ts';
import type { CorpusField } from './corpus-fields.ts';
import { bad } from './corpus-findings.ts';
import { good } from './corpus-values.ts';

/** What a raw answer comes to: a stored value, a finding's code, or no answer at all. */
export type Expected = { value: FieldValue } | { code: string } | 'no answer';

export interface Sample {
  field: CorpusField;
  raw: unknown;
  expected: Expected;
}

/** YYYY-MM-DD on which the corpus is judged. */
export const corpusToday = '2026-11-22';

/** What no field takes: wrong types. The code is each kind's own. */
const wrongTypes: unknown[] = [true, {}, { value: '张三' }, { toString: '张三' }, [{}], ['x', ['y']]];
const kindCodes: [CorpusField, string][] = [
  ['name', 'invalid_name'],
  ['phone', 'invalid_phone'],
  ['id_number', 'invalid_id_number'],
  ['uscc', 'invalid_uscc'],
  ['company', 'invalid_company'],
  ['region', 'invalid_region'],
  ['email', 'invalid_email'],
  ['amount', 'invalid_amount'],
  ['term', 'not_an_option'],
  ['choice', 'not_an_option'],
  ['multi', 'not_an_option'],
  ['date', 'invalid_date'],
  ['number', 'invalid_number'],
  ['text', 'invalid_text'],
];
const blanks: unknown[] = [undefined, null, '', ' ', '　', '\t\n', []];

export const corpus: readonly Sample[] = [
  ...good.flatMap(([field, answers]) => answers.map(([raw, value]) => ({ field, raw, expected: { value } }))),
  ...bad.flatMap(([field, code, raws]) => raws.map((raw) => ({ field, raw, expected: { code } }))),
  ...kindCodes.flatMap(([field, code]) => wrongTypes.map((raw) => ({ field, raw, expected: { code } }))),
  ...kindCodes.flatMap(([field]) => blanks.map((raw) => ({ field, raw, expected: 'no answer' as const }))),
];

/** Bodies with keys that are no fields: JSON text, since some keys can't be written as a literal. */
export const strangeBodies: readonly string[] = [
  '{"__proto__":{"name":"张三"}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"name":"张三","toString":"x"}',
  '{"name":"张三","hasOwnProperty":1,"valueOf":2}',
  '{"13912345678 李四":1}',
  '{"":1}',
  '{"name ":"张三"}',
  '{"ｎａｍｅ":"张三"}',
  '{"\\ud800":1}',
];
