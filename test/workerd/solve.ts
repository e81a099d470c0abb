/** Owns what a browser does with a challenge: fetch, solve, pack; must not verify. */
import { env } from 'cloudflare:workers';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Challenge } from 'altcha-lib';
import { fromHex, toHex } from '../../worker/encoding/bytes.ts';
import { challengeKeys, issueChallenge } from '../../worker/intake/challenge.ts';
import { parseMasterKeys } from '../../worker/sealing/master-keys.ts';
import { call, pick } from './api.ts';
import { partnerOrigin, type Shop } from './scenario.ts';

export interface Solved {
  challenge: Challenge;
  solution: { counter: number; derivedKey: string };
}

/**
 * Hashes salt, nonce and a growing counter until the key has the prefix. altcha's own solver finds the same (a test
 * says so); it makes a promise for each of 40,000 hashes, which is slow where every test needs a solution.
 */
export function solve(challenge: Challenge): Solved {
  const { salt, nonce, keyPrefix } = challenge.parameters;
  const message = new Uint8Array(36);
  message.set(fromHex(salt));
  message.set(fromHex(nonce), 16);
  const counterField = new DataView(message.buffer);
  const prefix = fromHex(keyPrefix);
  for (let counter = 0; counter <= 60_000; counter++) {
    counterField.setUint32(32, counter);
    const key = sha256(message);
    if (prefix.every((byte, at) => byte === key[at])) {
      return { challenge, solution: { counter, derivedKey: toHex(key) } };
    }
  }
  throw new Error('no solution within the bound');
}

/** As altcha widgets send it: base64 of the JSON. */
export function packed(payload: unknown): string {
  return btoa(JSON.stringify(payload));
}

export async function fetchChallenge(shop: { tenant: string }): Promise<Challenge> {
  const answer = await call('GET', `/v1/t/${shop.tenant}/challenge`, { headers: { origin: partnerOrigin } });
  if (typeof pick(answer.json, 'parameters', 'nonce') !== 'string') throw new Error(answer.text);
  return JSON.parse(answer.text);
}

/** A challenge of the tenant, solved and packed. */
export async function solved(shop: { tenant: string }): Promise<string> {
  return packed(solve(await fetchChallenge(shop)));
}

/** The same, issued some time ago. */
export async function solvedSince(shop: Pick<Shop, 'tenant'>, agoMs: number): Promise<string> {
  const keys = await challengeKeys(parseMasterKeys(env.JINJIAN_MASTER_KEYS), shop.tenant);
  return packed(solve(await issueChallenge(keys, Date.now() - agoMs)));
}
