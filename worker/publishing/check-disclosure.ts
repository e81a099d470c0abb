/** Owns whether a lender's terms may be shown as they are; must not know beside what. */
import type { Disclosure } from '../../contract/form.ts';
import type { Finding } from '../../contract/problem.ts';

/**
 * Percent per year, all-in. No statute has the number: it is how 金规〔2025〕9号, in force since 2025-10-01, and the
 * courts' guidance are read together. A lender's cost above it is not advertised here.
 */
const aprLimit = 24;

export function checkDisclosure(disclosure: Disclosure): Finding[] {
  const findings: Finding[] = [];
  const found = (path: string, code: string) => findings.push({ path: `disclosure.${path}`, code });
  if (disclosure.aprMin > disclosure.aprMax) found('aprMin', 'min_over_max');
  if (disclosure.amountMin > disclosure.amountMax) found('amountMin', 'min_over_max');
  if (disclosure.aprMax > aprLimit) found('aprMax', 'apr_over_24');
  return findings;
}
