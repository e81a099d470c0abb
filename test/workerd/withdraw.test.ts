/** Owns withdrawal by receipt: what it logs, stops and tells, and that a repeat changes nothing; must not know the page. */
import { beforeEach, describe, expect, test } from 'vitest';
import { leafHash } from '../../worker/ledger/merkle.ts';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { grantsOf, otherPerson, person } from './applicant.ts';
import { applied, type Holder, receiptOf, withdraw } from './holder.ts';
import { arrived } from './outbox.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { foundIn, rowsOf, storedIn } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});

const dataTo = (host: string, at: number): unknown => pick(receivers.bodiesTo(host)[at], 'data');

async function grantOf(holder: Holder, notice: string): Promise<unknown> {
  const grants = pickList((await receiptOf(holder)).json, 'grants');
  return grants.find((grant) => pick(grant, 'notice') === notice);
}

const stateOf = async (holder: Holder) =>
  pick(await grantOf(holder, 'provide-bank-a'), 'recipients', 0, 'state');

const deliveries = () => rowsOf(shop.tenant, 'deliveries');

describe('a withdrawal', () => {
  test('PI-12: is logged, told to who has the lead, and confirmed on the receipt once they answered 2xx', async () => {
    await addWebhook(shop, 'crm');
    await addWebhook(shop, 'bank', 'bank-a');
    await addWebhook(shop, 'broker', 'broker-b');
    const holder = await applied(shop);
    await arrived(shop, 2);
    expect(await stateOf(holder)).toBe('delivered');
    receivers.answer('bank.example', { status: 503 });
    const answer = await withdraw(holder, 'provide-bank-a');
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      notice: 'provide-bank-a',
      decision: 'withdrawn',
      entry: { index: 4 },
      erases: false,
    });
    await eventually(() =>
      expect(receivers.typesTo('bank.example')).toEqual(['lead.created', 'consent.withdrawn']),
    );
    expect(await stateOf(holder)).toBe('withdrawal_sent');
    expect(dataTo('bank.example', 1)).toMatchObject({
      tenant: shop.tenant,
      lead: { id: holder.lead, seq: 1 },
      consent: {
        notice: 'provide-bank-a',
        decision: 'withdrawn',
        recipients: ['bank-a'],
        entry: { index: 4 },
      },
    });
    // Retried like a lead, until it is heard.
    receivers.answer('bank.example', { status: 204 });
    await eventually(async () =>
      expect((await deliveries()).find((row) => row.destination === 2 && row.event === 2)?.attempts).toBe(1),
    );
    await sendDue(shop.tenant);
    await eventually(async () => expect(await stateOf(holder)).toBe('withdrawal_confirmed'));
    expect(await grantOf(holder, 'provide-bank-a')).toMatchObject({
      decision: 'withdrawn',
      recipients: [{ legalName: '甲银行股份有限公司', contact: '95500', received: true }],
      history: [{ decision: 'granted' }, { decision: 'withdrawn', entry: { index: 4 } }],
    });
    expect(receivers.typesTo('broker.example')).toEqual([]);
    // The tenant's own systems are told too; the others stay as they were.
    expect(receivers.typesTo('crm.example')).toEqual(['lead.created', 'consent.withdrawn']);
    expect(await grantOf(holder, 'marketing')).toMatchObject({ decision: 'granted' });
  });

  test('CR-03: its leaf commits to a record that only opens sealed, and holds nothing of the person', async () => {
    const holder = await applied(shop);
    const head = await tenantStub(shop.tenant).ledgerHead();
    await withdraw(holder, 'marketing');
    expect((await tenantStub(shop.tenant).ledgerHead()).size).toBe(head.size + 1);
    const entry = (await rowsOf(shop.tenant, 'entries'))[head.size];
    expect(JSON.parse(String(entry?.leaf))).toMatchObject({
      v: 1,
      type: 'grant',
      decision: 'withdrawn',
      notice: { id: 'marketing', version: 1 },
    });
    expect(String(entry?.hashes).slice(0, 64)).toBe(
      Array.from(leafHash(String(entry?.leaf)), (byte) => byte.toString(16).padStart(2, '0')).join(''),
    );
    expect(await rowsOf(shop.tenant, 'decisions')).toMatchObject([
      { entry: head.size, lead: 1, key_id: 'k1' },
    ]);
    expect(foundIn(await storedIn(shop.tenant), Object.values(person))).toEqual([]);
  });

  test('repeated changes nothing and answers the same', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    const holder = await applied(shop);
    await arrived(shop, 1);
    const first = await withdraw(holder, 'provide-bank-a');
    await arrived(shop, 2);
    const before = await storedIn(shop.tenant);
    const again = await withdraw(holder, 'provide-bank-a');
    expect(again.text).toBe(first.text);
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('twenty at once are one entry and one event', async () => {
    const holder = await applied(shop);
    const answers = await Promise.all(Array.from({ length: 20 }, () => withdraw(holder, 'marketing')));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await rowsOf(shop.tenant, 'events')).toHaveLength(1);
    expect(await rowsOf(shop.tenant, 'entries')).toHaveLength(5);
  });

  test('CR-06: stops what waits in the same transaction; who never had the lead hears nothing and has nothing to confirm', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    // One place until it first answers: the second lead waits.
    receivers.answer('bank.example', 'hang');
    await applied(shop, { values: otherPerson(1) });
    await eventually(() => expect(receivers.received).toHaveLength(1));
    const holder = await applied(shop);
    await withdraw(holder, 'provide-bank-a');
    expect((await deliveries())[1]).toMatchObject({ state: 'blocked', reason: 'withdrawn', next_at: null });
    receivers.answer('bank.example', { status: 204 });
    await arrived(shop, 1);
    await sendDue(shop.tenant);
    expect(receivers.received).toHaveLength(1);
    expect(await grantOf(holder, 'provide-bank-a')).toMatchObject({
      recipients: [{ state: 'withdrawal_confirmed', received: false }],
    });
  });

  test('reaches one that was receiving the lead at that very moment, after it has surely come', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    receivers.answer('bank.example', 'hang');
    const holder = await applied(shop);
    await eventually(() => expect(receivers.typesTo('bank.example')).toEqual(['lead.created']));
    await withdraw(holder, 'provide-bank-a');
    const told = (await deliveries()).find((row) => row.event === 2);
    expect(told).toMatchObject({ state: 'pending', attempts: 0 });
    expect(Number(told?.next_at)).toBeGreaterThan(Date.now() + 20_000);
    expect(await stateOf(holder)).toBe('withdrawal_sent');
    receivers.answer('bank.example', { status: 200 });
    await eventually(async () => expect((await rowsOf(shop.tenant, 'attempts')).length).toBe(1));
    await sendDue(shop.tenant);
    await eventually(() =>
      expect(receivers.typesTo('bank.example')).toEqual(['lead.created', 'consent.withdrawn']),
    );
    await eventually(async () => expect(await stateOf(holder)).toBe('withdrawal_confirmed'));
  });

  test('PI-13: no replay sends the lead once more to who lost it', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    const holder = await applied(shop);
    await arrived(shop, 1);
    const id = pickText(await configure('GET', '/v1/deliveries', shop.owner), 'items', 0, 'id');
    await withdraw(holder, 'provide-bank-a');
    await arrived(shop, 2);
    await call('POST', `/v1/deliveries/${id}/replay`, { key: shop.owner });
    await sendDue(shop.tenant);
    await eventually(async () =>
      expect((await deliveries())[0]).toMatchObject({ state: 'blocked', reason: 'not_consented' }),
    );
    expect(receivers.typesTo('bank.example')).toEqual(['lead.created', 'consent.withdrawn']);
  });

  test('of the sensitive notice destroys the identity number and leaves the rest (RT-03)', async () => {
    const holder = await applied(shop);
    await withdraw(holder, 'sensitive');
    const kept = await configure('POST', `/v1/leads/${holder.lead}/reveal`, shop.owner, { reason: 'x' });
    expect(pick(kept, 'values', 'idNumber')).toBeUndefined();
    expect(pick(kept, 'values', 'name')).toBe(person.name);
  });

  test('is told in the event feed with its consent', async () => {
    const holder = await applied(shop);
    await withdraw(holder, 'marketing');
    const feed = pickList(await configure('GET', '/v1/events', shop.owner), 'items');
    expect(feed[1]).toMatchObject({
      type: 'consent.withdrawn',
      data: { lead: { id: holder.lead }, consent: { notice: 'marketing', decision: 'withdrawn' } },
    });
  });
});

