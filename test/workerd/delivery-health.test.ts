/** Owns that a failing destination is left alone, costs others nothing and ends at last; must not know the schedule. */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { pick, pickList } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { dayMs, holdTheClock } from './clock.ts';
import { deliveriesOf } from './outbox.ts';
import { addWebhook, eventually, type Receivers, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { rowsOf, runSql } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
  return () => vi.useRealTimers();
});

const run = () => runDurableObjectAlarm(tenantStub(shop.tenant));
const to = (destination: string, state: string) =>
  deliveriesOf(shop, `destination=${destination}&state=${state}&limit=100`);
const streak = async () => (await rowsOf(shop.tenant, 'failing_streaks'))[0];
async function submitMany(count: number, from = 0): Promise<void> {
  for (let number = 0; number < count; number++) await submit(shop, { values: otherPerson(from + number) });
}

describe('a destination that keeps failing', () => {
  test('is left alone after five failures, without a schedule being used up, and then probed', async () => {
    holdTheClock();
    await addWebhook(shop, 'bad');
    receivers.answer('bad.example', { status: 500 });
    await submitMany(9);
    await eventually(() => expect(receivers.received).toHaveLength(5));
    await run();
    expect(receivers.received).toHaveLength(5);
    const waiting = (await to('bad', 'pending')).filter((one) => pick(one, 'attempts') === 0);
    expect(waiting).toHaveLength(4);
    // Memory is lost and the pause stays.
    await evictDurableObject(tenantStub(shop.tenant));
    await run();
    expect(receivers.received).toHaveLength(5);
    vi.setSystemTime(Date.now() + 5001);
    await run();
    expect(receivers.received).toHaveLength(6);
    expect(await streak()).toMatchObject({ failures: 6 });
    vi.setSystemTime(Date.now() + 9000);
    await run();
    expect(receivers.received).toHaveLength(6);
    receivers.answer('bad.example', { status: 204 });
    vi.setSystemTime(Date.now() + 1001);
    await run();
    // All are due by then: the probe went well, and the others followed.
    expect(await to('bad', 'delivered')).toHaveLength(9);
    expect(await streak()).toBeUndefined();
  });

  test('and hangs takes no place of one that answers', async () => {
    await addWebhook(shop, 'good');
    await submitMany(1);
    await eventually(async () => expect(await to('good', 'delivered')).toHaveLength(1));
    for (const name of ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7', 'h8']) {
      await addWebhook(shop, name);
      receivers.answer(`${name}.example`, 'hang');
    }
    await submitMany(20, 10);
    await eventually(async () => expect(await to('good', 'delivered')).toHaveLength(21));
    const hanging = receivers.received.filter(({ host }) => host.startsWith('h'));
    expect(hanging.length).toBeGreaterThan(0);
    expect(hanging.length).toBeLessThanOrEqual(4);
    for (const name of ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7', 'h8'])
      receivers.answer(`${name}.example`, { status: 204 });
    await eventually(async () => expect(await deliveriesOf(shop, 'state=pending')).toEqual([]));
  });

  test('is tried at once when it is saved again', async () => {
    holdTheClock();
    await addWebhook(shop, 'bad');
    receivers.answer('bad.example', { status: 500 });
    await submitMany(6);
    await eventually(() => expect(receivers.received).toHaveLength(5));
    const sinceMs = (await streak())?.failing_since;
    await addWebhook(shop, 'bad');
    await eventually(() => expect(receivers.received).toHaveLength(6));
    expect(await streak()).toMatchObject({ failures: 1, attempts: 6, failing_since: sinceMs });
  });

  test('gets the patience that it asks for, for all that is due', async () => {
    holdTheClock();
    await addWebhook(shop, 'busy');
    receivers.answer('busy.example', { status: 429, headers: { 'retry-after': '30' } });
    await submitMany(3);
    await eventually(() => expect(receivers.received).toHaveLength(1));
    await run();
    expect(receivers.received).toHaveLength(1);
    receivers.answer('busy.example', { status: 204 });
    vi.setSystemTime(Date.now() + 35_000);
    await run();
    expect(await to('busy', 'delivered')).toHaveLength(3);
  });
});

describe('a destination is switched off', () => {
  const told = async () =>
    pickList(await configure('GET', '/v1/events?limit=100', shop.owner), 'items').filter(
      (one) => pick(one, 'type') === 'destination.disabled',
    );
  const view = async (id: string) =>
    pickList(await configure('GET', '/v1/destinations', shop.owner), 'items').find(
      (one) => pick(one, 'id') === id,
    );

  test('after five days of nothing but failure; the tenant’s other destinations are told, nothing is lost', async () => {
    holdTheClock();
    for (const [id, recipient] of [
      ['bad', 'self'],
      ['crm', 'self'],
      ['bank', 'bank-a'],
    ] as const)
      await addWebhook(shop, id, recipient);
    receivers.answer('bad.example', { status: 500 });
    await submitMany(1);
    await eventually(async () => expect(await streak()).toMatchObject({ failures: 1 }));
    const sinceMs = Number((await streak())?.failing_since);
    await runSql(shop.tenant, 'UPDATE failing_streaks SET attempts = 8, open_until = 0');
    vi.setSystemTime(sinceMs + 5 * dayMs - 1000);
    await run();
    // The ninth attempt, and a second too early.
    expect(await view('bad')).toMatchObject({ enabled: true });
    vi.setSystemTime(sinceMs + 5 * dayMs + 3_600_000);
    await run();
    expect(await view('bad')).toMatchObject({ enabled: false, disabledReason: 'failing' });
    const data = {
      tenant: shop.tenant,
      destination: {
        id: 'bad',
        kind: 'webhook',
        recipient: 'self',
        reason: 'failing',
        failingSince: new Date(sinceMs).toISOString(),
      },
    };
    expect(await told()).toMatchObject([{ data }]);
    await run();
    const sent = receivers.received.filter(({ body }) => body.includes('destination.disabled'));
    expect(sent.map(({ host }) => host)).toEqual(['crm.example']);
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({ type: 'destination.disabled', data });
    expect(await to('bad', 'held')).toHaveLength(1);

    // Saved again it starts afresh: what waited goes out when due, and one failure is no end.
    await addWebhook(shop, 'bad');
    vi.setSystemTime(Date.now() + dayMs);
    await run();
    expect(await view('bad')).toMatchObject({ enabled: true });
    receivers.answer('bad.example', { status: 204 });
    vi.setSystemTime(Date.now() + 2 * dayMs);
    await run();
    expect(await to('bad', 'delivered')).toHaveLength(1);
    expect(await told()).toHaveLength(1);
  });

  test('by 410, and told once', async () => {
    await addWebhook(shop, 'crm');
    await submitMany(1);
    await addWebhook(shop, 'old');
    await submitMany(4, 10);
    await eventually(async () => expect(await to('old', 'delivered')).toHaveLength(4));
    receivers.answer('old.example', { status: 410 });
    await submitMany(8, 20);
    await eventually(async () => expect(await view('old')).toMatchObject({ disabledReason: 'gone' }));
    await eventually(async () => expect(await to('crm', 'delivered')).toHaveLength(14));
    expect(await told()).toMatchObject([{ data: { destination: { id: 'old', reason: 'gone' } } }]);
    const lost = [...(await to('old', 'dead')), ...(await to('old', 'held'))];
    expect(lost).toHaveLength(8);
  });
});
