/** Owns who was sent what of a lead, read from its deliveries: the record of provision; must not hold personal data. */
import type { EventType } from '../../../contract/event.ts';
import type { StoredDeliveryState } from '../../../contract/states.ts';
import type { SentTo } from '../../routing/recipient-state.ts';
import type { TenantContext } from '../context.ts';
import { allRows } from '../rows.ts';

/** One delivery of a lead or of a later fact about it. */
export type Provision = {
  type: EventType;
  /** The ledger entry that the event tells of; null for one that is no decision. */
  entry: number | null;
  recipient: string;
  destination: string;
  state: StoredDeliveryState;
  attempts: number;
  /** Time of the last attempt; null before the first. */
  last_at: number | null;
};

/** Every delivery of a lead, in the order of its events. */
export function provisionsOf(context: TenantContext, lead: number): Provision[] {
  return allRows<Provision>(
    context.sql,
    `SELECT COALESCE(events.type, 'lead.created') AS type, events.entry AS entry, destinations.recipient AS recipient,
       destinations.id AS destination, deliveries.state AS state, deliveries.attempts AS attempts,
       (SELECT MAX(at) FROM attempts WHERE attempts.event = deliveries.event
          AND attempts.destination = deliveries.destination) AS last_at
     FROM deliveries
     JOIN destinations ON destinations.number = deliveries.destination
     LEFT JOIN events ON events.seq = deliveries.event
     WHERE deliveries.event IN (SELECT ?1 UNION ALL SELECT seq FROM events WHERE lead = ?1)
     ORDER BY deliveries.event, deliveries.destination`,
    lead,
  );
}

/** What concerns one recipient and one decision. */
export function sentTo(provisions: readonly Provision[], recipient: string, entry: number): SentTo {
  const own = provisions.filter((one) => one.recipient === recipient);
  return {
    lead: own
      .filter((one) => one.type === 'lead.created')
      .map((one) => ({ isDelivered: one.state === 'delivered', isTried: one.attempts > 0 })),
    decision: own
      .filter((one) => one.entry === entry)
      .map((one) => ({ isDelivered: one.state === 'delivered' })),
  };
}
