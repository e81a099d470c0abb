/** Owns what one delivery tells: the event's body cut to its recipient; must not decide when, nor know the target. */
import type {
  AuthorisationEnded,
  ConsentChanged,
  EventBody,
  EventType,
  LeadCorrected,
  LeadCreated,
  LeadErased,
} from '../../../contract/event.ts';
import { isRefusal, type Refusal } from '../../../contract/problem.ts';
import type { Message, OutgoingRequest } from '../../delivery/adapter.ts';
import { leadCreated } from '../../delivery/lead-created.ts';
import { stillCovered } from '../../delivery/still-covered.ts';
import { concerns, mayCross, mayReceive, type Receiver, self, valuesFor } from '../../routing/recipients.ts';
import { unseal } from '../../sealing/envelope.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { forwardingId, type UseRefused } from '../authorisation/authorisation-uses.ts';
import type { AuthorisationStore } from '../authorisation/authorisations.ts';
import type { TenantContext } from '../context.ts';
import { coveredValues } from '../covered-values.ts';
import type { DecisionStore, StoredDecision } from '../decisions.ts';
import type { DestinationRow, DestinationStore } from '../destinations.ts';
import type { FormStore } from '../forms.ts';
import { type LeadContent, leadContext } from '../lead-content.ts';
import { type DeliveredLead, envelopeOf, type LeadStore } from '../leads.ts';
import { leadId } from '../public-ids.ts';
import { bytesOf, firstRow, timeText } from '../rows.ts';
import { noLead } from '../sequence.ts';
import { aboutNoLead } from './about-no-lead.ts';
import type { DeliveryStore } from './deliveries.ts';
import { type DeliveryKey, deliveryId, type PendingDelivery } from './delivery-view.ts';
import { dropBody, keptBody } from './kept-bodies.ts';
import { leadAsTold } from './lead-as-told.ts';
import { leadPageFor } from './lead-page-for.ts';
import { receiverOf } from './receiver-of.ts';

export interface OutgoingStores {
  audit: AuditLog;
  forms: FormStore;
  leads: LeadStore;
  decisions: DecisionStore;
  deliveries: DeliveryStore;
  destinations: DestinationStore;
  authorisations: AuthorisationStore;
  /** Origin under which people reach the server; null when none is configured. */
  publicUrl: string | null;
}

/** A delivery whose message is ready for its destination. */
export interface Outgoing {
  key: DeliveryKey;
  lead: number;
  /** How many attempts were recorded before this one. */
  attempts: number;
  recipient: string;
  message: Message;
  /** Whether these bytes are those of an earlier attempt. */
  isKept: boolean;
  /** Where it was made ahead, too. */
  request?: OutgoingRequest | null;
}

/**
 * Why a delivery does not go out: its lead is erased or its values have died, its destination belongs to someone not
 * named, or the authorisation that it rests on is over or used up, all for good; or its lead may only be kept for now.
 */
export type Withheld = 'erased' | 'retention' | 'restricted' | UseRefused;

/** The message of a delivery, why it is withheld, or `key_missing`: it then waits for the key. */
export async function outgoing(
  context: TenantContext,
  stores: OutgoingStores,
  delivery: PendingDelivery,
  target: DestinationRow,
): Promise<Outgoing | Withheld | Refusal> {
  const { event, destination, lead } = delivery;
  const { recipient, kind } = target;
  const key = { event, destination };
  const row = delivery.row ?? stores.leads.toDeliver(lead);
  if (row === undefined && lead !== noLead) return 'erased';
  const body =
    row === undefined
      ? aboutNoLead(context, delivery, recipient)
      : await bodyOf(context, stores, delivery, row, receiverOf(target));
  if (typeof body === 'string' || isRefusal(body)) return body;
  const mayBeKept = row !== undefined && delivery.attempts > 0;
  const kept = mayBeKept ? await keptBody(context, row, key, recipient) : null;
  // The law first: what the recipient may see was asked anew above, and what says more than that does not go out.
  const isKept = kept !== null && stillCovered(kept.event, body);
  if (kept !== null && !isKept) dropBody(context, key);
  const sent = isKept ? kept : { event: body, text: JSON.stringify(body) };
  // An event has no place for it.
  const leadUrl =
    row === undefined || kind === 'webhook'
      ? null
      : leadPageFor(context, stores.publicUrl, leadId(context, row), recipient);
  const message: Message = { id: deliveryId(context, delivery), ...sent, leadUrl };
  return { key, lead, attempts: delivery.attempts, recipient, message, isKept };
}

