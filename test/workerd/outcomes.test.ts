/** Owns outcomes as a tenant's keys report them: once each, true to time, sealed reasons, told in lead and feed; no routing. */
import { beforeAll, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { standInReceivers } from './receiver.ts';
import { configure, makeKey, openShop, type Shop } from './scenario.ts';
import { foundIn, rowsOf, storedIn } from './stored.ts';

let shop: Shop;
let lead: string;
let minted = 0;
beforeAll(async () => {
  standInReceivers();
  shop = await openShop();
  lead = await submit(shop);
});

const freshId = () => `o-${++minted}`;
const report = (body: unknown, of = lead, key = shop.owner) =>
  call('POST', `/v1/leads/${of}/outcomes`, { key, body });
const listed = async (of = lead) =>
  pickList(await configure('GET', `/v1/leads/${of}/outcomes`, shop.owner), 'items');
const freshLead = () => submit(shop, { values: otherPerson(++minted) });

describe('a report', () => {
  test('is answered with what was recorded, by each role that works on leads', async () => {
    const at = new Date().toISOString();
    for (const role of ['crm', 'compliance']) {
      const id = freshId();
      const answer = await report(
        { id, type: 'signed', at, amount: 300_000 },
        lead,
        await makeKey(shop, role),
      );
      expect(answer.status, answer.text).toBe(201);
      expect(answer.json).toEqual({
        lead,
        id,
        type: 'signed',
        at,
        receivedAt: expect.stringMatching(/Z$/),
        amount: 300_000,
      });
    }
  });

  test('again is answered the same, and counts once', async () => {
    const of = await freshLead();
    const body = { id: freshId(), type: 'disbursed', amount: 100_000, reason: '第一笔' };
    const first = await report(body, of);
    const again = await report(body, of);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.headers.get('idempotent-replay')).toBe('true');
    expect(again.json).toEqual(first.json);
    expect(await listed(of)).toHaveLength(1);
    expect(pick(await configure('GET', `/v1/leads/${of}`, shop.owner), 'outcome')).toMatchObject({
      type: 'disbursed',
      amount: 100_000,
    });
  });

  test('sent many times at once counts once', async () => {
    const of = await freshLead();
    const body = { id: freshId(), type: 'rejected', reason: '资料不全' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => report(body, of)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(await listed(of)).toHaveLength(1);
  });

  test('that says something else under the same id is a conflict', async () => {
    const of = await freshLead();
    const at = new Date().toISOString();
    const body = { id: freshId(), type: 'signed', at, amount: 1, reason: '甲' };
    await report(body, of);
    for (const change of [
      { type: 'approved' },
      { amount: 2 },
      { amount: undefined },
      { at: undefined },
      { reason: '乙' },
      { reason: undefined },
    ]) {
      expectProblem(await report({ ...body, ...change }, of), 409, 'outcome_conflict');
    }
    expectProblem(await report(body, await freshLead()), 409, 'outcome_conflict');
    expect(await listed(of)).toHaveLength(1);
    const bare = { id: freshId(), type: 'contacted' };
    await report(bare, of);
    expectProblem(await report({ ...bare, reason: '甲' }, of), 409, 'outcome_conflict');
  });

  test.for<[string, Record<string, unknown>, string]>([
    ['money less than none', { type: 'signed', amount: -1 }, 'amount too_small'],
    ['half a yuan', { type: 'signed', amount: 0.5 }, 'amount invalid_type'],
    ['money as text', { type: 'signed', amount: '5' }, 'amount invalid_type'],
    ['money for a call', { type: 'contacted', amount: 5 }, 'amount no_amount_here'],
    ['money for a rejection', { type: 'rejected', amount: 5 }, 'amount no_amount_here'],
    ['an unknown type', { type: 'sold' }, 'type invalid_value'],
    [
      'a time to come',
      { type: 'signed', at: new Date(Date.now() + 600_000).toISOString() },
      'at in_the_future',
    ],
    ['a time before the lead', { type: 'signed', at: '2020-01-01T00:00:00.000Z' }, 'at before_the_lead'],
    ['no time', { type: 'signed', at: 'yesterday' }, 'at invalid_format'],
    ['a long reason', { type: 'signed', reason: '长'.repeat(201) }, 'reason too_big'],
    ['an id with blanks', { id: 'a b', type: 'signed' }, 'id invalid_format'],
  ])('with %s is refused', async ([, body, finding]) => {
    const answer = await report({ id: freshId(), ...body });
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual([finding]);
  });

  test('may be off by the clocks of two machines', async () => {
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect((await report({ id: freshId(), type: 'contacted', at: soon })).status).toBe(201);
  });

  test('of a lead of another tenant, or of none, is not found, and nothing is recorded', async () => {
    const other = await openShop();
    const theirs = await submit(other);
    for (const of of [theirs, 'ld_nothing', lead.replace('ld_', 'dl_')]) {
      expectProblem(await report({ id: freshId(), type: 'signed' }, of), 404, 'not_found');
      expectProblem(await call('GET', `/v1/leads/${of}/outcomes`, { key: shop.owner }), 404, 'not_found');
    }
    expect(await rowsOf(other.tenant, 'outcomes')).toEqual([]);
  });
});

describe('a lead', () => {
  test('shows where it stands by time, not by arrival', async () => {
    const of = await freshLead();
    const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
    await report({ id: freshId(), type: 'signed', at: at(20), amount: 5 }, of);
    await report({ id: freshId(), type: 'contacted', at: at(10) }, of);
    const shown = await configure('GET', `/v1/leads/${of}`, shop.owner);
    expect(pick(shown, 'outcome')).toMatchObject({ type: 'signed', amount: 5 });
    expect(pickList(shown, 'outcomes').map((one) => pick(one, 'type'))).toEqual(['contacted', 'signed']);
    expect(await listed(of)).toEqual(pick(shown, 'outcomes'));
  });
});

describe('a reason', () => {
  test('is stored sealed, is not in masked answers, and is read by a logged reveal', async () => {
    const of = await freshLead();
    const reason = '王经理说客户张三已在他行办理';
    const answer = await report({ id: freshId(), type: 'rejected', reason }, of);
    expect(answer.text).not.toContain(reason);
    expect(foundIn(await storedIn(shop.tenant), [reason])).toEqual([]);
    for (const path of [`/v1/leads/${of}`, `/v1/leads/${of}/outcomes`, '/v1/leads']) {
      expect((await call('GET', path, { key: shop.owner })).text).not.toContain(reason);
    }
    const clear = await configure('POST', `/v1/leads/${of}/reveal`, shop.owner, { reason: '回访' });
    expect(pick(clear, 'outcomes', 0, 'reason')).toBe(reason);
  });

  test('dies with the lead’s values, and the outcome stays', async () => {
    const of = await freshLead();
    const body = { id: freshId(), type: 'rejected', reason: '写了客户的名字' };
    await report(body, of);
    const before = (await rowsOf(shop.tenant, 'outcomes')).find((row) => row.id === body.id);
    await call('DELETE', `/v1/leads/${of}`, { key: shop.owner });
    const after = (await rowsOf(shop.tenant, 'outcomes')).find((row) => row.id === body.id);
    expect(before?.note).toMatch(/^[0-9a-f]{60,}$/);
    expect(after).toMatchObject({ type: 'rejected', note: '', note_key: null });
    expect(await listed(of)).toMatchObject([{ type: 'rejected' }]);
    // Its replay is still known.
    expect((await report(body, of)).status).toBe(200);
  });

  test('of an erased lead is not kept; what became of it may still be reported', async () => {
    const of = await freshLead();
    await call('DELETE', `/v1/leads/${of}`, { key: shop.owner });
    const body = { id: freshId(), type: 'disbursed', amount: 50_000, reason: '张三已提款' };
    expect((await report(body, of)).status).toBe(201);
    expect(foundIn(await storedIn(shop.tenant), [body.reason])).toEqual([]);
    expect((await rowsOf(shop.tenant, 'outcomes')).at(-1)).toMatchObject({ note: '', note_key: null });
    expect(await configure('GET', `/v1/leads/${of}`, shop.owner)).toMatchObject({
      state: 'erased',
      outcome: { type: 'disbursed', amount: 50_000 },
    });
  });
});

test('the feed tells each outcome with its reason, and the reading of one is logged', async () => {
  const fed = await openShop();
  const of = await submit(fed);
  const post = (body: unknown) => configure('POST', `/v1/leads/${of}/outcomes`, fed.owner, body);
  await post({ id: 'one', type: 'signed', amount: 7 });
  await post({ id: 'two', type: 'rejected', reason: '改变主意' });
  const feed = pickList(await configure('GET', '/v1/events?after=1', fed.owner), 'items');
  expect(feed).toMatchObject([
    { seq: 2, type: 'lead.outcome', data: { tenant: fed.tenant, lead: { id: of, seq: 1 } } },
    { seq: 3, type: 'lead.outcome', data: { outcome: { id: 'two', type: 'rejected', reason: '改变主意' } } },
  ]);
  expect(pick(feed[0], 'data', 'outcome')).toMatchObject({ id: 'one', amount: 7 });
  expect(feed.map((item) => pickText(item, 'data', 'outcome', 'receivedAt'))).toEqual(
    feed.map((item) => pickText(item, 'timestamp')),
  );
  const log = await rowsOf(fed.tenant, 'access_log');
  expect(log).toMatchObject([{ action: 'events', lead: 1 }]);
});
