/** Owns what a granted authorisation allows: one lender, its days, its queries; by key and by webhook; not its signing. */
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TenantObject } from '../../worker/tenant/tenant-object.ts';
import { call, expectProblem, findingsOf, pick, pickText } from './api.ts';
import { grantsOf, otherPerson, person, submit } from './applicant.ts';
import {
  asked,
  dayMs,
  decideOn,
  grant,
  openLendingShop,
  queryDraft,
  refusalOf,
  use,
  viewOf,
  withdraw,
} from './authorisation-shop.ts';
import { deliveriesOf } from './outbox.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, makeKey, type Shop, tenantStub } from './scenario.ts';

let shop: Shop;
let lead: string;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openLendingShop();
  receivers = standInReceivers(shop.tenant);
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

/** An applicant who let nobody but the tenant have the data. */
const closedLead = () =>
  submit(shop, {
    grants: grantsOf(shop, { 'provide-bank-a': 'refused', marketing: 'refused' }),
  });

/** Waits until each delivery of a destination was tried, and the try recorded. */
const attemptedAll = (destination: string) =>
  eventually(async () => {
    const deliveries = await deliveriesOf(shop, `destination=${destination}`);
    expect(deliveries.length).toBeGreaterThan(0);
    expect(deliveries.filter((one) => pick(one, 'attempts') === 0)).toEqual([]);
  });

const bodiesAt = (host: string): { type: string; data: Record<string, unknown> }[] =>
  receivers.to(host).map(({ body }) => JSON.parse(body));

describe('the lender’s message', () => {
  test('carries the terms and the number of the use; the tenant’s carries no number; nobody else’s comes (CR-06)', async () => {
    await addWebhook(shop, 'crm');
    await addWebhook(shop, 'bank', 'bank-a');
    await addWebhook(shop, 'other-bank', 'bank-b');
    await addWebhook(shop, 'broker', 'broker-b');
    lead = await closedLead();
    const of = await asked(shop, lead);
    const granted = await grant(of);
    await eventually(() => expect(bodiesAt('bank.example')).toHaveLength(1));
    const [told] = bodiesAt('bank.example');
    expect(told).toEqual({
      type: 'consent.granted',
      timestamp: expect.any(String),
      data: {
        tenant: shop.tenant,
        lead: { id: lead, seq: expect.any(Number) },
        consent: expect.objectContaining({ notice: 'query-a', decision: 'granted', digest: of.digest }),
        authorisation: {
          id: of.id,
          notice: 'query-a',
          version: 1,
          recipient: 'bank-a',
          purpose: 'loan_review',
          bureaus: ['中国人民银行征信中心'],
          validUntil: pickText(granted.json, 'validUntil'),
          maxQueries: 2,
          use: 1,
        },
      },
    });
    // A query authorisation alone lets none of the values go to the lender (CR-15).
    const all = JSON.stringify(receivers.to('bank.example'));
    for (const value of Object.values(person)) expect(all).not.toContain(value);
    await eventually(() =>
      expect(bodiesAt('crm.example').map(({ type }) => type)).toContain('consent.granted'),
    );
    const own = bodiesAt('crm.example').find(({ type }) => type === 'consent.granted');
    expect(own?.data.authorisation).not.toHaveProperty('use');
    expect([bodiesAt('other-bank.example'), bodiesAt('broker.example')]).toEqual([[], []]);
    expect(await viewOf(shop, of)).toMatchObject({ uses: 1 });
  });

  test('is one use however often it is tried, replayed, or to how many places it goes', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    await addWebhook(shop, 'bank-copy', 'bank-a');
    receivers.answer('bank.example', { status: 500 });
    lead = await closedLead();
    const of = await asked(shop, lead);
    await grant(of);
    await eventually(() => expect(bodiesAt('bank.example').length).toBeGreaterThan(0));
    for (let at = 0; at < 3; at++) await sendDue(shop.tenant);
    receivers.answer('bank.example', { status: 204 });
    await sendDue(shop.tenant);
    const [delivered] = await deliveriesOf(shop, 'destination=bank');
    await configure('POST', `/v1/deliveries/${pickText(delivered, 'id')}/replay`, shop.owner);
    await sendDue(shop.tenant);
    const uses = bodiesAt('bank.example').map(({ data }) => pick(data, 'authorisation', 'use'));
    expect(uses.length).toBeGreaterThanOrEqual(5);
    expect(new Set(uses)).toEqual(new Set([1]));
    expect(new Set(receivers.to('bank.example').map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await viewOf(shop, of)).toMatchObject({ uses: 1 });
  });

  test('after its days is blocked: authorisation_expired, never tried again (C12)', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    receivers.answer('bank.example', 'unreachable');
    const of = await asked(shop, await closedLead());
    await grant(of);
    await attemptedAll('bank');
    const before = receivers.to('bank.example').length;
    receivers.answer('bank.example', { status: 204 });
    pass(30 * dayMs);
    await sendDue(shop.tenant);
    await sendDue(shop.tenant);
    const delivery = (await deliveriesOf(shop, 'destination=bank')).find(
      (one) => pick(one, 'type') === 'consent.granted',
    );
    expect(delivery).toMatchObject({ state: 'blocked', reason: 'authorisation_expired' });
    expect(
      bodiesAt('bank.example')
        .slice(before)
        .map(({ type }) => type),
    ).toEqual(['authorisation.lapsed']);
    const replay = await call('POST', `/v1/deliveries/${pickText(delivery, 'id')}/replay`, {
      key: shop.owner,
    });
    expect(findingsOf(replay)).toEqual(['id delivery_blocked']);
  });

  test('is blocked once the queries were used up meanwhile: authorisation_used (C13)', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    // A first lead keeps the one lane of a receiver that hangs; the second one's message waits behind it.
    receivers.answer('bank.example', 'hang');
    const first = await asked(shop, await closedLead());
    await grant(first);
    await eventually(() => expect(receivers.to('bank.example')).toHaveLength(1));
    const of = await asked(shop, await closedLead());
    await grant(of);
    for (const id of ['q1', 'q2']) expect((await use(shop, of, id)).status).toBe(201);
    receivers.answer('bank.example', { status: 204 });
    await eventually(async () => {
      const [delivery] = await deliveriesOf(shop, 'destination=bank');
      expect(delivery).toMatchObject({ state: 'blocked', reason: 'authorisation_used' });
    });
    expect(receivers.to('bank.example')).toHaveLength(1);
  });

  test('is blocked once it is withdrawn, and who had it is told: not_consented', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    await addWebhook(shop, 'bank-copy', 'bank-a');
    receivers.answer('bank-copy.example', 'unreachable');
    lead = await closedLead();
    const of = await asked(shop, lead);
    await grant(of);
    await eventually(() => expect(bodiesAt('bank.example')).toHaveLength(1));
    await withdraw(shop, lead, 'query-a');
    receivers.answer('bank-copy.example', { status: 204 });
    await sendDue(shop.tenant);
    const states = await deliveriesOf(shop, 'destination=bank-copy');
    expect(states.find((one) => pick(one, 'type') === 'consent.granted')).toMatchObject({
      state: 'blocked',
      reason: 'not_consented',
    });
    await eventually(() =>
      expect(bodiesAt('bank.example').map(({ type }) => type)).toEqual([
        'consent.granted',
        'consent.withdrawn',
      ]),
    );
    expect(await viewOf(shop, of)).toMatchObject({ state: 'withdrawn' });
    expectProblem(await use(shop, of, 'late'), 409, 'not_consented');
  });
});

