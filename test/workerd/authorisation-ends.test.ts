/** Owns how authorisations end by themselves, by the object's alarm or with the lead, and who is told; not their use. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { call, expectProblem, pick } from './api.ts';
import { grantsOf, person, submit } from './applicant.ts';
import {
  asked,
  dayMs,
  decideOn,
  eventsOf,
  grant,
  grantOf,
  openLendingShop,
  refusalOf,
  use,
  viewOf,
  withdraw,
} from './authorisation-shop.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { type Shop, tenantStub } from './scenario.ts';
import { foundIn, storedIn } from './stored.ts';

let shop: Shop;
let lead: string;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openLendingShop();
  receivers = standInReceivers(shop.tenant);
  vi.useFakeTimers({ toFake: ['Date'] });
  lead = await submit(shop, {
    grants: grantsOf(shop, { 'provide-bank-a': 'refused', marketing: 'refused' }),
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
const alarmMs = () => runInDurableObject(tenantStub(shop.tenant), (_, state) => state.storage.getAlarm());
const endsOf = async () =>
  (await eventsOf(shop)).filter(({ type }) => /^authorisation\.(?:expired|lapsed)$/.test(type));

describe('a link that nobody decides on', () => {
  test('is authorisation.expired by the alarm, to the tenant alone', async () => {
    await addWebhook(shop, 'crm');
    await addWebhook(shop, 'bank', 'bank-a');
    const of = await asked(shop, lead);
    await sendDue(shop.tenant);
    // The one alarm is for whatever comes first: the daily look at retention is sooner.
    expect(await alarmMs()).toBeLessThanOrEqual(
      Date.parse(String(pick(await viewOf(shop, of), 'expiresAt'))),
    );
    pass(7 * dayMs);
    await runDurableObjectAlarm(tenantStub(shop.tenant));
    await eventually(() => expect(receivers.typesTo('crm.example')).toEqual(['authorisation.expired']));
    expect(JSON.parse(receivers.to('crm.example')[0]?.body ?? '')).toEqual({
      type: 'authorisation.expired',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: {
        tenant: shop.tenant,
        lead: { id: lead, seq: expect.any(Number) },
        authorisation: {
          id: of.id,
          notice: 'query-a',
          version: 1,
          recipient: 'bank-a',
          purpose: 'loan_review',
          bureaus: ['中国人民银行征信中心'],
          reason: 'link_expired',
        },
      },
    });
    expect(receivers.typesTo('bank.example')).toEqual([]);
    expect(await endsOf()).toHaveLength(1);
    await runDurableObjectAlarm(tenantStub(shop.tenant));
    expect(await endsOf()).toHaveLength(1);
  });

  test('is so after a restart too: the alarm is set anew from the table', async () => {
    const of = await asked(shop, lead);
    await runInDurableObject(tenantStub(shop.tenant), (_, state) => state.storage.deleteAlarm());
    await evictDurableObject(tenantStub(shop.tenant));
    const expiresMs = Date.parse(String(pick(await viewOf(shop, of), 'expiresAt')));
    expect(await alarmMs()).toBeLessThanOrEqual(expiresMs);
    pass(7 * dayMs);
    await runDurableObjectAlarm(tenantStub(shop.tenant));
    expect(await endsOf()).toMatchObject([
      { type: 'authorisation.expired', data: { authorisation: { id: of.id } } },
    ]);
  });

  test('a decided one does not expire', async () => {
    const of = await asked(shop, lead);
    await decideOn(of, refusalOf(of));
    pass(8 * dayMs);
    await runDurableObjectAlarm(tenantStub(shop.tenant));
    expect(await viewOf(shop, of)).toMatchObject({ state: 'refused' });
    expect(await endsOf()).toEqual([]);
  });
});

describe('a grant lapses', () => {
  test('when its days are over, used or not: told to the tenant and to the lender that had it (C12)', async () => {
    await addWebhook(shop, 'crm');
    await addWebhook(shop, 'bank', 'bank-a');
    await addWebhook(shop, 'other', 'bank-b');
    const of = await asked(shop, lead);
    await grant(of);
    await eventually(() => expect(receivers.typesTo('bank.example')).toEqual(['consent.granted']));
    await sendDue(shop.tenant);
    pass(30 * dayMs);
    await runDurableObjectAlarm(tenantStub(shop.tenant));
    await eventually(() =>
      expect(receivers.typesTo('bank.example')).toEqual(['consent.granted', 'authorisation.lapsed']),
    );
    await eventually(() => expect(receivers.typesTo('crm.example')).toContain('authorisation.lapsed'));
    expect(await endsOf()).toMatchObject([
      { data: { authorisation: { id: of.id, reason: 'validity_passed', maxQueries: 2 } } },
    ]);
    expect(receivers.typesTo('other.example')).toEqual([]);
    expect(await viewOf(shop, of)).toMatchObject({ state: 'lapsed', reason: 'validity_passed', uses: 1 });
  });

  test('when its queries are used up: told to the tenant alone, since the lender may still make the last one', async () => {
    await addWebhook(shop, 'crm');
    await addWebhook(shop, 'bank', 'bank-a');
    const of = await asked(shop, lead);
    await grant(of);
    await eventually(() => expect(receivers.typesTo('bank.example')).toEqual(['consent.granted']));
    await use(shop, of, 'q-2');
    await eventually(() => expect(receivers.typesTo('crm.example')).toContain('authorisation.lapsed'));
    expect(await endsOf()).toMatchObject([{ data: { authorisation: { reason: 'used_up' } } }]);
    pass(31 * dayMs);
    await runDurableObjectAlarm(tenantStub(shop.tenant));
    expect(await endsOf()).toHaveLength(1);
    expect(receivers.typesTo('bank.example')).toEqual(['consent.granted']);
  });

  test('when the lead is erased: told, with no word of the person; open ones end with it', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    const of = await asked(shop, lead);
    await grant(of);
    const open = await asked(shop, lead, 'report-a');
    await eventually(() => expect(receivers.typesTo('bank.example')).toEqual(['consent.granted']));
    await sendDue(shop.tenant);
    await call('DELETE', `/v1/leads/${lead}`, { key: shop.owner });
    await sendDue(shop.tenant);
    expect(receivers.typesTo('bank.example')).toEqual([
      'consent.granted',
      'lead.erased',
      'authorisation.lapsed',
    ]);
    for (const one of [of, open])
      expect(await viewOf(shop, one)).toMatchObject({ state: 'lapsed', reason: 'lead_erased' });
    expectProblem(await use(shop, of, 'late'), 409, 'not_consented');
    expectProblem(await decideOn(open, grantOf(open)), 410, 'link_gone');
    expect((await call('GET', open.path)).status).toBe(410);
    expect(foundIn(await storedIn(shop.tenant), Object.values(person))).toEqual([]);
    expect(JSON.stringify(receivers.to('bank.example'))).not.toContain(person.phone);
  });

  test('not when it was withdrawn: that is the applicant’s own word', async () => {
    const of = await asked(shop, lead);
    await grant(of);
    await withdraw(shop, lead, 'query-a');
    pass(31 * dayMs);
    await runDurableObjectAlarm(tenantStub(shop.tenant));
    expect(await endsOf()).toEqual([]);
    expect(await viewOf(shop, of)).toMatchObject({ state: 'withdrawn' });
    expect((await call('GET', of.path)).text).toContain('已撤回');
  });
});

test('many ends at once are each told once, in order, and deliveries go on beside them', async () => {
  await addWebhook(shop, 'crm');
  const ids: string[] = [];
  for (let at = 0; at < 12; at++) {
    const one = await submit(shop, { grants: grantsOf(shop, { 'provide-bank-a': 'refused' }) });
    ids.push((await asked(shop, one)).id);
  }
  pass(7 * dayMs);
  const late = await submit(shop);
  await runDurableObjectAlarm(tenantStub(shop.tenant));
  await sendDue(shop.tenant);
  const told = (await endsOf()).map(({ data }) => pick(data, 'authorisation', 'id'));
  expect(told).toEqual(ids);
  await eventually(() => {
    expect(receivers.typesTo('crm.example').filter((type) => type === 'authorisation.expired')).toHaveLength(
      12,
    );
    expect(JSON.stringify(receivers.to('crm.example'))).toContain(late);
  });
});
