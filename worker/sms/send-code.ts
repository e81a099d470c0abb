/** Owns which provider a tenant's settings choose for a code; must not know any provider's protocol. */
import { sendByAliyun } from './aliyun.ts';
import { sendToConsole } from './console.ts';
import type { CodeMessage, SendOutcome } from './message.ts';
import { sendByTencent } from './tencent.ts';

/** `settings.sms` with its secrets in clear. */
export type SmsSettings = Record<string, string>;

const defaultTencentRegion = 'ap-guangzhou';

/**
 * Sends a code. Never throws for what a vendor does.
 * @param isDevelopment JINJIAN_TARGETS=any: only then are the console and an endpoint of one's own taken
 */
export async function sendCode(
  tenant: string,
  sms: SmsSettings,
  message: CodeMessage,
  nowMs: number,
  isDevelopment: boolean,
): Promise<SendOutcome> {
  const endpoint = isDevelopment ? sms.endpoint : undefined;
  const need = (name: string) => sms[name] ?? '';
  switch (sms.provider) {
    case 'aliyun':
      return sendByAliyun(
        {
          accessKeyId: need('accessKeyId'),
          accessKeySecret: need('accessKeySecret'),
          signName: need('signName'),
          templateCode: need('templateCode'),
          endpoint,
        },
        message,
        nowMs,
      );
    case 'tencent':
      return sendByTencent(
        {
          secretId: need('secretId'),
          secretKey: need('secretKey'),
          sdkAppId: need('sdkAppId'),
          signName: need('signName'),
          templateId: need('templateId'),
          region: sms.region ?? defaultTencentRegion,
          templateParams: sms.templateParams === 'code,minutes' ? 'code,minutes' : 'code',
          endpoint,
        },
        message,
        nowMs,
      );
    case 'console':
      if (isDevelopment) return sendToConsole(tenant, message);
      return { outcome: 'failed', reason: 'console_in_production' };
    default:
      return { outcome: 'failed', reason: 'no_provider' };
  }
}
