/** Owns whether a sheet of a loan's whole cost is whole, adds up and may be charged; must not know beside what it stands. */
import { annualCostOf, isRegular } from '../../contract/annual-cost.ts';
import type { CostItem, Disclosure } from '../../contract/form.ts';
import { nameOf } from '../../contract/legal-party.ts';
import type { Finding } from '../../contract/problem.ts';
import { capFor, type Publisher } from './cost-cap.ts';
import { isPointer, isTenant, pointsElsewhere, saysNothing, tenantTakesIn } from './cost-words.ts';
import { type LoanLaw, lawfulFinding, loanLaws } from './loan-laws.ts';
import { overCap } from './loan-prime-rate.ts';
import { statedRates } from './stated-rates.ts';

type Found = (law: LoanLaw, path: string, code: string, params?: Finding['params']) => void;

/** Findings on the sheet that a disclosure holds; none for one without, whose absence is its form's to find. */
export function checkCosts(disclosure: Disclosure, publisher: Publisher): Finding[] {
  const { costs, worked } = disclosure;
  if (costs === undefined && worked === undefined) return [];
  const findings: Finding[] = [];
  const found: Found = (law, path, code, params) =>
    findings.push(lawfulFinding(law, `disclosure.${path}`, code, params === undefined ? {} : { params }));
  for (const [at, item] of (costs ?? []).entries())
    checkItem(item, `costs.${at}`, disclosure, publisher, found);
  const isCharged = disclosure.aprMax > 0;
  if (costs !== undefined && isCharged && !costs.some(({ kind }) => kind === 'interest'))
    found(loanLaws.sheet, 'costs', 'interest_missing');
  const cost = annualCostOf(disclosure);
  if ('problem' in cost) {
    if (cost.problem === 'incomplete')
      found(loanLaws.sheet, costs === undefined ? 'costs' : 'worked', 'cost_sheet_missing');
    else found(loanLaws.sheet, 'worked', cost.problem);
    return findings;
  }
  const { cap, law, primeRate } = capFor(disclosure, publisher.today);
  const { max } = cost.annualCost;
  // A rate that is over it by itself is found on the rate.
  if (max > cap && disclosure.aprMax <= cap)
    findings.push(
      lawfulFinding(law, 'disclosure.costs', 'cost_over_cap', overCap({ cost: max, cap }, primeRate)),
    );
  return findings;
}

function checkItem(
  cost: CostItem,
  path: string,
  { lender, worked, aprMax }: Disclosure,
  publisher: Publisher,
  found: Found,
): void {
  const { item, kind, collector, how, standard, annualRate } = cost;
  const { tenantName } = publisher;
  const isLender = nameOf(lender) === nameOf(tenantName);
  if (!isLender && isTenant(collector, tenantName)) {
    found(loanLaws.collector, `${path}.collector`, 'tenant_collects');
  } else if (!isLender) {
    for (const [name, text] of Object.entries({ item, how, standard }))
      if (tenantTakesIn(text, tenantName)) found(loanLaws.collector, `${path}.${name}`, 'tenant_collects');
  }
  const isFree = saysNothing(standard);
  const isCharged = kind === 'interest' ? aprMax > 0 : (annualRate ?? 0) > 0;
  for (const [name, text] of Object.entries({ how, standard })) {
    if (name === 'standard' ? pointsElsewhere(text) : isPointer(text))
      found(loanLaws.sheet, `${path}.${name}`, 'told_elsewhere');
    else if (isCharged && saysNothing(text)) found(loanLaws.sheet, `${path}.${name}`, 'none_where_charged');
  }
  const isMethod = worked !== undefined && 'method' in worked;
  if (isMethod && isRegular(cost) && kind !== 'interest' && annualRate === undefined && !isFree)
    found(loanLaws.sheet, `${path}.annualRate`, 'annual_rate_missing');
  if (annualRate === undefined || !isRegular(cost)) return;
  const stated = statedRates(standard).flatMap(({ percents }) => percents);
  const isStated = stated.some((percent) => Math.abs(percent - annualRate) <= rounding);
  const isOver = kind === 'interest' && annualRate > aprMax + rounding;
  if (isOver || (stated.length > 0 && !isStated))
    found(loanLaws.sheet, `${path}.annualRate`, 'costs_do_not_add_up');
}

/** Percentage points: rates are written with two decimals. */
const rounding = 0.05;
