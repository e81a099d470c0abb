/** Owns the check that SMS settings which could not send are refused by name, and ICP lines by form; no sending. */
import { describe, expect, it } from 'vitest';
import { checkSms } from '../../../worker/publishing/check-sms.ts';
import {
  defaultSettings,
  mergeSettings,
  settingsPatchSchema,
} from '../../../worker/publishing/settings-schema.ts';

const none = () => false;
const all = () => true;
const found = (sms: Record<string, string>, hasSecret = none, isDevelopment = false) =>
  checkSms(sms, hasSecret, isDevelopment).map(
    ({ path, code }) => `${path.replace('settings.sms.', '')} ${code}`,
  );
const aliyun = { provider: 'aliyun', accessKeyId: 'id', signName: '进件', templateCode: 'SMS_1' };
const tencent = {
  provider: 'tencent',
  secretId: 'id',
  sdkAppId: '1400000000',
  signName: '进件',
  templateId: '1',
};

describe('a provider with all its keys', () => {
  it.each([aliyun, tencent, { ...tencent, region: 'ap-beijing', templateParams: 'code,minutes' }])(
    '%j',
    (sms) => {
      expect(found(sms, all)).toEqual([]);
    },
  );
  it('of development', () => {
    expect(found({ provider: 'console' }, none, true)).toEqual([]);
    expect(found({ ...aliyun, endpoint: 'http://127.0.0.1:1234' }, all, true)).toEqual([]);
  });
});

describe('refused', () => {
  it.each<[string, string[], string[]]>([
    [
      'aliyun alone',
      found({ provider: 'aliyun' }),
      ['accessKeyId', 'accessKeySecret', 'signName', 'templateCode'],
    ],
    [
      'tencent alone',
      found({ provider: 'tencent' }),
      ['secretId', 'secretKey', 'sdkAppId', 'signName', 'templateId'],
    ],
    [
      'aliyun with tencent’s keys',
      found({ ...tencent, provider: 'aliyun' }),
      ['accessKeyId', 'accessKeySecret', 'templateCode'],
    ],
    ['aliyun without its secret', found(aliyun), ['accessKeySecret']],
  ])('%s: each missing key by name', (_name, findings, keys) => {
    expect(findings).toEqual(keys.map((key) => `${key} sms_key_missing`));
  });
  it('the console and an endpoint of one’s own outside development', () => {
    expect(found({ provider: 'console' })).toEqual(['provider sms_console_in_production']);
    expect(found({ ...aliyun, endpoint: 'https://sms.example.cn' }, all)).toEqual([
      'endpoint development_only',
    ]);
  });
  it('an endpoint that is none, a template of other variables', () => {
    expect(found({ ...aliyun, endpoint: 'sms' }, all, true)).toEqual(['endpoint not_a_url']);
    expect(found({ ...tencent, templateParams: 'minutes' }, all)).toEqual([
      'templateParams sms_template_params',
    ]);
  });
});

describe('the ICP line', () => {
  const taken = (icp: unknown) => settingsPatchSchema.safeParse({ icp }).success;
  it.each(['京ICP备12345678号-1', '京ICP备12345678号', '沪ICP备2021000001号-12', '粤ICP备05000001号-3', ''])(
    '%s',
    (icp) => {
      expect(taken(icp)).toBe(true);
    },
  );
  it.each([
    'ICP备12345678号',
    '京ICP备123号',
    '京icp备12345678号',
    '美ICP备12345678号',
    '京ICP备12345678号-1<b>',
    '京ICP备\n12345678号',
    1,
    null,
  ])('not %j', (icp) => {
    expect(taken(icp)).toBe(false);
  });
  it('is shown among the settings', () => {
    expect(mergeSettings(defaultSettings, { icp: '京ICP备12345678号-1' }).settings.icp).toBe(
      '京ICP备12345678号-1',
    );
  });
});
