/** Owns what becomes of leads and events that come while a destination is off: they wait, go out, or are dropped; no retries. */
import { beforeEach, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickText } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { accessOf, applied, use, withdraw } from './holder.ts';
import { attemptedIn, deliveriesOf } from './outbox.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { saveRoutes } from './routes.ts';
import { configure, makeKey, openShop, type Shop } from './scenario.ts';
import { rowsOf, runSql } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
  await addWebhook(shop, 'crm');
});

const switchOff = (id = 'crm', recipient = 'self') =>
  configure('PUT', `/v1/destinations/${id}`, shop.owner, {
    kind: 'webhook',
    recipient,
    config: { url: `https://${id}.example/${shop.tenant}` },
    enabled: false,
  });
const drop = (body: unknown, key = shop.owner) => call('POST', '/v1/deliveries/drop', { key, body });
const stateOf = async (lead: string) =>
  pick(await configure('GET', `/v1/leads/${lead}`, shop.owner), 'state');
const heldAt = (destination: string) => deliveriesOf(shop, `destination=${destination}&state=held&limit=100`);

describe('what comes while a destination is off', () => {
  test.for(['by hand', 'by 410', 'by failure'])(
    '%s waits as held, and goes out when it is on again',
    async (how) => {
      if (how === 'by hand') await switchOff();
      else {
        const reason = how === 'by 410' ? 'gone' : 'failing';
        await runSql(shop.tenant, 'UPDATE destinations SET enabled = 0, disabled_reason = ?', reason);
        // Rows are kept between calls: any change has them read anew.
        await configure('POST', '/v1/destinations/crm/rotate', shop.owner);
      }
      const leads = [await submit(shop), await submit(shop, { values: otherPerson(2) })];
      await sendDue(shop.tenant);
      expect(receivers.received).toEqual([]);
      expect(await heldAt('crm')).toHaveLength(2);
      for (const one of await heldAt('crm')) {
        expect(one).toMatchObject({ state: 'held', attempts: 0 });
        expect(pick(one, 'nextAttemptAt')).toBeUndefined();
      }
      expect(await deliveriesOf(shop, 'state=pending')).toEqual([]);
      expect(await Promise.all(leads.map(stateOf))).toEqual(['held', 'held']);
      await addWebhook(shop, 'crm');
      await eventually(() => expect(receivers.to('crm.example')).toHaveLength(2));
      await eventually(async () =>
        expect(await Promise.all(leads.map(stateOf))).toEqual(['delivered', 'delivered']),
      );
      expect(await heldAt('crm')).toEqual([]);
    },
  );

  test('does not keep a lead from being delivered elsewhere', async () => {
    await addWebhook(shop, 'second');
    await switchOff();
    const lead = await submit(shop);
    await eventually(async () => expect(await stateOf(lead)).toBe('delivered'));
    expect(await heldAt('crm')).toHaveLength(1);
  });

  test('has the values of when it goes out, and is stopped by a withdrawal', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    await switchOff('bank', 'bank-a');
    await switchOff();
    const holder = await applied(shop);
    const corrected = await use(holder, 'correct', await accessOf(holder), { values: { name: '李四' } });
    expect(corrected.json).toEqual({ corrected: true });
    await withdraw(holder, 'provide-bank-a');
    await addWebhook(shop, 'bank', 'bank-a');
    await addWebhook(shop, 'crm');
    await eventually(() => expect(receivers.to('crm.example').length).toBeGreaterThan(0));
    await sendDue(shop.tenant);
    expect(pick(receivers.bodiesTo('crm.example')[0], 'data', 'lead', 'values', 'name')).toBe('李四');
    expect(receivers.to('bank.example')).toEqual([]);
  });

  test('is passed over by first and by weights', async () => {
    await addWebhook(shop, 'second');
    await switchOff();
    for (const more of [{ strategy: 'first' }, { strategy: 'weighted', weights: [99, 1] }]) {
      await saveRoutes(shop, { rules: [{ id: 'one', to: ['crm', 'second'], ...more }] });
      await submit(shop, { values: otherPerson(more.strategy.length) });
    }
    await eventually(() => expect(receivers.to('second.example')).toHaveLength(2));
    expect(await heldAt('crm')).toEqual([]);
  });
});

