/** Owns how a person shows that data are theirs, and access, export and erasure; must not know the page. */
import { evictDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { call, expectProblem, pick, pickList, pickText } from './api.ts';
import { otherPerson, person } from './applicant.ts';
import { accessOf, applied, receiptOf, use, verifyPhone, withdraw } from './holder.ts';
import { arrived } from './outbox.ts';
import { addWebhook, eventually, type Receivers, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { foundIn, rowsOf, storedIn } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});
afterEach(() => {
  vi.useRealTimers();
});

describe('verifying the phone', () => {
  test('gives access for half an hour, whatever form the number is typed in', async () => {
    const holder = await applied(shop);
    for (const phone of [person.phone, '+86 139-1234-5678', '１３９１２３４５６７８']) {
      const answer = await verifyPhone(holder, phone);
      expect(answer.status).toBe(200);
      expect(pickText(answer.json, 'access')).toMatch(/^ra_[0-9a-z]+_[\w-]{22}$/);
      const lifeMs = Date.parse(pickText(answer.json, 'expiresAt')) - Date.now();
      expect(lifeMs).toBeGreaterThan(29 * 60_000);
      expect(lifeMs).toBeLessThanOrEqual(30 * 60_000);
      expect(answer.text).not.toContain(person.phone);
    }
  });

  test('a wrong number and no number at all get the same answer', async () => {
    const holder = await applied(shop);
    const answers = [];
    for (const phone of ['13800138000', 'leak', 13912345678]) answers.push(await verifyPhone(holder, phone));
    for (const answer of answers) expectProblem(answer, 403, 'phone_mismatch');
    const texts = answers.map(({ json }) => JSON.stringify({ ...Object(json), requestId: '' }));
    expect(new Set(texts).size).toBe(1);
  });

  test('five wrong tries in an hour end it, for the right number too, and across restarts', async () => {
    const holder = await applied(shop);
    const other = await applied(shop, { values: otherPerson(1) });
    for (let at = 0; at < 3; at++) expectProblem(await verifyPhone(holder, `1380013800${at}`), 403);
    await evictDurableObject(tenantStub(shop.tenant));
    for (let at = 3; at < 5; at++) expectProblem(await verifyPhone(holder, `1380013800${at}`), 403);
    const before = await storedIn(shop.tenant);
    for (const phone of ['13800138009', person.phone]) {
      const answer = await verifyPhone(holder, phone);
      expectProblem(answer, 429, 'rate_limited');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3500);
      expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(3600);
    }
    expect(await storedIn(shop.tenant)).toEqual(before);
    // Another receipt has its own tries.
    expect((await verifyPhone(other, '13800000001')).status).toBe(200);
  });

  test('a hundred tries at once are five', async () => {
    const holder = await applied(shop);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => verifyPhone(holder, `138001380${String(at).padStart(2, '0')}`)),
    );
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(95);
  });

  test('the hour over, there are tries again', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const holder = await applied(shop);
    for (let at = 0; at < 5; at++) await verifyPhone(holder, '13800138000');
    expectProblem(await verifyPhone(holder), 429);
    vi.setSystemTime(Date.now() + 3_600_000);
    expect((await verifyPhone(holder)).status).toBe(200);
  });

  test('without a body, or for an erased lead, is typed', async () => {
    const holder = await applied(shop);
    expectProblem(
      await call('POST', `/v1/receipts/${holder.receipt}/verify-phone`, { raw: 'no json' }),
      400,
      'bad_json',
    );
    await withdraw(holder, 'privacy');
    expectProblem(await verifyPhone(holder), 409, 'lead_erased');
  });
});

describe('access', () => {
  test('opens its own receipt only, until it ends, and no byte of it can be changed', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const [holder, other] = [await applied(shop), await applied(shop)];
    const access = await accessOf(holder);
    expect((await use(holder, 'data', access)).status).toBe(200);
    expectProblem(await use(other, 'data', access), 401, 'unauthorized');
    const later = access.replace(/^ra_[0-9a-z]+/, `ra_${(Date.now() + 3_600_000).toString(36)}`);
    const flipped = access.slice(0, -2) + (access.endsWith('AA') ? 'BB' : 'AA');
    for (const forged of [
      later,
      flipped,
      `${access}a`,
      'ra_',
      'ra_zzzzzzzzzzz_'.padEnd(37, 'A'),
      shop.owner,
    ]) {
      for (const right of ['data', 'erase', 'correct', 'restrict']) {
        const body = right === 'correct' ? { values: {} } : { restricted: true };
        expectProblem(
          await use(holder, right, forged, right === 'data' ? undefined : body),
          401,
          'unauthorized',
        );
      }
    }
    expectProblem(await call('GET', `/v1/receipts/${holder.receipt}/data`), 401, 'unauthorized');
    vi.setSystemTime(Date.now() + 31 * 60_000);
    expectProblem(await use(holder, 'data', access), 401, 'unauthorized');
  });

  test('is kept nowhere', async () => {
    const access = await accessOf(await applied(shop));
    expect(foundIn(await storedIn(shop.tenant), [access, access.slice(-22)])).toEqual([]);
  });
});

