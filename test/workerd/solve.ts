/** Owns solved challenges as a browser sends them, made and solved by altcha's own library; must not verify. */
import { env } from 'cloudflare:workers';
import { type Challenge, createChallenge, type Solution, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { parseMasterKeys } from '../../worker/sealing/master-keys.ts';
import { derivedSecret } from '../../worker/sealing/tenant-keys.ts';
import { call, pick } from './api.ts';
import { partnerOrigin } from './scenario.ts';

export interface Solved {
  challenge: Challenge;
  solution: Solution;
}

/** Some 20,000 hashes for a challenge of the endpoint: no solution lies below. */
export async function solve(challenge: Challenge, counterStart = 20_000): Promise<Solved> {
  const solution = await solveChallenge({ challenge, deriveKey, counterStart });
  if (solution === null) throw new Error('not solved in time');
  return { challenge, solution };
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

/** A challenge such as the tenant issued some time ago, but of a few hashes only, solved. */
export async function quicklySolved(shop: { tenant: string }, agoMs = 0): Promise<Solved> {
  const [master] = parseMasterKeys(env.JINJIAN_MASTER_KEYS);
  const atMs = Date.now() - agoMs;
  const challenge = await createChallenge({
    algorithm: 'SHA-256',
    cost: 1,
    counter: 7,
    data: { at: atMs },
    deriveKey,
    expiresAt: new Date(atMs + 20 * 60_000),
    hmacSignatureSecret: await derivedSecret(master, shop.tenant, 'challenge'),
    hmacKeySignatureSecret: await derivedSecret(master, shop.tenant, 'challenge-solution'),
  });
  return solve(challenge, 0);
}

/** The same, packed. */
export async function solved(shop: { tenant: string }, agoMs = 0): Promise<string> {
  return packed(await quicklySolved(shop, agoMs));
}
