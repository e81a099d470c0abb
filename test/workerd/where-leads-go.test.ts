/** Owns the promise that a marketer's key changes nothing of where the tenant's own leads go; must not know how a lead is routed. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call, expectProblem, pick, pickList, pickText } from './api.ts';
import { submit } from './applicant.ts';
import { addWebhook, eventually, type Receivers, standInReceivers } from './receiver.ts';
import { broker, configure, makeKey, openShop, type Shop } from './scenario.ts';
import { rowCounts, rowsOf, storedIn } from './stored.ts';

let shop: Shop;
let marketer: string;
let receivers: Receivers;

beforeAll(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
  marketer = await makeKey(shop, 'marketer');
  await addWebhook(shop, 'crm');
  await addWebhook(shop, 'bank', 'bank-a');
  for (const [id, recipient] of [
    ['zoho', 'self'],
    ['bank-zoho', 'bank-a'],
  ] as const)
    await configure('PUT', `/v1/destinations/${id}`, shop.owner, zoho({ recipient, enabled: false }));
});
beforeEach(() => {
  receivers = standInReceivers(shop.tenant);
});

const webhook = (more: object = {}, host = 'mallory.example') => ({
  kind: 'webhook',
  recipient: 'self',
  config: { url: `https://${host}/${shop.tenant}` },
  ...more,
});
const zoho = (more: object = {}, config: object = {}) => ({
  kind: 'zoho',
  recipient: 'self',
  enabled: true,
  config: { clientId: '1000.A', clientSecret: 'sesame-1', refreshToken: 'sesame-2', ...config },
  ...more,
});
const audit = async () => pickList(await configure('GET', '/v1/audit?limit=200', shop.owner), 'items');

/** Refused, nothing changed, and the try is written down. */
async function refuses(method: string, path: string, body: unknown, type: string) {
  const { audit: before, ...stored } = await storedIn(shop.tenant);
  expectProblem(await call(method, path, { key: marketer, body }), 403, 'forbidden');
  const { audit: after, ...still } = await storedIn(shop.tenant);
  expect(still).toEqual(stored);
  expect((after?.length ?? 0) - (before?.length ?? 0)).toBe(1);
  const entry = (await audit()).at(-1);
  expect(entry).toMatchObject({ type, result: 'refused', who: { kind: 'key', name: 'marketer' } });
  return entry;
}

describe('a destination of the tenant itself', () => {
  test('is not made by a marketer, switched off neither', async () => {
    const entry = await refuses('PUT', '/v1/destinations/mine', webhook(), 'destination.saved');
    expect(entry).toMatchObject({
      concerns: 'mine',
      after: { recipient: 'self', config: { url: `https://mallory.example/${shop.tenant}` } },
    });
    await refuses('PUT', '/v1/destinations/mine', webhook({ enabled: false }), 'destination.saved');
    await refuses('PUT', '/v1/destinations/mine', zoho(), 'destination.saved');
  });

  test.for([
    ['its address', 'crm', () => webhook()],
    ['its kind', 'crm', () => zoho()],
    ['its recipient', 'crm', () => webhook({ recipient: 'bank-a' }, 'crm.example')],
    ['nothing at all', 'crm', () => webhook({}, 'crm.example')],
    ['that it is on', 'zoho', () => zoho()],
    ['its mapping', 'zoho', () => zoho({ enabled: false }, { mapping: { Id: '{{lead.values.idNumber}}' } })],
    ['its secrets', 'zoho', () => zoho({ enabled: false }, { refreshToken: 'mallory' })],
    ['its origin', 'zoho', () => zoho({ enabled: false }, { baseUrl: 'https://mallory.example' })],
    ['whose it is', 'bank', () => webhook({ recipient: 'self' })],
  ] as const)('changing %s is refused', async ([, id, draft]) => {
    await refuses('PUT', `/v1/destinations/${id}`, draft(), 'destination.saved');
  });

  test('a body that is wrong besides is refused before it is judged', async () => {
    await refuses(
      'PUT',
      '/v1/destinations/mine',
      webhook({ config: { url: 'http://10.0.0.1/' } }),
      'destination.saved',
    );
  });

  test('its signing secret and its way back are not a marketer’s to have', async () => {
    await refuses('POST', '/v1/destinations/crm/rotate', undefined, 'destination.rotated');
    await refuses('POST', '/v1/destinations/crm/rotate', { immediately: true }, 'destination.rotated');
    await refuses('POST', '/v1/destinations/zoho/inbound', {}, 'inbound.opened');
    await configure('POST', '/v1/destinations/zoho/inbound', shop.owner, {});
    await refuses('POST', '/v1/destinations/zoho/inbound', { rotate: true }, 'inbound.opened');
    await refuses('DELETE', '/v1/destinations/zoho/inbound', undefined, 'inbound.closed');
  });

  test('the owner does all of it', async () => {
    await configure('PUT', '/v1/destinations/own', shop.owner, webhook({}, 'own.example'));
    await configure('PUT', '/v1/destinations/own', shop.owner, webhook({ enabled: false }, 'own.example'));
    await configure('POST', '/v1/destinations/own/rotate', shop.owner);
  });
});

