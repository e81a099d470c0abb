/** Owns the preview of a destination: what it shows, what stays masked, that nothing is sent; must not know one CRM's fields. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickText } from './api.ts';
import { grantsOf, person, submit } from './applicant.ts';
import { addWebhook, eventually, type Receivers, standInReceivers } from './receiver.ts';
import { configure, createTenant, makeKey, openShop, type Shop } from './scenario.ts';
import { storedIn } from './stored.ts';

let shop: Shop;
let marketer: string;
let lead: string;
let receivers: Receivers;

const zoho = (config: Record<string, unknown> = {}, recipient = 'self') => ({
  kind: 'zoho',
  region: 'mainland',
  recipient,
  enabled: false,
  config: { clientId: '1000.A', clientSecret: 'sesame-1', refreshToken: 'sesame-2', ...config },
});

beforeAll(async () => {
  standInReceivers();
  shop = await openShop();
  marketer = await makeKey(shop, 'marketer');
  await configure('PUT', '/v1/destinations/zoho', shop.owner, zoho());
  await configure('PUT', '/v1/destinations/bank', shop.owner, zoho({}, 'bank-a'));
  await configure('PUT', '/v1/destinations/broker', shop.owner, zoho({}, 'broker-b'));
  lead = await submit(shop);
});
beforeEach(() => {
  receivers = standInReceivers();
});

const ask = (id: string, body: unknown = {}, key = marketer) =>
  call('POST', `/v1/destinations/${id}/preview`, { key, body });

function bodyOf(answer: { json: unknown }): unknown {
  return JSON.parse(pickText(answer.json, 'request', 'body'));
}

describe('an example', () => {
  test('is made up of the form’s fields; access is not asked for, nothing is sent or stored', async () => {
    const before = await storedIn(shop.tenant);
    const answer = await ask('zoho');
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      event: 'lead.created',
      emptyPaths: [],
      request: {
        method: 'POST',
        url: 'https://www.zohoapis.com/crm/v8/Leads/upsert',
        headers: { authorization: 'Zoho-oauthtoken …', 'content-type': 'application/json; charset=utf-8' },
        body: expect.any(String),
      },
    });
    expect(pick(bodyOf(answer), 'data', 0)).toEqual({
      Last_Name: '张',
      First_Name: '示例',
      Company: '示例有限公司',
      Mobile: '13800138000',
      Email: 'shili@example.com',
      Description: '进件 ld_example，金额 1万',
    });
    expect(receivers.received).toEqual([]);
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('is cut to what the form’s notices let the recipient have', async () => {
    // The form's notice names bank-a for name, phone and amount; broker-b is named by no notice of it.
    const bank = await ask('bank');
    expect(pick(bodyOf(bank), 'data', 0)).toMatchObject({
      Last_Name: '张',
      Mobile: '13800138000',
      Company: '个人',
    });
    expect(pick(bank.json, 'emptyPaths')).toEqual(['lead.values.company', 'lead.values.email']);
    expect(JSON.stringify(bodyOf(await ask('broker')))).not.toMatch(/张|13800138000/);
  });

  test('does without a form where there is none; one that is named must be published', async () => {
    const bare = await createTenant();
    await configure('PUT', '/v1/destinations/zoho', bare.owner, zoho());
    expect(pick(bodyOf(await ask('zoho', {}, bare.owner)), 'data', 0, 'Last_Name')).toBe('张');
    expectProblem(await ask('zoho', { form: 'nothing' }), 404, 'unknown_form');
    expect((await ask('zoho', { form: 'biz' })).status).toBe(200);
  });
});

describe('a lead', () => {
  test('is shown masked, to a marketer too', async () => {
    await configure(
      'PUT',
      '/v1/destinations/mapped',
      shop.owner,
      zoho({
        mapping: {
          Last_Name: '{{lead.values.name | surname}}',
          Mobile: '{{lead.values.phone}}',
          Id: '{{lead.values.idNumber}}',
          Description: '{{lead.values.note}}{{lead.values.email}} {{lead.id}}',
          Nothing: '{{attribution.campaign}}',
        },
      }),
    );
    const answer = await ask('mapped', { lead });
    const data = pick(bodyOf(answer), 'data', 0);
    expect(data).toEqual({
      Last_Name: '欧',
      Mobile: '139****5678',
      Id: '110***********0025',
      Description: `***l***@example.com ${lead}`,
    });
    expect(pick(answer.json, 'emptyPaths')).toEqual(['attribution.campaign']);
    for (const value of Object.values(person)) expect(answer.text).not.toContain(value);
  });

  test('in what a robot says is what the robot then says, its page included', async () => {
    receivers.answer('qyapi.weixin.qq.com', { status: 200, body: '{"errcode":0,"errmsg":"ok"}' });
    await configure('PUT', '/v1/destinations/group', shop.owner, {
      kind: 'wecom_bot',
      recipient: 'self',
      config: { key: 'k-1' },
    });
    const told = await submit(shop);
    await eventually(() => expect(receivers.to('qyapi.weixin.qq.com')).toHaveLength(1));
    const answer = await ask('group', { lead: told });
    expect(bodyOf(answer)).toEqual(JSON.parse(receivers.to('qyapi.weixin.qq.com')[0]?.body ?? ''));
    const text = pickText(bodyOf(answer), 'text', 'content');
    expect(text).toContain(`称呼：欧***\n手机：139****5678\n`);
    expect(text).toContain(`查看：https://jinjian.test/l/${shop.tenant}/${told}`);
    for (const value of Object.values(person)) expect(answer.text).not.toContain(value);
  });

  test('of no granted recipient is not shown', async () => {
    expectProblem(await ask('broker', { lead }), 409, 'not_consented');
    const declined = await submit(shop, { grants: grantsOf(shop, { 'provide-bank-a': 'refused' }) });
    expectProblem(await ask('bank', { lead: declined }), 409, 'not_consented');
    const granted = await ask('bank', { lead });
    expect(pick(bodyOf(granted), 'data', 0)).toMatchObject({ Mobile: '139****5678', Company: '个人' });
    expect(granted.text).not.toContain('leak');
  });

  test('that is erased, restricted, unknown or another tenant’s is not shown', async () => {
    const other = await openShop();
    await configure('PUT', '/v1/destinations/zoho', other.owner, zoho());
    expectProblem(await ask('zoho', { lead }, other.owner), 404, 'not_found');
    expectProblem(await ask('zoho', { lead: 'ld_nothing' }), 404, 'not_found');
    expectProblem(await ask('nothing', { lead }), 404, 'not_found');
    const held = await submit(shop);
    await configure('POST', `/v1/leads/${held}/restrict`, shop.owner, { restricted: true });
    expectProblem(await ask('zoho', { lead: held }), 409, 'lead_restricted');
    const erased = await submit(shop);
    await configure('DELETE', `/v1/leads/${erased}`, shop.owner);
    expectProblem(await ask('zoho', { lead: erased }), 409, 'lead_erased');
  });
});

describe('secrets', () => {
  test.for([
    [
      'espocrm',
      { baseUrl: 'https://espo.example', apiKey: 'f1b04885f28ee1a6' },
      'f1b04885',
      '/LeadCapture/***',
    ],
    [
      'hubspot',
      { portalId: '1', formGuid: '319478e5-e5fd-4d39-9d13-fc1f90bf46da', accessToken: 'pat-secret' },
      'pat-secret',
      'Bearer ***',
    ],
  ] as const)('of %s are stars wherever they go', async ([kind, config, secret, shown]) => {
    await configure('PUT', `/v1/destinations/${kind}`, shop.owner, {
      kind,
      recipient: 'self',
      enabled: false,
      config,
    });
    const answer = await ask(kind);
    expect(answer.text).toContain(shown);
    expect(answer.text).not.toContain(secret);
  });

  test('of a webhook sign nothing that is shown', async () => {
    await addWebhook(shop, 'hook');
    const answer = await ask('hook');
    expect(pick(answer.json, 'request', 'headers', 'webhook-signature')).toBe('…');
    expect(pick(bodyOf(answer), 'data', 'lead', 'id')).toBe('ld_example');
  });
});

test('nothing has to be asked for: an example of a new lead is the answer', async () => {
  // Over a real connection a POST of nothing has an empty body, not none.
  const empty = await call('POST', '/v1/destinations/zoho/preview', {
    key: marketer,
    raw: '',
    headers: { 'content-length': '0', 'content-type': '' },
  });
  expect(empty.json).toEqual((await ask('zoho')).json);
});

describe('other events', () => {
  test.for([
    ['lead.corrected', ['tenant', 'lead']],
    ['lead.erased', ['tenant', 'lead']],
    ['consent.granted', ['tenant', 'lead', 'consent']],
    ['consent.withdrawn', ['tenant', 'lead', 'consent']],
    ['ping', ['tenant', 'destination']],
  ] as const)('a webhook’s %s holds %j', async ([event, members]) => {
    const body = bodyOf(await ask('hook', { event, lead }));
    expect(pick(body, 'type')).toBe(event);
    expect(Object.keys(Object(pick(body, 'data')))).toEqual(members);
  });

  test('that a target can’t be told of are for a person', async () => {
    const { json } = await ask('zoho', { event: 'lead.erased' });
    expect(json).toMatchObject({ event: 'lead.erased', byHand: true });
    expect(json).not.toHaveProperty('request');
    expect(pick((await ask('zoho', { event: 'ping' })).json, 'request', 'method')).toBe('GET');
  });

  test('that there are not are refused', async () => {
    expect(findingsOf(await ask('zoho', { event: 'lead.sold' }))).toEqual(['event invalid_value']);
    expect(findingsOf(await ask('zoho', { leads: [] }))).toEqual([' unrecognized_keys']);
  });
});
