/** Owns Tencent Cloud's signature v3, TC3-HMAC-SHA256 (cloud.tencent.com, as of 2024-11); must not know any API call. */
import { toHex } from '../encoding/bytes.ts';
import { hmacSha256 } from '../encoding/hmac.ts';
import { sha256Hex } from './signing.ts';

export interface TencentCall {
  host: string;
  service: string;
  secretId: string;
  secretKey: string;
  /** Epoch seconds. */
  atSeconds: number;
  body: string;
}

export const tencentContentType = 'application/json; charset=utf-8';

/** The `authorization` header of a POST to `/` that signs content type, host and body. */
export async function tencentAuthorization(call: TencentCall): Promise<string> {
  const names = 'content-type;host';
  const lines = `content-type:${tencentContentType}\nhost:${call.host}\n`;
  const request = ['POST', '/', '', lines, names, sha256Hex(call.body)].join('\n');
  // The scope's day is UTC.
  const day = new Date(call.atSeconds * 1000).toISOString().slice(0, 10);
  const scope = `${day}/${call.service}/tc3_request`;
  const dayKey = await hmacSha256(`TC3${call.secretKey}`, day);
  const serviceKey = await hmacSha256(dayKey, call.service);
  const signingKey = await hmacSha256(serviceKey, 'tc3_request');
  const text = ['TC3-HMAC-SHA256', call.atSeconds, scope, sha256Hex(request)].join('\n');
  const signature = toHex(await hmacSha256(signingKey, text));
  return `TC3-HMAC-SHA256 Credential=${call.secretId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
}
