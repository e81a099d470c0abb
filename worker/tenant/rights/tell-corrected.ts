/** Owns who is told that a lead's values are other ones now, `lead.corrected`; must not change any. */
import { mayReceive } from '../../routing/recipients.ts';
import { addEvent } from '../add-event.ts';
import type { TenantContext } from '../context.ts';
import { attemptEndMs, type Deciding, holdersOf } from '../decide.ts';
import { receiverOf } from '../delivery/receiver-of.ts';
import type { LeadRow } from '../leads.ts';

/**
 * Everyone who has the lead, and may still have it, is told, in the caller's transaction; while the lead is restricted,
 * at the attempt it is held.
 */
export function tellCorrected(context: TenantContext, stores: Deciding, row: LeadRow): void {
  const nowMs = context.now();
  const event = addEvent(context, { type: 'lead.corrected', lead: row.seq, atMs: nowMs });
  const { reached, arriving } = holdersOf(context, stores, row.seq);
  const decided = stores.leads.decided(row);
  for (const place of stores.destinations.rows()) {
    const { number } = place;
    if (!reached.has(number) || !mayReceive(receiverOf(place), decided)) continue;
    const dueMs = arriving.includes(number) ? nowMs + attemptEndMs : nowMs;
    stores.deliveries.add({ event, destination: number }, row.seq, dueMs);
  }
}
