/** Owns the check of how often a phone gets a code, and of the codes themselves; must not know the storage. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeMessage, mintCode } from '../../../worker/sms/code.ts';
import { countedSends, rangeLimits, rangeOf, sendWaitMs } from '../../../worker/sms/send-limits.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** API.md, word by word. */
const promised = [
  [1, minute],
  [5, hour],
  [10, day],
] as const;

describe('the wait', () => {
  const nowMs = 1_800_000_000_000;
  const ago = (...agesMs: number[]) => agesMs.map((age) => nowMs - age);
  /** Nine of the last eighteen hours. */
  const everyOtherHour = ago(...[2, 4, 6, 8, 10, 12, 14, 16, 18].map((hours) => hours * hour));
  it.each<[string, number[], number]>([
    ['nothing was sent', [], 0],
    ['one just now', ago(0), minute],
    ['one 59.999 s ago', ago(59_999), 1],
    ['one a minute ago', ago(minute), 0],
    ['four within the hour', ago(minute, 2 * minute, 3 * minute, 4 * minute), 0],
    ['five within the hour', ago(minute, 2 * minute, 3 * minute, 4 * minute, 50 * minute), 10 * minute],
    ['five, the first an hour ago', ago(minute, 2 * minute, 3 * minute, 4 * minute, hour), 0],
    ['ten within the day', [...everyOtherHour, nowMs - 23 * hour], hour],
    ['ten, the first a day ago', [...everyOtherHour, nowMs - day], 0],
    ['in any order', ago(50 * minute, minute, 4 * minute, 2 * minute, 3 * minute), 10 * minute],
  ])('%s', (_name, sends, waitMs) => {
    expect(sendWaitMs(sends, nowMs)).toBe(waitMs);
  });

  it('obeyed, keeps every window within its limit, and never lasts longer than needed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 * hour }), { minLength: 1, maxLength: 40 }),
        (pauses) => {
          let atMs = nowMs;
          const sends: number[] = [];
          for (const pause of pauses) {
            atMs += pause;
            const waitMs = sendWaitMs(sends, atMs);
            const fits = (when: number) =>
              promised.every(
                ([count, windowMs]) => sends.filter((one) => one > when - windowMs).length < count,
              );
            expect(fits(atMs + waitMs)).toBe(true);
            if (waitMs > 0) expect(fits(atMs + waitMs - 1)).toBe(false);
            atMs += waitMs;
            sends.push(atMs);
          }
        },
      ),
    );
  });

  it('of a range of numbers is its own: 30 an hour, 100 a day', () => {
    const sends = (count: number, age: number) => Array.from({ length: count }, () => nowMs - age);
    expect(rangeOf('13912345678')).toBe('1391234');
    expect(sendWaitMs(sends(29, 0), nowMs, rangeLimits)).toBe(0);
    expect(sendWaitMs(sends(30, minute), nowMs, rangeLimits)).toBe(hour - minute);
    expect(sendWaitMs([...sends(99, 2 * hour), ...sends(1, 0)], nowMs, rangeLimits)).toBe(22 * hour);
  });

  it('forgets what is a day old', () => {
    expect(countedSends(ago(day, day - 1, 5), nowMs)).toEqual(ago(day - 1, 5));
  });
});

describe('a code', () => {
  const bytesOf = (value: number) => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value);
    return bytes;
  };
  it('has six digits, leading zeros kept', () => {
    expect(mintCode(() => bytesOf(4217))).toBe('004217');
    expect(mintCode(() => bytesOf(0))).toBe('000000');
    expect(mintCode(() => bytesOf(1_999_999))).toBe('999999');
  });
  it('is drawn again where the draw would favour low codes', () => {
    const draws = [4_294_967_295, 4_294_000_000, 4_293_999_999];
    expect(mintCode(() => bytesOf(draws.shift() ?? 0))).toBe('999999');
    expect(draws).toEqual([]);
  });
  it('is bound to phone and purpose', () => {
    const messages = [
      codeMessage('submission', '13800138000', '123456'),
      codeMessage('submission', '13800138001', '123456'),
      codeMessage('submission', '13800138000', '123457'),
    ];
    expect(new Set(messages).size).toBe(3);
    expect(messages[0]).toContain('submission');
  });
});
