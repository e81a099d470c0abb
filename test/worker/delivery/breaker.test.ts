/** Owns the check of when a failing target is left alone and given up; must not know a clock. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHopeless, patienceMs, pauseMs } from '../../../worker/delivery/breaker.ts';

const day = 86_400_000;

describe('a target that fails', () => {
  it('is left alone from the fifth failure in a row, for 5 s to 5 minutes', () => {
    const seconds = Array.from({ length: 13 }, (_, at) => pauseMs(at) / 1000);
    expect(seconds).toEqual([0, 0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300]);
  });
  it('never rests shorter for failing more, nor longer than 5 minutes', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e12), (failures, asked) => {
        expect(pauseMs(failures + 1)).toBeGreaterThanOrEqual(pauseMs(failures));
        expect(patienceMs(failures, asked)).toBeLessThanOrEqual(300_000);
        expect(patienceMs(failures, asked)).toBeGreaterThanOrEqual(pauseMs(failures));
      }),
    );
  });
  it('and asks for patience gets it at the first failure', () => {
    expect(patienceMs(1, 7000)).toBe(7000);
    expect(patienceMs(1, 1e12)).toBe(300_000);
  });
  it.each([
    [10, 5 * day, true],
    [1000, 5 * day - 1, false],
    [9, 50 * day, false],
    [10, 50 * day, true],
  ])('after %d attempts in %d ms: given up %s', (attempts, passedMs, isGivenUp) => {
    expect(isHopeless(1e12, attempts, 1e12 + passedMs)).toBe(isGivenUp);
  });
});
