/** Owns the Ed25519 keys of a tenant's log, one from each master key; must not know what they sign. */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { type Bytes, concatBytes, fromBase64, fromHex } from '../encoding/bytes.ts';
import type { MasterKey } from './master-keys.ts';
import { derivedSecret } from './tenant-keys.ts';

/** One generation of the log's key. */
export interface LogKey {
  /** Id of the master key that it is derived from. */
  master: string;
  /** 32 bytes, RFC 8032. */
  publicKey: Bytes;
  /** Synchronous, so that nothing can change between reading the tree and storing what was signed. */
  sign(message: Uint8Array): Bytes;
}

/** Every generation, the active one first. */
export type LogKeys = readonly [LogKey, ...LogKey[]];

/** RFC 8410 §7: PKCS #8 of an Ed25519 key up to its seed. */
const pkcs8Start = fromHex('302e020100300506032b657004220420');

async function derive(master: MasterKey, tenant: string): Promise<LogKey> {
  const seed = fromBase64(await derivedSecret(master, tenant, 'log'));
  if (seed === null) throw new Error('a derived secret is base64url');
  const secret = createPrivateKey({ key: concatBytes(pkcs8Start, seed), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(secret).export({ format: 'jwk' });
  const publicKey = fromBase64(x);
  if (publicKey === null) throw new Error('a public key is base64url');
  return { master: master.id, publicKey, sign: (message) => concatBytes(sign(null, message, secret)) };
}

/** HKDF from each master key, use `log`: the seed of RFC 8032. */
export async function deriveLogKeys(
  masters: readonly [MasterKey, ...MasterKey[]],
  tenant: string,
): Promise<LogKeys> {
  const [active, ...others] = masters;
  return Promise.all([derive(active, tenant), ...others.map((master) => derive(master, tenant))]);
}
