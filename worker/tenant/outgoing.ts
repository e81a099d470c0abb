/** Owns what one delivery sends: the event's body cut to its recipient, signed; must not decide when. */
import type { EventBody, LeadErased } from '../../contract/event.ts';
import { leadCreated } from '../delivery/lead-created.ts';
import type { OutgoingRequest } from '../delivery/send.ts';
import { signedHeaders } from '../delivery/webhook-signature.ts';
import { concerns, valuesFor } from '../routing/recipients.ts';
import { unseal } from '../sealing/envelope.ts';
import type { TenantContext } from './context.ts';
import type { DeliveryStore } from './deliveries.ts';
import type { DeliveryRow } from './delivery-view.ts';
import type { DestinationRow, DestinationStore } from './destinations.ts';
import type { LeadContent } from './lead-content.ts';
import { envelopeOf, type LeadRow, type LeadStore, leadContext } from './leads.ts';
import { bytesOf, firstRow, timeText } from './rows.ts';

export interface OutgoingStores {
  leads: LeadStore;
  deliveries: DeliveryStore;
  destinations: DestinationStore;
}

/** Signs a body for a destination, with both secrets while a rotation lasts. */
export async function signedRequest(
  context: TenantContext,
  destinations: DestinationStore,
  destination: DestinationRow,
  id: string,
  event: EventBody,
): Promise<OutgoingRequest> {
  const body = JSON.stringify(event);
  const secrets = await destinations.signingSecrets(destination);
  const { url }: { url: string } = JSON.parse(destination.config);
  return {
    url,
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Jinjian-Webhook/1',
      ...signedHeaders(id, context.now(), body, secrets),
    },
  };
}

/** The request of a delivery, or null when its lead is erased and there is nothing left to send. */
export async function outgoing(
  context: TenantContext,
  stores: OutgoingStores,
  delivery: DeliveryRow,
  destination: DestinationRow,
): Promise<OutgoingRequest | null> {
  const lead = stores.leads.row(delivery.lead);
  if (lead === undefined) return null;
  const body =
    delivery.type === 'lead.erased'
      ? leadErased(context, delivery, lead)
      : await created(context, stores, lead, destination.recipient);
  if (body === null) return null;
  return signedRequest(context, stores.destinations, destination, stores.deliveries.idOf(delivery), body);
}

function leadErased(context: TenantContext, delivery: DeliveryRow, lead: LeadRow): EventBody<LeadErased> {
  const row = firstRow<{ at: number }>(context.sql, 'SELECT at FROM events WHERE seq = ?', delivery.event);
  return {
    type: 'lead.erased',
    timestamp: timeText(row?.at ?? lead.erased_at ?? lead.created_at),
    data: {
      tenant: context.profile().id,
      lead: { id: context.mintId('lead', lead.seq), seq: lead.seq },
    },
  };
}

async function created(context: TenantContext, stores: OutgoingStores, row: LeadRow, recipient: string) {
  const envelope = envelopeOf(row);
  if (envelope === null) return null;
  const tenant = context.profile().id;
  const content = await unseal<LeadContent>(
    await context.keys(),
    leadContext(tenant, bytesOf(row.submission)),
    envelope,
  );
  const decided = stores.leads.decided(row);
  const consents = stores.leads.consents(row).filter((_, at) => {
    const notice = decided[at]?.notice;
    return notice !== undefined && concerns(recipient, notice);
  });
  return leadCreated(
    {
      tenant,
      id: context.mintId('lead', row.seq),
      seq: row.seq,
      form: row.form,
      formVersion: row.form_version,
      createdAt: timeText(row.created_at),
      duplicateOf: row.duplicate_of === null ? null : context.mintId('lead', row.duplicate_of),
      flags: JSON.parse(row.flags),
      attribution: {
        ...JSON.parse(row.attribution),
        ...(content.utm === undefined ? {} : { utm: content.utm }),
      },
    },
    valuesFor(recipient, content.values, decided),
    consents,
  );
}
