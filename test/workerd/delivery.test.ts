/** Owns what receivers get, how it is signed, and that one holds up no other; must not know recipients or retries. */
import { runInDurableObject } from 'cloudflare:test';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickText } from './api.ts';
import { otherPerson, person, submit } from './applicant.ts';
import { dayMs, holdTheClock } from './clock.ts';
import { attemptedIn, deliveriesOf, first } from './outbox.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { runSql } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});
afterEach(() => void vi.useRealTimers());

const deliveries = (query = '') => deliveriesOf(shop, query);
const attempted = (destination: string, attempts: number) => attemptedIn(shop, destination, attempts);

/** The first so many statements that hold these words fail. */
async function failingWhere(words: string, times: number) {
  let seen = 0;
  await runInDurableObject(tenantStub(shop.tenant), (_, { storage }) => {
    const { sql } = storage;
    const exec = sql.exec.bind(sql);
    const failing = (query: string, ...binds: SqlStorageValue[]) => {
      if (query.includes(words) && seen++ < times) throw new Error('no room');
      return exec<Record<string, SqlStorageValue>>(query, ...binds);
    };
    Object.defineProperty(sql, 'exec', { configurable: true, value: failing });
  });
  return { seen: () => seen, end: () => (times = 0) };
}

describe('a delivery', () => {
  test('is signed as Standard Webhooks asks, and carries the lead with its chain', async () => {
    const secret = await addWebhook(shop, 'crm');
    const link = pickText(await configure('POST', '/v1/links', shop.owner, { form: 'biz' }), 'code');
    const lead = await submit(shop, { ref: link, utm: { source: 'wechat' } });
    const delivery = await attempted('crm', 1);
    expect(delivery).toMatchObject({
      state: 'delivered',
      lead,
      recipient: 'self',
      type: 'lead.created',
      lastAttempt: { status: 204, outcome: 'delivered' },
    });
    const request = first(receivers.received);
    expect(request.headers['webhook-id']).toBe(pick(delivery, 'id'));
    const event = new Webhook(secret).verify(request.body, request.headers);
    expect(event).toMatchObject({
      type: 'lead.created',
      data: {
        tenant: shop.tenant,
        lead: { id: lead, form: 'biz', formVersion: 1, values: { ...person, amount: 200_000 }, flags: [] },
        consents: shop.notices.map((pin) => ({ ...pin, decision: 'granted' })),
        attribution: {
          model: 'last',
          chain: [{ code: link, level: 1 }],
          credited: link,
          utm: { source: 'wechat' },
        },
      },
    });
    expect(request.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.stringify([request.url, request.headers])).not.toContain(person.phone);
  });

  test('with one byte changed anywhere is rejected by the published verifier', async () => {
    const verifier = new Webhook(await addWebhook(shop, 'crm'));
    await submit(shop);
    await attempted('crm', 1);
    const { body, headers } = first(receivers.received);
    expect(() => verifier.verify(body, headers)).not.toThrow();
    for (let at = 0; at < body.length; at += 97) {
      const changed = `${body.slice(0, at)}${String.fromCharCode(body.charCodeAt(at) ^ 1)}${body.slice(at + 1)}`;
      expect(() => verifier.verify(changed, headers)).toThrow();
    }
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(() => verifier.verify(body, { ...headers, 'webhook-timestamp': later })).toThrow();
    expect(() => verifier.verify(body, { ...headers, 'webhook-id': 'dl_other' })).toThrow();
    const other = new Webhook(await addWebhook(shop, 'other'));
    expect(() => other.verify(body, headers)).toThrow();
  });

  test('verifies with both secrets after a rotation, and with the new one alone after 24 hours', async () => {
    const old = await addWebhook(shop, 'crm');
    const fresh = pickText(await configure('POST', '/v1/destinations/crm/rotate', shop.owner), 'secret');
    const verifies = async (secret: string) => {
      const before = receivers.received.length;
      await submit(shop, { values: otherPerson(before) });
      await sendDue(shop.tenant);
      await eventually(() => expect(receivers.received).toHaveLength(before + 1));
      const { body, headers } = first(receivers.received.slice(-1));
      try {
        new Webhook(secret).verify(body, headers);
        return true;
      } catch {
        return false;
      }
    };
    expect([await verifies(old), await verifies(fresh)]).toEqual([true, true]);
    // Kept opened meanwhile, as long as both sign.
    holdTheClock();
    vi.setSystemTime(Date.now() + dayMs + 1);
    expect([await verifies(old), await verifies(fresh)]).toEqual([false, true]);
  });
});

