/** Owns how a lead looks to a tenant's key: masked, or in clear after a logged reading; must not store anything. */
import type { ConsentEntry, LeadCorrected, LeadCreated, LeadErased } from '../../contract/event.ts';
import type { Values } from '../../contract/form.ts';
import { withheldFields } from '../../contract/judge-sensitive.ts';
import type { LeadOutcome } from '../../contract/outcome.ts';
import { isRefusal, type Refusal } from '../../contract/problem.ts';
import { leadCreated } from '../delivery/lead-created.ts';
import { maskValues } from '../encoding/masking.ts';
import { publishedForm } from '../intake/published-forms.ts';
import { tenantKeys } from '../intake/tenants.ts';
import { unseal } from '../sealing/envelope.ts';
import type { DataOfNoLead } from '../tenant/delivery/about-no-lead.ts';
import type { FeedItem } from '../tenant/events.ts';
import type { Role } from '../tenant/keys.ts';
import type { LeadContent } from '../tenant/lead-content.ts';
import type { SealedLead } from '../tenant/leads.ts';
import type { TenantCall } from './call.ts';
import { clearOutcome, clearOutcomesView, outcomesView, outcomeView } from './outcome-view.ts';

/** What nothing allows any more is opened for nobody: leads of before values had to be covered may hold some. */
async function open(call: TenantCall, lead: SealedLead): Promise<LeadContent | null | Refusal> {
  if (lead.envelope === null) return null;
  const keys = await tenantKeys(call.env, call.tenant);
  const content = await unseal<LeadContent>(keys, lead.context, lead.envelope);
  if (isRefusal(content)) return content;
  const bundle = await publishedForm(call.stub, call.tenant, lead.form, lead.formVersion);
  if (bundle === null) throw new Error('a lead names a form version that is not there');
  const withheld = withheldFields(bundle.form, bundle.notices, lead.consents);
  const values = Object.entries(content.values).filter(([field]) => !withheld.has(field));
  return { ...content, values: Object.fromEntries(values) };
}

/** Of a grant: whether it covers what the notice's latest version asks for, and if not, why. */
function sufficiency(lead: SealedLead, { notice, decision }: ConsentEntry) {
  if (decision !== 'granted') return {};
  const reasons = lead.outgrown[notice];
  return reasons === undefined ? { sufficient: true } : { sufficient: false, reasons };
}

/** Who has to answer for what applicants were told: a receipt opens its page, and lets whoever has it withdraw. */
const receiptReaders: readonly Role[] = ['owner', 'compliance'];

function viewOf({ actor }: TenantCall, lead: SealedLead, values: Values | null, utm: LeadContent['utm']) {
  return {
    id: lead.id,
    ...(receiptReaders.includes(actor.role) ? { receipt: lead.receipt } : {}),
    seq: lead.seq,
    form: lead.form,
    formVersion: lead.formVersion,
    createdAt: lead.createdAt,
    state: lead.state,
    values,
    ...(lead.duplicateOf === null ? {} : { duplicateOf: lead.duplicateOf }),
    flags: lead.flags,
    consents: lead.consents.map((consent) => ({ ...consent, ...sufficiency(lead, consent) })),
    attribution: { ...lead.attribution, ...(utm === undefined ? {} : { utm }) },
    ...outcomesView(lead.outcomes),
    ...(lead.erasedAt === null ? {} : { erasedAt: lead.erasedAt }),
    ...(lead.purgedAt === null ? {} : { purgedAt: lead.purgedAt }),
    ...(lead.restrictedAt === null ? {} : { restrictedAt: lead.restrictedAt }),
  };
}

/** `key_missing` rather than a lead without values: half an answer would read as a lead whose data is gone. */
export async function maskedLead(call: TenantCall, lead: SealedLead) {
  const content = await open(call, lead);
  if (isRefusal(content)) return content;
  if (content === null) return viewOf(call, lead, null, undefined);
  const bundle = await publishedForm(call.stub, call.tenant, lead.form, lead.formVersion);
  // UTM is the page URL's free text: it may hold anything, so that it is not shown masked.
  return viewOf(call, lead, bundle === null ? null : maskValues(bundle.form, content.values), undefined);
}

export async function clearLead(call: TenantCall, lead: SealedLead) {
  const content = await open(call, lead);
  if (isRefusal(content)) return content;
  const outcomes = await clearOutcomesView(call, lead.outcomes);
  if (isRefusal(outcomes)) return outcomes;
  return { ...viewOf(call, lead, content?.values ?? null, content?.utm), ...outcomes };
}

/**
 * The data of an event as the tenant's own webhook would carry it; only ids once its values died, and while they may
 * only be kept.
 */
export async function eventData(
  call: TenantCall,
  item: FeedItem,
): Promise<LeadCreated | LeadCorrected | LeadErased | LeadOutcome | DataOfNoLead | Refusal> {
  if (item.lead === null) return item.data;
  const { type, lead, consent, authorisation, outcome } = item;
  if (outcome !== undefined) {
    const told = lead.restrictedAt === null ? await clearOutcome(call, outcome) : outcomeView(outcome);
    if (isRefusal(told)) return told;
    return { tenant: call.tenant, lead: { id: lead.id, seq: lead.seq }, outcome: told };
  }
  const hasValues = (type === 'lead.created' || type === 'lead.corrected') && lead.restrictedAt === null;
  const content = hasValues ? await open(call, lead) : null;
  if (isRefusal(content)) return content;
  if (content === null) {
    return {
      tenant: call.tenant,
      lead: { id: lead.id, seq: lead.seq },
      ...(consent === undefined ? {} : { consent }),
      ...(authorisation === undefined ? {} : { authorisation }),
    };
  }
  const attribution = {
    ...lead.attribution,
    ...(content.utm === undefined ? {} : { utm: content.utm }),
  };
  const { data } = leadCreated({ ...lead, tenant: call.tenant, attribution }, content.values, lead.consents);
  return type === 'lead.created' ? data : { tenant: data.tenant, lead: data.lead };
}
