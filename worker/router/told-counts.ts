/** Owns which counts of leads are told to whoever may not read leads: in whole fives, none below; must not count. */
import type { FunnelCounts, ToldCounts } from '../../contract/funnel.ts';
import { leadReaders, type Role } from '../tenant/keys.ts';
import { fewest } from '../tenant/routing/lead-tally.ts';

/** A role that may not read leads is told nothing of any one of them, counts included. */
export function isToldRoughly(role: Role): boolean {
  return !leadReaders.includes(role);
}

/** Rounded down; null below five, none included: that there is none must not be told from that there is one. */
export function inFives(count: number): number | null {
  return count < fewest ? null : count - (count % fewest);
}

/** From so many loans on a sum is told to its second digit: what one loan adds is not seen in it. */
const manyLoans = 100;

function roughSum(amount: number, loans: number): number | null {
  if (loans < fewest) return null;
  return Number(amount.toPrecision(loans < manyLoans ? 1 : 2));
}

/** Visits are nobody's: they stay. */
export function roughCounts({ visits, starts, amount, ...leads }: FunnelCounts): ToldCounts {
  const isTold = leads.leads >= fewest;
  const tell = (count: number) => (isTold ? inFives(count) : null);
  return {
    visits,
    starts,
    leads: tell(leads.leads),
    delivered: tell(leads.delivered),
    signed: tell(leads.signed),
    disbursed: tell(leads.disbursed),
    amount: isTold ? roughSum(amount, leads.disbursed) : null,
  };
}
