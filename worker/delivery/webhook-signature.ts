/** Owns signing as Standard Webhooks asks (spec 1.0, `v1` symmetric); must not know bodies or destinations. */
import { fromBase64, toBase64, utf8 } from '../encoding/bytes.ts';

const prefix = 'whsec_';

/** A secret from 32 random bytes: the spec asks for 24 to 64. */
export function webhookSecretFrom(random: Uint8Array): string {
  return prefix + toBase64(random);
}

/** Importing a key costs more than a signature with it. Rotations leave few behind, and restarts none. */
const imported = new Map<string, CryptoKey>();
const mostImported = 100;

async function keyOf(secret: string): Promise<CryptoKey> {
  const known = imported.get(secret);
  if (known !== undefined) return known;
  const bytes = fromBase64(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret);
  if (bytes === null) throw new Error('a webhook secret is not base64');
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  if (imported.size >= mostImported) imported.clear();
  imported.set(secret, key);
  return key;
}

async function signature(secret: string, content: string): Promise<string> {
  const signed = await crypto.subtle.sign('HMAC', await keyOf(secret), utf8.encode(content));
  return `v1,${toBase64(new Uint8Array(signed))}`;
}

/**
 * The three headers over the exact bytes of the body. Several secrets give several signatures, so that receivers
 * verify with either while a rotation lasts.
 */
export async function signedHeaders(
  id: string,
  timestampMs: number,
  body: string,
  secrets: readonly string[],
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(timestampMs / 1000));
  const content = `${id}.${timestamp}.${body}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': (await Promise.all(secrets.map((secret) => signature(secret, content)))).join(' '),
  };
}