describe('a use by a key', () => {
  test('is numbered, idempotent by its id, and ends with the queries (CR-02)', async () => {
    const of = await asked(shop, await closedLead());
    await grant(of);
    const first = await use(shop, of, 'q-1');
    expect([first.status, pick(first.json, 'use'), pick(first.json, 'authorisation', 'uses')]).toEqual([
      201, 1, 1,
    ]);
    const again = await use(shop, of, 'q-1');
    expect([again.status, again.headers.get('idempotent-replay'), pick(again.json, 'use')]).toEqual([
      200,
      'true',
      1,
    ]);
    expect((await use(shop, of, 'q-2')).status).toBe(201);
    expectProblem(await use(shop, of, 'q-3'), 409, 'authorisation_used');
    expect((await use(shop, of, 'q-2')).status).toBe(200);
    expect(await viewOf(shop, of)).toMatchObject({ state: 'lapsed', reason: 'used_up', uses: 2 });
  });

  test('fifty at once take as many as there are', async () => {
    const of = await asked(shop, await closedLead());
    await grant(of);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => use(shop, of, `q-${at}`)));
    expect(
      answers
        .filter(({ status }) => status === 201)
        .map(({ json }) => pick(json, 'use'))
        .sort(),
    ).toEqual([1, 2]);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(48);
  });

  test('after the days is authorisation_expired, with queries left or none, known or new', async () => {
    const of = await asked(shop, await closedLead());
    await grant(of);
    await use(shop, of, 'q-1');
    pass(30 * dayMs - 1);
    expect((await use(shop, of, 'q-1')).status).toBe(200);
    pass(1);
    expectProblem(await use(shop, of, 'q-1'), 409, 'authorisation_expired');
    expectProblem(await use(shop, of, 'q-2'), 409, 'authorisation_expired');
  });

  test('for another lender is not_consented, and takes nothing (CR-06)', async () => {
    const of = await asked(shop, await closedLead());
    await grant(of);
    const answer = await use(shop, of, 'q-1', { recipient: 'bank-b' });
    expectProblem(answer, 409, 'not_consented');
    expect(findingsOf(answer)).toEqual(['recipient other_recipient']);
    expect((await use(shop, of, 'q-1', { recipient: 'bank-a' })).status).toBe(201);
  });

  test('of what was not granted is not_consented: open, refused, run out', async () => {
    lead = await closedLead();
    const of = await asked(shop, lead);
    expectProblem(await use(shop, of, 'q-1'), 409, 'not_consented');
    await decideOn(of, refusalOf(of));
    expectProblem(await use(shop, of, 'q-1'), 409, 'not_consented');
    const next = await asked(shop, lead);
    pass(8 * dayMs);
    expectProblem(await use(shop, next, 'q-1'), 409, 'not_consented');
  });

  test('is for owner and crm, and its id says nothing', async () => {
    const of = await asked(shop, await closedLead());
    await grant(of);
    const path = `/v1/authorisations/${of.id}/uses`;
    const crm = await makeKey(shop, 'crm');
    expect((await call('POST', path, { key: crm, body: { id: 'q-1' } })).status).toBe(201);
    const compliance = await makeKey(shop, 'compliance');
    expectProblem(await call('POST', path, { key: compliance, body: { id: 'q-2' } }), 403, 'forbidden');
    for (const id of ['', 'event/7', '张三', 'a'.repeat(65), 7, undefined])
      expectProblem(await call('POST', path, { key: crm, body: { id } }), 422, 'invalid_request');
  });
});

