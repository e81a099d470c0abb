/** Owns showing what a destination would be sent, secrets and people masked; must not send anything. */
import type { EventBody, LeadCreated } from '../../../contract/event.ts';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import type { Access, Adapter, OutgoingRequest } from '../../delivery/adapter.ts';
import { adapterOf } from '../../delivery/adapters.ts';
import { type ClearLead, leadCreated } from '../../delivery/lead-created.ts';
import { emptyPaths, type Mapping } from '../../delivery/mapping.ts';
import { maskValues } from '../../encoding/masking.ts';
import { concerns, type DecidedNotice, mayReceive, self, valuesFor } from '../../routing/recipients.ts';
import { unseal } from '../../sealing/envelope.ts';
import type { AuthorisationStore } from '../authorisation/authorisations.ts';
import type { TenantContext } from '../context.ts';
import { consentEntry, type DecisionStore } from '../decisions.ts';
import type { DestinationRow, DestinationStore } from '../destinations.ts';
import type { FormStore } from '../forms.ts';
import { type LeadContent, leadContext } from '../lead-content.ts';
import { envelopeOf, type LeadRow, type LeadStore } from '../leads.ts';
import type { NoticeStore } from '../notices.ts';
import { bytesOf, timeText } from '../rows.ts';
import { exampleConsent, exampleValues } from './example-lead.ts';

export interface PreviewStores {
  destinations: DestinationStore;
  leads: LeadStore;
  decisions: DecisionStore;
  authorisations: AuthorisationStore;
  forms: FormStore;
  notices: NoticeStore;
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
  const created =
    asked.lead === undefined
      ? example(context, stores, row.recipient, asked.form)
      : await masked(context, stores, row.recipient, asked.lead);
  if (isRefusal(created)) return created;
  const adapter = adapterOf(row.kind);
  const event = eventOf(asked.event, created, row.id);
  const { mapping = adapter.defaultMapping }: { mapping?: Mapping } = JSON.parse(row.config);
  const told = { event: asked.event, emptyPaths: emptyPaths(mapping, event.data) };
  if (adapter.takes !== 'all' && !adapter.takes.includes(asked.event)) return { ...told, byHand: true };
  return { ...told, request: shown(await build(context, adapter, row, mapping, event)) };
}

/** Built as a real one is, by the adapter itself, with nothing in it that would open the target. */
async function build(
  context: TenantContext,
  adapter: Adapter,
  row: DestinationRow,
  mapping: Mapping,
  event: EventBody,
): Promise<OutgoingRequest> {
  const { mapping: _, ...members }: { mapping?: Mapping; baseUrl?: string } = JSON.parse(row.config);
  const secrets = Object.keys(JSON.parse(row.config_secrets)).map((name) => [name, secret]);
  const access: Access = { token: lent, corpId: lent, instance: members.baseUrl ?? adapter.origin ?? lent };
  return adapter.build({
    config: { ...members, ...Object.fromEntries(secrets) },
    mapping,
    messages: [{ id: 'dl_example', event, text: JSON.stringify(event), leadUrl: null }],
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

/** Everything granted that the form asks for, so that it shows all that this recipient may ever be sent of it. */
function example(
  context: TenantContext,
  { forms, notices }: PreviewStores,
  recipient: string,
  asked: string | undefined,
): EventBody<LeadCreated> | Refusal {
  const id = asked ?? forms.list().find(({ version }) => version !== undefined)?.id;
  const version = id === undefined ? null : forms.latestVersion(id);
  if (asked !== undefined && version === null) return refuse('unknown_form');
  const form = id === undefined || version === null ? null : (forms.version(id, version) ?? null);
  const granted = (form?.consents ?? []).flatMap((pin): DecidedNotice[] => {
    const notice = notices.get(pin.notice, pin.version);
    return notice === undefined ? [] : [{ notice, decision: 'granted' }];
  });
  const at = timeText(context.now());
  const lead: ClearLead = {
    tenant: context.profile().id,
    id: 'ld_example',
    seq: 1,
    form: form?.id ?? 'example',
    formVersion: form?.version ?? 1,
    createdAt: at,
    duplicateOf: null,
    flags: [],
    attribution: { model: 'last', reason: 'no_touch', chain: [] },
  };
  return leadCreated(
    lead,
    valuesFor(recipient, exampleValues(form), granted),
    granted
      .filter(({ notice }) => concerns(recipient, notice))
      .map(({ notice }) => exampleConsent(notice, at)),
  );
}

/** A lead as its recipient may see it, its values masked as in `GET /v1/leads`. */
async function masked(
  context: TenantContext,
  stores: PreviewStores,
  recipient: string,
  id: string,
): Promise<EventBody<LeadCreated> | Refusal> {
  const row = stores.leads.rowOf(id);
  if (row === undefined) return refuse('not_found');
  const envelope = envelopeOf(row);
  if (envelope === null) return refuse(row.erased_at === null ? 'lead_purged' : 'lead_erased');
  if (row.restricted_at !== null) return refuse('lead_restricted');
  const decided = stores.decisions.current(row);
  const lapsed = stores.authorisations.lapsedEntries(row.seq, context.now());
  const holding = decided.filter(({ entry }) => !lapsed.has(entry));
  if (!mayReceive(recipient, holding)) return refuse('not_consented');
  const tenant = context.profile().id;
  const sealedUnder = leadContext(tenant, bytesOf(row.submission));
  const content = await unseal<LeadContent>(await context.keys(), sealedUnder, envelope);
  if (isRefusal(content)) return content;
  const form = stores.forms.version(row.form, row.form_version);
  const values = form === undefined ? {} : maskValues(form, content.values);
  return leadCreated(
    clearLead(context, row, recipient === self),
    valuesFor(recipient, values, holding),
    decided.filter(({ notice }) => concerns(recipient, notice)).map(consentEntry),
  );
}

/** As it is delivered, apart from UTM: the free text of the page's URL may hold anything, and is not shown masked. */
function clearLead(context: TenantContext, row: LeadRow, isOwn: boolean): ClearLead {
  return {
    tenant: context.profile().id,
    id: context.mintId('lead', row.seq),
    seq: row.seq,
    form: row.form,
    formVersion: row.form_version,
    createdAt: timeText(row.created_at),
    duplicateOf: row.duplicate_of === null || !isOwn ? null : context.mintId('lead', row.duplicate_of),
    flags: isOwn ? JSON.parse(row.flags) : [],
    attribution: JSON.parse(row.attribution),
  };
}
