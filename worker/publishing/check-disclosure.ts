/** Owns whether a lender's terms may be shown as they are, in short form or with the whole sheet; must not know beside what. */
import { isRegular } from '../../contract/annual-cost.ts';
import type { Disclosure } from '../../contract/form.ts';
import { nameOf } from '../../contract/legal-party.ts';
import type { Finding } from '../../contract/problem.ts';
import { checkCosts } from './check-costs.ts';
import { capFor, type Publisher } from './cost-cap.ts';
import {
  deniesInterest,
  deniesOtherFees,
  pointsElsewhere,
  saysNothing,
  tenantTakesIn,
  withoutContingent,
} from './cost-words.ts';
import { lawfulFinding, loanLaws } from './loan-laws.ts';
import { overCap } from './loan-prime-rate.ts';

export function checkDisclosure(disclosure: Disclosure, publisher: Publisher): Finding[] {
  const findings: Finding[] = [];
  const { aprMin, aprMax, amountMin, amountMax } = disclosure;
  if (aprMin > aprMax) findings.push({ path: 'disclosure.aprMin', code: 'min_over_max' });
  if (amountMin > amountMax) findings.push({ path: 'disclosure.amountMin', code: 'min_over_max' });
  const { cap, law, primeRate } = capFor(disclosure, publisher.today);
  if (aprMax > cap) {
    const code = cap === 24 ? 'apr_over_24' : 'apr_over_cap';
    findings.push(lawfulFinding(law, 'disclosure.aprMax', code, overCap({ cap }, primeRate)));
  }
  return [...findings, ...checkFees(disclosure, publisher), ...checkCosts(disclosure, publisher)];
}

/** The fees in a sentence, as every surface shows them. */
function checkFees(disclosure: Disclosure, { tenantName }: Publisher): Finding[] {
  const { fees, lender, aprMax, costs = [] } = disclosure;
  const path = 'disclosure.fees';
  const findings: Finding[] = [];
  // What is due on default is told in the sheet.
  if (pointsElsewhere(withoutContingent(fees)))
    findings.push(lawfulFinding(loanLaws.sheet, path, 'told_elsewhere'));
  const hasOthers = costs.some(
    (item) =>
      isRegular(item) && item.kind !== 'interest' && item.annualRate !== 0 && !saysNothing(item.standard),
  );
  if ((aprMax > 0 && deniesInterest(fees)) || (hasOthers && deniesOtherFees(fees)))
    findings.push(lawfulFinding(loanLaws.sheet, path, 'none_where_charged'));
  if (nameOf(lender) !== nameOf(tenantName) && tenantTakesIn(fees, tenantName))
    findings.push(lawfulFinding(loanLaws.collector, path, 'tenant_collects'));
  return findings;
}
