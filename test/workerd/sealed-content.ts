/** Owns opening what was sealed with a tenant's newest lead, past the API; must not check what is in it. */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { unseal } from '../../worker/sealing/envelope.ts';
import { parseMasterKeys } from '../../worker/sealing/master-keys.ts';
import { deriveTenantKeys } from '../../worker/sealing/tenant-keys.ts';
import type { LeadContent } from '../../worker/tenant/lead-content.ts';
import { leadContext } from '../../worker/tenant/leads.ts';
import { tenantStub } from './scenario.ts';

export async function newestContent(tenant: string): Promise<{ content: LeadContent; firstEntry: number }> {
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
  const content = await unseal<LeadContent>(keys, leadContext(tenant, new Uint8Array(row.submission)), {
    keyId: row.key_id,
    wrappedKey: new Uint8Array(row.wrapped_key),
    sealed: new Uint8Array(row.sealed),
  });
  return { content, firstEntry: row.first_entry };
}
