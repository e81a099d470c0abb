/** Owns keys for tests that protect nothing; must not know what they seal. */
import { parseMasterKeys } from '../../../worker/sealing/master-keys.ts';
import { deriveTenantKeys, type TenantKeys } from '../../../worker/sealing/tenant-keys.ts';

/** `k1:…` of 32 equal bytes. */
export function masterKey(id: string, byte: number): string {
  return `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
}

export function keysOf(tenant: string, ...masters: string[]): Promise<TenantKeys> {
  return deriveTenantKeys(parseMasterKeys(masters.join(',')), tenant);
}
