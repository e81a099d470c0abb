/** Owns what rules do to real submissions: where they go, caps under load, what waits, why; must not know the rules' insides. */
import { beforeEach, describe, expect, test } from 'vitest';
import { call, expectProblem, pick, pickList, pickText } from './api.ts';
import { grantsOf, otherPerson, person, post, submissionOf, submit } from './applicant.ts';
import { bringCode, signerCode } from './authorisation-shop.ts';
import { applied } from './holder.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { countsByDestination, deliveriesOfLead, explain, saveRoutes } from './routes.ts';
import { configure, makeKey, openShop, type Shop } from './scenario.ts';
import { foundIn, rowsOf, runSql, storedIn } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
  await addWebhook(shop, 'crm');
  await addWebhook(shop, 'second');
  await addWebhook(shop, 'bank', 'bank-a');
});

const rule = (more: Record<string, unknown> = {}) => ({ id: 'one', to: ['crm'], strategy: 'all', ...more });
const ofLead = (lead: string) => deliveriesOfLead(shop, lead);
const going = (lead: string) => ofLead(lead).then((all) => all.map((text) => text.split(' ')[0]));
const act = (lead: string, what: string) => call('POST', `/v1/leads/${lead}/${what}`, { key: shop.owner });
const someone = (number: number, more: Record<string, unknown> = {}) =>
  submit(shop, { values: { ...otherPerson(number), ...more } });

test('conditions look at answers and at how the lead came, and route by them', async () => {
  const link = pickText(
    await configure('POST', '/v1/links', shop.owner, { form: 'biz', channel: 'douyin' }),
    'code',
  );
  await saveRoutes(shop, {
    rules: [
      rule({ id: 'big', when: { field: 'amount', op: 'gt', value: 100_000 }, to: ['bank'], exclusive: true }),
      rule({ id: 'douyin', when: { field: 'channel', op: 'eq', value: 'douyin' }, to: ['second'] }),
      rule({ id: 'sh', when: { field: 'region', op: 'eq', value: '310000' }, to: ['crm', 'second'] }),
    ],
    fallback: ['crm'],
  });
  expect(await going(await someone(1, { amount: 200_000 }))).toEqual(['bank']);
  expect(await going(await submit(shop, { values: otherPerson(2), ref: link }))).toEqual(['second']);
  expect(await going(await someone(3, { region: '310115' }))).toEqual(['crm', 'second']);
  expect(await going(await someone(4, { region: '320100' }))).toEqual(['crm']);
});

test('what rules look at is nowhere at rest in clear', async () => {
  await saveRoutes(shop, { rules: [rule({ when: { field: 'amount', op: 'gt', value: 1 } })] });
  await someone(1, { amount: 470_000, region: '650109', note: person.note });
  const found = foundIn(await storedIn(shop.tenant), ['470000', '650109', '650100', person.note]);
  expect(found).toEqual([]);
});

describe('a recipient that was not agreed to', () => {
  test('is skipped, whatever the rule says, and explain tells why', async () => {
    await saveRoutes(shop, {
      rules: [rule({ to: ['bank', 'crm'], strategy: 'weighted', weights: { bank: 1000, crm: 1 } })],
      fallback: ['bank'],
    });
    const lead = await submit(shop, { grants: grantsOf(shop, { 'provide-bank-a': 'refused' }) });
    expect(await going(lead)).toEqual(['crm']);
    const [told] = pickList(await explain(shop, lead), 'rules');
    expect(pickList(told, 'destinations')).toEqual([
      {
        destination: 'bank',
        recipient: 'bank-a',
        outcome: 'not_consented',
        why: {
          zh: '申请人没有同意向此接收方提供信息',
          en: 'The applicant has not agreed that this recipient gets it',
        },
      },
      { destination: 'crm', recipient: 'self', outcome: 'taken', why: { zh: '已发往', en: 'It goes here' } },
    ]);
  });
});

describe('caps', () => {
  test('are never exceeded by fifty submissions at once', async () => {
    await saveRoutes(shop, {
      rules: [
        rule({ id: 'first', to: ['bank', 'second'], strategy: 'first', caps: [{ per: 'hour', max: 20 }] }),
        rule({
          id: 'rest',
          to: ['crm'],
          when: { field: 'form', op: 'eq', value: 'biz' },
          caps: [{ per: 'total', max: 31 }],
        }),
      ],
      destinations: {
        bank: {
          caps: [
            { per: 'day', max: 7 },
            { per: 'month', max: 9 },
          ],
        },
      },
    });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => post(shop, submissionOf(shop, { values: otherPerson(at) }))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 201));
    expect(await countsByDestination(shop)).toEqual({ bank: 7, second: 13, crm: 31 });
  });

  test('go on counting when the rules are saved again', async () => {
    const caps = [{ per: 'total', max: 1 }];
    await saveRoutes(shop, { rules: [rule({ caps })] });
    await someone(1);
    await saveRoutes(shop, { rules: [rule({ caps, exclusive: true })], fallback: ['second'] });
    expect(await going(await someone(2))).toEqual(['second']);
    // A rule that went away has taken nothing once it is back.
    await saveRoutes(shop, { rules: [] });
    await saveRoutes(shop, { rules: [rule({ caps })] });
    expect(await going(await someone(3))).toEqual(['crm']);
  });
});

