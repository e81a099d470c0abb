/** Owns the rule of where a lead stands: endings begin a new round, stages do not go back, arrival does not count; no storage. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OutcomeType, outcomeTypes } from '../../../contract/outcome.ts';
import { standingOf, type Told } from '../../../worker/outcomes/standing.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 27, 8, minute)).toISOString();
const told = (type: OutcomeType, minute: number, amount?: number): Told => ({
  type,
  at: at(minute),
  ...(amount === undefined ? {} : { amount }),
});

describe('a lead stands', () => {
  test.for<[string, Told[], unknown]>([
    ['nowhere before anything is reported', [], null],
    ['at its furthest stage', [told('contacted', 1), told('signed', 2)], { type: 'signed', at: at(2) }],
    [
      'there still when an earlier stage is reported of a later time',
      [told('signed', 2), told('contacted', 3)],
      { type: 'signed', at: at(2) },
    ],
    [
      'with what was disbursed counted once, whether keys or destinations tell it',
      [
        told('disbursed', 1, 100_000),
        { ...told('disbursed', 2, 60_000), destination: 'bank-a' },
        { ...told('disbursed', 3, 50_000), destination: 'bank-b' },
      ],
      { type: 'disbursed', at: at(1), amount: 110_000 },
    ],
    [
      'at an ending that came after',
      [told('signed', 2), told('rejected', 3)],
      { type: 'rejected', at: at(3) },
    ],
    [
      'at the ending of two at one time',
      [told('returned', 2), told('signed', 2)],
      { type: 'returned', at: at(2) },
    ],
    [
      'in the next round once something follows the ending',
      [told('signed', 1, 5), told('returned', 2), told('contacted', 3)],
      { type: 'contacted', at: at(3) },
    ],
    [
      'with all that was disbursed',
      [told('signed', 1, 300_000), told('disbursed', 2, 100_000), told('disbursed', 3, 200_000)],
      { type: 'disbursed', at: at(2), amount: 300_000 },
    ],
    [
      'with the last word on what was approved',
      [told('approved', 2, 100_000), told('approved', 3, 80_000), told('approved', 4)],
      { type: 'approved', at: at(2), amount: 80_000 },
    ],
  ])('%s', ([, reports, standing]) => {
    expect(standingOf(reports)).toEqual(standing);
  });

  const reports = fc.array(
    fc.record(
      {
        type: fc.constantFrom(...outcomeTypes),
        at: fc.integer({ min: 0, max: 5 }).map(at),
        amount: fc.nat(1000),
      },
      { requiredKeys: ['type', 'at'] },
    ),
    { maxLength: 8 },
  );

  test('in the same place whatever the order of arrival', () => {
    fc.assert(
      fc.property(
        reports.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(standingOf(shuffled)).toEqual(standingOf(all));
        },
      ),
    );
  });

  test('at a type that was reported, and never before a later ending', () => {
    fc.assert(
      fc.property(reports, (all) => {
        const standing = standingOf(all);
        if (standing === null) {
          expect(all).toEqual([]);
          return;
        }
        expect(all.map(({ type }) => type)).toContain(standing.type);
        const lastEnding = all
          .filter(({ type }) => type === 'rejected' || type === 'returned')
          .map((one) => one.at)
          .sort()
          .at(-1);
        expect(standing.at >= (lastEnding ?? '')).toBe(true);
      }),
    );
  });
});

test('however much was reported', () => {
  const all = Array.from({ length: 200_000 }, () => told('contacted', 1));
  expect(standingOf([...all, told('signed', 2)])).toEqual({ type: 'signed', at: at(2) });
});
