/** Owns how much a loan may cost a year, by who lends and when; must not compute a cost. */
import type { Disclosure } from '../../contract/form.ts';
import { plainOf } from './cost-words.ts';
import { type LoanLaw, loanLaws } from './loan-laws.ts';

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
/** Four times the one-year LPR of 3 % (2026-11), which the guidance of December 2025 asks for by the end of 2027. */
const smallLoan = { from: '2027-12-31', cap: 12 };

export function capFor(
  { lenderType, lender }: Pick<Disclosure, 'lenderType' | 'lender'>,
  today: string,
): { cap: number; law: LoanLaw } {
  // By its name too: a small-loan company can't be called another kind.
  const isSmallLoan = lenderType === 'small_loan' || /小额贷款|小贷/.test(plainOf(lender));
  if (!isSmallLoan) return { cap: general, law: loanLaws.cap };
  return { cap: today >= smallLoan.from ? smallLoan.cap : general, law: loanLaws.smallLoanCap };
}