describe('withdrawing the privacy notice', () => {
  test('withdraws all that is granted and erases; told of both; a repeat answers the same (RT-03)', async () => {
    await addWebhook(shop, 'crm');
    const holder = await applied(shop, { grants: grantsOf(shop, { marketing: 'refused' }) });
    await arrived(shop, 1);
    const first = await withdraw(holder, 'privacy');
    expect(first.json).toMatchObject({ notice: 'privacy', decision: 'withdrawn', erases: true });
    const receipt = await receiptOf(holder);
    expect(pickList(receipt.json, 'grants').map((grant) => pick(grant, 'decision'))).toEqual([
      'withdrawn',
      'withdrawn',
      'withdrawn',
      'refused',
    ]);
    expect(pick(receipt.json, 'erasedAt')).toEqual(expect.any(String));
    const [lead] = await rowsOf(shop.tenant, 'leads');
    expect(lead).toMatchObject({ sealed: null, wrapped_key: null, phone_key: null });
    for (const row of await rowsOf(shop.tenant, 'decisions')) {
      expect(row).toMatchObject({ sealed: null, wrapped_key: null });
    }
    await eventually(() =>
      expect(receivers.typesTo('crm.example').sort()).toEqual([
        'consent.withdrawn',
        'consent.withdrawn',
        'consent.withdrawn',
        'lead.created',
        'lead.erased',
      ]),
    );
    await arrived(shop, 5);
    const before = await storedIn(shop.tenant);
    expect((await withdraw(holder, 'privacy')).text).toBe(first.text);
    expect(await storedIn(shop.tenant)).toEqual(before);
    expect(await rowsOf(shop.tenant, 'access_log')).toMatchObject([{ action: 'erase', role: 'applicant' }]);
  });

  test('keeps the record of provision: who got what, when, under which version, and nobody’s data (PI-15)', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    const holder = await applied(shop);
    await arrived(shop, 1);
    await withdraw(holder, 'privacy');
    await arrived(shop, 3);
    const bank = await grantOf(holder, 'provide-bank-a');
    expect(bank).toMatchObject({
      version: 1,
      recipients: [{ legalName: '甲银行股份有限公司', state: 'withdrawal_confirmed', received: true }],
    });
    expect((await rowsOf(shop.tenant, 'attempts'))[0]).toMatchObject({ event: 1, outcome: 'delivered' });
    expect(foundIn(await storedIn(shop.tenant), Object.values(person))).toEqual([]);
  });
});

