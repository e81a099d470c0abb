/** Owns what happens to leads whose master key is not configured: a typed answer, nothing lost; must not know rotation. */
import { runDurableObjectAlarm } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, findingsOf, pick, pickText } from './api.ts';
import { otherPerson, person, submit } from './applicant.ts';
import { deliveriesOf } from './outbox.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { rowsOf, runSql, storedIn } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});

/** As if k0 had sealed the lead and been taken out of JINJIAN_MASTER_KEYS. */
const loseKey = () => runSql(shop.tenant, "UPDATE leads SET key_id = 'k0' WHERE seq = 1");
const findKey = () => runSql(shop.tenant, "UPDATE leads SET key_id = 'k1' WHERE seq = 1");

describe('a lead whose master key is missing', () => {
  test.for([
    ['GET', (lead: string) => `/v1/leads/${lead}`, undefined],
    ['GET', () => '/v1/leads', undefined],
    ['GET', () => '/v1/events', undefined],
    ['GET', () => '/v1/leads.csv', undefined],
    ['POST', (lead: string) => `/v1/leads/${lead}/reveal`, { reason: '核对' }],
  ] as const)(
    'answers %s with 503 key_missing, which names the key and nothing else',
    async ([method, path, body]) => {
      const lead = await submit(shop);
      await submit(shop, { values: otherPerson(1) });
      await loseKey();
      const answer = await call(method, path(lead), { key: shop.owner, body });
      expect(answer.status).toBe(503);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(pick(answer.json, 'code')).toBe('key_missing');
      expect(findingsOf(answer)).toEqual(['JINJIAN_MASTER_KEYS key_not_configured']);
      expect(pickText(answer.json, 'errors', 0, 'message')).toContain('k0');
      for (const value of Object.values(person)) expect(answer.text).not.toContain(value);
      await findKey();
      expect((await call(method, path(lead), { key: shop.owner, body })).status).toBe(200);
    },
  );

  test('takes no reason in that it could not seal, and every outcome without one', async () => {
    const lead = await submit(shop);
    await loseKey();
    const report = (body: unknown) => call('POST', `/v1/leads/${lead}/outcomes`, { key: shop.owner, body });
    const noted = { id: 'o1', type: 'rejected', reason: '备注' };
    const refused = await report(noted);
    expect([refused.status, pick(refused.json, 'code')]).toEqual([503, 'key_missing']);
    expect((await report({ id: 'o2', type: 'signed' })).status).toBe(201);
    await findKey();
    expect((await report(noted)).status).toBe(201);
  });

  test('leaves the others whole, and new ones come in', async () => {
    await submit(shop);
    const other = await submit(shop, { values: otherPerson(1) });
    await loseKey();
    const clear = await configure('POST', `/v1/leads/${other}/reveal`, shop.owner, { reason: 'x' });
    expect(pick(clear, 'values')).toEqual(otherPerson(1));
    await submit(shop, { values: otherPerson(2) });
  });

  test('keeps its delivery waiting, without an attempt, until the key is back', async () => {
    await addWebhook(shop, 'crm');
    receivers.answer('crm.example', { status: 500 });
    await submit(shop);
    await eventually(async () => expect((await deliveriesOf(shop))[0]).toMatchObject({ attempts: 1 }));
    receivers.answer('crm.example', { status: 200 });
    await loseKey();
    for (let run = 0; run < 12; run++) await sendDue(shop.tenant);
    const [waiting] = await deliveriesOf(shop);
    expect(waiting).toMatchObject({ state: 'pending', attempts: 1, reason: 'key_missing' });
    const waitMs = Date.parse(pickText(waiting, 'nextAttemptAt')) - Date.now();
    expect(waitMs).toBeGreaterThan(60_000);
    expect(receivers.received).toHaveLength(1);
    await findKey();
    await sendDue(shop.tenant);
    await eventually(async () => expect((await deliveriesOf(shop))[0]).toMatchObject({ state: 'delivered' }));
    expect(receivers.received).toHaveLength(2);
  });

  test('is passed by the background, which changes nothing of it and forgets nothing', async () => {
    await submit(shop);
    await loseKey();
    await runSql(shop.tenant, `UPDATE housekeeping SET resealed_to = '', key_ids = '["k0"]'`);
    const before = (await storedIn(shop.tenant)).leads;
    // Woken as after a restart: the mark of the walk makes it due.
    await configure('PATCH', '/v1/tenant', shop.owner, { settings: { retention: { logDays: 200 } } });
    await eventually(async () => {
      await runDurableObjectAlarm(tenantStub(shop.tenant));
      expect((await rowsOf(shop.tenant, 'housekeeping'))[0]).toMatchObject({
        resealed_to: 'k1',
        stuck_ids: '[]',
        key_ids: '["k0","k1"]',
        noted_ids: '["k0","k1"]',
      });
    });
    expect((await storedIn(shop.tenant)).leads).toEqual(before);
  });
});

test('a destination whose secret needs a missing key waits too, and its ping says why', async () => {
  await addWebhook(shop, 'crm');
  await runSql(shop.tenant, "UPDATE destinations SET secret = replace(secret, 'k1:', 'k0:'), enabled = 1");
  // Destinations are remembered between calls: a change makes the object read them again.
  await configure('PUT', '/v1/destinations/other', shop.owner, {
    kind: 'webhook',
    recipient: 'self',
    config: { url: 'https://other.example/' },
    enabled: false,
  });
  const ping = await call('POST', '/v1/destinations/crm/test', { key: shop.owner });
  expect([ping.status, pick(ping.json, 'code')]).toEqual([503, 'key_missing']);
  await submit(shop);
  await eventually(async () =>
    expect((await deliveriesOf(shop, 'destination=crm'))[0]).toMatchObject({
      state: 'pending',
      reason: 'key_missing',
      attempts: 0,
    }),
  );
});
