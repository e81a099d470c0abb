/** Owns a code sent through Tencent Cloud (SendSms, 2021-01-11); must not know limits or who asked. */
import { callVendor, memberOf } from './call-vendor.ts';
import { type CodeMessage, loggableCode, type SendOutcome } from './message.ts';
import { tencentAuthorization, tencentContentType } from './tencent-signature.ts';

export interface TencentAccess {
  secretId: string;
  secretKey: string;
  sdkAppId: string;
  signName: string;
  templateId: string;
  region: string;
  /** What the template's variables stand for, in order. */
  templateParams: 'code' | 'code,minutes';
  /** Origin; the vendor's public one when unset. */
  endpoint: string | undefined;
}

const publicEndpoint = 'https://sms.tencentcloudapi.com';

export async function sendByTencent(
  access: TencentAccess,
  message: CodeMessage,
  nowMs: number,
): Promise<SendOutcome> {
  const base = new URL(access.endpoint ?? publicEndpoint);
  const body = JSON.stringify({
    PhoneNumberSet: [`+86${message.phone}`],
    SmsSdkAppId: access.sdkAppId,
    SignName: access.signName,
    TemplateId: access.templateId,
    TemplateParamSet:
      access.templateParams === 'code' ? [message.code] : [message.code, String(message.minutes)],
  });
  const atSeconds = Math.floor(nowMs / 1000);
  const authorization = await tencentAuthorization({
    host: base.host,
    service: 'sms',
    secretId: access.secretId,
    secretKey: access.secretKey,
    atSeconds,
    body,
  });
  const headers = {
    authorization,
    'content-type': tencentContentType,
    'x-tc-action': 'SendSms',
    'x-tc-region': access.region,
    'x-tc-timestamp': String(atSeconds),
    'x-tc-version': '2021-01-11',
  };
  return callVendor({ url: `${base.origin}/`, headers, body }, judgeTencent);
}

/** The call's own `Error`, else the one phone's status: HTTP is 200 for both. */
export function judgeTencent(body: unknown): SendOutcome {
  const response = memberOf(body, 'Response');
  const error = memberOf(response, 'Error');
  if (error !== undefined) return { outcome: 'failed', reason: loggableCode(memberOf(error, 'Code')) };
  const statuses = memberOf(response, 'SendStatusSet');
  const code = memberOf(Array.isArray(statuses) ? statuses[0] : undefined, 'Code');
  return code === 'Ok' ? { outcome: 'sent' } : { outcome: 'failed', reason: loggableCode(code) };
}
