/** Owns the check that no minute holds more requests than a target allows, against a count of our own; no clock. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { freeAtMs, windowMs, withinWindow } from '../../../worker/delivery/pace.ts';

it('lets as many through as a minute holds, then tells when the next may start', () => {
  expect(freeAtMs([], 2, 1000)).toBe(1000);
  expect(freeAtMs([1000], 2, 1500)).toBe(1500);
  expect(freeAtMs([1000, 1500], 2, 1600)).toBe(61_000);
  expect(freeAtMs([1000, 1500], 2, 61_000)).toBe(61_000);
  expect(freeAtMs([1000, 1500], null, 1600)).toBe(1600);
});

it('keeps every minute under the limit, wherever it begins, and lets no more time pass than that takes', () => {
  const waits = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 25 }), waits, (perMinute, pauses) => {
      let nowMs = 0;
      let kept: number[] = [];
      const all: number[] = [];
      for (const pause of pauses) {
        nowMs += pause;
        const atMs = Math.max(nowMs, freeAtMs(kept, perMinute, nowMs));
        const last = all.filter((at) => at > atMs - 1 - windowMs && at <= atMs - 1);
        // Waiting is only for a full minute.
        if (atMs > nowMs) expect(last.length).toBe(perMinute);
        nowMs = atMs;
        kept = [...withinWindow(kept, nowMs), nowMs];
        all.push(nowMs);
        expect(kept.length).toBeLessThanOrEqual(perMinute);
      }
      for (const begin of all) {
        expect(all.filter((at) => at >= begin && at < begin + windowMs).length).toBeLessThanOrEqual(
          perMinute,
        );
      }
    }),
  );
});
