/** Owns what a receipt says, from a lead's decisions; must not hold any personal data. */
import type { ConsentEntry } from '../../contract/event.ts';
import type { NoticeKind } from '../../contract/notice.ts';
import { type Refusal, refuse } from '../../contract/problem.ts';
import { latestForm, publishedForm } from '../intake/published-forms.ts';
import { findTenant } from '../intake/tenants.ts';
import type { Call } from './call.ts';

export interface Receipt {
  id: string;
  createdAt: string;
  tenant: string;
  form: string;
  formTitle: string;
  grants: {
    notice: string;
    version: number;
    title: string;
    kind: NoticeKind;
    decision: ConsentEntry['decision'];
    at: string;
    recipients: {
      legalName: string;
      contact: string;
      state: 'pending' | 'delivered' | 'withdrawal_sent' | 'withdrawal_confirmed';
    }[];
    entry: ConsentEntry['entry'];
  }[];
  rights: { contact: string };
}

/** The receipt of this id, or `not_found` for any other text: ids are unguessable and say nothing when wrong. */
export async function readReceipt(
  call: Call,
  id: string,
): Promise<{ receipt: Receipt; tenantName: string } | Refusal> {
  const tenant = /^rc_([a-z0-9-]{3,31})_[a-z2-7]{26}$/.exec(id)?.[1];
  const stub = tenant === undefined ? null : await findTenant(call.env, tenant);
  if (tenant === undefined || stub === null) return refuse('not_found');
  const lead = await stub.leads.byReceipt(id);
  if (lead === null) return refuse('not_found');
  const [profile, bundle, recipients] = await Promise.all([
    stub.profile.view(),
    publishedForm(stub, tenant, lead.form, lead.formVersion),
    stub.deliveries.recipientsReached(lead.seq),
  ]);
  const published = bundle ?? (await latestForm(stub, tenant, lead.form));
  const reached = new Set(recipients);
  const grants = lead.consents.map((consent) => {
    const notice = published?.notices.find((one) => one.id === consent.notice);
    return {
      notice: consent.notice,
      version: consent.version,
      title: notice?.title ?? consent.notice,
      kind: consent.kind,
      decision: consent.decision,
      at: consent.at,
      recipients: (consent.decision === 'granted' ? (notice?.parties ?? []) : []).map((party) => ({
        legalName: party.legalName,
        contact: party.contact,
        state: reached.has(party.id) ? ('delivered' as const) : ('pending' as const),
      })),
      entry: consent.entry,
    };
  });
  const contact = published?.notices.find((notice) => notice.kind === 'privacy')?.contact;
  return {
    receipt: {
      id,
      createdAt: lead.createdAt,
      tenant,
      form: lead.form,
      formTitle: published?.form.title ?? lead.form,
      grants,
      rights: { contact: contact ?? profile.contact ?? profile.name },
    },
    tenantName: profile.name,
  };
}
