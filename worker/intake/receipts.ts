/** Owns how a receipt id finds its tenant, and how a phone typed by its holder becomes digests; must not know HTTP. */
import { isMobile, normalisePhone } from '../../contract/fields/phone.ts';
import type { Env } from '../env.ts';
import { keyedDigests } from '../sealing/tenant-keys.ts';
import { findTenant, type TenantStub, tenantKeys } from './tenants.ts';

export interface ReceiptHolder {
  tenant: string;
  stub: TenantStub;
}

/** The tenant whose receipt this could be, or null. Whether it is one is for the tenant's object to say. */
export async function holderOf(env: Env, receipt: string): Promise<ReceiptHolder | null> {
  const tenant = /^rc_([a-z0-9-]{3,31})_[a-z2-7]{26}$/.exec(receipt)?.[1];
  const stub = tenant === undefined ? null : await findTenant(env, tenant);
  return tenant === undefined || stub === null ? null : { tenant, stub };
}

/** Keyed digests under every key generation; none for what is no phone, which is no error: it is a wrong phone. */
export async function phoneDigests(env: Env, tenant: string, typed: unknown): Promise<Uint8Array[]> {
  const phone = typeof typed === 'string' && typed.length <= 100 ? normalisePhone(typed) : '';
  return isMobile(phone) ? keyedDigests(await tenantKeys(env, tenant), 'phone', phone) : [];
}
