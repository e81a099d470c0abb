/** Owns how a destination's rate is kept, and what waits for it sent together, over restarts too; no real target. */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Adapter } from '../../worker/delivery/adapter.ts';
import { adapt } from './adapted.ts';
import { pick, pickList } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { holdTheClock } from './clock.ts';
import { deliveriesOf } from './outbox.ts';
import { addWebhook, eventually, type Receivers, standInReceivers } from './receiver.ts';
import { openShop, type Shop, tenantStub } from './scenario.ts';
import { rowsOf } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
  await addWebhook(shop, 'bot');
  return () => vi.useRealTimers();
});

/** A robot that takes a list of ids. */
const robot = (perMinute: number, coalesces: number): Partial<Adapter> => ({
  coalesces,
  pace: { perMinute, atOnce: 1 },
  build: ({ config, messages }) => ({
    url: config.url ?? '',
    headers: {},
    body: JSON.stringify({ ids: messages.map(({ id }) => id) }),
  }),
});
const idsIn = (body: string) => pickList(JSON.parse(body), 'ids');
const delivered = () => deliveriesOf(shop, 'state=delivered');
const submitMany = async (count: number, from = 0) => {
  for (let number = 0; number < count; number++) await submit(shop, { values: otherPerson(from + number) });
};
const minuteLater = async () => {
  vi.setSystemTime(Date.now() + 60_001);
  await runDurableObjectAlarm(tenantStub(shop.tenant));
};

test('no more requests than allowed in a minute; what waits is then sent together, each recorded', async () => {
  adapt(robot(3, 10));
  holdTheClock();
  for (let number = 1; number <= 3; number++) {
    await submitMany(1, number);
    await eventually(async () => expect(await delivered()).toHaveLength(number));
  }
  await submitMany(8, 10);
  // The rate is used up, whatever is due.
  await runDurableObjectAlarm(tenantStub(shop.tenant));
  expect(receivers.received).toHaveLength(3);
  const waiting = await deliveriesOf(shop, 'state=pending');
  expect(waiting).toHaveLength(8);
  expect(waiting.map((one) => pick(one, 'attempts'))).toEqual(waiting.map(() => 0));
  await minuteLater();
  expect(receivers.received).toHaveLength(4);
  expect(idsIn(receivers.received[3]?.body ?? '')).toHaveLength(waiting.length);
  expect(await deliveriesOf(shop, 'state=pending')).toEqual([]);
  const all = receivers.received.flatMap(({ body }) => idsIn(body));
  expect(new Set(all).size).toBe(all.length);
  expect(new Set(all)).toEqual(new Set((await delivered()).map((one) => pick(one, 'id'))));
  expect(await rowsOf(shop.tenant, 'attempts')).toHaveLength(all.length);
});

test('a failed request is a failed attempt of each of its messages', async () => {
  adapt(robot(1, 10));
  holdTheClock();
  await submitMany(1);
  await eventually(async () => expect(await delivered()).toHaveLength(1));
  await submitMany(4, 10);
  receivers.answer('bot.example', { status: 500 });
  await minuteLater();
  const failed = await deliveriesOf(shop, 'state=pending');
  expect(failed).toHaveLength(4);
  for (const one of failed) expect(one).toMatchObject({ attempts: 1, reason: 'server_error' });
  expect(await rowsOf(shop.tenant, 'failing_streaks')).toMatchObject([{ failures: 1, attempts: 1 }]);
});

test('a restart is no reason to send more', async () => {
  adapt(robot(2, 1));
  holdTheClock();
  await submitMany(4);
  await eventually(async () => expect(await delivered()).toHaveLength(2));
  vi.setSystemTime(Date.now() + 30_000);
  await evictDurableObject(tenantStub(shop.tenant));
  await submitMany(1, 10);
  await runDurableObjectAlarm(tenantStub(shop.tenant));
  expect(receivers.received).toHaveLength(2);
  vi.setSystemTime(Date.now() + 30_001);
  await runDurableObjectAlarm(tenantStub(shop.tenant));
  expect(receivers.received).toHaveLength(4);
});
