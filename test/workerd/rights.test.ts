/** Owns a person's rights over their data: who may use them, what each does and tells; must not know the page. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isRefusal } from '../../contract/problem.ts';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { grantsOf, otherPerson, person, post, submissionOf, submit } from './applicant.ts';
import { accessOf, applied, type Holder, receiptOf, use, verifyPhone, withdraw } from './holder.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, formDraft, openShop, publishForm, type Shop, tenantStub } from './scenario.ts';
import { foundIn, rowsOf, runSql, storedIn } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});
afterEach(() => {
  vi.useRealTimers();
});

const bodiesTo = (host: string): unknown[] =>
  receivers.to(host).map((request): unknown => JSON.parse(request.body));
const typesTo = (host: string) => bodiesTo(host).map((body) => pickText(body, 'type'));
const reveal = (lead: string) =>
  call('POST', `/v1/leads/${lead}/reveal`, { key: shop.owner, body: { reason: 'x' } });
const arrived = (count: number) =>
  eventually(async () =>
    expect((await rowsOf(shop.tenant, 'deliveries')).filter((row) => row.state === 'delivered')).toHaveLength(
      count,
    ),
  );

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
    await arrived(1);
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
    await arrived(1);
    const head = await tenantStub(shop.tenant).ledgerHead();
    await verifyPhone(holder, '13800138000');
    await use(holder, 'erase', await accessOf(holder));
    await eventually(() => expect(typesTo('crm.example')).toEqual(['lead.created', 'lead.erased']));
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

describe('correction', () => {
  test('RT-02: replaces the values under a fresh key, moves the phone’s index, and reaches who has the lead, cut', async () => {
    await addWebhook(shop, 'crm');
    await addWebhook(shop, 'bank', 'bank-a');
    await addWebhook(shop, 'broker', 'broker-b');
    const holder = await applied(shop);
    await arrived(2);
    const [before] = await rowsOf(shop.tenant, 'leads');
    const answer = await use(holder, 'correct', await accessOf(holder), {
      values: { name: '欧阳新名', phone: '139 8765 4321', email: '' },
    });
    expect(answer.json).toEqual({ corrected: true });
    const [after] = await rowsOf(shop.tenant, 'leads');
    for (const column of ['wrapped_key', 'sealed', 'phone_key'])
      expect(after?.[column]).not.toBe(before?.[column]);
    const { email: _, ...rest } = person;
    const corrected = { ...rest, name: '欧阳新名', phone: '13987654321' };
    expect(pick((await reveal(holder.lead)).json, 'values')).toEqual({
      ...corrected,
      amount: 200_000,
      term: 12,
      use: '周转',
    });
    await eventually(() => {
      expect(typesTo('crm.example')).toEqual(['lead.created', 'lead.corrected']);
      expect(typesTo('bank.example')).toEqual(['lead.created', 'lead.corrected']);
    });
    expect(typesTo('broker.example')).toEqual([]);
    expect(pick(bodiesTo('crm.example')[1], 'data', 'lead', 'values')).toMatchObject(corrected);
    expect(pick(bodiesTo('bank.example')[1], 'data')).toEqual({
      tenant: shop.tenant,
      lead: {
        ...Object(pick(bodiesTo('bank.example')[0], 'data', 'lead')),
        values: { name: '欧阳新名', phone: '13987654321', amount: 200_000 },
      },
    });
    // The receipt is now opened by the new number, and the tenant sees one person.
    expectProblem(await verifyPhone(holder), 403, 'phone_mismatch');
    expect((await verifyPhone(holder, '13987654321')).status).toBe(200);
    const again = await submit(shop, { values: { ...otherPerson(1), phone: '13987654321' } });
    expect(pick(await configure('GET', `/v1/leads/${again}`, shop.owner), 'duplicateOf')).toBe(holder.lead);
    expect(pickList(await configure('GET', '/v1/access-log', shop.owner), 'items')[1]).toMatchObject({
      action: 'correct',
      key: 'applicant',
    });
    const feed = pickList(await configure('GET', '/v1/events', shop.owner), 'items');
    expect(feed[1]).toMatchObject({ type: 'lead.corrected', data: { lead: { values: corrected } } });
  });

  test('of nothing changes nothing; a replay of the submission still finds its lead', async () => {
    const submission = submissionOf(shop);
    const posted = await post(shop, submission);
    const holder = { lead: pickText(posted.json, 'lead'), receipt: pickText(posted.json, 'receipt', 'id') };
    const access = await accessOf(holder);
    const before = await storedIn(shop.tenant);
    const same = await use(holder, 'correct', access, { values: { name: person.name } });
    expect(same.json).toEqual({ corrected: false });
    expect(await storedIn(shop.tenant)).toEqual(before);
    await use(holder, 'correct', access, { values: { name: '欧阳新名' } });
    const replay = await post(shop, submission);
    expect(replay.status).toBe(200);
    expect(pick(replay.json, 'lead')).toBe(holder.lead);
  });

  test.for([
    [{ phone: '123' }, ['phone invalid_phone']],
    [{ name: '' }, ['name required']],
    [{ idNumber: '11010519491231002Y' }, ['idNumber invalid_id_number']],
    [{ leak: 1 }, ['leak unknown_field']],
  ] as const)('is judged by the form’s own rules: %j', async ([values, findings]) => {
    const holder = await applied(shop);
    const access = await accessOf(holder);
    const before = await storedIn(shop.tenant);
    const answer = await use(holder, 'correct', access, { values });
    expectProblem(answer, 422, 'invalid_values');
    expect(findingsOf(answer)).toEqual(findings);
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('adds no identity number without the consent to its use (PI-16)', async () => {
    const { idNumber, ...values } = submissionOf(shop).values;
    const holder = await applied(shop, { values, grants: grantsOf(shop, { sensitive: 'refused' }) });
    const answer = await use(holder, 'correct', await accessOf(holder), { values: { idNumber } });
    expectProblem(answer, 422, 'consent_missing');
    const granted = await applied(shop);
    await withdraw(granted, 'sensitive');
    const after = await use(granted, 'correct', await accessOf(granted), { values: { idNumber } });
    expectProblem(after, 422, 'consent_missing');
  });

  test('does not touch a phone that a code has proven', async () => {
    await configure('PATCH', '/v1/tenant', shop.owner, {
      settings: { sms: { provider: 'console' } },
    });
    const draft = structuredClone(formDraft);
    for (const step of draft.steps) {
      for (const field of step.fields) if (field.kind === 'phone') Object.assign(field, { verify: 'sms' });
    }
    const holder = await applied(shop);
    // As if the version that was shown had asked for the code.
    await publishForm(shop.tenant, shop.owner, 'biz', draft);
    await runSql(shop.tenant, 'UPDATE leads SET form_version = 2');
    const answer = await use(holder, 'correct', await accessOf(holder), { values: { phone: '13800138000' } });
    expectProblem(answer, 422, 'invalid_values');
    expect(findingsOf(answer)).toEqual(['phone phone_is_proven']);
  });

  test('reaches nobody whose grant was withdrawn', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    const holder = await applied(shop);
    await arrived(1);
    await withdraw(holder, 'provide-bank-a');
    await arrived(2);
    await use(holder, 'correct', await accessOf(holder), { values: { name: '欧阳新名' } });
    await sendDue(shop.tenant);
    expect(typesTo('bank.example')).toEqual(['lead.created', 'consent.withdrawn']);
    expect(await rowsOf(shop.tenant, 'deliveries')).toHaveLength(2);
  });

  test('and a withdrawal begun at the same moment lose nothing of each other, whichever comes first', async () => {
    for (let at = 0; at < 6; at++) {
      const holder = await applied(shop);
      const corrected = await runInDurableObject(tenantStub(shop.tenant), async ({ rights, receipts }) => {
        const actor = { key: 'key_x', role: 'owner' } as const;
        const acts = [
          () => rights.correctLead(holder.lead, { name: '欧阳新名' }, actor),
          () => receipts.withdraw(holder.receipt, 'sensitive'),
        ];
        if (at % 2 === 1) acts.reverse();
        const outcomes = await Promise.all(acts.map((act) => act()));
        return outcomes[at % 2];
      });
      const { name, idNumber } = Object(pick((await reveal(holder.lead)).json, 'values'));
      expect(idNumber).toBeUndefined();
      if (isRefusal(corrected)) expect(corrected.refused).toBe('lead_changed');
      else expect(name).toBe('欧阳新名');
    }
  });

  test('and another one begun at the same moment: one of them is told to begin anew', async () => {
    const holder = await applied(shop);
    const changes = [{ name: '欧阳新名' }, { email: 'new@example.com' }];
    const outcomes = await runInDurableObject(tenantStub(shop.tenant), ({ rights }) =>
      Promise.all(
        changes.map((values) => rights.correctLead(holder.lead, values, { key: 'key_x', role: 'owner' })),
      ),
    );
    expect(outcomes.filter(isRefusal)).toEqual([{ refused: 'lead_changed' }]);
    const refused = outcomes.findIndex(isRefusal);
    const values = Object(pick((await reveal(holder.lead)).json, 'values'));
    expect(values).toMatchObject({ ...changes[1 - refused] });
    expect(values).not.toMatchObject({ ...changes[refused] });
  });

  test('on its way is followed by an erasure only once it has surely come', async () => {
    await addWebhook(shop, 'crm');
    const holder = await applied(shop);
    await arrived(1);
    receivers.answer('crm.example', 'hang');
    const access = await accessOf(holder);
    await use(holder, 'correct', access, { values: { name: '欧阳新名' } });
    await eventually(() => expect(typesTo('crm.example')).toEqual(['lead.created', 'lead.corrected']));
    await use(holder, 'erase', access);
    const told = (await rowsOf(shop.tenant, 'deliveries')).find((row) => row.event === 3);
    expect(Number(told?.next_at)).toBeGreaterThan(Date.now() + 20_000);
    receivers.answer('crm.example', { status: 204 });
  });

  test('by the tenant, at the person’s wish, is logged under its key', async () => {
    const holder = await applied(shop);
    const answer = await call('POST', `/v1/leads/${holder.lead}/correct`, {
      key: shop.owner,
      body: { values: { name: '欧阳新名' } },
    });
    expect(answer.json).toEqual({ corrected: true });
    expect(await rowsOf(shop.tenant, 'access_log')).toMatchObject([{ action: 'correct', role: 'owner' }]);
  });
});

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
    await eventually(() => expect(typesTo('crm.example')).toEqual(['lead.created', 'lead.created']));
    expect((await reveal(holder.lead)).status).toBe(200);
  });

  test('holds a correction too, and a replay of what had arrived', async () => {
    await addWebhook(shop, 'crm');
    const holder = await applied(shop);
    await arrived(1);
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
    expect(typesTo('crm.example')).toEqual(['lead.created']);
    await use(holder, 'restrict', access, { restricted: false });
    await eventually(() =>
      expect(typesTo('crm.example').sort()).toEqual(['lead.corrected', 'lead.created', 'lead.created']),
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
    await eventually(() => expect(typesTo('bank.example')).toEqual(['lead.created', 'consent.withdrawn']));
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
