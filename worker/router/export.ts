/** Owns the file in which a person gets everything that is kept of them (PIPL art. 45); must not know how it is kept. */
import type { PublishedNotice } from '../../contract/notice.ts';
import type { ReportedOutcome } from '../../contract/outcome.ts';
import type { ReceiptFacts } from '../tenant/rights/receipts.ts';
import type { ExportedLead } from '../tenant/rights/rights.ts';

const timeOf = (ms: number) => new Date(ms).toISOString();

/** Values by field id, with the form's own fields beside them: what each was asked for, and how it may be corrected. */
export function exportOf(
  { tenant, id, facts }: { tenant: string; id: string; facts: ReceiptFacts },
  lead: ExportedLead,
  outcomes: readonly ReportedOutcome[],
  nowMs: number,
) {
  const names = recipientNames(facts);
  const titles = new Map(facts.notices.map((notice: PublishedNotice) => [notice.id, notice.title]));
  return {
    receipt: id,
    exportedAt: timeOf(nowMs),
    tenant: { id: tenant, name: facts.tenantName, contact: facts.tenantContact },
    form: { id: lead.form.id, version: lead.form.version, title: lead.form.title },
    lead: {
      id: lead.lead,
      createdAt: timeOf(lead.createdAtMs),
      values: lead.values,
      ...(lead.restrictedAtMs === null ? {} : { restrictedAt: timeOf(lead.restrictedAtMs) }),
    },
    fields: lead.form.steps.flatMap((step) => step.fields),
    ...(lead.utm === null ? {} : { utm: lead.utm }),
    consents: lead.consents.map((consent) => ({ ...consent, title: titles.get(consent.notice) })),
    recipients: [...names].map(([recipient, named]) => ({ id: recipient, ...named })),
    deliveries: lead.provisions.map((one) => ({
      type: one.type,
      recipient: one.recipient,
      legalName: names.get(one.recipient)?.legalName,
      state: one.state,
      attempts: one.attempts,
      ...(one.last_at === null ? {} : { lastAttemptAt: timeOf(one.last_at) }),
    })),
    outcomes: outcomes.map(({ type, at, amount, reason }) => ({
      type,
      at,
      ...(amount === undefined ? {} : { amount }),
      ...(reason === undefined ? {} : { reason }),
    })),
  };
}

/** The tenant, then everyone whom a notice of the receipt names. */
function recipientNames(facts: ReceiptFacts): Map<string, { legalName: string; contact: string }> {
  const names = new Map([['self', { legalName: facts.tenantName, contact: facts.tenantContact ?? '' }]]);
  for (const { id, legalName, contact } of facts.notices.flatMap((notice) => notice.parties ?? [])) {
    names.set(id, { legalName, contact });
  }
  return names;
}
