/** Owns what one delivery sends: the event's body cut to its recipient, signed; must not decide when. */
import type {
  AuthorisationEnded,
  ConsentChanged,
  EventBody,
  LeadCorrected,
  LeadCreated,
  LeadErased,
} from '../../../contract/event.ts';
import { isRefusal, type Refusal } from '../../../contract/problem.ts';
import type { OutgoingRequest } from '../../delivery/adapter.ts';
import { adapterOf } from '../../delivery/adapters.ts';
import { leadCreated } from '../../delivery/lead-created.ts';
import { concerns, mayReceive, self, valuesFor } from '../../routing/recipients.ts';
import { unseal } from '../../sealing/envelope.ts';
import { forwardingId, type UseRefused } from '../authorisation/authorisation-uses.ts';
import type { AuthorisationStore } from '../authorisation/authorisations.ts';
import type { TenantContext } from '../context.ts';
import { consentEntry, type DecisionStore } from '../decisions.ts';
import type { DestinationRow, DestinationStore } from '../destinations.ts';
import { type LeadContent, leadContext } from '../lead-content.ts';
import { envelopeOf, type LeadRow, type LeadStore } from '../leads.ts';
import { treeLimitOf } from '../link-tree.ts';
import { bytesOf, firstRow, timeText } from '../rows.ts';
import type { DeliveryStore } from './deliveries.ts';
import type { DeliveryRow } from './delivery-view.ts';
import { leadPageFor } from './lead-page-for.ts';

export interface OutgoingStores {
  leads: LeadStore;
  decisions: DecisionStore;
  deliveries: DeliveryStore;
  destinations: DestinationStore;
  authorisations: AuthorisationStore;
  /** Origin under which people reach the server; null when none is configured. */
  publicUrl: string | null;
}

/** Signs a body for a destination, with both secrets while a rotation lasts; `key_missing` when they can't be opened. */
export async function signedRequest(
  context: TenantContext,
  destinations: DestinationStore,
  destination: DestinationRow,
  id: string,
  event: EventBody,
  leadUrl: string | null = null,
): Promise<OutgoingRequest | Refusal> {
  const text = JSON.stringify(event);
  const secrets = await destinations.signingSecrets(destination);
  if (isRefusal(secrets)) return secrets;
  const [secret, previousSecret] = secrets;
  const adapter = adapterOf(destination.kind);
  const { url }: { url: string } = JSON.parse(destination.config);
  return adapter.build({
    config: {
      url,
      ...(secret === undefined ? {} : { secret }),
      ...(previousSecret === undefined ? {} : { previousSecret }),
    },
    mapping: adapter.defaultMapping,
    messages: [{ id, event, text, leadUrl }],
    access: {},
    nowMs: context.now(),
  });
}

/**
 * Why a delivery does not go out: its lead is erased or its values have died, its destination belongs to someone not
 * named, or the authorisation that it rests on is over or used up, all for good; or its lead may only be kept for now.
 */
export type Withheld = 'erased' | 'retention' | 'restricted' | UseRefused;

/** The request of a delivery, why it is withheld, or `key_missing`: it then waits for the key. */
export async function outgoing(
  context: TenantContext,
  stores: OutgoingStores,
  delivery: DeliveryRow,
  destination: DestinationRow,
): Promise<OutgoingRequest | Withheld | Refusal> {
  const lead = stores.leads.row(delivery.lead);
  if (delivery.type === 'referral.tree_limit') {
    const body = aboutTree(context, delivery.event, destination.recipient);
    if (typeof body === 'string') return body;
    return signedRequest(context, stores.destinations, destination, stores.deliveries.idOf(delivery), body);
  }
  if (lead === undefined) return 'erased';
  const body = await bodyOf(context, stores, delivery, lead, destination.recipient);
  if (typeof body === 'string' || isRefusal(body)) return body;
  const id = stores.deliveries.idOf(delivery);
  return signedRequest(
    context,
    stores.destinations,
    destination,
    id,
    body,
    leadPageFor(context, stores.publicUrl, lead.seq, destination.recipient),
  );
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
  const event = firstRow<{ at: number; entry: number | null; authorisation: number | null }>(
    context.sql,
    'SELECT at, entry, authorisation FROM events WHERE seq = ?',
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
  const changed: ConsentChanged = { ...data, consent: consentEntry(decision) };
  if (event.authorisation === null) return { ...told, data: changed };
  const use = recipient === self ? undefined : forward(context, stores, event.authorisation, delivery.event);
  if (typeof use === 'string') return use;
  const authorisation = stores.authorisations.terms(event.authorisation, delivery.type, use);
  return { ...told, data: { ...changed, authorisation } };
}

/** Asked at every attempt: the destination may have been handed to another recipient since. */
function aboutTree(context: TenantContext, event: number, recipient: string): EventBody | Withheld {
  const row = firstRow<{ at: number }>(context.sql, 'SELECT at FROM events WHERE seq = ?', event);
  const data = treeLimitOf(context, event);
  if (recipient !== self || row === undefined || data === null) return 'not_consented';
  return { type: 'referral.tree_limit', timestamp: timeText(row.at), data };
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
  row: LeadRow,
  recipient: string,
): Promise<EventBody<LeadCreated> | Withheld | Refusal> {
  const envelope = envelopeOf(row);
  if (envelope === null) return row.erased_at === null ? 'retention' : 'erased';
  const all = stores.decisions.current(row);
  // Asked again at every attempt: a destination may have been handed to another recipient since it was routed.
  if (!mayReceive(recipient, all)) return 'not_consented';
  const lapsed = stores.authorisations.lapsedEntries(row.seq, context.now());
  const decided = all.filter(({ entry }) => !lapsed.has(entry));
  if (!mayReceive(recipient, decided)) return 'authorisation_expired';
  if (row.restricted_at !== null) return 'restricted';
  const tenant = context.profile().id;
  const content = await unseal<LeadContent>(
    await context.keys(),
    leadContext(tenant, bytesOf(row.submission)),
    envelope,
  );
  if (isRefusal(content)) return content;
  const consents = all.filter(({ notice }) => concerns(recipient, notice)).map(consentEntry);
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
