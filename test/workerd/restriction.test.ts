/** Owns the restriction of a lead (PIPL 44): what stops, what still goes, who may lift it; must not know the page. */
import { beforeEach, describe, expect, test } from 'vitest';
import { call, expectProblem, pickList, pickText } from './api.ts';
import { person } from './applicant.ts';
import { accessOf, applied, type Holder, receiptOf, use, withdraw } from './holder.ts';
import { arrived } from './outbox.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop } from './scenario.ts';
import { rowsOf, storedIn } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});

const reveal = (lead: string) =>
  call('POST', `/v1/leads/${lead}/reveal`, { key: shop.owner, body: { reason: 'x' } });

describe('restriction (PIPL 44)', () => {
  /** A lead whose delivery failed once and waits for its next try. */
  async function waiting(): Promise<Holder> {
    await addWebhook(shop, 'crm');
    receivers.answer('crm.example', { status: 500 });
    const holder = await applied(shop);
    await eventually(async () => expect((await rowsOf(shop.tenant, 'deliveries'))[0]?.attempts).toBe(1));
    receivers.answer('crm.example', { status: 204 });
    return holder;
  }

  test('RT-01: holds what waits and what a tenant may read, until it is lifted', async () => {
    const holder = await waiting();
    const access = await accessOf(holder);
    expect((await use(holder, 'restrict', access, { restricted: true })).json).toEqual({ restricted: true });
    const [held] = pickList(await configure('GET', '/v1/deliveries?state=blocked', shop.owner), 'items');
    expect(held).toMatchObject({ reason: 'restricted' });
    expectProblem(await reveal(holder.lead), 409, 'lead_restricted');
    const feed = await call('GET', '/v1/events', { key: shop.owner });
    for (const value of Object.values(person)) expect(feed.text).not.toContain(value);
    expect((await rowsOf(shop.tenant, 'access_log')).map((row) => row.action)).toEqual(['restrict']);
    const replay = await call('POST', `/v1/deliveries/${pickText(held, 'id')}/replay`, { key: shop.owner });
    expectProblem(replay, 422, 'invalid_request');
    await sendDue(shop.tenant);
    expect(receivers.received).toHaveLength(1);
    expect((await receiptOf(holder)).json).toMatchObject({ restrictedAt: expect.any(String) });
    // Their own data stays open to them.
    expect((await use(holder, 'data', access)).status).toBe(200);

    const before = await storedIn(shop.tenant);
    await use(holder, 'restrict', access, { restricted: true });
    expect(await storedIn(shop.tenant)).toEqual(before);

    expect((await use(holder, 'restrict', access, { restricted: false })).json).toEqual({
      restricted: false,
    });
    await eventually(() =>
      expect(receivers.typesTo('crm.example')).toEqual(['lead.created', 'lead.created']),
    );
    expect((await reveal(holder.lead)).status).toBe(200);
  });

  test('holds a correction too, and a replay of what had arrived', async () => {
    await addWebhook(shop, 'crm');
    const holder = await applied(shop);
    await arrived(shop, 1);
    const id = pickText(await configure('GET', '/v1/deliveries', shop.owner), 'items', 0, 'id');
    const access = await accessOf(holder);
    await use(holder, 'restrict', access, { restricted: true });
    await use(holder, 'correct', access, { values: { name: '欧阳新名' } });
    await call('POST', `/v1/deliveries/${id}/replay`, { key: shop.owner });
    await sendDue(shop.tenant);
    await eventually(async () =>
      expect((await rowsOf(shop.tenant, 'deliveries')).map((row) => row.reason)).toEqual([
        'restricted',
        'restricted',
      ]),
    );
    expect(receivers.typesTo('crm.example')).toEqual(['lead.created']);
    await use(holder, 'restrict', access, { restricted: false });
    await eventually(() =>
      expect(receivers.typesTo('crm.example').sort()).toEqual([
        'lead.corrected',
        'lead.created',
        'lead.created',
      ]),
    );
  });

  test('what is withdrawn or erased meanwhile does not go out when it is lifted', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    receivers.answer('bank.example', { status: 500 });
    const holder = await applied(shop);
    await eventually(async () => expect((await rowsOf(shop.tenant, 'deliveries'))[0]?.attempts).toBe(1));
    receivers.answer('bank.example', { status: 204 });
    const access = await accessOf(holder);
    await use(holder, 'restrict', access, { restricted: true });
    await withdraw(holder, 'provide-bank-a');
    await use(holder, 'restrict', access, { restricted: false });
    await eventually(() =>
      expect(receivers.typesTo('bank.example')).toEqual(['lead.created', 'consent.withdrawn']),
    );
    expect((await rowsOf(shop.tenant, 'deliveries'))[0]).toMatchObject({
      state: 'blocked',
      reason: 'withdrawn',
    });
  });

  test('by a tenant is lifted by it; what the applicant asked for is not', async () => {
    const holder = await applied(shop);
    const asTenant = (restricted: boolean) =>
      call('POST', `/v1/leads/${holder.lead}/restrict`, { key: shop.owner, body: { restricted } });
    expect((await asTenant(true)).json).toEqual({ restricted: true });
    expectProblem(await reveal(holder.lead), 409, 'lead_restricted');
    expect((await asTenant(false)).json).toEqual({ restricted: false });
    await asTenant(true);
    const access = await accessOf(holder);
    await use(holder, 'restrict', access, { restricted: true });
    expectProblem(await asTenant(false), 409, 'lead_restricted');
    const correction = { key: shop.owner, body: { values: { name: '张三' } } };
    expectProblem(await call('POST', `/v1/leads/${holder.lead}/correct`, correction), 409, 'lead_restricted');
    await use(holder, 'restrict', access, { restricted: false });
    expect((await reveal(holder.lead)).status).toBe(200);
  });

  test('of no boolean is refused', async () => {
    const holder = await applied(shop);
    const answer = await use(holder, 'restrict', await accessOf(holder), { restricted: 'yes' });
    expectProblem(answer, 422, 'invalid_request');
  });
});
