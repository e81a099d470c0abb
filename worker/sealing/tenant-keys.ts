/** Owns the keys derived for one tenant from the master keys (HKDF, RFC 5869); must not know what they seal. */
import { toBase64Url, utf8 } from '../encoding/bytes.ts';
import type { MasterKey } from './master-keys.ts';

/** One generation of a tenant's keys. The id says which master key it came from. */
export interface TenantKey {
  id: string;
  /** AES-256-GCM: wraps data keys and seals configuration secrets. */
  sealing: CryptoKey;
  /** HMAC-SHA-256: index of phones and fingerprints of submissions. */
  index: CryptoKey;
}

/** Every generation, the active one first. */
export type TenantKeys = readonly [TenantKey, ...TenantKey[]];

/** One use of one master key for one tenant. */
function hkdf(use: string, tenant: string) {
  return {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: utf8.encode(`jinjian/v1/${use}/${tenant}`),
  };
}

async function derive(master: MasterKey, tenant: string): Promise<TenantKey> {
  const root = await crypto.subtle.importKey('raw', master.bytes, 'HKDF', false, ['deriveKey']);
  const [sealing, index] = await Promise.all([
    crypto.subtle.deriveKey(hkdf('seal', tenant), root, { name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
      'unwrapKey',
    ]),
    crypto.subtle.deriveKey(
      hkdf('index', tenant),
      root,
      { name: 'HMAC', hash: 'SHA-256', length: 256 },
      false,
      ['sign'],
    ),
  ]);
  return { id: master.id, sealing, index };
}

export async function deriveTenantKeys(
  masters: readonly [MasterKey, ...MasterKey[]],
  tenant: string,
): Promise<TenantKeys> {
  const [active, ...others] = masters;
  return Promise.all([derive(active, tenant), ...others.map((master) => derive(master, tenant))]);
}

/** HMAC of a text under every generation, active first: what is looked up must match any, what is stored is the first. */
export async function keyedDigests(keys: TenantKeys, use: string, text: string): Promise<Uint8Array[]> {
  const message = utf8.encode(`${use}\n${text}`);
  const digests = await Promise.all(keys.map((key) => crypto.subtle.sign('HMAC', key.index, message)));
  // 128 bits: collisions stay out of reach for any tenant, and index rows stay small.
  return digests.map((digest) => new Uint8Array(digest, 0, 16));
}

/**
 * 256 bits as base64url text, for libraries that take a secret as text.
 * @param use what it is for; a use of its own for each, since no two may share a secret
 */
export async function derivedSecret(master: MasterKey, tenant: string, use: string): Promise<string> {
  const root = await crypto.subtle.importKey('raw', master.bytes, 'HKDF', false, ['deriveBits']);
  return toBase64Url(new Uint8Array(await crypto.subtle.deriveBits(hkdf(use, tenant), root, 256)));
}