describe('after the tenant erased the lead', () => {
  test('a grant can still be withdrawn, and who has the lead is told', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    const holder = await applied(shop);
    await arrived(shop, 1);
    await call('DELETE', `/v1/leads/${holder.lead}`, { key: shop.owner });
    await arrived(shop, 2);
    expect((await withdraw(holder, 'provide-bank-a')).status).toBe(200);
    await eventually(() =>
      expect(receivers.typesTo('bank.example')).toEqual(['lead.created', 'lead.erased', 'consent.withdrawn']),
    );
  });
});

describe('is refused', () => {
  test.for([
    ['a notice that the receipt does not have', 'provide-broker-b', ['notice not_on_receipt']],
    ['one that was refused', 'marketing', ['notice not_granted']],
    ['no notice', undefined, ['notice invalid_shape']],
    ['what is no text', { id: 'privacy' }, ['notice invalid_shape']],
  ] as const)('%s: typed, and nothing changes', async ([, notice, findings]) => {
    const holder = await applied(shop, { grants: grantsOf(shop, { marketing: 'refused' }) });
    const before = await storedIn(shop.tenant);
    const answer = await withdraw(holder, notice);
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual(findings);
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('ids that are guessed, another tenant’s, or another kind’s are not found', async () => {
    const holder = await applied(shop);
    const theirs = await openShop();
    const token = holder.receipt.slice(`rc_${shop.tenant}_`.length);
    const flipped = (token.startsWith('a') ? 'b' : 'a') + token.slice(1);
    const guesses = [
      `rc_${shop.tenant}_${flipped}`,
      `rc_${theirs.tenant}_${token}`,
      `rc_${shop.tenant}_${holder.lead.slice(3)}`,
      `rc_nobody-here_${token}`,
      holder.lead,
      'rc_',
      '%2e%2e',
    ];
    for (const id of guesses) {
      const asks: [string, string, unknown?][] = [
        ['GET', ''],
        ['GET', '/proof?notice=privacy'],
        ['GET', '/file'],
        ['GET', '/data'],
        ['POST', '/withdraw', { notice: 'privacy' }],
        ['POST', '/verify-phone', { phone: person.phone }],
        ['POST', '/erase'],
        ['POST', '/correct', { values: {} }],
        ['POST', '/restrict', { restricted: true }],
      ];
      for (const [method, path, body] of asks) {
        expectProblem(
          await call(method, `/v1/receipts/${id}${path}`, { key: 'ra_x', body }),
          404,
          'not_found',
        );
      }
    }
  });
});

describe('the proof of a receipt', () => {
  test('is tlog-proof@v1 of the last decision on the notice', async () => {
    const holder = await applied(shop);
    const path = `/v1/receipts/${holder.receipt}/proof?notice=marketing`;
    const granted = await call('GET', path);
    expect(granted.status).toBe(200);
    expect(granted.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(granted.text).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex 3\n/);
    await withdraw(holder, 'marketing');
    expect((await call('GET', path)).text).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex 4\n/);
    for (const query of ['', '?notice=nothing']) {
      const wrong = await call('GET', `/v1/receipts/${holder.receipt}/proof${query}`);
      expectProblem(wrong, 422, 'invalid_request');
    }
  });
});