test('shares of 5:3:2 are exact after a hundred leads', async () => {
  const [crm, second, bank] = [5, 3, 2];
  await saveRoutes(shop, {
    rules: [rule({ to: ['crm', 'second', 'bank'], strategy: 'weighted', weights: { crm, second, bank } })],
  });
  for (let batch = 0; batch < 4; batch++) {
    await Promise.all(Array.from({ length: 25 }, (_, at) => someone(batch * 25 + at)));
  }
  expect(await countsByDestination(shop)).toEqual({ crm: 50, second: 30, bank: 20 });
});

test('a lead that comes before the hours waits for them, and is sent then', async () => {
  const day = new Date(Date.now() + 86_400_000).getUTCDay() || 7;
  const hours = { tz: 'UTC', days: [day], from: '00:00', to: '24:00' };
  await saveRoutes(shop, { rules: [rule({ hours })], destinations: {} });
  const lead = await someone(1);
  const [row] = await rowsOf(shop.tenant, 'deliveries');
  const midnightMs = (Math.floor(Date.now() / 86_400_000) + 1) * 86_400_000;
  expect(row).toMatchObject({ state: 'pending', next_at: midnightMs });
  expect(pick(await explain(shop, lead), 'rules', 0, 'destinations', 0, 'outcome')).toBe('taken_when_open');
  expect(receivers.received).toEqual([]);
  await sendDue(shop.tenant);
  expect(receivers.to('crm.example')).toHaveLength(1);
});

describe('quarantine', () => {
  beforeEach(() =>
    saveRoutes(shop, {
      rules: [rule({ to: ['crm', 'bank'], quarantine: { field: 'amount', op: 'gt', value: 100_000 } })],
    }),
  );

  test('blocks what meets its condition, until it is released', async () => {
    expect(await going(await someone(1))).toEqual(['bank', 'crm']);
    await sendDue(shop.tenant);
    const sent = receivers.received.length;
    const lead = await submit(shop);
    await sendDue(shop.tenant);
    expect(await ofLead(lead)).toEqual(['bank blocked quarantined', 'crm blocked quarantined']);
    expect(receivers.received).toHaveLength(sent);
    const held = await call('GET', '/v1/leads?state=held', { key: shop.owner });
    expect(pickList(held.json, 'items').map((item) => pick(item, 'id'))).toEqual([lead]);
    const waiting = await call('GET', '/v1/deliveries?state=blocked', { key: shop.owner });
    const id = pickText(pickList(waiting.json, 'items')[0], 'id');
    expectProblem(await call('POST', `/v1/deliveries/${id}/replay`, { key: shop.owner }), 422);
    expect((await act(lead, 'release')).json).toEqual({ released: ['crm', 'bank'] });
    expect((await act(lead, 'release')).json).toEqual({ released: [] });
    await sendDue(shop.tenant);
    expect(await ofLead(lead)).toEqual(['bank delivered', 'crm delivered']);
    const log = await call('GET', `/v1/access-log?lead=${lead}`, { key: shop.owner });
    expect(pickList(log.json, 'items')).toMatchObject([{ action: 'release', role: 'owner' }]);
  });

  test('ends in a rejection for good', async () => {
    const lead = await submit(shop);
    expect((await act(lead, 'reject')).json).toEqual({ rejected: ['crm', 'bank'] });
    expect((await act(lead, 'release')).json).toEqual({ released: [] });
    expect(await ofLead(lead)).toEqual(['bank blocked rejected', 'crm blocked rejected']);
  });

  test('holds nothing that was withdrawn, erased or restricted meanwhile', async () => {
    const made = pick((await post(shop, submissionOf(shop))).json, 'receipt', 'id');
    const [lead] = pickList((await call('GET', '/v1/leads', { key: shop.owner })).json, 'items');
    const id = pickText(lead, 'id');
    await call('POST', `/v1/receipts/${String(made)}/withdraw`, { body: { notice: 'provide-bank-a' } });
    await call('POST', `/v1/leads/${id}/restrict`, { key: shop.owner, body: { restricted: true } });
    expectProblem(await act(id, 'release'), 409, 'lead_restricted');
    await call('POST', `/v1/leads/${id}/restrict`, { key: shop.owner, body: { restricted: false } });
    expect((await act(id, 'release')).json).toEqual({ released: ['crm'] });
    expect(await ofLead(id)).toContain('bank blocked withdrawn');
    const other = await submit(shop);
    await call('DELETE', `/v1/leads/${other}`, { key: shop.owner });
    expectProblem(await act(other, 'release'), 409, 'lead_erased');
    expect(await ofLead(other)).toEqual(['bank blocked erased', 'crm blocked erased']);
  });

  test('is settled by who works with leads alone', async () => {
    const lead = await submit(shop);
    const key = await makeKey(shop, 'marketer');
    expectProblem(await call('POST', `/v1/leads/${lead}/release`, { key }), 403, 'forbidden');
    expectProblem(await act('ld_nobody', 'release'), 404, 'not_found');
  });
});

