/** Owns replaying many deliveries, and a person's word for those that no target can be told of; must not know schedules. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { adapt } from './adapted.ts';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { applied, receiptOf, withdraw } from './holder.ts';
import { attemptedIn, deliveriesOf } from './outbox.ts';
import { addWebhook, eventually, type Receivers, standInReceivers } from './receiver.ts';
import { configure, makeKey, openShop, type Shop, tenantStub } from './scenario.ts';
import { rowsOf, runSql } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});

const replay = (body: unknown) => call('POST', '/v1/deliveries/replay', { key: shop.owner, body });
const inState = async (state: string, count: number) =>
  eventually(async () => expect(await deliveriesOf(shop, `state=${state}&limit=100`)).toHaveLength(count));

/** Leads that are dead at `crm`, the first an hour old, the second half an hour. */
async function deadLeads(count: number): Promise<string[]> {
  await addWebhook(shop, 'crm');
  const leads: string[] = [];
  for (let number = 0; number < count; number++)
    leads.push(await submit(shop, { values: otherPerson(number) }));
  await inState('delivered', count);
  await runSql(shop.tenant, "UPDATE deliveries SET state = 'dead', reason = 'server_error', attempts = 10");
  await runSql(shop.tenant, 'UPDATE leads SET created_at = ? WHERE seq = 1', Date.now() - 3_600_000);
  await runSql(shop.tenant, 'UPDATE leads SET created_at = ? WHERE seq = 2', Date.now() - 1_800_000);
  receivers.received.length = 0;
  return leads;
}
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

describe('replay', () => {
  test('of all that is dead sends each again, on a fresh schedule', async () => {
    await deadLeads(4);
    const answer = await replay({});
    expect([answer.status, answer.json]).toEqual([202, { replayed: 4 }]);
    await inState('delivered', 4);
    expect(receivers.received).toHaveLength(4);
    expect((await replay({})).json).toEqual({ replayed: 0 });
  });

  test('takes a time, a range, a lead, a destination', async () => {
    const leads = await deadLeads(4);
    expect((await replay({ destination: 'none' })).json).toEqual({ replayed: 0 });
    expect((await replay({ lead: 'ld_none' })).json).toEqual({ replayed: 0 });
    expect((await replay({ since: ago(45), until: ago(15) })).json).toEqual({ replayed: 1 });
    expect((await replay({ since: ago(45), destination: 'crm' })).json).toEqual({ replayed: 2 });
    expect((await replay({ until: ago(90) })).json).toEqual({ replayed: 0 });
    expect((await replay({ lead: leads[0] })).json).toEqual({ replayed: 1 });
    await inState('delivered', 4);
  });

  test('of what was delivered takes an explicit range or lead, and leaves what is dead', async () => {
    const leads = await deadLeads(3);
    await runSql(shop.tenant, "UPDATE deliveries SET state = 'delivered', reason = NULL WHERE event > 1");
    expect(findingsOf(await replay({ state: 'delivered' }))).toEqual(['since range_required']);
    expect(findingsOf(await replay({ state: 'delivered', since: ago(1) }))).toEqual(['until range_required']);
    const range = { state: 'delivered', since: ago(120), until: ago(-1) };
    expect((await replay(range)).json).toEqual({ replayed: 2 });
    await inState('delivered', 2);
    expect((await replay({ state: 'delivered', lead: leads[2] })).json).toEqual({ replayed: 1 });
    await inState('dead', 1);
  });

  test('never sends what is blocked, pending, or dead for good', async () => {
    const [first] = await deadLeads(3);
    await runSql(shop.tenant, "UPDATE deliveries SET state = 'delivered' WHERE event = 1");
    await call('DELETE', `/v1/leads/${first}`, { key: shop.owner });
    await runSql(
      shop.tenant,
      "UPDATE deliveries SET state = 'blocked', reason = 'withdrawn' WHERE event = 2",
    );
    await inState('delivered', 2);
    const range = { since: ago(120), until: ago(-1) };
    receivers.received.length = 0;
    // The erasure is told again; the lead that is erased is not.
    expect((await replay({ ...range, state: 'delivered' })).json).toEqual({ replayed: 1 });
    expect((await replay(range)).json).toEqual({ replayed: 1 });
    await inState('delivered', 3);
    expect(receivers.received.map(({ body }) => pick(JSON.parse(body), 'type')).sort()).toEqual([
      'lead.created',
      'lead.erased',
    ]);
    expect(await deliveriesOf(shop, 'state=blocked')).toHaveLength(1);
    expectProblem(await replay({ state: 'blocked' }), 422, 'invalid_request');
    expectProblem(await replay({ since: 'yesterday' }), 422, 'invalid_request');
  });

  test('of a hundred thousand goes batch by batch', async () => {
    await deadLeads(1);
    await runInDurableObject(tenantStub(shop.tenant), (_, { storage }) => {
      storage.sql.exec(
        `WITH RECURSIVE n (x) AS (SELECT 1000 UNION ALL SELECT x + 1 FROM n WHERE x < 100999)
         INSERT INTO deliveries (event, destination, lead, state, attempts, reason)
         SELECT x, 1, 1, 'dead', 10, 'server_error' FROM n`,
      );
      storage.sql.exec('UPDATE destinations SET enabled = 0');
    });
    // These have no event of their own: looked at, and not named.
    const answer = replay({ since: ago(120) });
    let isDone = false;
    const told = answer.then(() => {
      isDone = true;
    });
    let served = 0;
    while (!isDone) {
      await call('GET', '/v1/destinations', { key: shop.owner });
      served += 1;
    }
    await told;
    expect((await answer).json).toEqual({ replayed: 1 });
    expect(served).toBeGreaterThan(5);
  });
});

