/** Owns the check that no rule, whatever it says, sends a lead past what was agreed to, and that decisions repeat; not storage. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LeadFlag } from '../../../contract/event.ts';
import { decide, type Question } from '../../../worker/routing/decide.ts';
import type { Place } from '../../../worker/routing/permitted.ts';
import type { DecidedNotice } from '../../../worker/routing/recipients.ts';
import { recordedCounters } from '../../../worker/routing/recorded.ts';
import { noRoutes } from '../../../worker/routing/rules.ts';
import { readTrace, writeTrace } from '../../../worker/routing/trace.ts';
import { noonMs, noticeWith, routesOf } from './routing-sample.ts';

const ids = ['d1', 'd2', 'd3', 'd4', 'd5'];
const recipients = ['self', 'bank-a', 'bank-b', 'broker-c'];
const flags: LeadFlag[] = ['duplicate', 'fast_fill'];

const places: fc.Arbitrary<Place[]> = fc
  .array(fc.record({ recipient: fc.constantFrom(...recipients), isEnabled: fc.boolean() }), {
    minLength: ids.length,
    maxLength: ids.length,
  })
  .map((rows) => rows.map((row, at) => ({ ...row, region: 'mainland', number: at + 1, id: ids[at] ?? '' })));

const decided: fc.Arbitrary<DecidedNotice[]> = fc.array(
  fc.record({
    notice: fc
      .tuple(
        fc.subarray(recipients),
        fc.constantFrom('provide' as const, 'marketing' as const, 'credit_query' as const),
      )
      .map(([named, kind]) => noticeWith({ recipients: named, kind })),
    decision: fc.constantFrom('granted' as const, 'refused' as const, 'withdrawn' as const),
  }),
  { maxLength: 5 },
);

const condition = fc.constantFrom(
  { field: 'amount', op: 'gt', value: 100_000 },
  { not: { field: 'flags', op: 'eq', value: 'duplicate' } },
  { any: [{ field: 'form', op: 'eq', value: 'biz' }] },
  { field: 'campaign', op: 'exists', value: true },
);
const limits = fc.record(
  {
    caps: fc.constantFrom([{ per: 'day', max: 1 }], [{ per: 'total', max: 3 }]),
    hours: fc.constantFrom({ from: '09:00', to: '18:00' }, { from: '22:00', to: '06:00', days: [1, 5] }),
    paused: fc.boolean(),
  },
  { requiredKeys: [] },
);
const to = fc.subarray(ids, { minLength: 1 });
const rule = fc
  .record({
    to,
    strategy: fc.constantFrom('all', 'first', 'weighted'),
    limits,
    more: fc.record(
      {
        when: condition,
        exclusive: fc.boolean(),
        dedupe: fc.constantFrom('mark', 'hold', 'first_owner'),
        quarantine: fc.oneof(fc.boolean(), condition),
      },
      { requiredKeys: [] },
    ),
  })
  .map((one) => ({
    to: one.to,
    strategy: one.strategy,
    ...(one.strategy === 'weighted' ? { weights: one.to.map((_, at) => at + 1) } : {}),
    ...one.limits,
    ...one.more,
  }));
const routes = fc
  .record({
    rules: fc.array(rule, { maxLength: 5 }),
    fallback: fc.option(to, { nil: undefined }),
    destinations: fc.dictionary(fc.constantFrom(...ids), limits),
  })
  .map(({ rules, fallback, destinations }) =>
    routesOf({
      rules: rules.map((one, at) => ({ id: `r${at}`, ...one })),
      ...(fallback === undefined ? {} : { fallback }),
      destinations,
    }),
  );

const question: fc.Arbitrary<Question> = fc.record(
  {
    facts: fc.record({
      form: fc.constantFrom('biz', 'house'),
      flags: fc.subarray(flags),
      answers: fc.record({ amount: fc.constantFrom(50_000, 500_000) }),
    }),
    places,
    decided,
    routes: fc.option(fc.record({ version: fc.nat(), set: routes }), { nil: noRoutes }),
    counter: fc.constantFrom(
      () => undefined,
      () => ({ taken: { day: ['2026-11-27', 1] as const, total: ['', 2] as const } }),
      (scope: string) => ({
        taken: { total: ['', scope.length % 4] as const },
        credits: { d1: 0.25, d2: -0.75, d3: 0.5 },
        weights: 'd1:1,d2:2,d3:3',
      }),
    ),
    owners: fc.subarray([1, 2, 3, 4, 5]),
    tried: fc.subarray([1, 2, 3, 4, 5]).map((numbers) => new Set(numbers)),
    nowMs: fc.integer({ min: noonMs, max: noonMs + 7 * 86_400_000 }),
  },
  { requiredKeys: ['facts', 'places', 'decided', 'routes', 'counter', 'owners', 'nowMs'] },
);

/** The law of it, written apart from the code: the tenant, or a recipient that a granted `provide` notice names. */
function isAgreed(recipient: string, decisions: readonly DecidedNotice[]): boolean {
  if (recipient === 'self') return true;
  return decisions.some(
    ({ notice, decision }) =>
      decision === 'granted' && notice.kind === 'provide' && (notice.recipients ?? []).includes(recipient),
  );
}

test('whatever the lead, the consents and the rules: who was not agreed to gets nothing, and the trace says so', () => {
  fc.assert(
    fc.property(question, (asked) => {
      const { takes, disabled, trace } = decide(asked);
      const stranger = new Set(
        asked.places
          .filter(({ recipient }) => !isAgreed(recipient, asked.decided))
          .map(({ number }) => number),
      );
      for (const { number } of [...takes, ...disabled].map(({ destination }) => destination)) {
        expect(stranger.has(number)).toBe(false);
      }
      for (const { place, outcome } of [
        ...trace.rules.flatMap((one) => one.places),
        ...(trace.fallback ?? []),
      ]) {
        if (stranger.has(place)) expect(outcome).toBe('not_consented');
      }
    }),
    { numRuns: 2000 },
  );
});

test('no destination gets a lead twice, none that is off gets it, and none that was tried', () => {
  fc.assert(
    fc.property(question, (asked) => {
      const numbers = decide(asked).takes.map(({ destination }) => destination.number);
      expect(new Set(numbers).size).toBe(numbers.length);
      for (const number of numbers) {
        expect(asked.places.find((place) => place.number === number)?.isEnabled).toBe(true);
        expect(asked.tried?.has(number) ?? false).toBe(false);
      }
      if (asked.tried !== undefined) expect(numbers.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 1000 },
  );
});

test('the same question has the same answer, also by what its trace says of the counters', () => {
  fc.assert(
    fc.property(question, (asked) => {
      const first = decide(asked);
      const stored = writeTrace(first.trace);
      const counter = recordedCounters(readTrace(stored), asked.routes.set, asked.places);
      const again = decide({ ...asked, counter });
      expect(writeTrace(again.trace)).toBe(stored);
      expect(again.takes.map(({ dueMs, hold }) => [dueMs, hold])).toEqual(
        first.takes.map(({ dueMs, hold }) => [dueMs, hold]),
      );
    }),
    { numRuns: 1000 },
  );
});
