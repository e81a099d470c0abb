/** Owns opening what was sealed with a tenant's newest lead, past the API; must not check what is in it. */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { isRefusal, type Refusal } from '../../contract/problem.ts';
import { unseal } from '../../worker/sealing/envelope.ts';
import { parseMasterKeys } from '../../worker/sealing/master-keys.ts';
import { deriveTenantKeys, type TenantKeys } from '../../worker/sealing/tenant-keys.ts';
import {
  evidenceContext,
  type LeadContent,
  type LeadEvidence,
  leadContext,
} from '../../worker/tenant/lead-content.ts';
import { tenantStub } from './scenario.ts';

/** Values and records as one, though they are sealed apart. */
export async function newestContent(
  tenant: string,
): Promise<{ content: LeadContent & LeadEvidence; firstEntry: number }> {
  const keys = await deriveTenantKeys(parseMasterKeys(env.JINJIAN_MASTER_KEYS), tenant);
  const row = await runInDurableObject(tenantStub(tenant), (_, state) =>
    state.storage.sql
      .exec<{
        submission: ArrayBuffer;
        key_id: string;
        wrapped_key: ArrayBuffer;
        sealed: ArrayBuffer;
        first_entry: number;
      }>('SELECT submission, key_id, wrapped_key, sealed, first_entry FROM leads ORDER BY seq DESC LIMIT 1')
      .one(),
  );
  const submission = new Uint8Array(row.submission);
  const content = await unseal<LeadContent>(keys, leadContext(tenant, submission), {
    keyId: row.key_id,
    wrappedKey: new Uint8Array(row.wrapped_key),
    sealed: new Uint8Array(row.sealed),
  });
  const evidence = await openEvidence(tenant, keys);
  if (isRefusal(content) || isRefusal(evidence)) throw new Error('the key is missing');
  return { content: { ...content, ...evidence }, firstEntry: row.first_entry };
}

/** The newest lead's records alone, whatever became of its values. */
export async function openEvidence(tenant: string, keys: TenantKeys): Promise<LeadEvidence | Refusal> {
  const row = await runInDurableObject(tenantStub(tenant), (_, state) =>
    state.storage.sql
      .exec<{ submission: ArrayBuffer; key_id: string; evidence_key: ArrayBuffer; evidence: ArrayBuffer }>(
        'SELECT submission, key_id, evidence_key, evidence FROM leads ORDER BY seq DESC LIMIT 1',
      )
      .one(),
  );
  return unseal<LeadEvidence>(keys, evidenceContext(tenant, new Uint8Array(row.submission)), {
    keyId: row.key_id,
    wrappedKey: new Uint8Array(row.evidence_key),
    sealed: new Uint8Array(row.evidence),
  });
}