describe('a duplicate', () => {
  test('waits where the rule holds duplicates', async () => {
    await saveRoutes(shop, { rules: [rule({ dedupe: 'hold' })] });
    expect(await ofLead(await submit(shop))).toEqual(['crm pending']);
    const again = await submit(shop);
    expect(await ofLead(again)).toEqual(['crm blocked duplicate']);
    expect((await act(again, 'release')).json).toEqual({ released: ['crm'] });
  });

  test('goes to whoever has the first, if it may have this one too', async () => {
    await saveRoutes(shop, {
      rules: [rule({ to: ['bank', 'second'], strategy: 'weighted', weights: [1, 1], dedupe: 'first_owner' })],
    });
    const first = await submit(shop);
    const [owner] = await going(first);
    for (let at = 0; at < 3; at++) expect(await going(await submit(shop))).toEqual([owner]);
    expect(owner).toBe('bank');
    const refusing = await submit(shop, { grants: grantsOf(shop, { 'provide-bank-a': 'refused' }) });
    expect(await going(refusing)).toEqual(['second']);
  });

  test('of a phone whose days are over is a first one', async () => {
    await saveRoutes(shop, { rules: [rule({ dedupe: 'hold' })] });
    await submit(shop);
    await runSql(shop.tenant, 'UPDATE leads SET created_at = created_at - 31 * 86400000');
    expect(await ofLead(await submit(shop))).toEqual(['crm pending']);
  });
});

describe('explain', () => {
  test('tells every rule by the version that decided, and makes the decision again', async () => {
    const when = { field: 'amount', op: 'gt', value: 1_000_000 };
    await saveRoutes(shop, {
      rules: [
        rule({ id: 'never', when }),
        rule({ id: 'off', paused: true }),
        rule({
          id: 'turns',
          to: ['crm', 'second'],
          strategy: 'weighted',
          weights: [1, 1],
          exclusive: true,
          caps: [{ per: 'day', max: 9 }],
        }),
        rule({ id: 'after' }),
      ],
    });
    const leads = [await someone(1), await someone(2), await someone(3)];
    await saveRoutes(shop, { rules: [rule({ id: 'quite-another' })] });
    for (const [at, lead] of leads.entries()) {
      const told = await explain(shop, lead);
      expect(told).toMatchObject({ lead, version: 1, again: 'same', reroutes: [] });
      expect(
        pickList(told, 'rules').map((one) => `${pickText(one, 'id')} ${pickText(one, 'outcome')}`),
      ).toEqual(['never condition', 'off paused', 'turns taken', 'after exclusive']);
      const outcomes = pickList(told, 'rules', 2, 'destinations').map((one) => pick(one, 'outcome'));
      expect(outcomes).toEqual(at % 2 === 0 ? ['taken', 'not_this_turn'] : ['not_this_turn', 'taken']);
    }
  });

  test('tells that there were no rules, and goes on telling once the values are gone', async () => {
    const lead = await submit(shop);
    expect(await explain(shop, lead)).toMatchObject({
      version: 0,
      rules: [],
      again: 'same',
      fallback: { because: 'no_routes' },
    });
    await addWebhook(shop, 'later');
    expect(pick(await explain(shop, lead), 'again')).toBe('same');
    await runSql(shop.tenant, 'UPDATE leads SET wrapped_key = NULL, sealed = NULL, purged_at = 1');
    expect(await explain(shop, lead)).toMatchObject({ again: 'unread', fallback: { because: 'no_routes' } });
    await call('DELETE', `/v1/leads/${lead}`, { key: shop.owner });
    expect(await explain(shop, lead)).toEqual({ lead, again: 'unrecorded', reroutes: [] });
    expectProblem(await act('ld_nobody', 'route/explain'), 404, 'not_found');
  });
});

