/** Owns how much a loan may cost a year, by who lends and when; must not compute a cost. */
import type { Disclosure } from '../../contract/form.ts';
import { plainOf } from './cost-words.ts';
import { type LoanLaw, loanLaws } from './loan-laws.ts';
import { type PrimeRate, primeRateOn } from './loan-prime-rate.ts';

/** Who publishes, and when. */
export interface Publisher {
  tenantName: string;
  /** `YYYY-MM-DD` in China. */
  today: string;
}

/**
 * Percent per year, all-in. No statute has the number: it is how 金规〔2025〕9号, in force since 2025-10-01, and the
 * courts' guidance are read together. A lender's cost above it is not advertised here.
 */
const general = 24;
/** Four times the one-year LPR, which the guidance of December 2025 asks of small-loan companies by the end of 2027. */
const smallLoan = { from: '2027-12-31', timesPrimeRate: 4 };

export function capFor(
  { lenderType, lender }: Pick<Disclosure, 'lenderType' | 'lender'>,
  today: string,
): { cap: number; law: LoanLaw; primeRate?: PrimeRate } {
  // By its name too: a small-loan company can't be called another kind.
  const isSmallLoan = lenderType === 'small_loan' || /小额贷款|小贷/.test(plainOf(lender));
  if (!isSmallLoan) return { cap: general, law: loanLaws.cap };
  const law = loanLaws.smallLoanCap;
  if (today < smallLoan.from) return { cap: general, law };
  const primeRate = primeRateOn(today);
  // In hundredths, as the rate is told: 3.45 times four is 13.8, and not a hair's breadth under it.
  return { cap: Math.round(primeRate.percent * 100 * smallLoan.timesPrimeRate) / 100, law, primeRate };
}
