/** Owns the check of opening hours and caps by the clock of a zone, nights and summer time included; must not know rules. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cap, isReached, type Taken, withOneMore } from '../../../worker/routing/caps.ts';
import { type Hours, isOpen, nextOpenMs } from '../../../worker/routing/hours.ts';
import { isTimeZone, localTime } from '../../../worker/routing/local-time.ts';

const all = [1, 2, 3, 4, 5, 6, 7];
const china: Hours = { tz: 'Asia/Shanghai', days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
const night: Hours = { ...china, days: [5], from: '22:00', to: '06:00' };
const at = (text: string) => Date.parse(text);
const open = (hours: Hours, text: string) => isOpen(hours, localTime(at(text), hours.tz));

describe('hours', () => {
  // 2026-11-27 is a Friday.
  test.each([
    [china, '2026-11-27T08:59:59+08:00', false],
    [china, '2026-11-27T09:00:00+08:00', true],
    [china, '2026-11-27T17:59:59+08:00', true],
    [china, '2026-11-27T18:00:00+08:00', false],
    [china, '2026-11-28T12:00:00+08:00', false],
    [{ ...china, days: all, to: '24:00' }, '2026-11-28T23:59:59+08:00', true],
    // A night belongs to the day that it begins on.
    [night, '2026-11-27T21:59:00+08:00', false],
    [night, '2026-11-27T22:00:00+08:00', true],
    [night, '2026-11-28T05:59:00+08:00', true],
    [night, '2026-11-28T06:00:00+08:00', false],
    [night, '2026-11-27T03:00:00+08:00', false],
    [night, '2026-11-28T23:00:00+08:00', false],
    // From Sunday over to Monday.
    [{ ...night, days: [7] }, '2026-11-30T01:00:00+08:00', true],
  ])('%j at %s: %s', (hours, time, is) => {
    expect(open(hours, time)).toBe(is);
  });

  test.each([
    [china, '2026-11-27T08:10:30.5+08:00', '2026-11-27T09:00:00+08:00'],
    [china, '2026-11-27T18:00:00+08:00', '2026-11-30T09:00:00+08:00'],
    [china, '2026-11-27T10:00:00.123+08:00', '2026-11-27T10:00:00.123+08:00'],
    [night, '2026-11-28T06:00:00+08:00', '2026-12-04T22:00:00+08:00'],
    // Berlin puts its clocks back on 25 October 2026, and New York forward on 8 March.
    [{ ...china, tz: 'Europe/Berlin', days: all }, '2026-10-24T20:00:00+02:00', '2026-10-25T09:00:00+01:00'],
    [
      { ...china, tz: 'America/New_York', days: all },
      '2026-03-07T20:00:00-05:00',
      '2026-03-08T09:00:00-04:00',
    ],
  ])('%j open next after %s at %s', (hours, from, next) => {
    expect(new Date(nextOpenMs([hours], at(from)) ?? 0).toISOString()).toBe(new Date(at(next)).toISOString());
  });

  test('that begin in the hour that is left out have begun once it is over', () => {
    const hours: Hours = { tz: 'America/New_York', days: all, from: '02:30', to: '06:00' };
    const next = nextOpenMs([hours], at('2026-03-08T01:00:00-05:00')) ?? 0;
    expect(next).toBeGreaterThanOrEqual(at('2026-03-08T03:00:00-04:00'));
    expect(next).toBeLessThanOrEqual(at('2026-03-08T03:30:00-04:00'));
  });

  test('of two clocks are met when both are open', () => {
    const berlin: Hours = { tz: 'Europe/Berlin', days: all, from: '09:00', to: '12:00' };
    expect(nextOpenMs([china, berlin], at('2026-11-27T09:00:00+08:00'))).toBe(
      at('2026-11-27T16:00:00+08:00'),
    );
    expect(
      nextOpenMs([china, { ...berlin, from: '20:00', to: '21:00' }], at('2026-11-27T09:00:00+08:00')),
    ).toBeNull();
  });

  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  test('the next opening is open, and nothing before it is', () => {
    fc.assert(
      fc.property(
        fc.record({
          tz: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'),
          days: fc.subarray(all, { minLength: 1 }),
          from: clock,
          to: clock,
        }),
        fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z') }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (hours, nowMs, share) => {
          fc.pre(hours.from !== hours.to);
          const next = nextOpenMs([hours], nowMs) ?? 0;
          expect(isOpen(hours, localTime(next, hours.tz))).toBe(true);
          const between = nowMs + Math.floor((next - nowMs) * share);
          // Where clocks are put forward, up to that hour may be missed.
          const isNight = localTime(next, hours.tz).offsetMs !== localTime(nowMs, hours.tz).offsetMs;
          if (between < next - (isNight ? 3_600_000 : 0)) {
            expect(isOpen(hours, localTime(between, hours.tz))).toBe(false);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

test.each([
  ['Asia/Shanghai', true],
  ['UTC', true],
  ['Mars/Olympus', false],
  ['', false],
  ['+08:00', false],
  ['Asia/Shanghai\n', false],
])('%j as a time zone: %s', (tz, is) => {
  expect(isTimeZone(tz)).toBe(is);
});

describe('caps', () => {
  const caps: Cap[] = [
    { per: 'hour', max: 2 },
    { per: 'day', max: 3 },
    { per: 'month', max: 4 },
    { per: 'total', max: 5 },
  ];
  /** How many of these leads a cap lets through. */
  function taken(limits: readonly Cap[], times: readonly string[], tz = 'Asia/Shanghai'): string[] {
    let counted: Taken = {};
    return times.filter((time) => {
      const clock = localTime(at(time), tz);
      if (isReached(limits, counted, clock)) return false;
      counted = withOneMore(limits, counted, clock);
      return true;
    });
  }

  test('hold in the hour, the day, the month and for ever', () => {
    const times = [
      '2026-11-27T10:00:00+08:00',
      '2026-11-27T10:59:59+08:00',
      '2026-11-27T10:59:59.5+08:00',
      '2026-11-27T11:00:00+08:00',
      '2026-11-27T23:59:59+08:00',
      '2026-11-28T00:00:00+08:00',
      '2026-11-30T23:59:59+08:00',
      '2026-12-01T00:00:00+08:00',
      '2026-12-02T00:00:00+08:00',
    ];
    expect(taken(caps, times)).toEqual([0, 1, 3, 5, 7].map((index) => times[index]));
  });
  test('the day is that of the zone', () => {
    const times = ['2026-11-27T15:59:59Z', '2026-11-27T16:00:00Z', '2026-11-27T23:00:00Z'];
    expect(taken([{ per: 'day', max: 1 }], times)).toEqual(times.slice(0, 2));
    expect(taken([{ per: 'day', max: 1 }], times, 'UTC')).toEqual(times.slice(0, 1));
  });
  test('the hour that the end of summer time repeats is two hours', () => {
    const times = ['2026-10-25T02:30:00+02:00', '2026-10-25T02:31:00+02:00', '2026-10-25T02:30:00+01:00'];
    expect(taken([{ per: 'hour', max: 1 }], times, 'Europe/Berlin')).toEqual([times[0], times[2]]);
  });
});
