/** Owns what a delivery and its attempts look like outside the object, and a delivery's id; must not change a row. */
import type { EventType } from '../../../contract/event.ts';
import type { DeliveryState, StoredDeliveryState } from '../../../contract/states.ts';
import type { Outcome } from '../../delivery/verdict.ts';
import type { TenantContext } from '../context.ts';
import type { StoredDecision } from '../decisions.ts';
import type { DeliveredLead } from '../leads.ts';
import { deliveryIdOf, eventId, leadId, readDeliveryId } from '../public-ids.ts';
import { timeText } from '../rows.ts';

/** Destinations are few and numbered: event and destination fit one delivery number. */
const destinationsPerEvent = 65_536;

/** What an attempt came to; `confirmed` is no attempt of ours: a person says that they have told the recipient. */
export type AttemptOutcome = Outcome | 'confirmed';

export type DeliveryKey = {
  event: number;
  destination: number;
};

/** A key as one text, for maps in memory. */
export function keyText({ event, destination }: DeliveryKey): string {
  return `${event}/${destination}`;
}

export interface AttemptView {
  number: number;
  at: string;
  latencyMs: number;
  outcome: AttemptOutcome;
  status?: number;
  reason?: string;
  /** What the target said to an attempt that failed, without anything personal or secret. */
  answer?: string;
}

export interface DeliveryView {
  id: string;
  event: string;
  type: EventType;
  /** Absent where the event is about none. */
  lead?: string;
  destination: string;
  recipient: string;
  state: DeliveryState;
  attempts: number;
  reason?: string;
  nextAttemptAt?: string;
  lastAttempt?: { at: string; status?: number; outcome: AttemptOutcome; reason?: string };
}

export interface DeliveryDetail extends Omit<DeliveryView, 'attempts'> {
  attempts: AttemptView[];
}

export type DeliveryRow = DeliveryKey & {
  lead: number;
  state: StoredDeliveryState;
  attempts: number;
  attempts_before_replay: number;
  next_at: number | null;
  reason: string | null;
  destination_id: string;
  recipient: string;
  /** 1 while its destination is on. */
  destination_enabled: number;
  type: EventType | null;
  nonce: number;
  /** Null where the event is the lead itself. */
  event_nonce: number | null;
  /** Null where it is about none. */
  lead_nonce: number | null;
};

/** What sending asks of a delivery. */
export interface PendingDelivery
  extends Pick<DeliveryRow, 'event' | 'destination' | 'nonce' | 'lead' | 'attempts' | 'type'> {
  /** Read with it where the event is the lead itself: statements cost more than their rows. */
  row?: DeliveredLead;
  /** What holds of its decisions, where that was read already. */
  decided?: StoredDecision[];
}

/** Of a lead that is told for the first time. */
export interface PendingLead extends PendingDelivery {
  row: DeliveredLead;
}

export type AttemptRow = {
  number: number;
  at: number;
  latency_ms: number;
  outcome: AttemptOutcome;
  status: number | null;
  reason: string | null;
  answer: string | null;
};

export function deliveryId(
  context: TenantContext,
  { event, destination, nonce }: Pick<DeliveryRow, 'event' | 'destination' | 'nonce'>,
): string {
  return deliveryIdOf(context, { number: event * destinationsPerEvent + destination, nonce });
}

/** What an id names, or null; whether there is such a delivery is for the table to say. */
export function deliveryKey(
  context: TenantContext,
  id: string,
): (DeliveryKey & Pick<DeliveryRow, 'nonce'>) | null {
  const named = readDeliveryId(context, id);
  if (named === null) return null;
  const { number, nonce } = named;
  return {
    event: Math.floor(number / destinationsPerEvent),
    destination: number % destinationsPerEvent,
    nonce,
  };
}

export function attemptView(row: AttemptRow): AttemptView {
  return {
    number: row.number,
    at: timeText(row.at),
    latencyMs: row.latency_ms,
    outcome: row.outcome,
    ...(row.status === null ? {} : { status: row.status }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.answer === null ? {} : { answer: row.answer }),
  };
}

export function deliveryView(
  context: TenantContext,
  row: DeliveryRow,
  last: AttemptView | undefined,
): DeliveryView {
  const isHeld = row.state === 'pending' && row.destination_enabled === 0;
  return {
    id: deliveryId(context, row),
    event: eventId(context, { seq: row.event, nonce: row.event_nonce ?? row.lead_nonce ?? 0 }),
    type: row.type ?? 'lead.created',
    ...(row.lead_nonce === null ? {} : { lead: leadId(context, { seq: row.lead, nonce: row.lead_nonce }) }),
    destination: row.destination_id,
    recipient: row.recipient,
    state: isHeld ? 'held' : row.state,
    attempts: row.attempts,
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.next_at === null || isHeld ? {} : { nextAttemptAt: timeText(row.next_at) }),
    ...(last === undefined
      ? {}
      : {
          lastAttempt: {
            at: last.at,
            outcome: last.outcome,
            ...(last.status === undefined ? {} : { status: last.status }),
            ...(last.reason === undefined ? {} : { reason: last.reason }),
          },
        }),
  };
}
