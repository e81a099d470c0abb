/** Owns checking that a message was signed as Standard Webhooks asks (spec 1.0, `v1` symmetric); must not know who sent it. */
import { timingSafeEqual } from 'node:crypto';
import { sha256 } from '../encoding/digest.ts';
import { signedHeaders } from './webhook-signature.ts';

/** As the published libraries have it. */
const toleranceMs = 5 * 60_000;
/** A sender signs with one secret, with two while it changes it. */
const mostSignatures = 10;

export interface SignedMessage {
  id: string;
  /** Seconds since 1970, as text. */
  timestamp: string;
  /** `v1,<base64>`, several with spaces between. */
  signature: string;
  body: string;
}

/** True when one of the signatures fits one of the secrets, and the message is of now. */
export async function isSigned(
  { id, timestamp, signature, body }: SignedMessage,
  secrets: readonly string[],
  nowMs: number,
): Promise<boolean> {
  if (!/^[\x21-\x7E]{1,200}$/.test(id) || !/^[1-9]\d{0,12}$/.test(timestamp)) return false;
  const atMs = Number(timestamp) * 1000;
  if (Math.abs(nowMs - atMs) > toleranceMs) return false;
  const given = signature.split(' ').slice(0, mostSignatures).map(sha256);
  const wanted = (await signedHeaders(id, atMs, body, secrets))['webhook-signature'] ?? '';
  // Digests are compared, so that time tells nothing of the signature.
  return wanted
    .split(' ')
    .filter((one) => one !== '')
    .map(sha256)
    .some((one) => given.some((other) => timingSafeEqual(one, other)));
}
