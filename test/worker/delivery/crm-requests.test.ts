/** Owns the very requests that CRMs are sent; must not send them. */
import { expect, test } from 'vitest';
import type { Adapter, Config } from '../../../worker/delivery/adapter.ts';
import { espocrm } from '../../../worker/delivery/adapters/espocrm.ts';
import { hubspot } from '../../../worker/delivery/adapters/hubspot.ts';
import { salesforce } from '../../../worker/delivery/adapters/salesforce.ts';
import { zoho } from '../../../worker/delivery/adapters/zoho.ts';
import type { Mapping } from '../../../worker/delivery/mapping.ts';
import { answer } from './adapters/answer.ts';
import { sampleData, sampleEvent } from './sample-lead.ts';

async function requestOf(adapter: Adapter, config: Config, more: { mapping?: Mapping; data?: unknown } = {}) {
  const event = { ...sampleEvent, data: more.data ?? sampleData };
  return adapter.build({
    config,
    mapping: more.mapping ?? adapter.defaultMapping,
    messages: [{ id: 'dl_1', event, text: '', leadUrl: null }],
    access: { token: 'lent' },
    nowMs: 0,
  });
}

const form = { portalId: '62515', formGuid: '319478e5-e5fd-4d39-9d13-fc1f90bf46da' };

test('HubSpot: fields of the contact, the consent by its digest, no address of the applicant', async () => {
  const request = await requestOf(hubspot, form);
  expect(request.url).toBe(
    `https://api.hsforms.com/submissions/v3/integration/submit/62515/${form.formGuid}`,
  );
  expect(request.headers).toEqual({ 'content-type': 'application/json; charset=utf-8' });
  const field = (name: string, value: string) => ({ objectTypeId: '0-1', name, value });
  expect(JSON.parse(request.body)).toEqual({
    submittedAt: String(Date.parse('2026-11-26T17:30:00Z')),
    fields: [
      field('lastname', '欧阳'),
      field('firstname', '锋'),
      field('phone', '13800138000'),
      field('email', 'ouyang@example.com'),
    ],
    context: { pageName: 'biz' },
    legalConsentOptions: {
      consent: { consentToProcess: true, text: 'privacy v2 sha256:aa, 2026-11-26T17:29:59.000Z' },
    },
  });
});

test('HubSpot: the authenticated endpoint with a token, fields of other objects by their prefix', async () => {
  const request = await requestOf(
    hubspot,
    { ...form, accessToken: 'pat' },
    { mapping: { '0-2/name': '甲' } },
  );
  expect(request.url).toContain('/integration/secure/submit/62515/');
  expect(request.headers.authorization).toBe('Bearer pat');
  expect(JSON.parse(request.body).fields).toEqual([{ objectTypeId: '0-2', name: 'name', value: '甲' }]);
});

test.for([
  ['refused', [{ ...sampleData.consents[0], decision: 'refused' }]],
  ['withdrawn', [{ ...sampleData.consents[0], decision: 'withdrawn' }]],
  ['granted to something else', [{ ...sampleData.consents[0], kind: 'marketing' }]],
  ['none of this recipient’s', []],
] as const)('HubSpot: no consent is told that is %s', async ([, consents]) => {
  const { body } = await requestOf(hubspot, form, { data: { ...sampleData, consents } });
  expect(JSON.parse(body)).not.toHaveProperty('legalConsentOptions');
});

test('Salesforce: a form, and no field of a mapping replaces the organisation', async () => {
  const oid = '00D600000007CiD';
  const request = await requestOf(salesforce, { oid, leadSource: 'a&b=c' });
  expect(request.url).toBe(
    `https://webto.salesforce.com/servlet/servlet.WebToLead?encoding=UTF-8&orgId=${oid}`,
  );
  expect(Object.fromEntries(new URLSearchParams(request.body))).toEqual({
    last_name: '欧阳',
    first_name: '锋',
    company: '个人',
    mobile: '13800138000',
    email: 'ouyang@example.com',
    description: '进件 ld_abc，金额 12万',
    lead_source: 'a&b=c',
    oid,
  });
  const stolen = await requestOf(salesforce, { oid }, { mapping: { oid: '00Dx', last_name: 'a\r\nb' } });
  expect(new URLSearchParams(stolen.body).getAll('oid')).toEqual([oid]);
  expect(stolen.body).toContain('last_name=a%0D%0Ab');
});

test('EspoCRM: null where a field is empty', async () => {
  const request = await requestOf(espocrm, { baseUrl: 'https://crm.example.cn/espo', apiKey: 'abc' });
  expect(request.url).toBe('https://crm.example.cn/espo/api/v1/LeadCapture/abc');
  expect(JSON.parse(request.body)).toEqual({
    lastName: '欧阳',
    firstName: '锋',
    phoneNumber: '13800138000',
    emailAddress: 'ouyang@example.com',
    accountName: null,
    description: '进件 ld_abc，金额 12万',
  });
});

const account = { clientId: 'c', clientSecret: 's', refreshToken: 'r' };

test('Zoho: one record, told apart by its phone', async () => {
  const request = await requestOf(zoho, account);
  expect(request.url).toBe('https://www.zohoapis.com/crm/v8/Leads/upsert');
  expect(request.headers.authorization).toBe('Zoho-oauthtoken lent');
  const body = JSON.parse(request.body);
  expect(body.data).toEqual([
    {
      Last_Name: '欧阳',
      First_Name: '锋',
      Company: '个人',
      Mobile: '13800138000',
      Email: 'ouyang@example.com',
      Description: '进件 ld_abc，金额 12万',
    },
  ]);
  expect(body.duplicate_check_fields).toEqual(['Mobile']);
  const other = await requestOf(zoho, account, { mapping: { Last_Name: 'a' } });
  expect(JSON.parse(other.body)).not.toHaveProperty('duplicate_check_fields');
});

test.for([
  [undefined, 'https://accounts.zoho.com', 'https://www.zohoapis.com'],
  ['com.cn', 'https://accounts.zoho.com.cn', 'https://www.zohoapis.com.cn'],
  ['eu', 'https://accounts.zoho.eu', 'https://www.zohoapis.eu'],
  ['ca', 'https://accounts.zohocloud.ca', 'https://www.zohoapis.ca'],
] as const)('Zoho: %s is asked at home', async ([domain, accounts, api]) => {
  const config = { ...account, ...(domain === undefined ? {} : { domain }) };
  const asked = zoho.token?.request(config, 0);
  expect(asked?.url).toBe(`${accounts}/oauth/v2/token`);
  // Secrets travel in the body: addresses end up in logs.
  expect(asked?.body).toContain('client_secret=s');
  expect((await requestOf(zoho, config)).url).toBe(`${api}/crm/v8/Leads/upsert`);
});

test('a token of Zoho is asked for again before it ends', () => {
  const read = (body: unknown) => zoho.token?.read(answer(body), 1000, account);
  expect(read({ access_token: 't', expires_in: 3600 })).toEqual({
    access: { token: 't' },
    expiresAtMs: 3_601_000,
    refreshAtMs: 3_301_000,
  });
  // Nonsense for a time is an hour; what ends soon is used for half its life.
  expect(read({ access_token: 't', expires_in: -5 })).toMatchObject({ expiresAtMs: 3_601_000 });
  expect(read({ access_token: 't', expires_in: 10 })).toMatchObject({
    expiresAtMs: 11_000,
    refreshAtMs: 6000,
  });
});
