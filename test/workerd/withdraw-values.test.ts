/** Owns what the withdrawal of a sensitive consent destroys: exactly the values that it covered, everywhere; not the page. */
import { beforeEach, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { grantsOf, person, post, submissionOf } from './applicant.ts';
import { accessOf, applied, type Holder, receiptOf, use, withdraw } from './holder.ts';
import { arrived } from './outbox.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, noticeDraft, publishForm, type Shop } from './scenario.ts';
import { sensitiveFields, sensitiveShop } from './sensitive-shop.ts';
import { rowsOf, runSql } from './stored.ts';

const income = 48_713;
const values = {
  name: person.name,
  phone: person.phone,
  income,
  assets: ['自住商品房'],
  idNumber: person.idNumber,
  note: '无',
};
let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await sensitiveShop({
    fields: sensitiveFields,
    sensitive: { money: ['income', 'assets'], belongings: ['assets'], identity: ['idNumber'] },
    provided: ['name', 'phone', 'income'],
  });
  receivers = standInReceivers(shop.tenant);
});

const reveal = async ({ lead }: Holder) =>
  pick(await configure('POST', `/v1/leads/${lead}/reveal`, shop.owner, { reason: 'x' }), 'values');
const bodiesTo = (host: string) => receivers.to(host).map(({ body }) => body);

describe('withdrawing a sensitive consent', () => {
  test('destroys what it covered and nothing that another granted one covers (PI-16)', async () => {
    const holder = await applied(shop, { values });
    expect((await withdraw(holder, 'money')).status).toBe(200);
    const { income: _gone, ...left } = values;
    expect(await reveal(holder)).toEqual(left);
    await withdraw(holder, 'belongings');
    const { assets: _too, ...rest } = left;
    expect(await reveal(holder)).toEqual(rest);
  });

  test('of the identity number takes along what it told of the applicant’s age', async () => {
    const holder = await applied(shop, { values: { ...values, idNumber: '11010519491231002X' } });
    const flags = async () => pick(await configure('GET', `/v1/leads/${holder.lead}`, shop.owner), 'flags');
    expect(await flags()).toContain('age_60_or_over');
    await withdraw(holder, 'identity');
    expect(await flags()).not.toContain('age_60_or_over');
  });

  test('takes nothing else of a lead whose notice is withdrawn a second time', async () => {
    const holder = await applied(shop, { values });
    const first = await withdraw(holder, 'identity');
    const again = await withdraw(holder, 'identity');
    expect(again.json).toEqual(first.json);
    expect(await reveal(holder)).toEqual({ ...values, idNumber: undefined });
    const events = await rowsOf(shop.tenant, 'events');
    expect(events.filter(({ type }) => type === 'lead.corrected')).toHaveLength(1);
  });

  test('is told as a correction to everyone who has the lead, cut to what each may see', async () => {
    await addWebhook(shop, 'crm');
    await addWebhook(shop, 'bank', 'bank-a');
    const holder = await applied(shop, { values });
    await arrived(shop, 2);
    await withdraw(holder, 'money');
    await eventually(() => {
      expect(receivers.typesTo('crm.example')).toContain('lead.corrected');
      expect(receivers.typesTo('bank.example')).toContain('lead.corrected');
    });
    const corrected = receivers
      .bodiesTo('bank.example')
      .find((body) => pickText(body, 'type') === 'lead.corrected');
    expect(pick(corrected, 'data', 'lead', 'values')).toEqual({ name: person.name, phone: person.phone });
    expect(bodiesTo('bank.example')[0]).toContain(String(income));
  });

  test('leaves it in no body that waits for another attempt, and keeps the bodies without it', async () => {
    await addWebhook(shop, 'crm');
    await addWebhook(shop, 'bank', 'bank-a');
    for (const host of ['crm.example', 'bank.example']) receivers.answer(host, { status: 500 });
    const holder = await applied(shop, { values });
    await eventually(async () => expect(await rowsOf(shop.tenant, 'kept_bodies')).toHaveLength(2));
    await withdraw(holder, 'identity');
    // The bank was never given it: what it is sent again stays as it was.
    expect((await rowsOf(shop.tenant, 'kept_bodies')).length).toBeGreaterThanOrEqual(1);
    for (const host of ['crm.example', 'bank.example']) receivers.answer(host, { status: 204 });
    const before = receivers.received.length;
    await sendDue(shop.tenant);
    await eventually(() => expect(receivers.typesTo('crm.example')).toContain('lead.corrected'));
    const later = receivers.received.slice(before).map(({ body }) => body);
    expect(later.filter((body) => body.includes(person.idNumber))).toEqual([]);
    const created = bodiesTo('bank.example').filter((body) => body.includes('lead.created'));
    expect(new Set(created).size).toBe(1);
  });

  test('is on the receipt, with the labels of what was destroyed', async () => {
    const holder = await applied(shop, { values });
    await withdraw(holder, 'money');
    const grants = pickList((await receiptOf(holder)).json, 'grants');
    const destroyed = Object.fromEntries(
      grants.map((grant) => [pickText(grant, 'notice'), pick(grant, 'destroyed')]),
    );
    expect(destroyed).toMatchObject({ money: ['月收入'], belongings: undefined, identity: undefined });
  });

  test('of the phone leaves no index to find it by', async () => {
    const own = await sensitiveShop({
      fields: sensitiveFields.slice(0, 2),
      sensitive: { reach: ['phone'] },
      provided: ['name'],
    });
    const holder = await applied(own, { values: { name: person.name, phone: person.phone } });
    await withdraw(holder, 'reach');
    expect((await rowsOf(own.tenant, 'leads'))[0]?.phone_key).toBeNull();
  });
});

