/** Owns the one-year loan prime rate (LPR) as the People's Bank of China had it published, by day; must not know what depends on it. */
import type { Finding } from '../../contract/problem.ts';

export interface PrimeRate {
  /** `YYYY-MM-DD` in China: told on this day, and good until another is. */
  from: string;
  percent: number;
}

/**
 * Of one year; published by 全国银行间同业拆借中心 as 中国人民银行 authorises, on the 20th of each month. Only the days on which it
 * changed stand here: https://www.pbc.gov.cn, 货币政策司, 贷款市场报价利率（LPR）. The last change known
 * here is of 2025-05: whoever reads this later compares the table with that page.
 */
export const primeRates: readonly [PrimeRate, ...PrimeRate[]] = [
  { from: '2024-10-21', percent: 3.1 },
  { from: '2025-05-20', percent: 3 },
];

/** What a finding on a cap says: where the prime rate decides, which, and of what day. */
export function overCap(
  params: Readonly<Record<string, number>>,
  rate: PrimeRate | undefined,
): Pick<Finding, 'params' | 'because'> {
  if (rate === undefined) return { params };
  return { params: { ...params, primeRate: rate.percent, primeRateFrom: rate.from }, because: 'prime_rate' };
}

/** The newest that is known on a day; before the first, that one. */
export function primeRateOn(today: string): PrimeRate {
  return primeRates.findLast(({ from }) => from <= today) ?? primeRates[0];
}