describe('what a target can’t be told of', () => {
  test('is for a person to tell: no attempt is made, and their word counts on the receipt', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    adapt({ takes: ['lead.created'] });
    const holder = await applied(shop);
    await attemptedIn(shop, 'bank', 1);
    await withdraw(holder, 'provide-bank-a');
    await inState('dead', 1);
    const [dead] = await deliveriesOf(shop, 'state=dead');
    expect(dead).toMatchObject({ type: 'consent.withdrawn', attempts: 0, reason: 'by_hand' });
    expect(receivers.received).toHaveLength(1);
    const state = async () =>
      pickList((await receiptOf(holder)).json, 'grants')
        .filter((one) => pick(one, 'notice') === 'provide-bank-a')
        .map((one) => pick(one, 'recipients', 0, 'state'));
    expect(await state()).toEqual(['withdrawal_sent']);
    const id = pickText(dead, 'id');
    const confirm = (key: string, body?: unknown) =>
      call('POST', `/v1/deliveries/${id}/confirm`, { key, body });
    const crm = await makeKey(shop, 'crm');
    expect((await confirm(crm, { note: '已电话告知王经理' })).json).toEqual({ id, state: 'delivered' });
    expect(await state()).toEqual(['withdrawal_confirmed']);
    const detail = await configure('GET', `/v1/deliveries/${id}`, shop.owner);
    expect(detail).toMatchObject({ state: 'delivered', attempts: [{ number: 1, outcome: 'confirmed' }] });
    expect(pickList(await configure('GET', '/v1/access-log', shop.owner), 'items')[0]).toMatchObject({
      action: 'confirm',
      role: 'crm',
      lead: holder.lead,
      reason: '已电话告知王经理',
    });
    // Once is enough.
    expect(findingsOf(await confirm(crm))).toEqual(['id delivery_not_dead']);
  });

  test('a confirmation lives as long as the evidence, though it is no arrival', async () => {
    await deadLeads(1);
    const [dead] = await deliveriesOf(shop, 'state=dead');
    await configure('POST', `/v1/deliveries/${pickText(dead, 'id')}/confirm`, shop.owner);
    const outcomes = async () => (await rowsOf(shop.tenant, 'attempts')).map(({ outcome }) => outcome);
    await runSql(
      shop.tenant,
      "INSERT INTO attempts (event, destination, number, at, latency_ms, outcome) VALUES (1, 1, 12, 1, 1, 'failed')",
    );
    expect(await outcomes()).toEqual(['delivered', 'confirmed', 'failed']);
    await runSql(shop.tenant, "UPDATE attempts SET at = 1000 WHERE outcome <> 'delivered'");
    // Begun anew, it looks at what is old.
    await evictDurableObject(tenantStub(shop.tenant));
    await eventually(async () => {
      await runDurableObjectAlarm(tenantStub(shop.tenant));
      expect(await outcomes()).toEqual(['delivered', 'confirmed']);
    });
    expectProblem(
      await call('POST', '/v1/deliveries/dl_none/confirm', { key: shop.owner }),
      404,
      'not_found',
    );
  });
});
