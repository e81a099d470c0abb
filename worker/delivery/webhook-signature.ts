/** Owns signing as Standard Webhooks asks (spec 1.0, `v1` symmetric); must not know bodies or destinations. */
import { createHmac } from 'node:crypto';
import { fromBase64, toBase64 } from '../encoding/bytes.ts';

const prefix = 'whsec_';

/** A secret from 32 random bytes: the spec asks for 24 to 64. */
export function webhookSecretFrom(random: Uint8Array): string {
  return prefix + toBase64(random);
}

function signature(secret: string, content: string): string {
  const key = fromBase64(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret);
  if (key === null) throw new Error('a webhook secret is not base64');
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}

/**
 * The three headers over the exact bytes of the body. Several secrets give several signatures, so that receivers
 * verify with either while a rotation lasts.
 */
export function signedHeaders(
  id: string,
  timestampMs: number,
  body: string,
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = String(Math.floor(timestampMs / 1000));
  const content = `${id}.${timestamp}.${body}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => signature(secret, content)).join(' '),
  };
}
