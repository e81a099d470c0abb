/** Owns SHA-256 as used for digests of published things and for stored keys; must not know what is hashed. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../contract/canonical-json.ts';

/** `sha256:` + hex over the RFC 8785 canonical JSON. */
export function digestOf(value: unknown): string {
  return `sha256:${createHash('sha256').update(canonicalJson(value)).digest('hex')}`;
}

/** SHA-256 of a text, synchronous so that it can be taken inside a transaction. */
export function sha256(text: string | Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(text).digest());
}
