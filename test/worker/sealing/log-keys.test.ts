/** Owns the check of the log's keys: HKDF and Ed25519 as Node computes them, one for each tenant and generation. */
import { createPrivateKey, createPublicKey, hkdfSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../worker/encoding/bytes.ts';
import { deriveLogKeys } from '../../../worker/sealing/log-keys.ts';
import { parseMasterKeys } from '../../../worker/sealing/master-keys.ts';
import { signerOf } from '../ledger/signing.ts';
import { masterKey } from './sample-keys.ts';

const [old, young] = [masterKey('k1', 1), masterKey('k2', 2)];
const keysOf = (tenant: string, ...masters: string[]) =>
  deriveLogKeys(parseMasterKeys(masters.join(',')), tenant);

describe('the log’s keys', () => {
  it('are Ed25519 keys whose seed is HKDF-SHA-256 of the master key, by tenant', async () => {
    const seed = hkdfSync('sha256', Buffer.alloc(32, 1), new Uint8Array(), 'jinjian/v1/log/acme', 32);
    const [key] = await keysOf('acme', old);
    const theirs = signerOf('acme', new Uint8Array(seed));
    expect(toHex(key.publicKey)).toBe(toHex(theirs.key.publicKey));
    // Deterministic, RFC 8032 §5.1.6.
    expect(toHex(key.sign(Buffer.from('text')))).toBe(toHex(theirs.sign('text')));
  });
  it('have one generation for each master key, the active one first', async () => {
    const keys = await keysOf('acme', young, old);
    expect(keys.map((key) => key.master)).toEqual(['k2', 'k1']);
    expect(toHex(keys[1]?.publicKey ?? new Uint8Array())).toBe(
      toHex((await keysOf('acme', old))[0].publicKey),
    );
  });
  it('differ by tenant and by master key', async () => {
    const all = [...(await keysOf('acme', old, young)), ...(await keysOf('other', old))];
    expect(new Set(all.map((key) => toHex(key.publicKey))).size).toBe(3);
  });
  it('sign what verifies under the public key alone', async () => {
    const [key] = await keysOf('acme', old);
    const x = Buffer.from(key.publicKey).toString('base64url');
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const message = Buffer.from('checkpoint');
    expect(verify(null, message, publicKey, key.sign(message))).toBe(true);
    expect(verify(null, Buffer.from('other'), publicKey, key.sign(message))).toBe(false);
  });
  it('are made of a seed as RFC 8032 §7.1 does (TEST 1)', () => {
    const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
    const start = Buffer.from('302e020100300506032b657004220420', 'hex');
    const secret = createPrivateKey({ key: Buffer.concat([start, seed]), format: 'der', type: 'pkcs8' });
    expect(
      createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    ).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
  });
});
