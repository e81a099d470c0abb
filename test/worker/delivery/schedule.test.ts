/** Owns the check of when the next attempt is due, against DESIGN §8 and RFC 9110's Retry-After; must not know a clock. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxAttempts, nextDelayMs, parseRetryAfter } from '../../../worker/delivery/schedule.ts';

const second = 1000;
const hour = 3600 * second;
/** DESIGN §8, after the first attempt at once. */
const design = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400].map(
  (seconds) => seconds * second,
);

describe('the schedule', () => {
  it('waits as DESIGN §8 lists, then is dead', () => {
    expect(maxAttempts).toBe(10);
    const delays = Array.from({ length: 12 }, (_, at) => nextDelayMs(at + 1, 0, null));
    expect(delays).toEqual([...design, null, null, null]);
  });
  it('adds up to a tenth of jitter, never less than the schedule', () => {
    const attempts = fc.integer({ min: 1, max: 9 });
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(attempts, random, (made, chance) => {
        const delay = nextDelayMs(made, chance, null) ?? 0;
        const base = design[made - 1] ?? 0;
        expect(delay).toBeGreaterThanOrEqual(base);
        expect(delay).toBeLessThanOrEqual(base * 1.1);
      }),
    );
  });
  it.each([
    ['longer than the schedule is obeyed', 1, 60 * second, 60 * second],
    ['shorter is not: the schedule stands', 2, 1 * second, 300 * second],
    ['of nothing changes nothing', 1, 0, 5 * second],
    ['is bounded by a day', 1, 1e9 * second, 24 * hour],
    ['does not wake the dead', 10, 60 * second, null],
  ])('Retry-After %s', (_name, attempts, asked, delay) => {
    expect(nextDelayMs(attempts, 0, asked)).toBe(delay);
  });
});

describe('Retry-After (RFC 9110 §10.2.3)', () => {
  const nowMs = Date.parse('2026-11-22T08:00:00.000Z');
  it.each([
    ['120', 120 * second],
    [' 120 ', 120 * second],
    ['0', 0],
    ['1000000000', 1e9 * second],
    ['Sun, 22 Nov 2026 08:00:30 GMT', 30 * second],
    ['Sunday, 22-Nov-26 08:00:30 GMT', 30 * second],
    ['Sun Nov 22 08:00:30 2026', 30 * second],
    ['Sun, 22 Nov 2026', null],
    ['2026-11-22T09:00:00Z', null],
    ['Sat, 21 Nov 2026 08:00:00 GMT', 0],
    [null, null],
    ['', null],
    ['soon', null],
    ['-5', null],
    ['1.5', null],
    ['99999999999', null],
    ['12 monkeys', null],
    ['Infinity', null],
    ['0x10', null],
  ])('%j is %j', (header, ms) => {
    expect(parseRetryAfter(header, nowMs)).toBe(ms);
  });
  it('is never negative and never not a number', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const ms = parseRetryAfter(header, nowMs);
        expect(ms === null || ms >= 0).toBe(true);
      }),
    );
  });
});

it('no Retry-After, whatever it says, puts an attempt off by more than a day or a tenth of the schedule', () => {
  const header = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.bigInt().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    fc.constantFrom('1e9', '1000000000', '9999999999', '99999999999', '-1', 'Infinity', 'NaN', '0x10', ' 7 '),
  );
  fc.assert(
    fc.property(header, fc.integer({ min: 1, max: 9 }), (text, attempts) => {
      const asked = parseRetryAfter(text, 1.7e12);
      expect(asked === null || asked >= 0).toBe(true);
      const delay = nextDelayMs(attempts, 0.99, asked) ?? -1;
      expect(delay).toBeGreaterThanOrEqual(design[attempts - 1] ?? 0);
      expect(delay).toBeLessThanOrEqual(Math.max((design[attempts - 1] ?? 0) * 1.1, 24 * hour));
    }),
  );
});
