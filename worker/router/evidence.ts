/** Owns the making of an evidence file from what the tenant's object has stored; must not store or draw it. */
import { isRefusal, type Refusal } from '../../contract/problem.ts';
import { tenantKeys } from '../intake/tenants.ts';
import { type ConsentRecord, withLead } from '../ledger/consent-record.ts';
import type { EvidenceFile } from '../ledger/evidence-file.ts';
import type { SaltedRecord } from '../ledger/leaf.ts';
import { unseal } from '../sealing/envelope.ts';
import type { SealedEvidence } from '../tenant/evidence.ts';
import type { LeadEvidence } from '../tenant/lead-content.ts';
import { param, type TenantCall } from './call.ts';

/** The evidence file of the lead that the path names; its reading is logged first. @param reason as the access log tells it */
export async function readEvidenceFile(call: TenantCall, reason: string): Promise<EvidenceFile | Refusal> {
  const sealed = await call.stub.evidence.read(param(call, 'id'), call.actor, reason, call.publicUrl);
  if (isRefusal(sealed)) return sealed;
  const records = await recordsOf(call, sealed);
  if (isRefusal(records)) return records;
  const { tenant, lead, form, notices, decisions, log, deliveries, attribution } = sealed;
  return {
    v: 1,
    type: 'jinjian-evidence',
    generatedAt: new Date(call.nowMs).toISOString(),
    tenant,
    lead: { ...lead, erased: records.every((one) => one === null) },
    form,
    notices,
    decisions: decisions.map((decision, at) => ({
      record: committed(records[at], lead.id),
      salt: records[at]?.salt ?? null,
      ...decision,
    })),
    log,
    deliveries,
    attribution,
  };
}

function committed(salted: SaltedRecord | null | undefined, lead: string): ConsentRecord | null {
  return salted ? withLead(salted.record, lead) : null;
}

/** The record of each decision in its order; null where it is erased. The one place that opens them. */
async function recordsOf(
  call: TenantCall,
  { first, later }: SealedEvidence,
): Promise<(SaltedRecord | null)[] | Refusal> {
  const keys = await tenantKeys(call.env, call.tenant);
  // Values and UTM of leads whose records are still sealed with them are opened with these, and dropped here.
  const content =
    first.envelope === null
      ? { records: [] }
      : await unseal<Partial<LeadEvidence>>(keys, first.context, first.envelope);
  if (isRefusal(content)) return content;
  const records = Array.from({ length: first.count }, (_, at) => content.records?.[at] ?? null);
  for (const envelope of later.envelopes) {
    const record = envelope === null ? null : await unseal<SaltedRecord>(keys, later.context, envelope);
    if (isRefusal(record)) return record;
    records.push(record);
  }
  return records;
}
