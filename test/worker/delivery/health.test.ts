/** Owns the check of what attempts add up to: tallies, spans, latencies, the state they tell; no storage. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  emptyTally,
  latencyBoundsMs,
  latencyWithin,
  recently,
  stateOf,
  type TalliedAttempt,
  type Tally,
  withAttempts,
} from '../../../worker/delivery/health.ts';
import type { Outcome, Verdict } from '../../../worker/delivery/verdict.ts';

const nowMs = Date.parse('2026-11-27T08:02:00.000Z');
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const arrived: Verdict = { outcome: 'delivered', status: 200 };
const refused: Verdict = { outcome: 'failed', status: 503, reason: 'server_error' };

/** One by one, as most attempts are counted. */
const tallied = (attempts: readonly TalliedAttempt[]): Tally =>
  attempts.reduce((tally, attempt) => withAttempts(tally, [attempt]), emptyTally);

const outcomes: Outcome[] = ['delivered', 'failed', 'rejected', 'gone'];
const someAttempts = fc
  .array(
    fc.record({
      agoMs: fc.nat(3 * 24 * hourMs),
      latencyMs: fc.nat(25_000),
      outcome: fc.constantFrom(...outcomes),
    }),
    { maxLength: 300 },
  )
  .map((all) =>
    all
      .toSorted((a, b) => b.agoMs - a.agoMs)
      .map(
        ({ agoMs, latencyMs, outcome }): TalliedAttempt => ({
          atMs: nowMs - agoMs,
          latencyMs,
          verdict: { outcome },
        }),
      ),
  );

describe('a tally', () => {
  test('is the same for attempts that are counted at once, and leaves the one before as it was', () => {
    fc.assert(
      fc.property(someAttempts, fc.nat(300), (attempts, cut) => {
        const before = tallied(attempts.slice(0, cut));
        const kept = structuredClone(before);
        expect(withAttempts(before, attempts.slice(cut))).toEqual(tallied(attempts));
        expect(before).toEqual(kept);
      }),
    );
  });

  test('counts every attempt once, by outcome and by latency, and keeps the sum', () => {
    fc.assert(
      fc.property(someAttempts, (attempts) => {
        const tally = tallied(attempts);
        for (const outcome of outcomes) {
          const wanted = attempts.filter(({ verdict }) => verdict.outcome === outcome).length;
          expect(tally.outcomes[outcome] ?? 0).toBe(wanted);
        }
        const bounds = [0, ...latencyBoundsMs, Number.POSITIVE_INFINITY];
        const wanted = bounds.slice(1).map((bound, at) => {
          const above = at === 0 ? -1 : (bounds[at] ?? 0);
          return attempts.filter(({ latencyMs }) => latencyMs > above && latencyMs <= bound).length;
        });
        expect(tally.latencies).toEqual(wanted);
        expect(tally.latencySumMs).toBe(attempts.reduce((sum, { latencyMs }) => sum + latencyMs, 0));
      }),
    );
  });

  test('of three days knows the last hour to five minutes and the last day to an hour', () => {
    fc.assert(
      fc.property(someAttempts, (attempts) => {
        const tally = tallied(attempts);
        for (const [span, slotMs, slots] of [
          ['hour', 5 * minuteMs, 12],
          ['day', hourMs, 24],
        ] as const) {
          const fromMs = (Math.floor(nowMs / slotMs) - slots + 1) * slotMs;
          const inside = attempts.filter(({ atMs }) => atMs >= fromMs);
          const delivered = inside.filter(({ verdict }) => verdict.outcome === 'delivered').length;
          expect(recently(tally, span, nowMs)).toEqual({
            attempts: inside.length,
            rate: inside.length === 0 ? null : delivered / inside.length,
          });
        }
      }),
    );
  });

  test('stays small, however many attempts it counts', () => {
    const attempts = Array.from({ length: 5000 }, (_, at) => ({
      atMs: nowMs + at * minuteMs,
      latencyMs: 12_345,
      verdict: at % 2 === 0 ? arrived : refused,
    }));
    expect(JSON.stringify(tallied(attempts)).length).toBeLessThan(4000);
  });

  test('counts an attempt that began before another one ended where it began', () => {
    const tally = tallied([
      { atMs: nowMs, latencyMs: 10, verdict: arrived },
      { atMs: nowMs - 7 * minuteMs, latencyMs: 9999, verdict: refused },
    ]);
    expect(recently(tally, 'hour', nowMs)).toEqual({ attempts: 2, rate: 0.5 });
    expect(recently(tally, 'hour', nowMs + 54 * minuteMs).attempts).toBe(1);
  });

  test('tells the last success and the last failure, each by its own', () => {
    const tally = tallied([
      { atMs: 1000, latencyMs: 1, verdict: arrived },
      { atMs: 2000, latencyMs: 1, verdict: { outcome: 'failed' } },
      { atMs: 3000, latencyMs: 1, verdict: refused },
    ]);
    expect(tally.lastSuccessAtMs).toBe(1000);
    expect(tally.lastFailure).toEqual({ atMs: 3000, reason: 'server_error', status: 503 });
    expect(withAttempts(tally, [{ atMs: 4000, latencyMs: 1, verdict: arrived }]).lastFailure).toEqual(
      tally.lastFailure,
    );
  });
});

describe('latencies', () => {
  it.each([
    [[], 0.5, null],
    [[7], 0.95, 7],
    [[1, 2, 3, 4], 0.5, 2],
    [Array.from({ length: 100 }, (_, at) => at + 1), 0.95, 95],
    // Only the newest hundred count.
    [[...Array.from({ length: 50 }, () => 20_000), ...Array.from({ length: 100 }, () => 5)], 0.95, 5],
  ])('%#', (latencies, share, wanted) => {
    const attempts = latencies.map((latencyMs) => ({ atMs: nowMs, latencyMs, verdict: arrived }));
    expect(latencyWithin(tallied(attempts), share)).toBe(wanted);
  });
});

describe('the state', () => {
  const open = { isEnabled: true, isHeldBack: false, backlog: 0 };
  const at = (agoMs: number, verdict: Verdict) => ({ atMs: nowMs - agoMs, latencyMs: 5, verdict });
  const many = (count: number, verdict: Verdict) =>
    Array.from({ length: count }, () => at(minuteMs, verdict));

  it.each([
    ['idle', 'without an attempt', open, []],
    ['idle', 'a day after the last one', open, [at(25 * hourMs, refused)]],
    ['healthy', 'before the first attempt at what waits', { ...open, backlog: 1 }, []],
    ['healthy', 'after a failure that was made good', open, [at(2 * hourMs, refused), at(hourMs, arrived)]],
    ['failing', 'after a failure', open, [at(hourMs, arrived), at(minuteMs, refused)]],
    ['failing', 'while the next attempt is far off', { ...open, backlog: 1 }, [at(30 * hourMs, refused)]],
    ['failing', 'with one of five failed within the hour', open, [...many(1, refused), ...many(4, arrived)]],
    ['healthy', 'with one of twenty', open, [...many(1, refused), ...many(19, arrived)]],
    ['paused', 'held back', { ...open, isHeldBack: true, backlog: 3 }, many(1, refused)],
    ['disabled', 'switched off', { ...open, isEnabled: false, isHeldBack: true }, many(1, arrived)],
  ])('is %s %s', (state, _when, destination, attempts) => {
    expect(stateOf(destination, tallied(attempts), nowMs)).toBe(state);
  });
});
