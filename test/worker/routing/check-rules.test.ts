/** Owns the check of which rule sets are refused, and where the finding points; must not know HTTP. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkRules, type Known } from '../../../worker/routing/check-rules.ts';
import { routesSchema } from '../../../worker/routing/rules.ts';

const known: Known = {
  destinations: new Set(['crm', 'bank']),
  fields: new Map([
    ['amount', ['amount']],
    ['phone', ['phone']],
    ['note', ['choice', 'text']],
  ]),
};
const rule = (more: Record<string, unknown> = {}) => ({
  id: 'one',
  to: ['crm', 'bank'],
  strategy: 'all',
  ...more,
});

/** `path code` of each finding. */
function findings(set: unknown): string[] {
  return checkRules(routesSchema.parse(set), known).map(({ path, code }) => `${path} ${code}`);
}

const inRule = (more: Record<string, unknown>) => ({ rules: [rule(more)] });
const hours = { tz: 'Asia/Shanghai', from: '09:00', to: '18:00' };

describe('a rule set', () => {
  test.each([
    ['an empty one', { rules: [] }],
    ['one rule', { rules: [rule()] }],
    [
      'everything at once',
      {
        rules: [
          rule({
            when: {
              all: [
                { field: 'amount', op: 'gt', value: 1 },
                { not: { field: 'flags', op: 'exists', value: true } },
              ],
            },
            strategy: 'weighted',
            weights: [3, 0.5],
            caps: [{ per: 'hour', max: 1 }],
            hours: { ...hours, days: ['mon', 5] },
            tz: 'UTC',
            paused: true,
            exclusive: true,
            dedupe: 'first_owner',
            quarantine: { field: 'channel', op: 'eq', value: 'x' },
          }),
        ],
        fallback: ['crm'],
        destinations: { crm: { caps: [{ per: 'day', max: 9 }], hours, paused: false } },
      },
    ],
  ])('%s is fine', (_, set) => {
    expect(findings(set)).toEqual([]);
  });

  test.each([
    ['points at nothing', inRule({ to: ['crm', 'gone'] }), 'rules.0.to.1 unknown_destination'],
    ['falls back on nothing', { rules: [], fallback: ['gone'] }, 'fallback.0 unknown_destination'],
    ['limits nothing', { rules: [], destinations: { gone: {} } }, 'destinations.gone unknown_destination'],
    [
      'leads to a rule, and so round',
      { rules: [rule({ to: ['two'] }), rule({ id: 'two', to: ['one'] })] },
      'rules.0.to.0 unknown_destination',
      'rules.1.to.0 unknown_destination',
    ],
    ['names one twice', inRule({ to: ['crm', 'crm'] }), 'rules.0.to.1 named_twice'],
    ['has two rules of one id', { rules: [rule(), rule()] }, 'rules.1.id id_used_twice'],
    ['has no weights', inRule({ strategy: 'weighted' }), 'rules.0.weights weight_missing'],
    [
      'lacks a weight',
      inRule({ strategy: 'weighted', weights: { crm: 1 } }),
      'rules.0.weights weight_missing',
    ],
    [
      'lacks a weight in order',
      inRule({ strategy: 'weighted', weights: [1] }),
      'rules.0.weights weight_missing',
    ],
    [
      'weighs zero',
      inRule({ strategy: 'weighted', weights: { crm: 1, bank: 0 } }),
      'rules.0.weights.bank weight_not_positive',
    ],
    [
      'weighs zero in all',
      inRule({ strategy: 'weighted', weights: [0, 0] }),
      'rules.0.weights.0 weight_not_positive',
      'rules.0.weights.1 weight_not_positive',
    ],
    [
      'weighs less than nothing',
      inRule({ strategy: 'weighted', weights: [-1, 1] }),
      'rules.0.weights.0 weight_not_positive',
    ],
    [
      'weighs what is not there',
      inRule({ strategy: 'weighted', weights: { crm: 1, bank: 1, gone: 1 } }),
      'rules.0.weights.gone weight_of_nothing',
    ],
    [
      'weighs one too many',
      inRule({ strategy: 'weighted', weights: [1, 1, 1] }),
      'rules.0.weights.2 weight_of_nothing',
    ],
    ['weighs without turns', inRule({ weights: [1, 1] }), 'rules.0.weights weights_not_used'],
    ['has a zone of nowhere', inRule({ tz: 'Mars/Olympus' }), 'rules.0.tz unknown_time_zone'],
    ['has a zone that means several', inRule({ tz: 'CST' }), 'rules.0.tz unknown_time_zone'],
    ['has an abbreviation', inRule({ hours: { ...hours, tz: 'EST' } }), 'rules.0.hours.tz unknown_time_zone'],
    ['has an offset', inRule({ tz: 'Etc' }), 'rules.0.tz unknown_time_zone'],
    ['opens nowhere', inRule({ hours: { ...hours, tz: 'X/Y' } }), 'rules.0.hours.tz unknown_time_zone'],
    ['opens for no time', inRule({ hours: { ...hours, to: '09:00' } }), 'rules.0.hours.to hours_empty'],
    [
      'caps one period twice',
      inRule({
        caps: [
          { per: 'day', max: 1 },
          { per: 'day', max: 2 },
        ],
      }),
      'rules.0.caps.1.per named_twice',
    ],
    [
      'asks for a field of nobody',
      inRule({ when: { any: [{ field: 'colour', op: 'eq', value: 1 }] } }),
      'rules.0.when.any.0.field no_such_field',
    ],
    [
      'asks for what is sealed',
      inRule({ when: { not: { field: 'values.phone', op: 'exists', value: true } } }),
      'rules.0.when.not.field field_is_sealed',
    ],
    [
      'asks for what one form seals',
      inRule({ quarantine: { field: 'note', op: 'eq', value: 'x' } }),
      'rules.0.quarantine.field field_is_sealed',
    ],
  ])('that %s is refused', (_, set, ...expected) => {
    expect(findings(set)).toEqual(expected);
  });
});

test.each([
  ['an unknown member', { rules: [], more: 1 }],
  ['an unknown member of a rule', inRule({ priority: 1 })],
  ['an unknown strategy', inRule({ strategy: 'random' })],
  ['nowhere to go', inRule({ to: [] })],
  ['a cap of nothing', inRule({ caps: [{ per: 'day', max: 0 }] })],
  ['a cap of a week', inRule({ caps: [{ per: 'week', max: 1 }] })],
  ['an hour that there is not', inRule({ hours: { ...hours, from: '24:00' } })],
  ['a day that there is not', inRule({ hours: { ...hours, days: [8] } })],
  ['an infinite weight', inRule({ strategy: 'weighted', weights: [Number.POSITIVE_INFINITY, 1] })],
  ['a condition that is none', inRule({ when: { amount: 1 } })],
  ['201 rules', { rules: Array.from({ length: 201 }, (_, at) => rule({ id: `r${at}` })) }],
])('%s has not the shape of a rule set', (_, set) => {
  expect(routesSchema.safeParse(set).success).toBe(false);
});

test('the example of docs/routing.md is one', () => {
  const page = readFileSync(new URL('../../../docs/routing.md', import.meta.url), 'utf8');
  const example: unknown = JSON.parse(/```json\n([^`]+)```/.exec(page)?.[1] ?? '');
  const all: Known = {
    destinations: new Set(['crm', 'bank-a', 'bank-b', 'bank-c']),
    fields: new Map([
      ['amount', ['amount']],
      ['region', ['region']],
    ]),
  };
  expect(checkRules(routesSchema.parse(example), all)).toEqual([]);
});