describe('a provision that is granted later', () => {
  test('sends the lead to its lender, with the named fields, and to nobody before', async () => {
    await addWebhook(shop, 'bank', 'bank-b');
    lead = await closedLead();
    const of = await asked(shop, lead, 'provide-b');
    await sendDue(shop.tenant);
    expect(receivers.to('bank.example')).toEqual([]);
    await grant(of);
    await eventually(() => expect(bodiesAt('bank.example')).toHaveLength(2));
    const created = bodiesAt('bank.example').find(({ type }) => type === 'lead.created');
    expect(pick(created?.data, 'lead', 'values')).toEqual({ name: person.name, phone: person.phone });
  });

  test('lets it have the lead no more once its days are over: authorisation_expired (PI-13)', async () => {
    await addWebhook(shop, 'bank', 'bank-b');
    receivers.answer('bank.example', 'unreachable');
    lead = await closedLead();
    await grant(await asked(shop, lead, 'provide-b'));
    // Its grant is told once the lead is there: until then it waits.
    await eventually(async () =>
      expect((await deliveriesOf(shop, 'destination=bank')).map((one) => pick(one, 'attempts'))).toEqual([
        0, 1,
      ]),
    );
    const before = receivers.to('bank.example').length;
    receivers.answer('bank.example', { status: 204 });
    pass(10 * dayMs);
    await sendDue(shop.tenant);
    const states = await deliveriesOf(shop, 'destination=bank');
    expect(states.find((one) => pick(one, 'type') === 'lead.created')).toMatchObject({
      state: 'blocked',
      reason: 'authorisation_expired',
    });
    expect(
      bodiesAt('bank.example')
        .slice(before)
        .map(({ type }) => type),
    ).toEqual(['authorisation.lapsed']);
  });
});

test('it is known beforehand when a grant of a lead will hold no more by time alone', async () => {
  lead = await closedLead();
  await submit(shop, { values: otherPerson(2) });
  const granted = await grant(await asked(shop, lead, 'provide-b'));
  const untilMs = Date.parse(pickText(granted.json, 'validUntil'));
  await runInDurableObject(tenantStub(shop.tenant), ({ authorisations }: TenantObject) => {
    expect(authorisations.nextLapseMs(1, untilMs - 1)).toBe(untilMs);
    expect(authorisations.lapsedEntries(1, untilMs - 1).size).toBe(0);
    expect(authorisations.nextLapseMs(1, untilMs)).toBeNull();
    expect(authorisations.lapsedEntries(1, untilMs).size).toBe(1);
    expect(authorisations.nextLapseMs(2, untilMs - 1)).toBeNull();
  });
});

test('a grant of a newer text takes the place of the older one', async () => {
  lead = await closedLead();
  const old = await asked(shop, lead);
  await grant(old);
  await configure('POST', '/v1/notices', shop.owner, queryDraft({ title: '征信查询授权书（二）' }));
  const next = await asked(shop, lead);
  await grant(next);
  expect(await viewOf(shop, old)).toMatchObject({ state: 'lapsed', reason: 'superseded' });
  expect((await use(shop, next, 'q-1')).status).toBe(201);
});