test('what arrived and can not be recorded at first is recorded later, and not sent again', async () => {
  await addWebhook(shop, 'crm');
  const recording = await failingWhere("state = 'delivered', next_at", 3);
  await submit(shop);
  for (let run = 0; run < 5; run++) await sendDue(shop.tenant).catch(() => {});
  await submit(shop, { values: otherPerson(1) });
  await eventually(async () => expect(await deliveriesOf(shop, 'state=delivered')).toHaveLength(2));
  expect(recording.seen()).toBeGreaterThan(3);
  expect(receivers.received).toHaveLength(2);
});

test('an attempt that can not be recorded at all fails its run, and is made again by a later one', async () => {
  await addWebhook(shop, 'crm');
  receivers.answer('crm.example', { status: 500 });
  const recording = await failingWhere('INSERT INTO attempts', Number.POSITIVE_INFINITY);
  await submit(shop);
  const run = runInDurableObject(tenantStub(shop.tenant), (object) => object.alarm?.());
  await expect(run).rejects.toThrow('no room');
  expect(await deliveries('state=pending')).toMatchObject([{ attempts: 0 }]);
  recording.end();
  receivers.answer('crm.example', { status: 204 });
  await sendDue(shop.tenant);
  expect(await attempted('crm', 1)).toMatchObject({ state: 'delivered' });
});

describe('several destinations', () => {
  test('one that never answers holds up no other, and no lead', async () => {
    await addWebhook(shop, 'slow');
    await addWebhook(shop, 'quick');
    receivers.answer('slow.example', 'hang');
    for (let number = 0; number < 8; number++) await submit(shop, { values: otherPerson(number) });
    await eventually(() => expect(receivers.to('quick.example')).toHaveLength(8));
    expect(await deliveries('destination=slow&state=pending')).toHaveLength(8);
    // It holds its own few places and no more.
    expect(receivers.to('slow.example').length).toBeLessThanOrEqual(4);
    receivers.answer('slow.example', { status: 200 });
    await eventually(async () =>
      expect(await deliveries('destination=slow&state=delivered')).toHaveLength(8),
    );
  });

  test('a retry of one comes at its time while another hangs', async () => {
    await addWebhook(shop, 'slow');
    await addWebhook(shop, 'moody');
    receivers.answer('slow.example', 'hang');
    receivers.answer('moody.example', { status: 500 });
    await submit(shop, { values: otherPerson(1) });
    await attempted('moody', 1);
    receivers.answer('moody.example', { status: 200 });
    // Brought near; the next lead makes the run look at the table again.
    await runSql(shop.tenant, 'UPDATE deliveries SET next_at = ? WHERE destination = 2', Date.now() + 300);
    await submit(shop, { values: otherPerson(2) });
    await attempted('slow', 0);
    await eventually(async () =>
      expect(await deliveries('destination=moody&state=delivered')).toHaveLength(2),
    );
    expect(await deliveries('destination=slow&state=pending')).toHaveLength(2);
    receivers.answer('slow.example', { status: 200 });
  });

  test('a row that cannot be opened fails alone', async () => {
    await addWebhook(shop, 'crm');
    receivers.answer('crm.example', { status: 500 });
    await submit(shop, { values: otherPerson(1) });
    await attempted('crm', 1);
    await runSql(shop.tenant, "UPDATE leads SET sealed = x'00'");
    receivers.answer('crm.example', { status: 200 });
    await sendDue(shop.tenant);
    await submit(shop, { values: otherPerson(2) });
    await eventually(async () => expect(await deliveries('state=delivered')).toHaveLength(1));
    const [poisoned] = await deliveries('state=pending');
    expect(poisoned).toMatchObject({ attempts: 2, reason: 'unsealable' });
  });

  test('replay of what is not there is not found, with a wrong filter refused', async () => {
    expectProblem(
      await call('POST', '/v1/deliveries/dl_nothing/replay', { key: shop.owner }),
      404,
      'not_found',
    );
    expectProblem(await call('GET', '/v1/deliveries/dl_nothing', { key: shop.owner }), 404, 'not_found');
    const answer = await call('GET', '/v1/deliveries?state=lost', { key: shop.owner });
    expect(findingsOf(answer)).toEqual(['state invalid_shape']);
  });
});
