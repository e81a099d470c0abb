/** Owns the check of the condition language: what is one, what holds, what is never looked at; must not know rules. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldKind } from '../../../contract/form.ts';
import { type Condition, holds, isCondition } from '../../../worker/routing/condition.ts';
import { answerFacts, type LeadFacts, leadFacts } from '../../../worker/routing/facts.ts';

const kinds: FieldKind[] = [
  'name',
  'phone',
  'id_number',
  'uscc',
  'company',
  'region',
  'email',
  'amount',
  'term',
  'choice',
  'multi',
  'date',
  'number',
  'text',
];

const facts: LeadFacts = {
  form: 'biz',
  channel: 'wechat',
  promoterKind: 'staff',
  level: 2,
  flags: ['fast_fill'],
  answers: {
    amount: 200_000,
    assets: ['房', '车'],
    region: ['310115', '310100', '310000'],
    since: '2020-05-01',
    form: 'a field called form',
  },
};

describe('a comparison', () => {
  test.each([
    ['form', 'eq', 'biz', true],
    ['values.form', 'eq', 'biz', false],
    ['values.form', 'eq', 'a field called form', true],
    ['channel', 'in', ['douyin', 'wechat'], true],
    ['channel', 'ne', 'wechat', false],
    ['campaign', 'ne', 'spring', true],
    ['campaign', 'eq', 'spring', false],
    ['campaign', 'exists', false, true],
    ['promoterKind', 'exists', true, true],
    ['level', 'gt', 1, true],
    ['flags', 'eq', 'fast_fill', true],
    ['flags', 'in', ['duplicate'], false],
    ['amount', 'gt', 199_999, true],
    ['amount', 'gt', 200_000, false],
    ['values.amount', 'lt', 200_001, true],
    ['amount', 'eq', '200000', false],
    ['assets', 'eq', '车', true],
    ['assets', 'ne', '车', false],
    ['assets', 'in', ['保单', '房'], true],
    ['region', 'eq', '310000', true],
    ['region', 'eq', '310115', true],
    ['region', 'in', ['320000', '310100'], true],
    ['region', 'eq', '320000', false],
    ['since', 'lt', '2021-01-01', true],
    ['since', 'gt', '2021-01-01', false],
    // A date is neither over nor under a number.
    ['since', 'gt', 1, false],
    ['amount', 'lt', '2021-01-01', false],
    ['nothing', 'lt', 5, false],
    ['nothing', 'ne', 5, true],
    ['toString', 'exists', true, false],
    ['__proto__', 'exists', true, false],
  ])('%s %s %j is %s', (field, op, value, held) => {
    const condition: unknown = { field, op, value };
    if (!isCondition(condition)) throw new Error('no condition');
    expect(holds(condition, facts)).toBe(held);
  });
});

test.each([
  null,
  [],
  {},
  'amount > 1',
  { field: 'amount', op: 'eq' },
  { field: 'amount', op: 'like', value: 'x' },
  { field: 'amount', op: 'gt', value: 'x' },
  { field: 'amount', op: 'gt', value: [1] },
  { field: 'amount', op: 'in', value: 5 },
  { field: 'amount', op: 'in', value: [] },
  { field: 'amount', op: 'exists', value: 'yes' },
  { field: 'amount', op: 'eq', value: Number.NaN },
  { field: 'amount', op: 'eq', value: 1, more: 1 },
  { field: 5, op: 'eq', value: 1 },
  { all: [] },
  { any: {} },
  { all: [{ field: 'amount', op: 'eq', value: 1 }], any: [] },
  { not: [] },
  { not: { not: { not: { not: { not: { not: { field: 'a', op: 'eq', value: 1 } } } } } } },
])('%j is no condition', (value) => {
  expect(isCondition(value)).toBe(false);
});

test('depth is judged without being followed to its end', () => {
  let deep: unknown = { field: 'a', op: 'eq', value: 1 };
  for (let at = 0; at < 100_000; at++) deep = { not: deep };
  expect(isCondition(deep)).toBe(false);
});

const comparison: fc.Arbitrary<Condition> = fc.record({
  field: fc.constantFrom('amount', 'form', 'level', 'nothing'),
  op: fc.constantFrom('eq' as const, 'ne' as const, 'gt' as const),
  value: fc.integer({ min: 0, max: 3 }),
});
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    comparison,
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}));

test('all, any and not are those of logic', () => {
  fc.assert(
    fc.property(fc.array(condition, { minLength: 1, maxLength: 3 }), (parts) => {
      const apart = parts.map((part) => holds(part, facts));
      expect(holds({ all: parts }, facts)).toBe(apart.every(Boolean));
      expect(holds({ any: parts }, facts)).toBe(apart.some(Boolean));
      expect(holds({ not: { any: parts } }, facts)).toBe(
        holds({ all: parts.map((part) => ({ not: part })) }, facts),
      );
    }),
  );
});

test('of a form’s answers only kinds that name nobody are facts', () => {
  const form = {
    steps: [
      {
        fields: kinds.map((kind) => ({ id: `f_${kind}`, kind, label: kind, purpose: 'x', options: [] })),
      },
    ],
  };
  const values = Object.fromEntries(kinds.map((kind) => [`f_${kind}`, kind === 'region' ? '310115' : kind]));
  const seen = answerFacts(Object(form), values);
  expect(Object.keys(seen).sort()).toEqual(
    ['f_amount', 'f_choice', 'f_date', 'f_multi', 'f_number', 'f_region', 'f_term'].sort(),
  );
  expect(seen.f_region).toEqual(['310115', '310100', '310000']);
});

test('how a lead came is told by its last link', () => {
  const chain = [
    { code: 'A', promoter: 'pr_1', kind: 'staff' as const, level: 1 },
    { code: 'B', promoter: 'pr_2', kind: 'partner' as const, level: 2 },
  ];
  const attribution = {
    model: 'last' as const,
    chain,
    channel: 'x',
    campaign: 'y',
    reason: 'last_touch' as const,
  };
  expect(leadFacts({ form: 'biz', flags: [], attribution }, {})).toEqual({
    form: 'biz',
    channel: 'x',
    campaign: 'y',
    promoter: 'pr_2',
    promoterKind: 'partner',
    level: 2,
    flags: [],
    answers: {},
  });
});
