/** Owns the check that what is published has caps on its counts, each refused by its number; must not know where it is kept. */
import { expect, it } from 'vitest';
import { firstOf, mostFindings, refuse } from '../../../contract/problem.ts';
import { lintSchema } from '../../../worker/publishing/campaign-schema.ts';
import { contentSchema } from '../../../worker/publishing/content-schema.ts';
import { formSchema } from '../../../worker/publishing/form-schema.ts';
import { noticeSchema } from '../../../worker/publishing/notice-schema.ts';
import { routesSchema } from '../../../worker/routing/rules.ts';
import { formDraft, noticeFindings, privacyDraft } from './samples.ts';

interface Schema {
  safeParse(value: unknown): { success: boolean; error?: { issues: { message: string }[] } };
}

const paragraphs = (signs: number) =>
  Array.from({ length: signs / 5000 }, () => ({ type: 'paragraph', text: '甲'.repeat(5000) }));
const lists = (items: number) =>
  Array.from({ length: items / 100 }, () => ({ type: 'list', items: Array(100).fill('甲') }));
const withOptions = (options: number) => ({
  ...formDraft,
  steps: [
    {
      fields: Array.from({ length: options / 100 }, (_, at) => ({
        id: `f${at}`,
        kind: 'choice',
        label: '甲',
        purpose: '甲',
        options: Array.from({ length: 100 }, (_one, value) => String(value)),
      })),
    },
  ],
});
const rule = (id: number, more: object) => ({ id: `r${id}`, to: ['a'], strategy: 'all', ...more });
const naming = (places: number) => ({
  rules: Array.from({ length: places / 50 }, (_, at) => rule(at, { to: Array(50).fill('a') })),
});
const comparing = (comparisons: number) => ({
  rules: Array.from({ length: comparisons / 50 }, (_, at) =>
    rule(at, { when: { any: Array(50).fill({ field: 'level', op: 'eq', value: 1 }) } }),
  ),
});

it.each<[what: string, schema: Schema, taken: unknown, refused: unknown, cap: string]>([
  [
    'characters of a notice',
    noticeSchema,
    { ...privacyDraft, blocks: paragraphs(45_000) },
    { ...privacyDraft, blocks: paragraphs(50_000) },
    '50000',
  ],
  [
    'list items of a notice',
    noticeSchema,
    { ...privacyDraft, blocks: lists(1000) },
    { ...privacyDraft, blocks: lists(1100) },
    '1000',
  ],
  [
    'characters of an article',
    contentSchema,
    { kind: 'article', title: '甲', form: 'a', blocks: paragraphs(45_000) },
    { kind: 'article', title: '甲', form: 'a', blocks: paragraphs(50_000) },
    '50000',
  ],
  ['options of a form', formSchema, withOptions(2000), withOptions(2100), '2000'],
  ['characters to lint', lintSchema, { text: '甲'.repeat(50_000) }, { text: '甲'.repeat(50_001) }, '50000'],
  ['destinations of a rule set', routesSchema, naming(1000), naming(1050), '1000'],
  ['comparisons of a rule set', routesSchema, comparing(2000), comparing(2050), '2000'],
])('%s are bounded', (_what, schema, taken, refused, cap) => {
  expect(schema.safeParse(taken).success).toBe(true);
  const { success, error } = schema.safeParse(refused);
  expect(success).toBe(false);
  expect(error?.issues.map(({ message }) => message.replaceAll(',', '')).join()).toContain(cap);
});

it('a refusal tells a hundred findings, and how many more there are', () => {
  const text = '不可撤销。'.repeat(300);
  const findings = noticeFindings({ ...privacyDraft, blocks: [{ type: 'paragraph', text }] });
  expect(findings).toHaveLength(300);
  const refusal = refuse('notice_rejected', findings);
  expect(refusal.errors).toHaveLength(mostFindings);
  expect(refusal.more).toBe(200);
  expect(refuse('notice_rejected', findings.slice(0, 100)).more).toBeUndefined();
  expect(firstOf(findings.slice(0, 3))).toEqual({ first: findings.slice(0, 3), more: 0 });
});