describe('a marketer may still', () => {
  test('make, change and rotate a destination of a recipient that applicants agree to by name', async () => {
    const made = await call('PUT', '/v1/destinations/broker', {
      key: marketer,
      body: webhook({ recipient: 'broker-b' }, 'broker.example'),
    });
    expect(made.status, made.text).toBe(200);
    await configure(
      'PUT',
      '/v1/destinations/bank',
      marketer,
      webhook({ recipient: 'bank-a' }, 'bank2.example'),
    );
    await configure('POST', '/v1/destinations/bank/rotate', marketer);
    await configure('POST', '/v1/destinations/bank-zoho/inbound', marketer, {});
    const types = (await audit()).slice(-3).map((entry) => `${pick(entry, 'type')} ${pick(entry, 'result')}`);
    expect(types).toEqual(['destination.saved done', 'destination.rotated done', 'inbound.opened done']);
  });

  test('ping, preview and list every destination, and register recipients', async () => {
    expect((await call('POST', '/v1/destinations/crm/test', { key: marketer })).status).toBe(200);
    expect((await call('POST', '/v1/destinations/crm/preview', { key: marketer, body: {} })).status).toBe(
      200,
    );
    await configure('GET', '/v1/destinations', marketer);
    await configure('PUT', '/v1/recipients/broker-c', marketer, broker);
  });

  test('change settings, but not the account that codes are sent with, which reads every number', async () => {
    await configure('PATCH', '/v1/tenant', marketer, { settings: { attribution: { model: 'first' } } });
    const sms = {
      provider: 'aliyun',
      accessKeyId: 'AKID',
      accessKeySecret: 'mallory-1',
      signName: 'x',
      templateCode: 'y',
    };
    const entry = await refuses('PATCH', '/v1/tenant', { settings: { sms } }, 'settings.changed');
    expect(entry).toMatchObject({
      after: { settings: { sms: { accessKeyId: 'AKID', accessKeySecret: '***' } } },
    });
    await refuses('PATCH', '/v1/tenant', { name: '别名', settings: { sms: null } }, 'settings.changed');
  });

  test('nor the account that e-signatures are taken with, which learns who signs', async () => {
    const signing = { provider: 'esign', appId: '1', appSecret: 'mallory-2' };
    const entry = await refuses('PATCH', '/v1/tenant', { settings: { signing } }, 'settings.changed');
    expect(entry).toMatchObject({ after: { settings: { signing: { appId: '1', appSecret: '***' } } } });
    await refuses('PATCH', '/v1/tenant', { settings: { signing: null } }, 'settings.changed');
  });
});

describe('rules', () => {
  const rule = (to: string[], more: object = {}) => ({ id: to.join('-'), to, strategy: 'all', ...more });

  test('of a marketer lead to what leads go to already, and to nothing more of the tenant’s own', async () => {
    await configure('PUT', '/v1/routes', marketer, { rules: [rule(['crm', 'bank'])] });
    const entry = await refuses('PUT', '/v1/routes', { rules: [rule(['zoho'])] }, 'routes.saved');
    expect(entry).toMatchObject({ before: { own: ['crm'] }, after: { own: ['zoho'] } });
    await refuses('PUT', '/v1/routes', { rules: [rule(['crm'])], fallback: ['zoho'] }, 'routes.saved');
    await refuses('PUT', '/v1/routes', { rules: [rule(['zoho'], { paused: true })] }, 'routes.saved');
    await configure('PUT', '/v1/routes', shop.owner, { rules: [rule(['bank'])] });
    // No rules at all: every destination that is on.
    await refuses('PUT', '/v1/routes', { rules: [] }, 'routes.saved');
    await refuses('PUT', '/v1/routes', { rules: [rule(['crm', 'bank'])] }, 'routes.saved');
    await configure('PUT', '/v1/routes', marketer, {
      rules: [rule(['bank'], { paused: true })],
      fallback: ['bank'],
    });
    await configure('PUT', '/v1/routes', shop.owner, { rules: [] });
  });
});

test('no way that a marketer has brings a lead to a webhook of their own', async () => {
  const before = await rowCounts(shop.tenant);
  for (const [method, path, body] of [
    ['PUT', '/v1/destinations/mine', webhook()],
    ['PUT', '/v1/destinations/crm', webhook()],
    ['PUT', '/v1/destinations/bank', webhook()],
    ['PUT', '/v1/destinations/hub', { ...zoho({}, { baseUrl: 'https://mallory.example' }) }],
    ['PUT', '/v1/recipients/self', broker],
    ['POST', '/v1/keys', { role: 'owner', label: 'x' }],
    ['POST', '/v1/keys', { role: 'crm', label: 'x' }],
    ['POST', '/v1/deliveries/replay', {}],
  ] as const)
    expect([403, 422], path).toContain((await call(method, path, { key: marketer, body })).status);
  // Theirs by name: nobody agreed to it.
  await configure('PUT', '/v1/recipients/mallory', marketer, { ...broker, legalName: '马乐公司' });
  await configure('PUT', '/v1/destinations/named', marketer, webhook({ recipient: 'mallory' }));
  await submit(shop);
  await eventually(() => expect(receivers.to('crm.example')).toHaveLength(1));
  expect(receivers.to('mallory.example')).toEqual([]);
  expect((await rowCounts(shop.tenant)).keys).toBe(before.keys);
  expect((await rowsOf(shop.tenant, 'destinations')).map(({ id }) => id)).not.toContain('mine');
  expect(pickText((await audit()).at(-1), 'type')).toBe('destination.saved');
});
