/** Owns what one delivery sends: the event's body cut to its recipient, signed; must not decide when. */
import type {
  ConsentChanged,
  EventBody,
  LeadCorrected,
  LeadCreated,
  LeadErased,
} from '../../contract/event.ts';
import { isRefusal, type Refusal } from '../../contract/problem.ts';
import { leadCreated } from '../delivery/lead-created.ts';
import type { OutgoingRequest } from '../delivery/send.ts';
import { signedHeaders } from '../delivery/webhook-signature.ts';
import { concerns, mayReceive, self, valuesFor } from '../routing/recipients.ts';
import { unseal } from '../sealing/envelope.ts';
import type { TenantContext } from './context.ts';
import { consentEntry, type DecisionStore } from './decisions.ts';
import type { DeliveryStore } from './deliveries.ts';
import type { DeliveryRow } from './delivery-view.ts';
import type { DestinationRow, DestinationStore } from './destinations.ts';
import { type LeadContent, leadContext } from './lead-content.ts';
import { envelopeOf, type LeadRow, type LeadStore } from './leads.ts';
import { bytesOf, firstRow, timeText } from './rows.ts';

export interface OutgoingStores {
  leads: LeadStore;
  decisions: DecisionStore;
  deliveries: DeliveryStore;
  destinations: DestinationStore;
}

/** Signs a body for a destination, with both secrets while a rotation lasts; `key_missing` when they can't be opened. */
export async function signedRequest(
  context: TenantContext,
  destinations: DestinationStore,
  destination: DestinationRow,
  id: string,
  event: EventBody,
): Promise<OutgoingRequest | Refusal> {
  const body = JSON.stringify(event);
  const secrets = await destinations.signingSecrets(destination);
  if (isRefusal(secrets)) return secrets;
  const { url }: { url: string } = JSON.parse(destination.config);
  return {
    url,
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Jinjian-Webhook/1',
      ...(await signedHeaders(id, context.now(), body, secrets)),
    },
  };
}

/**
 * Why a delivery does not go out: its lead is erased or its values have died, or its destination belongs to someone not
 * named, for good; or its lead may only be kept for now.
 */
export type Withheld = 'erased' | 'retention' | 'not_consented' | 'restricted';

/** The request of a delivery, why it is withheld, or `key_missing`: it then waits for the key. */
export async function outgoing(
  context: TenantContext,
  stores: OutgoingStores,
  delivery: DeliveryRow,
  destination: DestinationRow,
): Promise<OutgoingRequest | Withheld | Refusal> {
  const lead = stores.leads.row(delivery.lead);
  if (lead === undefined) return 'erased';
  const body = await bodyOf(context, stores, delivery, lead, destination.recipient);
  if (typeof body === 'string' || isRefusal(body)) return body;
  return signedRequest(context, stores.destinations, destination, stores.deliveries.idOf(delivery), body);
}

/** The event's body as one recipient may see it, or why it may see none. */
async function bodyOf(
  context: TenantContext,
  stores: OutgoingStores,
  delivery: DeliveryRow,
  lead: LeadRow,
  recipient: string,
): Promise<EventBody | Withheld | Refusal> {
  if (delivery.type === null) return created(context, stores, lead, recipient);
  const event = firstRow<{ at: number; entry: number | null }>(
    context.sql,
    'SELECT at, entry FROM events WHERE seq = ?',
    delivery.event,
  );
  if (event === undefined) throw new Error('a delivery names an event that is not there');
  const data: LeadErased = {
    tenant: context.profile().id,
    lead: { id: context.mintId('lead', lead.seq), seq: lead.seq },
  };
  const told = { type: delivery.type, timestamp: timeText(event.at) };
  if (delivery.type === 'lead.corrected') {
    const body = await created(context, stores, lead, recipient);
    if (typeof body === 'string' || isRefusal(body)) return body;
    const corrected: LeadCorrected = { tenant: body.data.tenant, lead: body.data.lead };
    return { ...told, data: corrected };
  }
  if (event.entry === null) return { ...told, data };
  const decision = stores.decisions.read(event.entry);
  // Asked at every attempt: a destination may have been handed to another recipient since.
  if (!concerns(recipient, decision.notice)) return 'not_consented';
  const changed: ConsentChanged = { ...data, consent: consentEntry(decision) };
  return { ...told, data: changed };
}

/** The lead as it stands now, cut to the recipient. */
async function created(
  context: TenantContext,
  stores: OutgoingStores,
  row: LeadRow,
  recipient: string,
): Promise<EventBody<LeadCreated> | Withheld | Refusal> {
  const envelope = envelopeOf(row);
  if (envelope === null) return row.erased_at === null ? 'retention' : 'erased';
  const decided = stores.leads.decided(row);
  // Asked again at every attempt: a destination may have been handed to another recipient since it was routed.
  if (!mayReceive(recipient, decided)) return 'not_consented';
  if (row.restricted_at !== null) return 'restricted';
  const tenant = context.profile().id;
  const content = await unseal<LeadContent>(
    await context.keys(),
    leadContext(tenant, bytesOf(row.submission)),
    envelope,
  );
  if (isRefusal(content)) return content;
  const consents = stores.leads.consents(row).filter((_, at) => {
    const notice = decided[at]?.notice;
    return notice !== undefined && concerns(recipient, notice);
  });
  // That someone has applied before, and the free text of the page's URL, are for the tenant alone: no notice names them.
  const isOwn = recipient === self;
  return leadCreated(
    {
      tenant,
      id: context.mintId('lead', row.seq),
      seq: row.seq,
      form: row.form,
      formVersion: row.form_version,
      createdAt: timeText(row.created_at),
      duplicateOf: row.duplicate_of === null || !isOwn ? null : context.mintId('lead', row.duplicate_of),
      flags: isOwn ? JSON.parse(row.flags) : [],
      attribution: {
        ...JSON.parse(row.attribution),
        ...(content.utm === undefined || !isOwn ? {} : { utm: content.utm }),
      },
    },
    valuesFor(recipient, content.values, decided),
    consents,
  );
}
