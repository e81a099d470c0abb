/** Owns how receivers' answers are judged and what follows: schedule, Retry-After, death, replay, 410; not signatures. */
import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, test } from 'vitest';
import { adapt } from './adapted.ts';
import { call, pick, pickList, pickNumber, pickText } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { attemptedIn, deliveriesOf, first } from './outbox.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop } from './scenario.ts';
import { runSql } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});

const deliveries = (query = '') => deliveriesOf(shop, query);
const attempted = (destination: string, attempts: number) => attemptedIn(shop, destination, attempts);

describe('a failure', () => {
  const minute = 60_000;
  const schedule = [
    5000,
    5 * minute,
    30 * minute,
    120 * minute,
    300 * minute,
    600 * minute,
    840 * minute,
    1200 * minute,
    1440 * minute,
  ];

  test('is tried again on the schedule with the same bytes and id, ten times in all, then dead', async () => {
    const secret = await addWebhook(shop, 'crm');
    receivers.answer('crm.example', { status: 500 });
    await submit(shop);
    for (const [at, delayMs] of schedule.entries()) {
      const delivery = await attempted('crm', at + 1);
      expect(delivery).toMatchObject({ state: 'pending', reason: 'server_error' });
      const waitMs =
        Date.parse(pickText(delivery, 'nextAttemptAt')) - Date.parse(pickText(delivery, 'lastAttempt', 'at'));
      expect(waitMs).toBeGreaterThanOrEqual(delayMs);
      // A tenth of jitter, and the time that the attempt itself took.
      expect(waitMs).toBeLessThanOrEqual(delayMs * 1.1 + 2000);
      await sendDue(shop.tenant);
    }
    const dead = await attempted('crm', 10);
    expect(dead).toMatchObject({ state: 'dead', reason: 'server_error' });
    expect(pick(dead, 'nextAttemptAt')).toBeUndefined();
    expect(new Set(receivers.received.map((request) => request.body)).size).toBe(1);
    expect(new Set(receivers.received.map((request) => request.headers['webhook-id'])).size).toBe(1);
    for (const { body, headers } of receivers.received) {
      expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
    }
    const detail = await configure('GET', `/v1/deliveries/${pickText(dead, 'id')}`, shop.owner);
    expect(pickList(detail, 'attempts').map((attempt) => pickNumber(attempt, 'number'))).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    expect(pickList(await configure('GET', '/v1/leads?state=dead', shop.owner), 'items')).toHaveLength(1);
  });

  test('that is dead can be replayed under the same id, on a fresh schedule', async () => {
    await addWebhook(shop, 'crm');
    receivers.answer('crm.example', { status: 503 });
    await submit(shop);
    await attempted('crm', 1);
    await runSql(shop.tenant, "UPDATE deliveries SET attempts = 10, state = 'dead', next_at = NULL");
    receivers.answer('crm.example', { status: 400 });
    const id = pickText(await configure('GET', '/v1/deliveries', shop.owner), 'items', 0, 'id');
    const replay = await call('POST', `/v1/deliveries/${id}/replay`, { key: shop.owner });
    expect(replay.status).toBe(202);
    expect(await attempted('crm', 11)).toMatchObject({ state: 'pending', reason: 'rejected' });
    receivers.answer('crm.example', { status: 200 });
    await sendDue(shop.tenant);
    expect(await attempted('crm', 12)).toMatchObject({ state: 'delivered' });
    expect(receivers.received.map((request) => request.headers['webhook-id'])).toEqual([id, id, id]);
    await configure('POST', `/v1/deliveries/${id}/replay`, shop.owner);
    await attempted('crm', 13);
    expect(first(receivers.received.slice(-1)).headers['webhook-id']).toBe(id);
  });

  test.for([
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example/' } }, 'redirect'],
    [
      'a permanent redirect',
      { status: 308, headers: { location: 'https://elsewhere.example/' } },
      'redirect',
    ],
    ['not modified', { status: 304 }, 'redirect'],
    ['a refusal', { status: 400 }, 'rejected'],
    ['not found', { status: 404 }, 'rejected'],
    ['an error', { status: 599 }, 'server_error'],
    ['no connection', 'unreachable', 'unreachable'],
  ] as const)('can be %s', async ([, reply, reason]) => {
    await addWebhook(shop, 'crm');
    receivers.answer('crm.example', reply);
    await submit(shop);
    expect(await attempted('crm', 1)).toMatchObject({
      state: 'pending',
      reason,
      lastAttempt: { outcome: 'failed' },
    });
    expect(receivers.to('elsewhere.example')).toEqual([]);
  });

  test.for([
    ['seconds', (): string => '3600', 3_600_000],
    ['a date', (): string => new Date(Date.now() + 3_600_000).toUTCString(), 3_600_000],
    ['less than the schedule', (): string => '1', 5000],
    ['more than a day', (): string => '999999999', 86_400_000],
    ['nonsense', (): string => 'soon', 5000],
  ] as const)('waits as Retry-After asks: %s', async ([, header, waitMs]) => {
    await addWebhook(shop, 'crm');
    receivers.answer('crm.example', { status: 429, headers: { 'retry-after': header() } });
    await submit(shop);
    const delivery = await attempted('crm', 1);
    expect(delivery).toMatchObject({ reason: 'throttled' });
    const waited =
      Date.parse(pickText(delivery, 'nextAttemptAt')) - Date.parse(pickText(delivery, 'lastAttempt', 'at'));
    expect(waited).toBeGreaterThan(waitMs - 1500);
    expect(waited).toBeLessThan(waitMs * 1.1 + 2000);
  });

  test('that is a refusal of this very request is the end at once, seen and replayable', async () => {
    adapt({ judge: ({ status }) => ({ outcome: 'rejected', status, reason: 'field_missing' }) });
    await addWebhook(shop, 'crm');
    receivers.answer('crm.example', { status: 400 });
    await submit(shop);
    const dead = await attempted('crm', 1);
    expect(dead).toMatchObject({
      state: 'dead',
      reason: 'field_missing',
      lastAttempt: { outcome: 'rejected', status: 400 },
    });
    await configure('POST', `/v1/deliveries/${pickText(dead, 'id')}/replay`, shop.owner);
    expect(await attempted('crm', 2)).toMatchObject({ state: 'dead' });
    expect(new Set(receivers.received.map(({ body }) => body)).size).toBe(1);
  });

  test('410 disables the destination; saving it again lets its waiting leads out', async () => {
    await addWebhook(shop, 'crm');
    receivers.answer('crm.example', { status: 500 });
    await submit(shop, { values: otherPerson(1) });
    await attempted('crm', 1);
    receivers.answer('crm.example', { status: 410 });
    await submit(shop, { values: otherPerson(2) });
    await eventually(async () => expect(await deliveries('state=dead')).toHaveLength(1));
    const [destination] = pickList(await configure('GET', '/v1/destinations', shop.owner), 'items');
    expect(destination).toMatchObject({ enabled: false, disabledReason: 'gone' });
    const log = await configure('GET', '/v1/audit?type=destination.disabled', shop.owner);
    expect(pickList(log, 'items')).toMatchObject([
      { concerns: 'crm', who: { kind: 'system' }, after: { enabled: false, disabledReason: 'gone' } },
    ]);
    const before = receivers.received.length;
    await submit(shop, { values: otherPerson(3) });
    await sendDue(shop.tenant);
    expect(receivers.received).toHaveLength(before);
    receivers.answer('crm.example', { status: 200 });
    await addWebhook(shop, 'crm');
    // The one that failed before, and the one that came meanwhile.
    await eventually(async () => expect(await deliveries('state=delivered')).toHaveLength(2));
    expect(
      pick(pickList(await configure('GET', '/v1/destinations', shop.owner), 'items')[0], 'disabledReason'),
    ).toBeUndefined();
  });
});
