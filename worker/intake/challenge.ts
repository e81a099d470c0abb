/** Owns the proof of work at the door: issues challenges, judges solved ones; must not know what they are solved for. */
import { type Challenge, createChallenge, randomInt } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/sha';
import * as z from 'zod';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { fromHex, utf8 } from '../encoding/bytes.ts';
import type { MasterKey } from '../sealing/master-keys.ts';
import { derivedSecret } from '../sealing/tenant-keys.ts';
import { readShape } from './read-shape.ts';
import { challengeLimit } from './submission-schema.ts';

/** One generation of a tenant's challenge secrets. */
interface ChallengeKey {
  /** Sign the challenge, and the key that solving finds, as altcha takes them. */
  secrets: { challenge: string; solution: string };
  /** The same, to verify with: importing a key costs more than its use. */
  verifies: { challenge: CryptoKey; solution: CryptoKey };
}

/** Every generation, the active one first. */
export type ChallengeKeys = readonly [ChallengeKey, ...ChallengeKey[]];

/** The secrets of a tenant's challenges: a challenge issued before a rotation still counts after it. */
export async function challengeKeys(
  [active, ...others]: readonly [MasterKey, ...MasterKey[]],
  tenant: string,
): Promise<ChallengeKeys> {
  return Promise.all([challengeKey(active, tenant), ...others.map((master) => challengeKey(master, tenant))]);
}

async function challengeKey(master: MasterKey, tenant: string): Promise<ChallengeKey> {
  const imported = (secret: string) =>
    crypto.subtle.importKey('raw', utf8.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  const secrets = {
    challenge: await derivedSecret(master, tenant, 'challenge'),
    solution: await derivedSecret(master, tenant, 'challenge-solution'),
  };
  const [challenge, solution] = await Promise.all([imported(secrets.challenge), imported(secrets.solution)]);
  return { secrets, verifies: { challenge, solution } };
}

export interface SolvedChallenge {
  /** The same for every submission of this challenge, and of no other. */
  id: string;
  issuedAtMs: number;
  expiresAtMs: number;
}

/** Long enough to fill a form in, short enough that solved challenges are not worth hoarding. */
const lifetimeMs = 20 * 60_000;

/**
 * Hashes until the solution: bounded on both sides, so that a slow phone is done within seconds (some 40,000 hashes,
 * where a random search has no upper bound) and a program pays for each.
 */
const counterRange = { min: 20_000, max: 60_000 };

/** A fresh challenge. `data.at` says when it was issued, so that time on the form needs no clock of the visitor. */
export function issueChallenge([active]: ChallengeKeys, nowMs: number): Promise<Challenge> {
  return createChallenge({
    algorithm: 'SHA-256',
    cost: 1,
    counter: randomInt(counterRange.max, counterRange.min),
    data: { at: nowMs },
    deriveKey,
    expiresAt: new Date(nowMs + lifetimeMs),
    hmacSignatureSecret: active.secrets.challenge,
    hmacKeySignatureSecret: active.secrets.solution,
  });
}

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));

/**
 * What `issueChallenge` makes and nothing else: one spelling for each value, so that a challenge has one id and the
 * signed text can be made again. Widgets add members around it (`time`, `codeChallenge`), which are left out.
 */
const solvedSchema = z.object({
  challenge: z.object({
    parameters: z.strictObject({
      algorithm: z.literal('SHA-256'),
      cost: z.literal(1),
      data: z.strictObject({ at: z.int().min(0) }),
      expiresAt: z.int().min(0),
      keyLength: z.literal(32),
      keyPrefix: hex(16),
      keySignature: hex(32),
      nonce: hex(16),
      salt: hex(16),
    }),
    signature: hex(32),
  }),
  solution: z.object({ derivedKey: hex(32) }),
});

/**
 * The challenge inside a payload, or null when it was not issued by this tenant, not solved, or is no payload at all.
 * Two HMACs, as altcha's own `verifySolution` takes them; that one says "expired" before it looks at a signature, and
 * here a solved challenge of an hour ago must be told from a made-up one.
 */
export async function solvedChallenge(
  keys: ChallengeKeys,
  payload: unknown,
): Promise<SolvedChallenge | null> {
  const parsed = readShape(solvedSchema, parsePayload(payload));
  if (!parsed.success) return null;
  const { challenge, solution } = parsed.data;
  const { parameters, signature } = challenge;
  const signed = utf8.encode(canonicalJson(parameters));
  for (const { verifies } of keys) {
    if (!(await isSigned(verifies.challenge, signature, signed))) continue;
    const derivedKey = fromHex(solution.derivedKey);
    if (!(await isSigned(verifies.solution, parameters.keySignature, derivedKey))) return null;
    return {
      // 128 bits of an HMAC: no two challenges share them.
      id: signature.slice(0, 32),
      issuedAtMs: parameters.data.at,
      expiresAtMs: parameters.expiresAt * 1000,
    };
  }
  return null;
}

/** Base64 of JSON, as widgets send it, or the JSON itself; undefined for anything else. */
function parsePayload(payload: unknown): unknown {
  if (typeof payload !== 'string' || payload.length > challengeLimit) return undefined;
  try {
    if (payload.startsWith('{')) return JSON.parse(payload);
    // What we issue is ASCII: bytes as signs will do, and anything else fails the schema.
    return JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
  } catch {
    return undefined;
  }
}

/** Compared in constant time. */
function isSigned(key: CryptoKey, signature: string, message: BufferSource): Promise<boolean> {
  return crypto.subtle.verify('HMAC', key, fromHex(signature), message);
}
