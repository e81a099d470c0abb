/** Owns e签宝's signatures, of our calls and of its callbacks (open.esign.cn, SaaS API V3, as of 2026-09); must not call it. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { toBase64, toHex, utf8 } from '../encoding/bytes.ts';
import { hmacSha256 } from '../encoding/hmac.ts';
import type { Callback } from './provider.ts';

export interface EsignAccount {
  appId: string;
  appSecret: string;
}

const accept = '*/*';
const contentType = 'application/json; charset=UTF-8';

/** Base64 of the MD5's sixteen bytes, of a request's body and of an uploaded file alike. */
export function contentMd5(text: string): string {
  return toBase64(createHash('md5').update(utf8.encode(text)).digest());
}

/** Method, Accept, Content-MD5, Content-Type, an empty Date, and the path; no line for headers where none is chosen. */
export function stringToSign(method: string, md5Text: string, path: string): string {
  return [method, accept, md5Text, contentType, '', path].join('\n');
}

/**
 * The headers of one call. Its body is serialised once: what is signed is what is sent.
 * @param path with its query, unencoded and in order; ours have none
 */
export async function esignHeaders(
  { appId, appSecret }: EsignAccount,
  { method, path, body }: { method: 'GET' | 'POST'; path: string; body?: string | undefined },
  nowMs: number,
): Promise<Record<string, string>> {
  const md5Text = body === undefined ? '' : contentMd5(body);
  const signature = await hmacSha256(appSecret, stringToSign(method, md5Text, path));
  return {
    accept,
    'content-type': contentType,
    ...(body === undefined ? {} : { 'content-md5': md5Text }),
    'x-tsign-open-app-id': appId,
    'x-tsign-open-auth-mode': 'Signature',
    'x-tsign-open-ca-timestamp': String(nowMs),
    'x-tsign-open-ca-signature': toBase64(signature),
  };
}

/** Retries keep their first time and go on for a day: an old callback says nothing that is not asked again. */
export async function isEsignCallback({ appId, appSecret }: EsignAccount, call: Callback): Promise<boolean> {
  const timestamp = call.header('x-tsign-open-timestamp') ?? '';
  const told = (call.header('x-tsign-open-signature') ?? '').toLowerCase();
  if (call.header('x-tsign-open-app-id') !== appId || !/^\d{13}$/.test(timestamp)) return false;
  const values = [...new Set(call.query.keys())].sort().map((name) => call.query.get(name) ?? '');
  const expected = utf8.encode(toHex(await hmacSha256(appSecret, timestamp + values.join('') + call.body)));
  const offered = utf8.encode(told);
  return offered.length === expected.length && timingSafeEqual(offered, expected);
}
