/** Owns the check that no minute holds more attempts than the limit, against a plain list as model; no real clock. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlidingWindow } from '../../../worker/tenant/sliding-window.ts';

const minuteMs = 60_000;

describe('a sliding window', () => {
  it('takes the limit, then says how long to wait, truly', () => {
    const window = new SlidingWindow();
    for (const nowMs of [0, 10, 20]) expect(window.take('a', 3, nowMs)).toBe(0);
    expect(window.take('a', 3, 1000)).toBe(minuteMs - 1000);
    expect(window.take('a', 3, minuteMs - 1)).toBe(1);
    expect(window.take('a', 3, minuteMs)).toBe(0);
    expect(window.take('a', 3, minuteMs)).toBe(10);
  });
  it('of an hour is an hour', () => {
    const window = new SlidingWindow(undefined, 60 * minuteMs);
    expect([window.take('a', 1, 0), window.take('a', 1, minuteMs)]).toEqual([0, 59 * minuteMs]);
  });
  it('takes an attempt back, as if it had not been', () => {
    const window = new SlidingWindow();
    window.take('a', 2, 0);
    window.take('a', 2, 10);
    window.giveBack('a');
    window.giveBack('nobody');
    expect(window.take('a', 2, 20)).toBe(0);
    expect(window.take('a', 2, 30)).toBe(minuteMs - 30);
    for (let at = 0; at < 3; at++) window.giveBack('a');
    expect(window.take('a', 1, 40)).toBe(0);
  });
  it('counts each key apart', () => {
    const window = new SlidingWindow();
    expect([window.take('a', 1, 0), window.take('b', 1, 0), window.take('a', 1, 0)]).toEqual([
      0,
      0,
      minuteMs,
    ]);
  });
  it('obeys a limit that was changed meanwhile', () => {
    const window = new SlidingWindow();
    for (let nowMs = 0; nowMs < 5; nowMs++) window.take('a', 10, nowMs);
    expect(window.take('a', 2, 10)).toBe(minuteMs + 3 - 10);
    expect(window.take('a', 6, 10)).toBe(0);
  });

  it('logs an attempt under all of its keys or under none', () => {
    const window = new SlidingWindow();
    const both = (key: string) =>
      window.takeAll(
        [
          { key, limit: 2 },
          { key: 'all', limit: 3 },
        ],
        0,
      );
    expect([both('a'), both('a'), both('a')]).toEqual([0, 0, minuteMs]);
    // The third was turned away: it is not among those of `all` either.
    expect([both('b'), both('b')]).toEqual([0, minuteMs]);
    expect(window.take('b', 2, 0)).toBe(0);
  });

  /** Attempts as steps in time, each by one of a few keys. */
  const attempts = fc.array(
    fc.record({ key: fc.constantFrom('a', 'b', 'c'), stepMs: fc.integer({ min: 0, max: 30_000 }) }),
    {
      maxLength: 200,
    },
  );
  it('does what a plain list of accepted attempts does', () => {
    fc.assert(
      fc.property(attempts, fc.integer({ min: 1, max: 5 }), (steps, limit) => {
        const window = new SlidingWindow();
        const accepted: { key: string; atMs: number }[] = [];
        let nowMs = 0;
        for (const { key, stepMs } of steps) {
          nowMs += stepMs;
          const recent = accepted.filter((one) => one.key === key && one.atMs > nowMs - minuteMs);
          const waitMs = window.take(key, limit, nowMs);
          expect(waitMs === 0).toBe(recent.length < limit);
          if (waitMs === 0) accepted.push({ key, atMs: nowMs });
          else expect(waitMs).toBe((recent.at(-limit)?.atMs ?? Number.NaN) + minuteMs - nowMs);
        }
      }),
    );
  });
});

describe('when the memory is full', () => {
  it('the key unseen for the longest is forgotten, the one seen last is not', () => {
    const window = new SlidingWindow(8);
    window.take('old', 1, 0);
    for (let at = 1; at <= 8; at++) window.take(`key ${at}`, 1, at);
    expect(window.take('old', 1, 20)).toBe(0);
    expect(window.take('key 8', 1, 20)).toBe(minuteMs + 8 - 20);
  });
  it('what has passed goes first', () => {
    const window = new SlidingWindow(4);
    window.take('seen', 2, 0);
    for (let at = 1; at < 4; at++) window.take(`gone ${at}`, 1, at);
    window.take('seen', 2, minuteMs + 10);
    window.take('new', 1, minuteMs + 11);
    expect(window.take('seen', 1, minuteMs + 12)).toBeGreaterThan(0);
  });
  it('a lone key’s oldest attempts are: it is let through, never held back for them', () => {
    const window = new SlidingWindow(8);
    for (let at = 0; at < 100; at++) expect(window.take('a', 50, at)).toBe(0);
  });
});
