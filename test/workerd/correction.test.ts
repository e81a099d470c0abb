/** Owns the correction of a lead by its applicant: what may be corrected, who hears of it, what stays; must not know the page. */
import { runInDurableObject } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { isRefusal } from '../../contract/problem.ts';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { grantsOf, otherPerson, person, post, submissionOf, submit } from './applicant.ts';
import { accessOf, applied, use, verifyPhone, withdraw } from './holder.ts';
import { arrived } from './outbox.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, formDraft, openShop, publishForm, type Shop, tenantStub } from './scenario.ts';
import { rowsOf, runSql, storedIn } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});

const reveal = (lead: string) =>
  call('POST', `/v1/leads/${lead}/reveal`, { key: shop.owner, body: { reason: 'x' } });

describe('correction', () => {
  test('tells the flag of age anew by the identity number as it is now', async () => {
    const holder = await applied(shop);
    const flags = async () => pick(await configure('GET', `/v1/leads/${holder.lead}`, shop.owner), 'flags');
    expect(await flags()).toEqual([]);
    const access = await accessOf(holder);
    await use(holder, 'correct', access, { values: { idNumber: '11010519491231002X' } });
    expect(await flags()).toEqual(['age_60_or_over']);
    await use(holder, 'correct', access, { values: { idNumber: person.idNumber } });
    expect(await flags()).toEqual([]);
  });

  test('RT-02: replaces the values under a fresh key, moves the phone’s index, and reaches who has the lead, cut', async () => {
    await addWebhook(shop, 'crm');
    await addWebhook(shop, 'bank', 'bank-a');
    await addWebhook(shop, 'broker', 'broker-b');
    const holder = await applied(shop);
    await arrived(shop, 2);
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
      expect(receivers.typesTo('crm.example')).toEqual(['lead.created', 'lead.corrected']);
      expect(receivers.typesTo('bank.example')).toEqual(['lead.created', 'lead.corrected']);
    });
    expect(receivers.typesTo('broker.example')).toEqual([]);
    expect(pick(receivers.bodiesTo('crm.example')[1], 'data', 'lead', 'values')).toMatchObject(corrected);
    expect(pick(receivers.bodiesTo('bank.example')[1], 'data')).toEqual({
      tenant: shop.tenant,
      lead: {
        ...Object(pick(receivers.bodiesTo('bank.example')[0], 'data', 'lead')),
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
    const holder = {
      lead: pickText(posted.json, 'lead'),
      receipt: pickText(posted.json, 'receipt', 'id'),
      secret: '',
    };
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
    const access = await accessOf(holder, undefined, { receiptSecret: holder.secret });
    const answer = await use(holder, 'correct', access, { values: { phone: '13800138000' } });
    expectProblem(answer, 422, 'invalid_values');
    expect(findingsOf(answer)).toEqual(['phone phone_is_proven']);
  });

  test('reaches nobody whose grant was withdrawn', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    const holder = await applied(shop);
    await arrived(shop, 1);
    await withdraw(holder, 'provide-bank-a');
    await arrived(shop, 2);
    await use(holder, 'correct', await accessOf(holder), { values: { name: '欧阳新名' } });
    await sendDue(shop.tenant);
    expect(receivers.typesTo('bank.example')).toEqual(['lead.created', 'consent.withdrawn']);
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
    await arrived(shop, 1);
    receivers.answer('crm.example', 'hang');
    const access = await accessOf(holder);
    await use(holder, 'correct', access, { values: { name: '欧阳新名' } });
    await eventually(() =>
      expect(receivers.typesTo('crm.example')).toEqual(['lead.created', 'lead.corrected']),
    );
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
