/** Owns the configuration of destinations: safety of targets, secrets, rotation, ping; must not know deliveries. */

import { Webhook } from 'standardwebhooks';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { unsafeTarget } from '../../worker/delivery/target-safety.ts';
import { call, expectProblem, findingsOf, pick, pickText } from './api.ts';
import { addWebhook, type Receivers, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop } from './scenario.ts';
import { foundIn, storedIn } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => {
  receivers = standInReceivers();
});

const put = (id: string, body: unknown) => call('PUT', `/v1/destinations/${id}`, { key: shop.owner, body });
const webhook = (more: Record<string, unknown> = {}) => ({
  kind: 'webhook',
  recipient: 'self',
  config: { url: 'https://crm.example/hook' },
  ...more,
});

describe('a webhook', () => {
  test('carries its secret in the first answer only; it is nowhere in clear', async () => {
    const made = await put('once', webhook());
    const secret = pickText(made.json, 'secret');
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const again = await put('once', webhook({ enabled: false }));
    const rotated = await configure('POST', '/v1/destinations/once/rotate', shop.owner);
    const listed = await call('GET', '/v1/destinations', { key: shop.owner });
    expect(again.text + listed.text).not.toMatch(/whsec_|"secret"/);
    expect(pick(again.json, 'enabled')).toBe(false);
    const bare = [secret, pickText(rotated, 'secret')].flatMap((one) => [one, one.slice(6)]);
    expect(listed.text).not.toContain(bare[3]);
    expect(foundIn(await storedIn(shop.tenant), bare)).toEqual([]);
    expect(pickText(rotated, 'secret')).not.toBe(secret);
  });

  test.for([
    ['not_a_url', webhook({ config: { url: 'crm' } }), 'config.url not_a_url'],
    ['not_https', webhook({ config: { url: 'ftp://crm.example/' } }), 'config.url not_https'],
    [
      'credentials',
      webhook({ config: { url: 'https://a:b@crm.example/' } }),
      'config.url credentials_in_url',
    ],
    ['fragment', webhook({ config: { url: 'https://crm.example/#a' } }), 'config.url fragment_in_url'],
    ['unknown recipient', webhook({ recipient: 'nobody' }), 'recipient unknown_recipient'],
    ['unknown kind', webhook({ kind: 'fax' }), 'kind invalid_value'],
    ['no url', webhook({ config: {} }), 'config.url invalid_type'],
    ['a secret of its own', webhook({ secret: 'whsec_x' }), ' unrecognized_keys'],
    [
      'a url without end',
      webhook({ config: { url: `https://a.example/${'a'.repeat(2048)}` } }),
      'config.url too_big',
    ],
  ] as const)('with %s is destination_rejected', async ([, body, finding]) => {
    const before = await storedIn(shop.tenant);
    const answer = await put('wrong', body);
    expectProblem(answer, 422, 'destination_rejected');
    expect(findingsOf(answer)).toEqual([finding]);
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('under an id that is no slug is destination_rejected', async () => {
    expect(findingsOf(await put('A%20B', webhook()))).toEqual(['id invalid_shape']);
  });

  test('rotation and test of one that is not there are not found', async () => {
    for (const act of ['rotate', 'test']) {
      expectProblem(
        await call('POST', `/v1/destinations/nothing/${act}`, { key: shop.owner }),
        404,
        'not_found',
      );
    }
  });
});

describe('ping', () => {
  test('is signed, sent at once, and stores nothing', async () => {
    const secret = await addWebhook(shop, 'pinged');
    const before = await storedIn(shop.tenant);
    const answer = await call('POST', '/v1/destinations/pinged/test', { key: shop.owner });
    expect(answer.json).toMatchObject({ outcome: 'delivered', status: 204 });
    const [ping] = receivers.to('pinged.example');
    if (ping === undefined) throw new Error('no ping came');
    expect(new Webhook(secret).verify(ping.body, ping.headers)).toMatchObject({
      type: 'ping',
      data: { tenant: shop.tenant, destination: 'pinged' },
    });
    expect(ping.headers['webhook-id']).toBe(pick(answer.json, 'id'));
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test.for([
    [{ status: 500 }, { outcome: 'failed', status: 500, reason: 'server_error' }],
    [{ status: 401 }, { outcome: 'failed', status: 401, reason: 'rejected' }],
    [
      { status: 302, headers: { location: 'http://127.0.0.1/' } },
      { outcome: 'failed', status: 302, reason: 'redirect' },
    ],
    [{ status: 410 }, { outcome: 'gone', status: 410 }],
    ['unreachable', { outcome: 'failed', reason: 'unreachable' }],
  ] as const)('tells of %j', async ([reply, told]) => {
    await addWebhook(shop, 'moody');
    receivers.answer('moody.example', reply);
    const answer = await call('POST', '/v1/destinations/moody/test', { key: shop.owner });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject(told);
    expect(receivers.received).toHaveLength(1);
  });
});

describe('targets where only public ones are allowed', () => {
  test.for([
    ['https://crm.example.cn/hook', null],
    ['https://crm.example.cn:8443/hook', null],
    ['https://客户.example.cn/', null],
    ['http://crm.example.cn/', 'not_https'],
    ['https://crm.example.cn:22/', 'port_not_allowed'],
    ['https://127.0.0.1/', 'ip_literal'],
    ['https://127.1/', 'ip_literal'],
    ['https://0x7f000001/', 'ip_literal'],
    ['https://2130706433/', 'ip_literal'],
    ['https://１２７.0.0.1/', 'ip_literal'],
    ['https://[::1]/', 'ip_literal'],
    ['https://[::ffff:10.0.0.1]/', 'ip_literal'],
    ['https://169.254.169.254/latest/meta-data', 'ip_literal'],
    ['https://127.0.0.1./', 'ip_literal'],
    ['https://localhost/', 'internal_host'],
    ['https://LOCALHOST./', 'internal_host'],
    ['https://a.localhost/', 'internal_host'],
    ['https://db.internal/', 'internal_host'],
    ['https://router.lan/', 'internal_host'],
    ['https://printer.local./', 'internal_host'],
    ['https://intranet/', 'internal_host'],
    ['https://user@crm.example.cn/', 'credentials_in_url'],
    ['https://crm.example.cn/#x', 'fragment_in_url'],
    ['javascript:alert(1)', 'not_https'],
    ['file:///etc/passwd', 'not_https'],
    ['//crm.example.cn', 'not_a_url'],
  ] as const)('%s: %s', ([url, reason]) => {
    expect(unsafeTarget(url, 'public')).toBe(reason);
  });
});
