/** Owns the check of where rules send a lead, and what their trace says of it; must not know storage. */
import { describe, expect, test } from 'vitest';
import type { Counter } from '../../../worker/routing/counter.ts';
import { decide } from '../../../worker/routing/decide.ts';
import { readTrace, writeTrace } from '../../../worker/routing/trace.ts';
import {
  countingDecider,
  goesTo,
  granted,
  noonMs,
  outcomesOf,
  placesOf,
  plainFacts,
  questionOf,
} from './routing-sample.ts';

const rule = (more: Record<string, unknown> = {}) => ({
  id: 'one',
  to: ['a', 'b', 'c'],
  strategy: 'all',
  ...more,
});
const only = (...rules: Record<string, unknown>[]) => ({ rules });
const shut = { tz: 'Asia/Shanghai', from: '13:00', to: '14:00' };

const fullToday = (): Counter => ({ taken: { day: ['2026-11-27', 1], total: ['', 1] } });

describe('without rules', () => {
  test('every enabled destination that the applicant agreed to', () => {
    const decision = decide(
      questionOf(only(), { places: placesOf('abcd', 'c'), decided: granted('r-a', 'r-b', 'r-c') }),
    );
    expect(goesTo(decision)).toBe('ab');
    expect(outcomesOf(decision, placesOf('abcd'))).toEqual({
      a: 'taken',
      b: 'taken',
      c: 'disabled',
      d: 'not_consented',
    });
    expect(decision.disabled.map(({ destination }) => destination.id)).toEqual(['c']);
  });
});

describe('a strategy', () => {
  test('all: each that may and can', () => {
    const decision = decide(questionOf(only(rule()), { decided: granted('r-a', 'r-c') }));
    expect(goesTo(decision)).toBe('ac');
    expect(outcomesOf(decision)).toEqual({ a: 'taken', b: 'not_consented', c: 'taken' });
  });

  test.each([
    ['all may and can', {}, {}, 'a', { a: 'taken', b: 'already_taken', c: 'already_taken' }],
    ['the first is not agreed to', {}, { decided: granted('r-b', 'r-c') }, 'b', { a: 'not_consented' }],
    ['the first is off', {}, { places: placesOf('abc', 'a') }, 'b', { a: 'disabled' }],
    ['the first is paused', { a: { paused: true } }, {}, 'b', { a: 'paused' }],
    ['the first is closed', { a: { hours: shut } }, {}, 'b', { a: 'closed' }],
    [
      'the first two are full',
      { a: { caps: [{ per: 'day', max: 1 }] }, b: { caps: [{ per: 'total', max: 1 }] } },
      { counter: fullToday },
      'c',
      { a: 'cap_reached', b: 'cap_reached', c: 'taken' },
    ],
  ] as const)('first: %s', (_, destinations, more, to, outcomes) => {
    const decision = decide(questionOf({ ...only(rule({ strategy: 'first' })), destinations }, more));
    expect(goesTo(decision)).toBe(to);
    expect(outcomesOf(decision)).toMatchObject(outcomes);
    // What got the lead needs no dead delivery beside it.
    expect(decision.disabled).toEqual([]);
  });

  test('weighted: turns by the weights, and none for who may not have it', () => {
    const next = countingDecider(only(rule({ strategy: 'weighted', weights: { a: 2, b: 1, c: 1 } })));
    const turns = Array.from({ length: 8 }, () => goesTo(next()))
      .sort()
      .join('');
    expect(turns).toBe('aaaabbcc');
    const decision = next({ decided: granted('r-c') });
    expect(goesTo(decision)).toBe('c');
    expect(outcomesOf(decision)).toEqual({ a: 'not_consented', b: 'not_consented', c: 'taken' });
  });

  test('weights by order are weights by id', () => {
    const [byOrder, byId] = [[3, 1, 1], { c: 1, a: 3, b: 1 }].map((weights) =>
      countingDecider(only(rule({ strategy: 'weighted', weights }))),
    );
    for (let at = 0; at < 20; at++) {
      expect(byOrder && goesTo(byOrder())).toBe(byId && goesTo(byId()));
    }
  });
});

