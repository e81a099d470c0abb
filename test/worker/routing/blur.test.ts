/** Owns the check that blurred answers tell a band and no number, the same each time; must not know who is told. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blurredAnswers, blurredDay, blurredNumber } from '../../../worker/routing/blur.ts';

const offsets = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const numbers = fc.oneof(
  fc.integer({ min: -10_000_000, max: 10_000_000 }),
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
);

test('a number comes out within a fifth of itself, on its own side of nought', () => {
  fc.assert(
    fc.property(numbers, offsets, (value, offset) => {
      fc.pre(Math.abs(value) > 1e-9);
      const ratio = blurredNumber(value, offset) / value;
      expect(ratio).toBeGreaterThanOrEqual(2 ** -0.25 - 1e-9);
      expect(ratio).toBeLessThanOrEqual(2 ** 0.25 + 1e-9);
    }),
  );
  expect(blurredNumber(0, 0.3)).toBe(0);
});

test('larger numbers never come out smaller, and those of a band all come out the same', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e7 }),
      fc.integer({ min: 1, max: 1e7 }),
      offsets,
      (a, b, offset) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((one) => blurredNumber(one, offset));
        expect(low).toBeLessThanOrEqual(high ?? 0);
      },
    ),
  );
  const all = Array.from({ length: 490_001 }, (_, at) => blurredNumber(10_000 + at, 0.37));
  // 10,000 to 500,000 are under six doublings, of two bands each.
  expect(new Set(all).size).toBeLessThanOrEqual(13);
});

test('a day comes out as one day of its year', () => {
  const days = Array.from({ length: 366 }, (_, at) =>
    new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10),
  );
  expect(new Set(days.map((day) => blurredDay(day, 0.6)))).toEqual(new Set(['2024-08-08']));
});

test('only numbers that say how much are blurred: options and regions stay', () => {
  const fields = ['amount', 'number', 'date', 'term', 'choice', 'multi', 'region'].map((kind) => ({
    id: kind,
    kind,
  }));
  const answers = {
    amount: 300_000,
    number: 7,
    date: '2019-05-06',
    term: 12,
    choice: '周转',
    multi: ['房'],
    region: ['310101', '310100', '310000'],
  };
  const { amount, number, date, ...others } = blurredAnswers(Object({ steps: [{ fields }] }), answers, 0.6);
  expect([amount, number, date]).not.toContain(300_000);
  expect(date).toBe('2019-08-08');
  expect(number).not.toBe(7);
  expect(others).toEqual({ term: 12, choice: '周转', multi: ['房'], region: ['310101', '310100', '310000'] });
});
