/** Owns what follows from a decision made after a lead was accepted: entry, event, deliveries; must not judge who may decide. */
import { attemptTimeoutMs } from '../delivery/send.ts';
import { concerns, mayReceive } from '../routing/recipients.ts';
import type { Envelope } from '../sealing/envelope.ts';
import type { TenantContext } from './context.ts';
import type { DecisionStore } from './decisions.ts';
import type { DeliveryStore } from './deliveries.ts';
import type { DestinationStore } from './destinations.ts';
import type { LeadRow, LeadStore } from './leads.ts';
import { allRows } from './rows.ts';
import { nextSeq } from './sequence.ts';

/** An attempt under way may still arrive: what takes it back goes out only after it has surely ended. */
export const attemptEndMs = attemptTimeoutMs + 5000;

export interface Deciding {
  leads: LeadStore;
  decisions: DecisionStore;
  deliveries: DeliveryStore;
  destinations: DestinationStore;
  /** Tells which destinations an event is on its way to at this moment. */
  dispatcher: { underWay(event: number): number[] };
}

/** Destinations to which the lead's values are on their way at this moment: as it came, or corrected. */
export function arrivingAt(
  context: TenantContext,
  dispatcher: Deciding['dispatcher'],
  lead: number,
): number[] {
  const corrections = allRows<{ seq: number }>(
    context.sql,
    "SELECT seq FROM events WHERE lead = ? AND type = 'lead.corrected'",
    lead,
  );
  const events = [lead, ...corrections.map(({ seq }) => seq)];
  return [...new Set(events.flatMap((event) => dispatcher.underWay(event)))];
}

/** A decision whose record is made and sealed. */
export interface LaterDecision {
  leaf: string;
  envelope: Envelope;
}

/**
 * Inside the caller's transaction: appends the decision to the ledger and tells of it. A withdrawal stops what is still
 * to go to recipients that nothing allows any more, and goes to those that the notice names and that have the lead or
 * may have it; a grant goes to every destination that the notice concerns.
 */
export function decide(
  context: TenantContext,
  stores: Deciding,
  row: LeadRow,
  { leaf, envelope }: LaterDecision,
): { entry: number; event: number } {
  const nowMs = context.now();
  const entry = stores.decisions.append(row.seq, leaf, envelope);
  const { notice, decision } = stores.decisions.read(entry);
  const event = nextSeq(context);
  const type = decision === 'granted' ? 'consent.granted' : 'consent.withdrawn';
  context.sql.exec(
    'INSERT INTO events (seq, type, lead, at, entry) VALUES (?, ?, ?, ?, ?)',
    event,
    type,
    row.seq,
    nowMs,
    entry,
  );
  const arriving = arrivingAt(context, stores.dispatcher, row.seq);
  const reached = new Set([...stores.deliveries.reached(row.seq), ...arriving]);
  const decided = stores.leads.decided(row);
  for (const { number, recipient, enabled } of stores.destinations.rows()) {
    if (decision === 'withdrawn' && !mayReceive(recipient, decided)) {
      stores.deliveries.block(row.seq, 'withdrawn', number);
    }
    const isTold = decision === 'granted' ? enabled === 1 : reached.has(number);
    if (!isTold || !concerns(recipient, notice)) continue;
    const dueMs = arriving.includes(number) ? nowMs + attemptEndMs : nowMs;
    stores.deliveries.add({ event, destination: number }, row.seq, dueMs);
  }
  return { entry, event };
}
