/** Owns access that targets lend: asked for once, kept sealed, refreshed, forgotten; must not know any real target. */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Adapter } from '../../worker/delivery/adapter.ts';
import { adapt } from './adapted.ts';
import { pick, pickList } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { holdTheClock } from './clock.ts';
import { attemptedIn, deliveriesOf } from './outbox.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { foundIn, runSql, storedIn } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
let lent = 0;
let isStale: (token: string) => boolean = () => false;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
  lent = 0;
  isStale = () => false;
  await addWebhook(shop, 'crm');
  adapt(lending);
  return () => vi.useRealTimers();
});

/** One hour, another from 50 minutes on; the token is shown as a header. */
const lending: Partial<Adapter> = {
  token: {
    request: () => ({ url: `https://door.example/${shop.tenant}`, headers: {}, body: 'let me in' }),
    read: ({ status }, nowMs) => {
      if (status !== 204) return { outcome: 'rejected', status, reason: 'bad_credentials' };
      lent += 1;
      return {
        access: { token: `secret-token-${lent}` },
        expiresAtMs: nowMs + 3_600_000,
        refreshAtMs: nowMs + 3_000_000,
      };
    },
  },
  build: ({ config, messages: [{ text }], access }) => ({
    url: config.url ?? '',
    headers: { 'x-token': access.token ?? '' },
    body: text,
  }),
  judge: ({ status }) => {
    const last = receivers.to('crm.example').at(-1)?.headers['x-token'] ?? '';
    if (isStale(last)) return { outcome: 'stale_access', status };
    return status === 204 ? { outcome: 'delivered', status } : { outcome: 'failed', status, reason: 'no' };
  },
};
const door = () => receivers.to('door.example').length;
const shown = () => receivers.to('crm.example').map(({ headers }) => headers['x-token']);
/** Alarms go off by the real clock: with one that was moved on, they are made to. */
const run = () => runDurableObjectAlarm(tenantStub(shop.tenant));
const delivered = (count: number) =>
  eventually(async () => expect(await deliveriesOf(shop, 'state=delivered')).toHaveLength(count));

describe('access', () => {
  test('is asked for once for all who wait, kept sealed over a restart, and refreshed ahead', async () => {
    holdTheClock();
    await Promise.all([1, 2, 3, 4, 5].map((number) => submit(shop, { values: otherPerson(number) })));
    await delivered(5);
    expect(door()).toBe(1);
    const stored = await storedIn(shop.tenant);
    expect(stored.destination_access).toHaveLength(1);
    expect(foundIn(stored, ['secret-token-1'])).toEqual([]);
    await evictDurableObject(tenantStub(shop.tenant));
    await submit(shop, { values: otherPerson(6) });
    await delivered(6);
    expect(door()).toBe(1);
    vi.setSystemTime(Date.now() + 3_100_000);
    await submit(shop, { values: otherPerson(7) });
    await run();
    await delivered(7);
    expect(door()).toBe(2);
    expect(shown().at(-1)).toBe('secret-token-2');
  });

  test('that is still good serves on while no other is to be had', async () => {
    holdTheClock();
    await submit(shop, { values: otherPerson(1) });
    await delivered(1);
    receivers.answer('door.example', { status: 503 });
    vi.setSystemTime(Date.now() + 3_100_000);
    await submit(shop, { values: otherPerson(2) });
    await submit(shop, { values: otherPerson(3) });
    await run();
    await delivered(3);
    expect(door()).toBe(2);
    expect(new Set(shown())).toEqual(new Set(['secret-token-1']));
    vi.setSystemTime(Date.now() + 600_000);
    await submit(shop, { values: otherPerson(4) });
    await run();
    expect(await attemptedIn(shop, 'crm', 1)).toMatchObject({ state: 'pending', reason: 'bad_credentials' });
  });

  test('that is stale is asked for anew, and the same attempt goes on', async () => {
    isStale = (token) => token === 'secret-token-1';
    await submit(shop);
    expect(await attemptedIn(shop, 'crm', 1)).toMatchObject({ state: 'delivered' });
    expect(shown()).toEqual(['secret-token-1', 'secret-token-2']);
    expect(door()).toBe(2);
  });

  test('that is stale again is a failed attempt', async () => {
    isStale = () => true;
    await submit(shop);
    expect(await attemptedIn(shop, 'crm', 1)).toMatchObject({ state: 'pending', reason: 'access_refused' });
    expect(shown()).toEqual(['secret-token-1', 'secret-token-2']);
  });

  test('that is not lent is a failed attempt with the reason given, however the target puts it', async () => {
    receivers.answer('door.example', { status: 401, body: 'no secret-word here' });
    await submit(shop);
    const delivery = await attemptedIn(shop, 'crm', 1);
    expect(delivery).toMatchObject({
      state: 'pending',
      reason: 'bad_credentials',
      lastAttempt: { status: 401 },
    });
    const detail = await configure('GET', `/v1/deliveries/${pick(delivery, 'id')}`, shop.owner);
    expect(pickList(detail, 'attempts')).toMatchObject([
      { outcome: 'failed', answer: 'no secret-word here' },
    ]);
    expect(receivers.to('crm.example')).toEqual([]);
    receivers.answer('door.example', { status: 204 });
    await sendDue(shop.tenant);
    await attemptedIn(shop, 'crm', 2);
    await delivered(1);
  });

  test('is forgotten when the configuration changes', async () => {
    await submit(shop, { values: otherPerson(1) });
    await delivered(1);
    await runSql(
      shop.tenant,
      'UPDATE destinations SET config = ?',
      JSON.stringify({ url: `https://crm.example/new/${shop.tenant}` }),
    );
    // Saving another one makes the object read its table again.
    await configure('PUT', '/v1/destinations/other', shop.owner, {
      kind: 'webhook',
      recipient: 'self',
      config: { url: 'https://other.example/' },
      enabled: false,
    });
    await submit(shop, { values: otherPerson(2) });
    await delivered(2);
    expect(door()).toBe(2);
    expect(shown()).toEqual(['secret-token-1', 'secret-token-2']);
  });
});
