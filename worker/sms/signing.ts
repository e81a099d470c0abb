/** Owns the primitives that both vendors' signatures are made of; must not know either signature. */
import { toHex, utf8 } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/digest.ts';

/** SHA-256 of a text's UTF-8 as lower-case hex. */
export function sha256Hex(text: string): string {
  return toHex(sha256(text));
}

/** HMAC-SHA-256 of a text's UTF-8. */
export async function hmacSha256(secret: Uint8Array | string, text: string): Promise<Uint8Array> {
  const raw = typeof secret === 'string' ? utf8.encode(secret) : new Uint8Array(secret);
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8.encode(text)));
}
