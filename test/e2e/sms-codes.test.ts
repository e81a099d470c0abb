/** Owns the way of a code over real HTTP: to a vendor that checks the signature itself, and back in a submission. */
import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RunningTenant, runningTenant } from './running-tenant.ts';
import { smsVendor, type Vendor, type VendorCall } from './sms-vendor.ts';
import { type Answer, formDraft } from './tenant-client.ts';

let running: RunningTenant;
let vendor: Vendor;
beforeAll(async () => {
  [running, vendor] = await Promise.all([runningTenant(), smsVendor()]);
});
afterAll(async () => {
  await vendor.close();
  await running.end();
});
beforeEach(() => {
  vendor.calls.length = 0;
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Aliyun's side of signature V3, written from its description and not from ours. */
function isSignedForAliyun(call: VendorCall, secret: string): boolean {
  const { authorization = '' } = call.headers;
  const [, names = '', signature] =
    /SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(authorization) ?? [];
  const [path, query = ''] = call.target.split('?');
  const lines = names.split(';').map((name) => `${name}:${call.headers[name]}\n`);
  const request = [call.method, path, query, lines.join(''), names, sha256(call.body)].join('\n');
  const mandatory = Object.keys(call.headers).filter((name) => /^(?:host|content-type|x-acs-.*)$/.test(name));
  if (mandatory.sort().join(';') !== names) throw new Error(`signed ${names}, sent ${mandatory.join(';')}`);
  return hmac(secret, `ACS3-HMAC-SHA256\n${sha256(request)}`).toString('hex') === signature;
}

/** Tencent Cloud's side of TC3, written from its description and not from ours. */
function isSignedForTencent(call: VendorCall, secret: string): boolean {
  const { authorization = '', 'x-tc-timestamp': time = '' } = call.headers;
  const [, day = '', names = '', signature] =
    /Credential=[^/]+\/([\d-]+)\/sms\/tc3_request, SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      authorization,
    ) ?? [];
  if (new Date(Number(time) * 1000).toISOString().slice(0, 10) !== day) throw new Error(`${day} at ${time}`);
  const lines = names.split(';').map((name) => `${name}:${call.headers[name]?.toLowerCase()}\n`);
  const request = [call.method, call.target, '', lines.join(''), names, sha256(call.body)].join('\n');
  const key = hmac(hmac(hmac(`TC3${secret}`, day), 'sms'), 'tc3_request');
  const text = `TC3-HMAC-SHA256\n${time}\n${day}/sms/tc3_request\n${sha256(request)}`;
  return hmac(key, text).toString('hex') === signature;
}

function ask(phone: string): Promise<Answer> {
  return running.client.call('POST', '/v1/t/acme/codes', { phone, form: 'loan' });
}

async function setUp(sms: Record<string, string>): Promise<void> {
  const saved = await running.client.call('PATCH', '/v1/tenant', {
    settings: { sms: { ...sms, endpoint: vendor.url } },
  });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  const steps = formDraft.steps.map((step) => ({
    fields: step.fields.map((field) => (field.kind === 'phone' ? { ...field, verify: 'sms' } : field)),
  }));
  await running.client.call('PUT', '/v1/forms/loan', { ...formDraft, steps });
  const published = await running.client.call('POST', '/v1/forms/loan/publish');
  expect(published.body).toMatchObject({ version: 2 });
}

async function submitsWith(phone: string, phoneCode: string): Promise<Answer> {
  return running.client.submit({
    formVersion: 2,
    values: { name: '张三', phone, amount: 20_000 },
    phoneCode,
  });
}

describe('Aliyun', () => {
  const sms = {
    provider: 'aliyun',
    accessKeyId: 'LTAI',
    accessKeySecret: 'ali-secret',
    signName: '进件 助贷',
    templateCode: 'SMS_1',
  };
  beforeAll(() => setUp(sms));

  test('gets a signed SendSms, and its code proves the phone', async () => {
    vendor.reply = { status: 200, body: '{"Code":"OK","Message":"OK","BizId":"1^0","RequestId":"r"}' };
    expect((await ask('13800138001')).status).toBe(202);
    const [call] = vendor.calls;
    if (call === undefined) throw new Error('nothing came');
    expect(isSignedForAliyun(call, 'ali-secret')).toBe(true);
    expect(call.headers).toMatchObject({ 'x-acs-action': 'SendSms', 'x-acs-version': '2017-05-25' });
    // A content type would have to be signed, and this call has no content.
    expect(call.headers).not.toHaveProperty('content-type');
    expect(call.body).toBe('');
    const query = new URLSearchParams(call.target.slice(2));
    expect([query.get('PhoneNumbers'), query.get('SignName'), query.get('TemplateCode')]).toEqual([
      '13800138001',
      '进件 助贷',
      'SMS_1',
    ]);
    const { code }: { code: string } = JSON.parse(query.get('TemplateParam') ?? '');
    expect((await submitsWith('13800138001', code)).status).toBe(201);
  });

  test('refusing in its body, or sending us elsewhere, is no sent code', async () => {
    const elsewhere = await smsVendor();
    const replies = [
      { status: 200, body: '{"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"x"}' },
      { status: 307, body: '', headers: { location: elsewhere.url } },
      { status: 200, body: 'x'.repeat(100_000) },
    ];
    for (const reply of replies) {
      vendor.reply = reply;
      const answer = await ask('13800138002');
      expect([answer.status, answer.body.code]).toEqual([502, 'code_not_sent']);
    }
    expect(elsewhere.calls).toHaveLength(0);
    await elsewhere.close();
  });
});

describe('Tencent Cloud', () => {
  const sms = {
    provider: 'tencent',
    secretId: 'AKID',
    secretKey: 'tc-secret',
    sdkAppId: '1400006666',
    signName: '进件',
    templateId: '1110',
    templateParams: 'code,minutes',
  };
  beforeAll(() => setUp(sms));

  test('gets a signed SendSms, and its code proves the phone', async () => {
    vendor.reply = { status: 200, body: '{"Response":{"SendStatusSet":[{"Code":"Ok"}],"RequestId":"r"}}' };
    expect((await ask('13800138003')).status).toBe(202);
    const [call] = vendor.calls;
    if (call === undefined) throw new Error('nothing came');
    expect(isSignedForTencent(call, 'tc-secret')).toBe(true);
    expect(call.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-tc-action': 'SendSms',
      'x-tc-version': '2021-01-11',
      'x-tc-region': 'ap-guangzhou',
    });
    const body: { TemplateParamSet: string[] } = JSON.parse(call.body);
    expect(body).toMatchObject({
      PhoneNumberSet: ['+8613800138003'],
      SmsSdkAppId: '1400006666',
      SignName: '进件',
      TemplateId: '1110',
    });
    const [code = '', minutes] = body.TemplateParamSet;
    expect(minutes).toBe('5');
    expect((await submitsWith('13800138003', code)).status).toBe(201);
  });
});
