/** Owns the leads that a preview is made of, an example or a masked one, cut to a recipient; must not know targets. */
import type { EventBody, LeadCreated } from '../../../contract/event.ts';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { type ClearLead, leadCreated } from '../../delivery/lead-created.ts';
import { maskValues } from '../../encoding/masking.ts';
import {
  concerns,
  type DecidedNotice,
  mayReceive,
  type Receiver,
  valuesFor,
} from '../../routing/recipients.ts';
import type { AuthorisationStore } from '../authorisation/authorisations.ts';
import type { TenantContext } from '../context.ts';
import { coveredValues } from '../covered-values.ts';
import type { DecisionStore } from '../decisions.ts';
import type { FormStore } from '../forms.ts';
import type { LeadStore } from '../leads.ts';
import type { NoticeStore } from '../notices.ts';
import { openLead } from '../rights/clear-lead.ts';
import { timeText } from '../rows.ts';
import { exampleConsent, exampleValues } from './example-lead.ts';
import { leadAsTold } from './lead-as-told.ts';

export interface PreviewedStores {
  leads: LeadStore;
  decisions: DecisionStore;
  authorisations: AuthorisationStore;
  forms: FormStore;
  notices: NoticeStore;
}

/** Everything granted that the form asks for, so that it shows all that this recipient may ever be sent of it. */
export function exampleFor(
  context: TenantContext,
  { forms, notices }: PreviewedStores,
  receiver: Receiver,
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
    valuesFor(receiver, exampleValues(form), granted),
    granted
      .filter(({ notice }) => concerns(receiver.recipient, notice))
      .map(({ notice }) => exampleConsent(notice, at)),
  );
}

/**
 * A lead as its recipient may see it.
 * @param isMasked its values masked as in `GET /v1/leads`; else in clear, for who masks them
 */
export async function leadFor(
  context: TenantContext,
  stores: PreviewedStores,
  receiver: Receiver,
  id: string,
  isMasked: boolean,
): Promise<EventBody<LeadCreated> | Refusal> {
  const row = stores.leads.rowOf(id);
  if (row === undefined) return refuse('not_found');
  const content = await openLead(context, row);
  if (isRefusal(content)) return content;
  if (row.restricted_at !== null) return refuse('lead_restricted');
  const decided = stores.decisions.current(row);
  const lapsed = stores.authorisations.lapsedEntries(row.seq, context.now());
  const holding = decided.filter(({ entry }) => !lapsed.has(entry));
  if (!mayReceive(receiver, holding)) return refuse('not_consented');
  const form = stores.forms.version(row.form, row.form_version);
  const covered = coveredValues(stores.forms, row, holding, content.values);
  const masked = form === undefined ? {} : maskValues(form, covered);
  return leadCreated(
    // Without UTM: free text may hold anything, and is not shown masked.
    leadAsTold(context, row, receiver.recipient),
    valuesFor(receiver, isMasked ? masked : covered, holding),
    stores.leads.told(
      row,
      decided.filter(({ notice }) => concerns(receiver.recipient, notice)),
    ),
  );
}
