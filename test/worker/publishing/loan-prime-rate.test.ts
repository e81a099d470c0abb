/** Owns that the cap of small-loan companies follows the prime rate of its day, and says which. */
import { describe, expect, test } from 'vitest';
import { capFor } from '../../../worker/publishing/cost-cap.ts';
import { overCap, primeRateOn, primeRates } from '../../../worker/publishing/loan-prime-rate.ts';

describe('the prime rate', () => {
  test.each([
    ['2024-10-20', '2024-10-21'],
    ['2024-10-21', '2024-10-21'],
    ['2025-05-19', '2024-10-21'],
    ['2025-05-20', '2025-05-20'],
    ['2099-01-01', primeRates.at(-1)?.from],
  ])('of %s is the newest that is known by then', (today, from) => {
    expect(primeRateOn(today).from).toBe(from);
  });

  test('stands by day, each once, and changes with each', () => {
    const days = primeRates.map(({ from }) => from);
    expect(days).toEqual([...new Set(days)].sort());
    for (const [at, { percent }] of primeRates.entries())
      expect(primeRates[at - 1]?.percent).not.toBe(percent);
  });
});

test('MK-32: four times of it is the cap of small-loan companies from the end of 2027, and the refusal says rate and day', () => {
  const company = { lenderType: 'small_loan', lender: '某小额贷款有限公司' } as const;
  expect(capFor(company, '2027-12-30')).toMatchObject({ cap: 24 });
  const { cap, primeRate } = capFor(company, '2027-12-31');
  expect(cap).toBe((primeRates.at(-1)?.percent ?? 0) * 4);
  expect(overCap({ cap }, primeRate)).toEqual({
    params: { cap, primeRate: 3, primeRateFrom: '2025-05-20' },
    because: 'prime_rate',
  });
  expect(overCap({ cap: 24 }, undefined)).toEqual({ params: { cap: 24 } });
});
