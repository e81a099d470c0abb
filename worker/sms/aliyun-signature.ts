/** Owns Aliyun's request signature V3, ACS3-HMAC-SHA256 (help.aliyun.com, as of 2025-04); must not know any API call. */
import { toHex } from '../encoding/bytes.ts';
import { hmacSha256 } from '../encoding/hmac.ts';
import { sha256Hex } from './signing.ts';

export interface AliyunCall {
  host: string;
  action: string;
  version: string;
  /** All parameters of an RPC call whose metadata says `in: query`. */
  query: Record<string, string>;
  accessKeyId: string;
  accessKeySecret: string;
  /** Epoch ms; the vendor takes it to the second. */
  atMs: number;
  nonce: string;
}

/** RFC 3986: all but unreserved characters, which `encodeURIComponent` leaves five more of. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Sorted by name and encoded once: what is signed is what is sent. */
export function canonicalQuery(query: Record<string, string>): string {
  return Object.entries(query)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** The headers of a POST without a body, `authorization` among them; `host` is left to the connection. */
export async function aliyunHeaders(call: AliyunCall): Promise<Record<string, string>> {
  const bodyDigest = sha256Hex('');
  const headers = {
    'x-acs-action': call.action,
    'x-acs-content-sha256': bodyDigest,
    'x-acs-date': new Date(call.atMs).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    'x-acs-signature-nonce': call.nonce,
    'x-acs-version': call.version,
  };
  const signed = Object.entries({ host: call.host, ...headers });
  const names = signed.map(([name]) => name).join(';');
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
  const request = ['POST', '/', canonicalQuery(call.query), lines, names, bodyDigest].join('\n');
  const signature = await hmacSha256(call.accessKeySecret, `ACS3-HMAC-SHA256\n${sha256Hex(request)}`);
  return {
    ...headers,
    authorization: `ACS3-HMAC-SHA256 Credential=${call.accessKeyId},SignedHeaders=${names},Signature=${toHex(signature)}`,
  };
}
