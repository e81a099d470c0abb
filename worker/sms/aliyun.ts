/** Owns a code sent through Aliyun (Dysmsapi SendSms, 2017-05-25); must not know limits or who asked. */
import { aliyunHeaders, canonicalQuery } from './aliyun-signature.ts';
import { callVendor, memberOf } from './call-vendor.ts';
import { type CodeMessage, loggableCode, type SendOutcome } from './message.ts';

export interface AliyunAccess {
  accessKeyId: string;
  accessKeySecret: string;
  signName: string;
  /** A template whose one variable is `${code}`. */
  templateCode: string;
  /** Origin; the vendor's public one when unset. */
  endpoint: string | undefined;
}

const publicEndpoint = 'https://dysmsapi.aliyuncs.com';

/**
 * SendSms takes its parameters in the query alone: the vendor's metadata says so, and its signature fails on any in
 * the body (help.aliyun.com, V3 FAQ, 2025-04). Nothing of ours logs the URL of this call.
 */
export async function sendByAliyun(
  access: AliyunAccess,
  message: CodeMessage,
  nowMs: number,
): Promise<SendOutcome> {
  const base = new URL(access.endpoint ?? publicEndpoint);
  const query = {
    PhoneNumbers: message.phone,
    SignName: access.signName,
    TemplateCode: access.templateCode,
    TemplateParam: JSON.stringify({ code: message.code }),
  };
  const headers = await aliyunHeaders({
    host: base.host,
    action: 'SendSms',
    version: '2017-05-25',
    query,
    accessKeyId: access.accessKeyId,
    accessKeySecret: access.accessKeySecret,
    atMs: nowMs,
    nonce: crypto.randomUUID(),
  });
  const url = `${base.origin}/?${canonicalQuery(query)}`;
  return callVendor({ url, headers: { accept: 'application/json', ...headers } }, judgeAliyun);
}

/** `Code` is `OK` when the message was taken, else the reason, whatever the HTTP status. */
export function judgeAliyun(body: unknown): SendOutcome {
  const code = memberOf(body, 'Code');
  return code === 'OK' ? { outcome: 'sent' } : { outcome: 'failed', reason: loggableCode(code) };
}