describe('several rules', () => {
  const [toA, toB] = [rule({ to: ['a'] }), rule({ id: 'two', to: ['a', 'b'] })];
  test('each that applies adds its destinations, none twice', () => {
    const decision = decide(questionOf(only(toA, toB)));
    expect(goesTo(decision)).toBe('ab');
    expect(decision.trace.rules[1]?.places).toEqual([
      { place: 1, outcome: 'already_taken' },
      { place: 2, outcome: 'taken' },
    ]);
  });
  test('an exclusive one ends it, when it takes the lead', () => {
    const decision = decide(questionOf(only({ ...toA, exclusive: true }, toB)));
    expect(goesTo(decision)).toBe('a');
    expect(decision.trace.endedBy).toBe(0);
    const passed = decide(questionOf(only({ ...toA, exclusive: true }, toB), { decided: granted('r-b') }));
    expect(goesTo(passed)).toBe('b');
    expect(passed.trace.endedBy).toBeUndefined();
  });
  test.each([
    ['paused', { paused: true }, 'paused'],
    ['closed', { hours: shut, strategy: 'first' }, 'closed'],
    ['full', { caps: [{ per: 'month', max: 3 }] }, 'cap_reached'],
  ] as const)('one that is %s takes nothing, and says so', (_, more, outcome) => {
    const decision = decide(
      questionOf(only({ ...toA, ...more }), { counter: () => ({ taken: { month: ['2026-11', 3] } }) }),
    );
    expect(goesTo(decision)).toBe('');
    expect(decision.trace.rules).toEqual([{ rule: 0, outcome, places: [] }]);
  });
  test('one whose condition does not hold is not even kept', () => {
    const when = { field: 'amount', op: 'gt', value: 200_000 };
    expect(decide(questionOf(only({ ...toA, when }))).trace.rules).toEqual([]);
  });
  test('the fallback takes what no rule took', () => {
    const set = { ...only(rule({ to: ['a'] })), fallback: ['b', 'c'] };
    expect(goesTo(decide(questionOf(set)))).toBe('a');
    const passed = decide(questionOf(set, { decided: granted('r-b') }));
    expect(goesTo(passed)).toBe('b');
    expect(passed.trace.fallback).toEqual([
      { place: 2, outcome: 'taken' },
      { place: 3, outcome: 'not_consented' },
    ]);
  });
});

describe('hours', () => {
  const opensMs = Date.parse('2026-11-27T05:00:00Z');
  test.each([
    ['the rule', { hours: shut }, {}],
    ['the destination', {}, { a: { hours: shut } }],
    ['both', { hours: { ...shut, from: '12:30' } }, { a: { hours: shut } }],
  ])('%s that sends to all has the lead wait until they begin', (_, more, destinations) => {
    const decision = decide(questionOf({ ...only(rule({ to: ['a'], ...more })), destinations }));
    expect(decision.takes).toMatchObject([{ dueMs: opensMs, hold: null }]);
    expect(outcomesOf(decision)).toEqual({ a: 'taken_when_open' });
  });
  test('that are never open together take no lead', () => {
    const destinations = { a: { hours: { ...shut, from: '15:00', to: '16:00' } } };
    const decision = decide(questionOf({ ...only(rule({ to: ['a'], hours: shut })), destinations }));
    expect(outcomesOf(decision)).toEqual({ a: 'closed' });
  });
  test('that are open now send now', () => {
    const open = { tz: 'Asia/Shanghai', from: '12:00', to: '13:00' };
    const decision = decide(questionOf(only(rule({ to: ['a'], hours: open, strategy: 'first' }))));
    expect(decision.takes).toMatchObject([{ dueMs: noonMs }]);
  });
});

