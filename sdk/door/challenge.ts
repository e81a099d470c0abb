/** Owns reading what the server asks for at the door (altcha v2) and wording the answer; must not fetch or solve. */

/** The work asked for: find the counter whose key begins with the prefix. */
export interface Challenge {
  /** Hex. */
  nonce: string;
  /** Hex. */
  salt: string;
  /** Rounds of SHA-256 per counter, at least 1. */
  cost: number;
  /** Bytes of the digest that make the key. */
  keyLength: number;
  /** Lower-case hex. */
  keyPrefix: string;
}

export interface Solution {
  counter: number;
  /** Lower-case hex. */
  derivedKey: string;
}

/** A challenge as the server gave it. */
export interface Given {
  work: Challenge;
  /** `{parameters, signature}` exactly as it came: the signature covers every parameter. */
  signed: { parameters: unknown; signature: unknown };
  /** How long it holds from when it was made, by the server's own clock. */
  lifetimeMs: number;
}

/** Assumed when the server does not say when it made the challenge: fetching one too early costs little. */
const unsaidLifetimeMs = 120_000;
/** More rounds than any honest server asks for: one counter must fit into a slice. */
const mostRounds = 1_000;

/** Null when it is no challenge, or one of a kind that is not solved here. */
export function readChallenge(body: unknown): Given | null {
  const { parameters, signature }: { parameters?: unknown; signature?: unknown } = Object(body);
  const { algorithm, nonce, salt, cost, keyLength = 32, keyPrefix, expiresAt, data } = bagOf(parameters);
  const isOurs =
    algorithm === 'SHA-256' &&
    isHex(nonce) &&
    nonce.length % 2 === 0 &&
    isHex(salt) &&
    salt.length % 2 === 0 &&
    isHex(keyPrefix) &&
    isCount(cost, mostRounds) &&
    isCount(keyLength, 32) &&
    keyPrefix.length <= keyLength * 2;
  if (!isOurs) return null;
  return {
    work: { nonce, salt, cost, keyLength, keyPrefix: keyPrefix.toLowerCase() },
    signed: { parameters, signature },
    lifetimeMs: lifetimeOf(expiresAt, bagOf(data).at),
  };
}

/** What goes into a submission's `challenge`: base64 of the JSON that altcha's own widgets send. */
export function payloadOf({ signed }: Given, { counter, derivedKey }: Solution, tookMs: number): string {
  const time = Math.floor(tookMs * 10) / 10;
  const text = JSON.stringify({ challenge: signed, solution: { counter, derivedKey, time } });
  // btoa takes Latin-1 only; the same JSON can be said in ASCII.
  return btoa(text.replace(/[^\0-\x7f]/g, escapeUnit));
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Both ends by the server's clock: the visitor's may be wrong by a year. */
function lifetimeOf(expiresAt: unknown, at: unknown): number {
  const madeMs = typeof at === 'number' ? (at > 1e11 ? at : at * 1000) : Date.parse(String(at));
  const lifetimeMs = Number(expiresAt) * 1000 - madeMs;
  return lifetimeMs > 0 ? lifetimeMs : unsaidLifetimeMs;
}

function bagOf(value: unknown): Record<string, unknown> {
  return Object(value);
}

function isHex(value: unknown): value is string {
  return typeof value === 'string' && /^[\da-f]{1,256}$/i.test(value);
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
}
