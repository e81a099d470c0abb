/** Owns how 飞书 and 钉钉 want a robot's message signed: the two swap key and message; must not know messages. */
import { toBase64, utf8 } from '../encoding/bytes.ts';

async function hmac(key: string, message: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', utf8.encode(key), algorithm, false, ['sign']);
  return toBase64(new Uint8Array(await crypto.subtle.sign('HMAC', imported, utf8.encode(message))));
}

/** 飞书: time and secret together are the key, and nothing is signed. Base64, for the body. */
export function feishuSignature(secret: string, timestampSeconds: number): Promise<string> {
  return hmac(`${timestampSeconds}\n${secret}`, '');
}

/** 钉钉: the secret is the key, time and secret together are signed. Base64, to be encoded for the address. */
export function dingtalkSignature(secret: string, timestampMs: number): Promise<string> {
  return hmac(secret, `${timestampMs}\n${secret}`);
}