describe('a value without its consent', () => {
  const refusing = () => ({ values, grants: grantsOf(shop, { money: 'refused' }) });

  test('is refused with its field, though a form might require it; without it the lead is taken and flagged', async () => {
    const answer = await post(shop, submissionOf(shop, refusing()));
    expectProblem(answer, 422, 'consent_missing');
    expect(findingsOf(answer)).toEqual(['income needed_for_value']);
    const { income: _withheld, ...rest } = values;
    const holder = await applied(shop, { ...refusing(), values: rest });
    const lead = await configure('GET', `/v1/leads/${holder.lead}`, shop.owner);
    expect(pickList(lead, 'flags')).toContain('sensitive_refused');
  });

  test('left blank is missing until its consent was refused: no decision frees nobody (PI-16)', async () => {
    const { income: _withheld, ...rest } = values;
    const silent = submissionOf(shop, { values: rest, grants: grantsOf(shop, { money: null }) });
    const answer = await post(shop, silent);
    expectProblem(answer, 422, 'invalid_values');
    expect(findingsOf(answer)).toEqual(['income required']);
    const granted = await post(shop, submissionOf(shop, { values: rest }));
    expect(findingsOf(granted)).toEqual(['income required']);
  });

  test('comes in by no correction; another one passes beside it', async () => {
    const { income: _withheld, ...rest } = values;
    const holder = await applied(shop, { ...refusing(), values: rest });
    const access = await accessOf(holder);
    const wrong = await use(holder, 'correct', access, { values: { income: 1 } });
    expectProblem(wrong, 422, 'consent_missing');
    expect(findingsOf(wrong)).toEqual(['income needed_for_value']);
    expect((await use(holder, 'correct', access, { values: { note: '新' } })).json).toEqual({
      corrected: true,
    });
  });

  test('of a lead of before there was the rule is shown and sent no more, and hinders no correction', async () => {
    const labelled = (label: string) =>
      sensitiveFields.map((field) => (field.id === 'income' ? { ...field, id: 'more', label } : field));
    const { income: _named, ...others } = values;
    const old = await sensitiveShop({
      fields: labelled('其他'),
      sensitive: { belongings: ['assets'], identity: ['idNumber'] },
      provided: ['name'],
    });
    const holder = await applied(old, { values: { ...others, more: income } });
    // As if it had been taken under a version whose notices name the income, while nothing asked for a grant.
    await configure(
      'POST',
      '/v1/notices',
      old.owner,
      noticeDraft('money', 'sensitive', { fields: ['more'] }),
    );
    const consents = [...old.notices.map(({ notice }) => notice), 'money'].map((notice) => ({
      notice,
      required: notice === 'privacy',
    }));
    const steps = [{ fields: labelled('月收入') }];
    await publishForm(old.tenant, old.owner, 'biz', { title: '资料', steps, consents });
    await runSql(old.tenant, 'UPDATE leads SET form_version = 2');
    const shown = [
      await call('POST', `/v1/leads/${holder.lead}/reveal`, { key: old.owner, body: { reason: 'x' } }),
      await call('GET', `/v1/leads/${holder.lead}`, { key: old.owner }),
      await call('GET', '/v1/leads.csv?reveal=x', { key: old.owner }),
      await call('GET', '/v1/events', { key: old.owner }),
    ];
    for (const { status, text } of shown) {
      expect(status).toBe(200);
      expect(text).not.toContain(String(income));
    }
    const access = await accessOf(holder);
    expect((await use(holder, 'correct', access, { values: { note: '新' } })).json).toEqual({
      corrected: true,
    });
    await sentWithout(old);
  });
});

/** A delivery of the lead to the tenant's own system holds no income. */
async function sentWithout(old: Shop): Promise<void> {
  const other = standInReceivers(old.tenant);
  await addWebhook(old, 'late');
  await runSql(
    old.tenant,
    `INSERT INTO deliveries (event, destination, lead, state, attempts, next_at)
     SELECT 1, number, 1, 'pending', 0, 1 FROM destinations`,
  );
  await sendDue(old.tenant);
  await eventually(() => expect(other.typesTo('late.example')).toContain('lead.created'));
  expect(other.to('late.example').filter(({ body }) => body.includes(String(income)))).toEqual([]);
}
