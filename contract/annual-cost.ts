/** Owns the yearly cost of a loan, 年化综合融资成本, as an internal rate of return; must not judge whether it may be charged. */
import type { AnnualCost, CostItem, Disclosure, Instalment, WorkedExample } from './form.ts';

export type AnnualCostProblem =
  /** No sheet of costs, or no worked example. */
  | 'incomplete'
  /** The instalments give back less than was lent. */
  | 'never_repays'
  /** Nothing is ever paid: there is no rate at which that is worth the principal. */
  | 'no_rate'
  /** A month twice, or after the term. */
  | 'schedule_outside_term'
  /** The instalments cost more than all items of the sheet together, or less than the cheapest of them. */
  | 'costs_do_not_add_up';

export type AnnualCostResult = { annualCost: AnnualCost } | { problem: AnnualCostProblem };

/** Percentage points by which rounded instalments may differ from the rates of the sheet. */
const tolerance = 0.5;

/**
 * Computes the yearly cost of normal performance: contingent items (default, prepayment) are left out. `aprBasis` says
 * how a month's rate becomes a year's: `irr` compounds it, `simple` multiplies it by twelve (央行公告〔2021〕第3号
 * allows both, and asks that the second is named 单利).
 */
export function annualCostOf(disclosure: Disclosure): AnnualCostResult {
  const { costs, worked, aprBasis, aprMin, aprMax } = disclosure;
  if (costs === undefined || worked === undefined) return { problem: 'incomplete' };
  const regular = costs.filter(isRegular);
  const interest = regular.filter(({ kind }) => kind === 'interest');
  const statedInterest = interest.some(({ annualRate }) => annualRate !== undefined)
    ? sumOfRates(interest)
    : aprMax;
  const others = sumOfRates(regular.filter(({ kind }) => kind !== 'interest'));
  const yearly = (interestRate: number) => {
    const monthly = monthlyRate(interestRate, aprBasis) + others / 100 / 12;
    return rounded(yearlyPercent(effectiveMonthly(monthly, worked), aprBasis));
  };
  const byRates = { min: yearly(Math.min(aprMin, statedInterest)), max: yearly(statedInterest) };
  if (!('schedule' in worked)) return { annualCost: byRates };

  const paid = monthlyReturn(worked);
  if ('problem' in paid) return paid;
  const bySchedule = rounded(yearlyPercent(paid.rate, aprBasis));
  const isEveryRateKnown = regular.every(
    ({ kind, annualRate }) => kind === 'interest' || annualRate !== undefined,
  );
  // Rates that are not told may only be added: no schedule is cheaper than the items that have one.
  if (bySchedule < byRates.min - tolerance || (isEveryRateKnown && bySchedule > byRates.max + tolerance))
    return { problem: 'costs_do_not_add_up' };
  return {
    annualCost: { min: Math.min(byRates.min, bySchedule), max: Math.max(byRates.max, bySchedule) },
  };
}

/** The terms with their yearly cost, where there is a sheet to compute it from: never taken from whoever wrote the sheet. */
export function withAnnualCost(disclosure: Disclosure): Disclosure {
  const cost = annualCostOf(disclosure);
  return 'problem' in cost ? disclosure : { ...disclosure, annualCost: cost.annualCost };
}

/** True for what is charged although the borrower does all that was agreed. */
export function isRegular({ kind }: CostItem): boolean {
  return kind !== 'default' && kind !== 'prepayment';
}

function sumOfRates(items: readonly CostItem[]): number {
  return items.reduce((sum, { annualRate }) => sum + (annualRate ?? 0), 0);
}

function monthlyRate(percentPerYear: number, basis: Disclosure['aprBasis']): number {
  const yearly = percentPerYear / 100;
  return basis === 'simple' ? yearly / 12 : (1 + yearly) ** (1 / 12) - 1;
}

function yearlyPercent(monthly: number, basis: Disclosure['aprBasis']): number {
  return (basis === 'simple' ? monthly * 12 : (1 + monthly) ** 12 - 1) * 100;
}

/**
 * A cost that is charged each month on the principal still outstanding is the month's rate of return whatever the
 * instalments are. Only where all is paid at the end does it fall short, since cost is not charged on unpaid cost.
 */
function effectiveMonthly(monthly: number, worked: WorkedExample): number {
  if (!('method' in worked) || worked.method !== 'bullet') return monthly;
  return (1 + monthly * worked.termMonths) ** (1 / worked.termMonths) - 1;
}

function monthlyReturn(worked: {
  principal: number;
  termMonths: number;
  schedule: Instalment[];
}): { rate: number } | { problem: AnnualCostProblem } {
  const { principal, termMonths, schedule } = worked;
  const months = new Set(schedule.map(({ month }) => month));
  if (months.size !== schedule.length || schedule.some(({ month }) => month > termMonths)) {
    return { problem: 'schedule_outside_term' };
  }
  const total = schedule.reduce((sum, { amount }) => sum + amount, 0);
  if (total === 0) return { problem: 'no_rate' };
  if (total < principal) return { problem: 'never_repays' };
  return { rate: internalRate(principal, schedule) };
}

/** The month's rate at which the instalments are worth the principal: their value falls as the rate rises, so it is one. */
function internalRate(principal: number, schedule: readonly Instalment[]): number {
  const valueAt = (rate: number) =>
    schedule.reduce((sum, { month, amount }) => sum + amount / (1 + rate) ** month, 0);
  let low = 0;
  let high = 1;
  while (valueAt(high) > principal) high *= 2;
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (valueAt(middle) > principal) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Two decimals, as rates are shown. */
function rounded(percent: number): number {
  return Math.round(percent * 100) / 100;
}
