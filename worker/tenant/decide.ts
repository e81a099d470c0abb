/** Owns what follows from a decision made after a lead was accepted: entry, event, deliveries; must not judge who may decide. */
import type { EventType } from '../../contract/event.ts';
import type { RecordedDecision } from '../../contract/submission.ts';
import { attemptTimeoutMs } from '../delivery/send.ts';
import { concerns, mayCross, mayReceive, self } from '../routing/recipients.ts';
import type { Envelope } from '../sealing/envelope.ts';
import { addEvent } from './add-event.ts';
import type { TenantContext } from './context.ts';
import type { DecisionStore } from './decisions.ts';
import type { DeliveryStore } from './delivery/deliveries.ts';
import { holdAsLead } from './delivery/held-deliveries.ts';
import { receiverOf } from './delivery/receiver-of.ts';
import type { DestinationStore } from './destinations.ts';
import type { LeadRow, LeadStore } from './leads.ts';
import { allRows } from './rows.ts';

/** An attempt under way may still arrive: what takes it back goes out only after it has surely ended. */
export const attemptEndMs = attemptTimeoutMs + 5000;

export interface Deciding {
  leads: LeadStore;
  decisions: DecisionStore;
  deliveries: DeliveryStore;
  destinations: DestinationStore;
  /** Hears of a withdrawal: what the notice authorised ends with it. */
  authorisations: { withdrawn(lead: number, notice: string): void };
  /** Tells which destinations an event is on its way to at this moment. */
  dispatcher: { underWay(event: number): number[] };
}

/** Destinations that have something of a lead, or may have it, and those to which something is on its way right now. */
export interface Holders {
  reached: ReadonlySet<number>;
  arriving: readonly number[];
}

/** Of the lead as it came, as it was corrected, and of the grants made later. */
export function holdersOf(
  context: TenantContext,
  { deliveries, dispatcher }: Pick<Deciding, 'deliveries' | 'dispatcher'>,
  lead: number,
): Holders {
  const later = allRows<{ seq: number }>(
    context.sql,
    "SELECT seq FROM events WHERE lead = ? AND type IN ('lead.corrected', 'consent.granted')",
    lead,
  );
  const sent = [lead, ...later.map(({ seq }) => seq)];
  const arriving = [...new Set(sent.flatMap((event) => dispatcher.underWay(event)))];
  return { reached: new Set([...sent.flatMap((event) => deliveries.reached(event)), ...arriving]), arriving };
}

/** A decision whose record is made and sealed. */
export interface LaterDecision {
  leaf: string;
  envelope: Envelope;
  /** Number of the authorisation that asked for it. */
  authorisation?: number;
}

/** A refusal made later is one of an authorisation: nothing else asks for a decision once the lead is there. */
const eventTypes: Record<RecordedDecision, EventType> = {
  granted: 'consent.granted',
  refused: 'authorisation.refused',
  withdrawn: 'consent.withdrawn',
};

/**
 * Inside the caller's transaction: appends the decision to the ledger and tells of it. A withdrawal stops what is still
 * to go to recipients that nothing allows any more, and goes to those that the notice names and that have the lead or
 * may have it; a grant goes to every destination that the notice concerns, and one that lets a recipient have the lead
 * sends it; a refusal is the tenant's to know.
 */
export function decide(
  context: TenantContext,
  stores: Deciding,
  row: LeadRow,
  { leaf, envelope, authorisation }: LaterDecision,
): { entry: number; event: number } {
  const nowMs = context.now();
  const { reached, arriving } = holdersOf(context, stores, row.seq);
  const entry = stores.decisions.append(row.seq, leaf, envelope);
  const { notice, decision } = stores.decisions.read(entry);
  const event = addEvent(context, {
    type: eventTypes[decision],
    lead: row.seq,
    atMs: nowMs,
    entry,
    authorisation,
  });
  if (decision === 'withdrawn') stores.authorisations.withdrawn(row.seq, notice.id);
  const decided = stores.leads.decided(row);
  for (const place of stores.destinations.rows()) {
    const { number, recipient } = place;
    const receiver = receiverOf(place);
    if (decision === 'withdrawn' && !mayReceive(receiver, decided)) {
      stores.deliveries.block(row.seq, 'withdrawn', number);
    }
    // At one that is off it waits, as what was due before does, until it is switched on again.
    const isOpen = (decision === 'granted' || recipient === self) && mayCross(receiver, decided);
    const isTold = decision === 'withdrawn' ? reached.has(number) : isOpen;
    if (!isTold || !concerns(recipient, notice)) continue;
    if (
      decision === 'granted' &&
      notice.kind === 'provide' &&
      recipient !== self &&
      mayReceive(receiver, decided)
    ) {
      stores.deliveries.addLead(row.seq, number);
      holdAsLead(context, { event: row.seq, destination: number });
    }
    const dueMs = arriving.includes(number) ? nowMs + attemptEndMs : nowMs;
    stores.deliveries.add({ event, destination: number }, row.seq, dueMs);
  }
  return { entry, event };
}