describe('what holds a lead back', () => {
  const duplicate = { ...plainFacts, flags: ['duplicate'] as const };
  test.each([
    ['quarantine', { quarantine: true }, plainFacts, 'quarantined'],
    [
      'quarantine on a condition',
      { quarantine: { field: 'flags', op: 'eq', value: 'fast_fill' } },
      plainFacts,
      null,
    ],
    [
      'quarantine on its condition',
      { quarantine: { field: 'flags', op: 'eq', value: 'duplicate' } },
      duplicate,
      'quarantined',
    ],
    ['duplicates held', { dedupe: 'hold' }, duplicate, 'duplicate'],
    ['duplicates held, of which it is none', { dedupe: 'hold' }, plainFacts, null],
    ['duplicates marked', { dedupe: 'mark' }, duplicate, null],
  ] as const)('%s', (_, more, facts, hold) => {
    const decision = decide(questionOf(only(rule({ to: ['a'], ...more })), { facts }));
    expect(decision.takes.map((take) => take.hold)).toEqual([hold]);
  });

  test.each([
    ['goes where the first went, wherever the rule leads', [2], granted('r-a', 'r-b'), 'b', 'first_owner'],
    ['goes on as any other when that one may not have it', [2], granted('r-a'), 'a', 'taken'],
    ['goes on as any other when nobody has it', [], granted('r-a', 'r-b'), 'a', 'taken'],
  ] as const)('to the first owner: a duplicate %s', (_, owners, decided, to, outcome) => {
    const decision = decide(
      questionOf(only(rule({ to: ['a'], dedupe: 'first_owner' })), { facts: duplicate, owners, decided }),
    );
    expect(goesTo(decision)).toBe(to);
    expect(outcomesOf(decision)).toMatchObject({ [to]: outcome });
  });
});

describe('a lead that came back', () => {
  test('goes to one more, by the first rule that has one', () => {
    const set = only(rule({ quarantine: true }), rule({ id: 'two', to: ['c'] }));
    const decision = decide(questionOf(set, { tried: new Set([1]) }));
    expect(goesTo(decision)).toBe('b');
    expect(decision.takes[0]?.hold).toBeNull();
    expect(outcomesOf(decision)).toEqual({ a: 'already_tried', b: 'taken', c: 'already_taken' });
  });
  test('without rules too', () => {
    expect(goesTo(decide(questionOf(only(), { tried: new Set([2]) })))).toBe('a');
  });
  test('goes nowhere when all were tried', () => {
    expect(goesTo(decide(questionOf(only(rule()), { tried: new Set([1, 2, 3]) })))).toBe('');
  });
});

test('a destination called like a member of every object is one like any other', () => {
  const places = [{ number: 1, id: 'constructor', recipient: 'self', region: 'mainland', isEnabled: true }];
  const set = { rules: [rule({ to: ['constructor'], strategy: 'weighted', weights: { constructor: 2 } })] };
  const decision = decide(questionOf(set, { places }));
  expect(decision.takes).toHaveLength(1);
  expect(JSON.stringify([...decision.changed])).toContain('{"constructor":0}');
});

test('a trace says after its storage what it said before', () => {
  const set = {
    rules: [
      rule({ when: { field: 'amount', op: 'lt', value: 1 } }),
      rule({ id: 'two', strategy: 'weighted', weights: [2, 1, 1], quarantine: true }),
      rule({ id: 'three', to: ['a'], paused: true }),
      rule({ id: 'four', to: ['a', 'b'], exclusive: true, dedupe: 'first_owner' }),
    ],
    fallback: ['b'],
  };
  const counter = () => ({ credits: { a: -0.5, b: 0.25, c: 0.25 }, weights: 'a:2,b:1,c:1' });
  const { trace } = decide(questionOf(set, { counter, owners: [3] }));
  expect(readTrace(writeTrace(trace))).toEqual(trace);
  expect(writeTrace(trace)).toBe(
    `{"v":1,"t":${noonMs},"r":"1tq:1w2t3w 2p: 3t:3o","c":{"1":[-0.5,0.25,0.25]},"x":3,"o":[3]}`,
  );
});