/** Events that end what was allowed. They hold ids, and no value. */
const takesBack: readonly EventType[] = [
  'consent.withdrawn',
  'lead.erased',
  'authorisation.expired',
  'authorisation.lapsed',
];

/** The event's body as one recipient may see it, or why it may see none. */
async function bodyOf(
  context: TenantContext,
  stores: OutgoingStores,
  delivery: PendingDelivery,
  lead: DeliveredLead,
  receiver: Receiver,
): Promise<EventBody | Withheld | Refusal> {
  const { recipient } = receiver;
  if (delivery.type === null) return created(context, stores, lead, receiver, delivery.decided);
  const event = firstRow<{ at: number; entry: number | null; authorisation: number | null }>(
    context.sql,
    'SELECT at, entry, authorisation FROM events WHERE seq = ?',
    delivery.event,
  );
  if (event === undefined) throw new Error('a delivery names an event that is not there');
  const data: LeadErased = {
    tenant: context.profile().id,
    lead: { id: leadId(context, lead), seq: lead.seq },
  };
  const told = { type: delivery.type, timestamp: timeText(event.at) };
  if (delivery.type === 'lead.corrected') {
    const body = await created(context, stores, lead, receiver);
    if (typeof body === 'string' || isRefusal(body)) return body;
    const corrected: LeadCorrected = { tenant: body.data.tenant, lead: body.data.lead };
    return { ...told, data: corrected };
  }
  // What takes something back goes to whoever may have it, wherever they are; anything else stays in the mainland without
  // the consent to leave it.
  const isAbout = !takesBack.includes(delivery.type);
  if (isAbout && !mayCross(receiver, stores.decisions.current(lead))) return 'not_consented';
  if (event.entry === null && event.authorisation !== null) {
    const ended: AuthorisationEnded = {
      ...data,
      authorisation: stores.authorisations.terms(event.authorisation, delivery.type),
    };
    return { ...told, data: ended };
  }
  if (event.entry === null) return { ...told, data };
  const decision = stores.decisions.read(event.entry);
  // Asked at every attempt: a destination may have been handed to another recipient since.
  if (!concerns(recipient, decision.notice)) return 'not_consented';
  const [consent] = stores.leads.told(lead, [decision]);
  if (consent === undefined) throw new Error('a decision is told as nothing');
  const changed: ConsentChanged = { ...data, consent };
  if (event.authorisation === null) return { ...told, data: changed };
  const use = recipient === self ? undefined : forward(context, stores, event.authorisation, delivery.event);
  if (typeof use === 'string') return use;
  const authorisation = stores.authorisations.terms(event.authorisation, delivery.type, use);
  return { ...told, data: { ...changed, authorisation } };
}

/** The number of the use that handing an authorisation to its lender takes. Asked at every attempt, taken by the first. */
function forward(
  context: TenantContext,
  { authorisations }: OutgoingStores,
  number: number,
  event: number,
): number | UseRefused {
  return context.storage.transactionSync(() => {
    const row = authorisations.row(number);
    if (row === undefined) return 'not_consented';
    const taken = authorisations.uses.take(row, forwardingId(event), null, context.now());
    return typeof taken === 'string' ? taken : taken.use;
  });
}

/** The lead as it stands now, cut to the recipient. */
async function created(
  context: TenantContext,
  stores: OutgoingStores,
  row: DeliveredLead,
  receiver: Receiver,
  current?: StoredDecision[],
): Promise<EventBody<LeadCreated> | Withheld | Refusal> {
  const envelope = envelopeOf(row);
  if (envelope === null) return row.erased_at === null ? 'retention' : 'erased';
  const all = current ?? stores.decisions.current(row);
  const { recipient } = receiver;
  // Asked again at every attempt: a destination may have been handed to another recipient since it was routed.
  if (!mayReceive(receiver, all)) return 'not_consented';
  const lapsed = stores.authorisations.lapsedEntries(row.seq, context.now());
  const decided = all.filter(({ entry }) => !lapsed.has(entry));
  if (!mayReceive(receiver, decided)) return 'authorisation_expired';
  if (row.restricted_at !== null) return 'restricted';
  const content = await unseal<LeadContent>(
    await context.keys(),
    leadContext(context.profile().id, bytesOf(row.submission)),
    envelope,
  );
  if (isRefusal(content)) return content;
  const consents = stores.leads.told(
    row,
    all.filter(({ notice }) => concerns(recipient, notice)),
  );
  return leadCreated(
    leadAsTold(context, row, recipient, content.utm),
    valuesFor(receiver, coveredValues(stores.forms, row, decided, content.values), decided),
    consents,
  );
}