test('at a destination that is off the lead waits where the rule sends to all', async () => {
  await saveRoutes(shop, { rules: [rule({ to: ['crm', 'second'] })] });
  await runSql(shop.tenant, "UPDATE destinations SET enabled = 0, disabled_reason = 'gone' WHERE id = 'crm'");
  await configure('PUT', '/v1/destinations/bank', shop.owner, {
    kind: 'webhook',
    recipient: 'bank-a',
    config: { url: `https://bank.example/${shop.tenant}` },
  });
  expect(await ofLead(await submit(shop))).toEqual(['crm held', 'second pending']);
  await saveRoutes(shop, { rules: [rule({ to: ['crm', 'second'], quarantine: true })] });
  expect(await ofLead(await submit(shop))).toEqual(['crm blocked quarantined', 'second blocked quarantined']);
});

/** The applicant agrees later that the bank gets the lead. */
async function grantLater(lead: string): Promise<void> {
  await configure('PATCH', '/v1/tenant', shop.owner, { settings: { sms: { provider: 'console' } } });
  const asked = await configure('POST', `/v1/leads/${lead}/authorisations`, shop.owner, {
    notice: 'provide-bank-a',
  });
  const pin = shop.notices.find(({ notice }) => notice === 'provide-bank-a');
  await bringCode({ id: pickText(asked, 'id') });
  const decided = await call('POST', `/v1/authorisations/${pickText(asked, 'id')}/decide`, {
    body: {
      decision: 'granted',
      digest: pin?.digest,
      phone: person.phone,
      code: signerCode,
      presentation: { fontPx: 16, contrast: 12, visibleMs: 60_000, scrolledToEnd: true, trusted: true },
    },
  });
  expect(decided.status, decided.text).toBe(200);
}

describe('a later grant goes to the recipient that it names, but not past whoever is to look at the lead:', () => {
  const withoutBank = () => submit(shop, { grants: grantsOf(shop, { 'provide-bank-a': 'refused' }) });

  test('a lead in quarantine stays there', async () => {
    await saveRoutes(shop, { rules: [rule({ quarantine: true })] });
    const lead = await withoutBank();
    await grantLater(lead);
    expect(await ofLead(lead)).toContain('bank blocked quarantined');
    expect((await act(lead, 'release')).json).toEqual({ released: ['crm', 'bank'] });
  });

  test('a duplicate that is held is held there too', async () => {
    await saveRoutes(shop, { rules: [rule({ dedupe: 'hold' })] });
    await submit(shop);
    const again = await withoutBank();
    await grantLater(again);
    expect(await ofLead(again)).toContain('bank blocked duplicate');
  });

  test('a destination that the server switched off gets it once it is saved again', async () => {
    await saveRoutes(shop, { rules: [rule()] });
    await runSql(
      shop.tenant,
      "UPDATE destinations SET enabled = 0, disabled_reason = 'gone' WHERE id = 'bank'",
    );
    await addWebhook(shop, 'second');
    const lead = await withoutBank();
    await grantLater(lead);
    expect(await ofLead(lead)).toContain('bank held');
    await sendDue(shop.tenant);
    expect(receivers.to('bank.example')).toEqual([]);
    await addWebhook(shop, 'bank', 'bank-a');
    await eventually(() => expect(receivers.to('bank.example')).toHaveLength(2));
  });

  test('withdrawn after attempts and granted again, it gets a schedule of its own', async () => {
    receivers.answer('bank.example', { status: 500 });
    await saveRoutes(shop, { rules: [rule({ to: ['bank'] })] });
    const { lead, receipt } = await applied(shop);
    await sendDue(shop.tenant);
    await runSql(shop.tenant, "UPDATE deliveries SET attempts = 9 WHERE state = 'pending'");
    await call('POST', `/v1/receipts/${receipt}/withdraw`, { body: { notice: 'provide-bank-a' } });
    await grantLater(lead);
    await sendDue(shop.tenant);
    await eventually(async () => {
      const [first] = await rowsOf(shop.tenant, 'deliveries');
      expect(first).toMatchObject({ attempts: 10, state: 'pending', reason: 'server_error' });
    });
  });

  test('withdrawn and granted again, it waits as before', async () => {
    await saveRoutes(shop, { rules: [rule({ to: ['bank'], quarantine: true })] });
    const { lead, receipt } = await applied(shop);
    await call('POST', `/v1/receipts/${receipt}/withdraw`, { body: { notice: 'provide-bank-a' } });
    await grantLater(lead);
    expect(await ofLead(lead)).toContain('bank blocked quarantined');
    await act(lead, 'reject');
    expect(await ofLead(lead)).toContain('bank blocked rejected');
  });
});
