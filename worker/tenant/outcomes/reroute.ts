/** Owns where a lead goes that a recipient returned: to one that the applicant named and that was not tried; must not send. */
import { mayReceive } from '../../routing/recipients.ts';
import type { TenantContext } from '../context.ts';
import type { DestinationStore } from '../destinations.ts';
import type { LeadStore } from '../leads.ts';
import { allRows } from '../rows.ts';

/** Chooses where a returned lead goes next, by its number, or says why it ends. */
export type Reroute = (lead: number, returnedFrom?: number) => { to: number[] } | { ended: string };

/** The first enabled destination, in the order they were made, of a recipient that has not had a delivery of the lead. */
export function firstUntried(
  context: TenantContext,
  { leads, destinations }: { leads: LeadStore; destinations: DestinationStore },
): Reroute {
  return (lead) => {
    const row = leads.row(lead);
    if (row === undefined) return { ended: 'no_other_recipient' };
    const decided = leads.decided(row);
    const had = allRows<{ destination: number }>(
      context.sql,
      'SELECT destination FROM deliveries WHERE event = ?',
      lead,
    ).map(({ destination }) => destination);
    const tried = new Set(
      destinations.rows().flatMap(({ number, recipient }) => (had.includes(number) ? [recipient] : [])),
    );
    const next = destinations
      .rows()
      .find(
        ({ enabled, recipient }) => enabled === 1 && !tried.has(recipient) && mayReceive(recipient, decided),
      );
    return next === undefined ? { ended: 'no_other_recipient' } : { to: [next.number] };
  };
}
