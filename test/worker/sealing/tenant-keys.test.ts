/** Owns the check of derived keys: HKDF as Node computes it, one set per tenant and generation; must not seal. */
import { createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../worker/encoding/bytes.ts';
import { parseMasterKeys } from '../../../worker/sealing/master-keys.ts';
import { derivedSecret, keyedDigests } from '../../../worker/sealing/tenant-keys.ts';
import { keysOf, masterKey } from './sample-keys.ts';

const [old, young] = [masterKey('k1', 1), masterKey('k2', 2)];
const phone = '13800138000';

/** The index digest computed apart: HKDF-SHA-256, then HMAC-SHA-256, half of it kept. */
function expected(byte: number, tenant: string, use: string, text: string): string {
  const key = hkdfSync('sha256', Buffer.alloc(32, byte), new Uint8Array(), `jinjian/v1/index/${tenant}`, 32);
  return createHmac('sha256', Buffer.from(key)).update(`${use}\n${text}`).digest('hex').slice(0, 32);
}

describe('derived secrets', () => {
  const derived = async (text: string, tenant: string, use: string) =>
    derivedSecret(parseMasterKeys(text)[0], tenant, use);
  it('are HKDF-SHA-256 by tenant and use, as base64url', async () => {
    const key = hkdfSync('sha256', Buffer.alloc(32, 1), new Uint8Array(), 'jinjian/v1/challenge/acme', 32);
    expect(await derived(old, 'acme', 'challenge')).toBe(Buffer.from(key).toString('base64url'));
  });
  it('differ by master key, by tenant and by use', async () => {
    const all = await Promise.all([
      derived(old, 'acme', 'challenge'),
      derived(young, 'acme', 'challenge'),
      derived(old, 'other', 'challenge'),
      derived(old, 'acme', 'challenge-solution'),
    ]);
    expect(new Set(all).size).toBe(4);
  });
});

describe('keyed digests', () => {
  it('come under every generation, the active one first', async () => {
    const digests = await keyedDigests(await keysOf('acme', young, old), 'phone', phone);
    expect(digests.map(toHex)).toEqual([
      expected(2, 'acme', 'phone', phone),
      expected(1, 'acme', 'phone', phone),
    ]);
  });
  it('are 128 bits and differ by tenant, by use and by text', async () => {
    const all = await Promise.all([
      keyedDigests(await keysOf('acme', old), 'phone', phone),
      keyedDigests(await keysOf('other', old), 'phone', phone),
      keyedDigests(await keysOf('acme', old), 'fingerprint', phone),
      keyedDigests(await keysOf('acme', old), 'phone', '13800138001'),
    ]);
    const hex = all.flat().map(toHex);
    expect(new Set(hex).size).toBe(4);
    expect(hex.every((one) => one.length === 32)).toBe(true);
  });
  it('keep finding a phone stored before a rotation', async () => {
    const [stored] = await keyedDigests(await keysOf('acme', old), 'phone', phone);
    const lookedUp = await keyedDigests(await keysOf('acme', young, old), 'phone', phone);
    expect(lookedUp.map(toHex)).toContain(toHex(stored ?? new Uint8Array()));
  });
  it('use keys that can’t be read out again', async () => {
    for (const { sealing, index } of await keysOf('acme', old)) {
      expect([sealing.extractable, index.extractable]).toEqual([false, false]);
    }
  });
});
