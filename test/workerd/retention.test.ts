/** Owns what of a lead dies when, in a real object under a moved clock; must not know the rule's own arithmetic. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { call, expectProblem, pick, pickList, pickText } from './api.ts';
import { freshSubmissionId, otherPerson, person, post, submissionOf, submit } from './applicant.ts';
import { dayMs, holdTheClock, pass } from './clock.ts';
import { deliveriesOf } from './outbox.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { foundIn, rowsOf, runSql, storedIn } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  holdTheClock();
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});
afterEach(() => void vi.useRealTimers());

const lead = (id: string) => configure('GET', `/v1/leads/${id}`, shop.owner);
const rowOf = async (seq = 1) => (await rowsOf(shop.tenant, 'leads')).find((row) => row.seq === seq) ?? {};
const isDelivered = () =>
  eventually(async () => expect(await deliveriesOf(shop, 'state=delivered')).not.toEqual([]));

describe('RT-03, RT-04: the values of a lead', () => {
  test('that was never delivered die after 30 days, and nothing of the person is left', async () => {
    const posted = await post(shop, submissionOf(shop, { utm: { source: 'utm-marker' } }));
    const id = pickText(posted.json, 'lead');
    await pass(shop.tenant, 29 * dayMs);
    expect(pick(await lead(id), 'values')).not.toBeNull();
    const before = await storedIn(shop.tenant);
    const head = await tenantStub(shop.tenant).ledgerHead();
    await pass(shop.tenant, dayMs);
    expect(await lead(id)).toMatchObject({
      state: 'purged',
      values: null,
      purgedAt: expect.stringMatching(/Z$/),
      flags: [],
    });
    const after = await storedIn(shop.tenant);
    expect(after.leads?.[0]).toMatchObject({
      wrapped_key: null,
      sealed: null,
      phone_key: null,
      fingerprint: '',
      erased_at: null,
    });
    const sealedBefore = before.leads?.[0] ?? {};
    const gone = [
      ...Object.values(person),
      'utm-marker',
      ...['wrapped_key', 'sealed', 'phone_key', 'fingerprint'].map((column) => String(sealedBefore[column])),
    ];
    expect(foundIn(before, gone)).toHaveLength(4);
    expect(foundIn(after, gone)).toEqual([]);
    // The evidence is as it was, and so is the ledger.
    for (const column of ['evidence_key', 'evidence', 'key_id'])
      expect(after.leads?.[0]?.[column]).toBe(sealedBefore[column]);
    expect(after.entries).toEqual(before.entries);
    expect(await tenantStub(shop.tenant).ledgerHead()).toEqual(head);
  });

  test('that was delivered die 90 days after it first arrived; a replay lengthens nothing', async () => {
    await addWebhook(shop, 'crm');
    const id = await submit(shop);
    await isDelivered();
    await pass(shop.tenant, 60 * dayMs);
    const delivery = pickText((await deliveriesOf(shop))[0], 'id');
    await configure('POST', `/v1/deliveries/${delivery}/replay`, shop.owner);
    await sendDue(shop.tenant);
    await eventually(() => expect(receivers.received).toHaveLength(2));
    await pass(shop.tenant, 29 * dayMs);
    expect(pick(await lead(id), 'values')).not.toBeNull();
    await pass(shop.tenant, dayMs);
    expect(await lead(id)).toMatchObject({ state: 'delivered', values: null });
    // What arrived stays told, and is not sent again.
    const replay = await call('POST', `/v1/deliveries/${delivery}/replay`, { key: shop.owner });
    expectProblem(replay, 409, 'lead_purged');
    expect((await deliveriesOf(shop))[0]).toMatchObject({ state: 'delivered', attempts: 2 });
    expect(receivers.received).toHaveLength(2);
  });

  test('that waits for a receiver die all the same: its delivery is blocked with the reason', async () => {
    await addWebhook(shop, 'crm');
    receivers.answer('crm.example', { status: 500 });
    const id = await submit(shop);
    await eventually(async () => expect((await deliveriesOf(shop))[0]).toMatchObject({ attempts: 1 }));
    await runSql(shop.tenant, 'UPDATE deliveries SET next_at = ?', Date.now() + 40 * dayMs);
    await pass(shop.tenant, 30 * dayMs);
    expect((await deliveriesOf(shop))[0]).toMatchObject({ state: 'blocked', reason: 'retention' });
    expect(await lead(id)).toMatchObject({ state: 'purged', values: null });
    const before = receivers.received.length;
    await pass(shop.tenant, 20 * dayMs);
    expect(receivers.received).toHaveLength(before);
    const blocked = pickText((await deliveriesOf(shop))[0], 'id');
    expectProblem(await call('POST', `/v1/deliveries/${blocked}/replay`, { key: shop.owner }), 422);
  });

  test('can’t be revealed or pulled any more, and the receipt still works', async () => {
    const posted = await post(shop, submissionOf(shop));
    const id = pickText(posted.json, 'lead');
    await pass(shop.tenant, 31 * dayMs);
    const reveal = await call('POST', `/v1/leads/${id}/reveal`, { key: shop.owner, body: { reason: 'x' } });
    expectProblem(reveal, 409, 'lead_purged');
    const feed = await configure('GET', '/v1/events', shop.owner);
    expect(pick(feed, 'items', 0, 'data')).toEqual({ tenant: shop.tenant, lead: { id, seq: 1 } });
    expect(await rowsOf(shop.tenant, 'access_log')).toEqual([]);
    const receipt = pickText(posted.json, 'receipt', 'id');
    const told = await call('GET', `/v1/receipts/${receipt}`);
    expect(pickList(told.json, 'grants')).toHaveLength(4);
    expect((await call('GET', `/r/${receipt}`)).status).toBe(200);
    expect(pickList(await configure('GET', '/v1/leads?state=purged', shop.owner), 'items')).toHaveLength(1);
  });

  test('take along what was noted of its outcomes; the outcomes stay, and make nothing live longer', async () => {
    const posted = await post(shop, submissionOf(shop));
    const id = pickText(posted.json, 'lead');
    await configure('POST', `/v1/leads/${id}/outcomes`, shop.owner, {
      id: 'o1',
      type: 'signed',
      amount: 5,
      reason: '张三的备注',
    });
    expect((await rowsOf(shop.tenant, 'outcomes'))[0]?.note).toMatch(/^[0-9a-f]{50,}$/);
    await pass(shop.tenant, 31 * dayMs);
    expect((await rowsOf(shop.tenant, 'outcomes'))[0]).toMatchObject({ note: '', note_key: null });
    expect(await lead(id)).toMatchObject({ state: 'purged', outcome: { type: 'signed', amount: 5 } });
    // A later one may still come; the evidence dies three years after the lead all the same.
    await pass(shop.tenant, 700 * dayMs);
    await configure('POST', `/v1/leads/${id}/outcomes`, shop.owner, {
      id: 'o2',
      type: 'disbursed',
      amount: 5,
    });
    await pass(shop.tenant, 370 * dayMs);
    expect((await rowOf()).evidence).toBeNull();
    expect(await lead(id)).toMatchObject({ outcome: { type: 'disbursed' } });
  });

  test('free the phone, and a replay of the submission makes no second lead', async () => {
    const submission = submissionOf(shop);
    await post(shop, submission);
    await pass(shop.tenant, 31 * dayMs);
    expectProblem(await post(shop, submission), 409, 'submission_conflict');
    const again = await post(shop, { ...submission, id: freshSubmissionId() });
    expect(again.status).toBe(201);
    expect(await lead(pickText(again.json, 'lead'))).toMatchObject({ flags: [] });
  });

  test('live as short as the tenant sets, also when it is set later', async () => {
    const id = await submit(shop);
    await pass(shop.tenant, 3 * dayMs);
    expect(pick(await lead(id), 'values')).not.toBeNull();
    await configure('PATCH', '/v1/tenant', shop.owner, { settings: { retention: { undeliveredDays: 2 } } });
    await pass(shop.tenant, 0);
    expect(pick(await lead(id), 'values')).toBeNull();
  });

  test('delivered within days fewer than the undelivered ones die by the shorter time', async () => {
    await configure('PATCH', '/v1/tenant', shop.owner, { settings: { retention: { deliveredDays: 1 } } });
    await addWebhook(shop, 'crm');
    receivers.answer('crm.example', { status: 500 });
    const id = await submit(shop);
    await eventually(async () => expect((await deliveriesOf(shop))[0]).toMatchObject({ attempts: 1 }));
    await pass(shop.tenant, 2 * dayMs);
    receivers.answer('crm.example', { status: 200 });
    await sendDue(shop.tenant);
    await isDelivered();
    expect(pick(await lead(id), 'values')).not.toBeNull();
    await pass(shop.tenant, dayMs);
    expect(await lead(id)).toMatchObject({ state: 'delivered', values: null });
  });

  test('of others stay: each dies on its own day', async () => {
    const first = await submit(shop, { values: otherPerson(1) });
    await pass(shop.tenant, 10 * dayMs);
    const second = await submit(shop, { values: otherPerson(2) });
    await pass(shop.tenant, 20 * dayMs);
    expect(pick(await lead(first), 'values')).toBeNull();
    const clear = await configure('POST', `/v1/leads/${second}/reveal`, shop.owner, { reason: 'x' });
    expect(pick(clear, 'values')).toEqual(otherPerson(2));
  });
});

describe('a pass', () => {
  test('goes on batch by batch until all are gone, once each', async () => {
    for (let number = 0; number < 120; number++) await submit(shop, { values: otherPerson(number) });
    await pass(shop.tenant, 31 * dayMs);
    const rows = await rowsOf(shop.tenant, 'leads');
    expect(rows.filter((row) => row.wrapped_key !== null)).toEqual([]);
    const before = await storedIn(shop.tenant);
    await pass(shop.tenant, dayMs);
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('lets deliveries through: one that comes in its middle is sent before it ends', async () => {
    await addWebhook(shop, 'crm');
    await submit(shop);
    await isDelivered();
    // Many old leads, as copies of the one: a long pass.
    await runSql(
      shop.tenant,
      `INSERT INTO leads (seq, submission, fingerprint, phone_key, form, form_version, created_at, flags, attribution,
         first_entry, entries, key_id, wrapped_key, sealed, evidence_key, evidence)
       SELECT seq + n, randomblob(16), fingerprint, phone_key, form, form_version, created_at, flags, attribution,
         first_entry, entries, key_id, wrapped_key, sealed, evidence_key, evidence
       FROM leads, (WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n LIMIT 2000) SELECT n FROM n)`,
    );
    vi.setSystemTime(Date.now() + 31 * dayMs);
    const passing = pass(shop.tenant, 0, 1);
    await submit(shop, { values: otherPerson(7) });
    await eventually(() => expect(receivers.received).toHaveLength(2));
    const alive = (await rowsOf(shop.tenant, 'leads')).filter((row) => row.wrapped_key !== null);
    expect(alive.length).toBeGreaterThan(100);
    await passing;
    await pass(shop.tenant, 0, 3);
    // The delivered ones have time left: the first lead, and the one that came meanwhile.
    expect((await rowsOf(shop.tenant, 'leads')).filter((row) => row.wrapped_key !== null)).toHaveLength(2);
  });
});

describe('PI-14, PI-15, RT-03: evidence', () => {
  test('lives three years from the last fact, then the lead is stripped; the ledger stays for ever', async () => {
    await addWebhook(shop, 'crm');
    const posted = await post(shop, submissionOf(shop));
    await isDelivered();
    await runSql(shop.tenant, 'INSERT INTO reroutes (lead, number, route) SELECT seq, 1, route FROM leads');
    await pass(shop.tenant, 3 * 365 * dayMs - dayMs);
    const before = await storedIn(shop.tenant);
    expect(before.leads?.[0]?.evidence).not.toBeNull();
    expect(before.attempts).toHaveLength(1);
    const head = await tenantStub(shop.tenant).ledgerHead();
    await pass(shop.tenant, 3 * dayMs, 4);
    const after = await storedIn(shop.tenant);
    expect(after.leads?.[0]).toMatchObject({ key_id: null, evidence_key: null, evidence: null, flags: '[]' });
    // How it was routed tells which conditions its answers met.
    expect([before.leads?.[0]?.route, before.reroutes?.length]).toEqual([expect.any(String), 1]);
    expect([after.leads?.[0]?.route, after.reroutes]).toEqual([null, []]);
    expect(after.attempts).toEqual([]);
    expect(foundIn(after, [String(before.leads?.[0]?.evidence)])).toEqual([]);
    expect(after.entries).toEqual(before.entries);
    expect(await tenantStub(shop.tenant).ledgerHead()).toEqual(head);
    const receipt = await call('GET', `/v1/receipts/${pickText(posted.json, 'receipt', 'id')}`);
    expect(pickList(receipt.json, 'grants')).toHaveLength(4);
    expect((await call('GET', '/v1/leads', { key: shop.owner })).status).toBe(200);
  });

  test('of an erased lead is gone at once, and what tells of its provision lives on for the years', async () => {
    await addWebhook(shop, 'crm');
    const id = await submit(shop);
    await isDelivered();
    await pass(shop.tenant, 100 * dayMs);
    expect((await rowOf()).evidence).not.toBeNull();
    await call('DELETE', `/v1/leads/${id}`, { key: shop.owner });
    expect(await rowOf()).toMatchObject({ evidence: null, evidence_key: null, key_id: null });
    await sendDue(shop.tenant);
    await eventually(async () => expect(await deliveriesOf(shop, 'state=delivered')).toHaveLength(2));
    // The erasure is the last fact: its years run from there.
    await pass(shop.tenant, 3 * 365 * dayMs, 3);
    expect(await rowsOf(shop.tenant, 'attempts')).toHaveLength(2);
    await pass(shop.tenant, 3 * dayMs, 4);
    expect(await rowsOf(shop.tenant, 'attempts')).toEqual([]);
    expect(await rowsOf(shop.tenant, 'deliveries')).toHaveLength(2);
  });
});

describe('RT-11: logs', () => {
  test('live 180 days: readings and failed attempts; what arrived is no log', async () => {
    await addWebhook(shop, 'crm');
    receivers.answer('crm.example', { status: 500 });
    const id = await submit(shop);
    await eventually(async () => expect((await deliveriesOf(shop))[0]).toMatchObject({ attempts: 1 }));
    receivers.answer('crm.example', { status: 200 });
    await sendDue(shop.tenant);
    await isDelivered();
    await configure('POST', `/v1/leads/${id}/reveal`, shop.owner, { reason: '回访' });
    await pass(shop.tenant, 179 * dayMs);
    expect(await rowsOf(shop.tenant, 'access_log')).toHaveLength(1);
    expect(await rowsOf(shop.tenant, 'attempts')).toHaveLength(2);
    await pass(shop.tenant, dayMs + 3_600_000);
    expect(await rowsOf(shop.tenant, 'access_log')).toEqual([]);
    expect(await rowsOf(shop.tenant, 'attempts')).toMatchObject([{ outcome: 'delivered' }]);
    expect((await deliveriesOf(shop))[0]).toMatchObject({ state: 'delivered', attempts: 2 });
  });
});
