/** Owns whether `settings.sms` names all that its provider needs; must not know how a provider is called. */
import type { Finding } from '../../contract/problem.ts';

const needed: Record<string, readonly string[]> = {
  aliyun: ['accessKeyId', 'accessKeySecret', 'signName', 'templateCode'],
  tencent: ['secretId', 'secretKey', 'sdkAppId', 'signName', 'templateId'],
  console: [],
};

/**
 * Every finding at once.
 * @param sms as stored, without secrets
 * @param hasSecret whether a secret (`accessKeySecret`) is given or was kept from before
 * @param isDevelopment JINJIAN_TARGETS=any
 */
export function checkSms(
  sms: Record<string, string>,
  hasSecret: (key: string) => boolean,
  isDevelopment: boolean,
): Finding[] {
  const { provider = '' } = sms;
  const path = (key: string) => `settings.sms.${key}`;
  const findings: Finding[] = (needed[provider] ?? [])
    .filter((key) => sms[key] === undefined && !hasSecret(key))
    .map((key) => ({ path: path(key), code: 'sms_key_missing', params: { provider, key } }));
  if (provider === 'console' && !isDevelopment) {
    findings.push({ path: path('provider'), code: 'sms_console_in_production' });
  }
  if (sms.endpoint !== undefined) {
    if (!isDevelopment) findings.push({ path: path('endpoint'), code: 'development_only' });
    else if (!isHttpUrl(sms.endpoint)) findings.push({ path: path('endpoint'), code: 'not_a_url' });
  }
  if (sms.templateParams !== undefined && !/^code(?:,minutes)?$/.test(sms.templateParams)) {
    findings.push({ path: path('templateParams'), code: 'sms_template_params' });
  }
  return findings;
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}