describe('export', () => {
  test('RT-01: equals what was submitted, with consents, recipients and deliveries, and is logged', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    const holder = await applied(shop, { utm: { source: 'poster' } });
    await arrived(shop, 1);
    const outcome = { type: 'rejected', at: new Date().toISOString(), reason: '资料不全' };
    await configure('POST', `/v1/leads/${holder.lead}/outcomes`, shop.owner, { id: 'o1', ...outcome });
    const answer = await use(holder, 'data', await accessOf(holder));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="personal-data.json"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.json).toMatchObject({
      receipt: holder.receipt,
      lead: { id: holder.lead, values: { ...person, amount: 200_000, term: 12, use: '周转' } },
      utm: { source: 'poster' },
      recipients: [{ id: 'self' }, { id: 'bank-a', legalName: '甲银行股份有限公司', contact: '95500' }],
      deliveries: [{ type: 'lead.created', recipient: 'bank-a', state: 'delivered', attempts: 1 }],
      outcomes: [outcome],
    });
    expect(pickList(answer.json, 'consents')).toHaveLength(4);
    expect(pickList(answer.json, 'fields').map((field) => pick(field, 'label'))).toContain('姓名');
    expect(await configure('GET', '/v1/access-log', shop.owner)).toMatchObject({
      items: [{ key: 'applicant', role: 'applicant', action: 'export', lead: holder.lead }],
    });
  });

  test('of what is erased is lead_erased', async () => {
    const holder = await applied(shop);
    const access = await accessOf(holder);
    expect((await use(holder, 'erase', access)).json).toEqual({ erased: true });
    expectProblem(await use(holder, 'data', access), 409, 'lead_erased');
    expectProblem(await use(holder, 'correct', access, { values: {} }), 409, 'lead_erased');
    expectProblem(await use(holder, 'restrict', access, { restricted: true }), 409, 'lead_erased');
    const before = await storedIn(shop.tenant);
    expect((await use(holder, 'erase', access)).json).toEqual({ erased: true });
    expect(await storedIn(shop.tenant)).toEqual(before);
  });
});

describe('erasure by the applicant', () => {
  test('RT-03: leaves nothing of the person, while the decisions stand and can be proven', async () => {
    await addWebhook(shop, 'crm');
    const holder = await applied(shop);
    await arrived(shop, 1);
    const head = await tenantStub(shop.tenant).ledgerHead();
    await verifyPhone(holder, '13800138000');
    await use(holder, 'erase', await accessOf(holder));
    await eventually(() => expect(receivers.typesTo('crm.example')).toEqual(['lead.created', 'lead.erased']));
    expect(await tenantStub(shop.tenant).ledgerHead()).toEqual(head);
    expect(await rowsOf(shop.tenant, 'phone_tries')).toEqual([]);
    expect(foundIn(await storedIn(shop.tenant), Object.values(person))).toEqual([]);
    expect(await rowsOf(shop.tenant, 'access_log')).toMatchObject([{ action: 'erase', key: 'applicant' }]);
    const receipt = await receiptOf(holder);
    expect(pickList(receipt.json, 'grants').map((grant) => pick(grant, 'decision'))).toEqual(
      Array(4).fill('granted'),
    );
    expect((await call('GET', `/v1/receipts/${holder.receipt}/proof?notice=privacy`)).status).toBe(200);
  });
});

test('RT-05: every refusal of a right says why, in the language asked for', async () => {
  const holder = await applied(shop);
  const path = `/v1/receipts/${holder.receipt}/withdraw`;
  for (const [language, words] of [
    ['zh-CN', '这份回执中没有此项授权'],
    ['zh-TW', '這份回執中沒有此項授權'],
    ['en', 'This consent is not on the receipt'],
  ] as const) {
    const answer = await call('POST', path, {
      body: { notice: 'nothing' },
      headers: { 'accept-language': language },
    });
    expect(pick(answer.json, 'errors', 0, 'message')).toBe(words);
  }
});
