/** Owns showing what a destination would be sent, secrets and people masked; must not send anything. */
import type { EventBody, LeadCreated } from '../../../contract/event.ts';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import type { Access, Adapter, Message, OutgoingRequest } from '../../delivery/adapter.ts';
import { adapterOf } from '../../delivery/adapters.ts';
import { emptyPaths, type Mapping, templateData } from '../../delivery/mapping.ts';
import type { TenantContext } from '../context.ts';
import { sealedMembersOf } from '../destination-secrets.ts';
import { configOf, type DestinationRow, type DestinationStore } from '../destinations.ts';
import { leadPageFor } from './lead-page-for.ts';
import { exampleFor, leadFor, type PreviewedStores } from './previewed-lead.ts';
import { receiverOf } from './receiver-of.ts';

export interface PreviewStores extends PreviewedStores {
  destinations: DestinationStore;
  publicUrl: string | null;
}

export const previewableEvents = [
  'lead.created',
  'lead.corrected',
  'lead.erased',
  'consent.granted',
  'consent.withdrawn',
  'ping',
] as const;
type PreviewableEvent = (typeof previewableEvents)[number];

export interface PreviewAsked {
  /** A lead, shown masked; without one an example. */
  lead?: string | undefined;
  /** Whose fields the example answers; the first published form when absent. */
  form?: string | undefined;
  event: PreviewableEvent;
}

export interface Preview {
  event: PreviewableEvent;
  /** What is shown as a secret: `***`. What a target lends before each request: `…`. */
  request?: { method: string; url: string; headers: Record<string, string>; body: string };
  /** The target can't be told of this event: a person does it. */
  byHand?: true;
  /** Paths of the mapping that lead to nothing in this lead. */
  emptyPaths: string[];
}

const secret = '***';
const lent = '…';

/** What would be sent to a destination for an example or for a lead, or why that lead would not be sent there. */
export async function preview(
  context: TenantContext,
  stores: PreviewStores,
  id: string,
  asked: PreviewAsked,
): Promise<Preview | Refusal> {
  const row = stores.destinations.row(id);
  if (row === undefined) return refuse('not_found');
  const adapter = adapterOf(row.kind);
  const created =
    asked.lead === undefined
      ? exampleFor(context, stores, receiverOf(row), asked.form)
      : await leadFor(context, stores, receiverOf(row), asked.lead, adapter.isMasked !== true);
  if (isRefusal(created)) return created;
  const event = eventOf(asked.event, created, row.id);
  const { mapping = adapter.defaultMapping } = configOf(row);
  const told = { event: asked.event, emptyPaths: emptyPaths(mapping, templateData(created)) };
  if (adapter.takes !== 'all' && !adapter.takes.includes(asked.event)) return { ...told, byHand: true };
  const page =
    asked.event === 'ping'
      ? null
      : leadPageFor(context, stores.publicUrl, created.data.lead.id, row.recipient);
  const message: Message = { id: 'dl_example', event, text: JSON.stringify(event), leadUrl: page };
  return { ...told, request: shown(await build(context, adapter, row, mapping, message)) };
}

/** Built as a real one is, by the adapter itself, with nothing in it that would open the target. */
async function build(
  context: TenantContext,
  adapter: Adapter,
  row: DestinationRow,
  mapping: Mapping,
  message: Message,
): Promise<OutgoingRequest> {
  const secrets = Object.keys(sealedMembersOf(row)).map((name) => [name, secret]);
  // Where a target says that it is, nobody knows before it is asked: its usual address stands for it.
  const access: Access = { token: lent, corpId: lent };
  return adapter.build({
    config: { ...configOf(row).members, ...Object.fromEntries(secrets) },
    mapping,
    messages: [message],
    access,
    nowMs: context.now(),
  });
}

/** A header that only a secret could fill, as a webhook's signature, came out empty. */
function shown({ method = 'POST', url, headers, body }: OutgoingRequest) {
  const all = Object.entries(headers).map(([name, value]) => [name, value === '' ? lent : value]);
  return { method, url, headers: Object.fromEntries(all), body };
}

function eventOf(type: PreviewableEvent, created: EventBody<LeadCreated>, destination: string): EventBody {
  const { tenant, lead, consents } = created.data;
  if (type === 'lead.created') return created;
  const told = { type, timestamp: created.timestamp };
  if (type === 'ping') return { ...told, data: { tenant, destination } };
  if (type === 'lead.corrected') return { ...told, data: { tenant, lead } };
  const data = { tenant, lead: { id: lead.id, seq: lead.seq } };
  if (type === 'lead.erased') return { ...told, data };
  const decision = type === 'consent.granted' ? 'granted' : 'withdrawn';
  const consent = consents[0];
  return {
    ...told,
    data: { ...data, ...(consent === undefined ? {} : { consent: { ...consent, decision } }) },
  };
}