describe('drop', () => {
  test('gives up what waits, which does not go out again, not even when replayed', async () => {
    await switchOff();
    const leads = [await submit(shop), await submit(shop, { values: otherPerson(2) })];
    const [one] = await heldAt('crm');
    expect((await drop({ destination: 'crm' })).json).toEqual({ dropped: 2 });
    expect((await drop({ destination: 'crm' })).json).toEqual({ dropped: 0 });
    await addWebhook(shop, 'crm');
    await sendDue(shop.tenant);
    expect(receivers.received).toEqual([]);
    expect(await deliveriesOf(shop)).toMatchObject([
      { state: 'blocked', reason: 'dropped' },
      { state: 'blocked', reason: 'dropped' },
    ]);
    expect((await call('POST', '/v1/deliveries/replay', { key: shop.owner, body: {} })).json).toEqual({
      replayed: 0,
    });
    const again = await call('POST', `/v1/deliveries/${pickText(one, 'id')}/replay`, { key: shop.owner });
    expectProblem(again, 422, 'invalid_request');
    expect(findingsOf(again)).toEqual(['id delivery_blocked']);
    // A person may still send one by the rules.
    expect((await call('POST', `/v1/leads/${leads[0]}/route`, { key: shop.owner })).json).toEqual({
      routed: ['crm'],
    });
    await eventually(() => expect(receivers.to('crm.example')).toHaveLength(1));
  });

  test('keeps no body of what was tried before and is given up', async () => {
    receivers.answer('crm.example', { status: 500 });
    await submit(shop);
    await attemptedIn(shop, 'crm', 1);
    expect(await rowsOf(shop.tenant, 'kept_bodies')).toHaveLength(1);
    await switchOff();
    expect((await drop({ destination: 'crm' })).json).toEqual({ dropped: 1 });
    expect(await rowsOf(shop.tenant, 'kept_bodies')).toEqual([]);
  });

  test('takes a range of times', async () => {
    await switchOff();
    for (const number of [1, 2, 3]) await submit(shop, { values: otherPerson(number) });
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    await runSql(shop.tenant, 'UPDATE leads SET created_at = ? WHERE seq = 1', Date.parse(ago(60)));
    expect((await drop({ destination: 'crm', until: ago(30) })).json).toEqual({ dropped: 1 });
    expect((await drop({ destination: 'crm', since: ago(90), until: ago(30) })).json).toEqual({ dropped: 0 });
    expect((await drop({ destination: 'crm', since: ago(30) })).json).toEqual({ dropped: 2 });
  });

  test('leaves what whoever has the lead must be told: its withdrawal, correction, erasure', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    const holder = await applied(shop);
    await eventually(() => expect(receivers.to('bank.example')).toHaveLength(1));
    await switchOff('bank', 'bank-a');
    await withdraw(holder, 'provide-bank-a');
    await submit(shop, { values: otherPerson(2) });
    expect((await drop({ destination: 'bank' })).json).toEqual({ dropped: 1 });
    await addWebhook(shop, 'bank', 'bank-a');
    await eventually(() => expect(receivers.to('bank.example')).toHaveLength(2));
    expect(pick(receivers.bodiesTo('bank.example')[1], 'type')).toBe('consent.withdrawn');
  });

  test('is refused for a destination that is on, for none, and for a role that may not', async () => {
    const on = await drop({ destination: 'crm' });
    expectProblem(on, 422, 'invalid_request');
    expect(findingsOf(on)).toEqual(['destination destination_is_on']);
    expect(findingsOf(await drop({ destination: 'nobody' }))).toEqual(['destination unknown_destination']);
    expectProblem(await drop({}), 422, 'invalid_request');
    expectProblem(await drop({ destination: 'crm' }, await makeKey(shop, 'marketer')), 403, 'forbidden');
  });
});
