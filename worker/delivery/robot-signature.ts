/** Owns how 飞书 and 钉钉 want a robot's message signed: the two swap key and message; must not know messages. */
import { toBase64 } from '../encoding/bytes.ts';
import { hmacSha256 } from '../encoding/hmac.ts';

/** 飞书: time and secret together are the key, and nothing is signed. Base64, for the body. */
export async function feishuSignature(secret: string, timestampSeconds: number): Promise<string> {
  return toBase64(await hmacSha256(`${timestampSeconds}\n${secret}`, ''));
}

/** 钉钉: the secret is the key, time and secret together are signed. Base64, to be encoded for the address. */
export async function dingtalkSignature(secret: string, timestampMs: number): Promise<string> {
  return toBase64(await hmacSha256(secret, `${timestampMs}\n${secret}`));
}
