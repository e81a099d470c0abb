/** Owns HMAC-SHA-256 as vendors want their requests signed; must not know any vendor. */
import { utf8 } from './bytes.ts';

/** Of a text's UTF-8. */
export async function hmacSha256(secret: Uint8Array | string, text: string): Promise<Uint8Array> {
  const raw = typeof secret === 'string' ? utf8.encode(secret) : new Uint8Array(secret);
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8.encode(text)));
}
