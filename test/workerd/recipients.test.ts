/** Owns the promise that data goes only to recipients the applicant named, cut to what they may see; not retries. */
import { beforeEach, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList } from './api.ts';
import { grantsOf, person, submit } from './applicant.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, lender, openShop, type Shop } from './scenario.ts';
import { rowsOf, runSql } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
  await addWebhook(shop, 'crm');
  await addWebhook(shop, 'bank', 'bank-a');
  await addWebhook(shop, 'broker', 'broker-b');
});

/** Waits until nothing is due any more. */
const sent = () =>
  eventually(async () => {
    expect(
      (await rowsOf(shop.tenant, 'deliveries')).filter(
        (row) => row.attempts === 0 && row.state === 'pending',
      ),
    ).toEqual([]);
  });

test('a named recipient gets the fields that its notice names and its own grants, nothing more', async () => {
  await submit(shop, { utm: { source: `${person.phone}-in-the-url` } });
  await eventually(() => expect(receivers.received).toHaveLength(2));
  expect(pick(receivers.bodiesTo('crm.example')[0], 'data', 'lead', 'values')).toMatchObject(person);
  const [body] = receivers.bodiesTo('bank.example');
  expect(pick(body, 'data', 'lead', 'values')).toEqual({
    name: person.name,
    phone: person.phone,
    amount: 200_000,
  });
  expect(pickList(body, 'data', 'consents').map((consent) => pick(consent, 'notice'))).toEqual([
    'provide-bank-a',
  ]);
  const text = JSON.stringify(body);
  for (const hidden of [person.idNumber, person.email, person.note, '周转', 'privacy', 'marketing']) {
    expect(text).not.toContain(hidden);
  }
  // The page's URL is free text: it may hold what no notice names.
  expect(text).not.toContain('in-the-url');
});

test('one whose notice is not on the form gets nothing at all', async () => {
  await submit(shop);
  await sent();
  expect(receivers.to('broker.example')).toEqual([]);
  expect((await rowsOf(shop.tenant, 'deliveries')).map((row) => row.destination)).toEqual([1, 2]);
});

test.for(['refused', null] as const)('one whose notice is %s gets nothing at all', async (decision) => {
  await submit(shop, { grants: grantsOf(shop, { 'provide-bank-a': decision }) });
  await sent();
  expect(receivers.received.map((request) => request.host)).toEqual(['crm.example']);
  expect(await rowsOf(shop.tenant, 'deliveries')).toHaveLength(1);
});

test('a destination that was sent to stays its recipient’s', async () => {
  await submit(shop, { grants: grantsOf(shop, { 'provide-bank-a': 'refused' }) });
  await sent();
  const answer = await call('PUT', '/v1/destinations/crm', {
    key: shop.owner,
    body: {
      kind: 'webhook',
      recipient: 'bank-a',
      config: { url: `https://bank.example/new/${shop.tenant}` },
    },
  });
  expectProblem(answer, 422, 'destination_rejected');
  expect(findingsOf(answer)).toEqual(['recipient recipient_is_fixed']);
});

test('a delivery whose recipient was never named is withheld at the attempt too', async () => {
  receivers.answer('crm.example', { status: 500 });
  await submit(shop, { grants: grantsOf(shop, { 'provide-bank-a': 'refused' }) });
  await sent();
  await runSql(shop.tenant, "UPDATE destinations SET recipient = 'bank-a' WHERE id = 'crm'");
  // Saving another one makes the object read its table again.
  await addWebhook(shop, 'other');
  receivers.answer('crm.example', { status: 200 });
  await sendDue(shop.tenant);
  expect(receivers.to('crm.example')).toHaveLength(1);
  const deliveries = pickList(await configure('GET', '/v1/deliveries', shop.owner), 'items');
  expect(deliveries).toContainEqual(expect.objectContaining({ state: 'blocked', reason: 'not_consented' }));
});

test('a recipient that a published notice names stays the same legal person', async () => {
  const change = (body: object) => call('PUT', '/v1/recipients/bank-a', { key: shop.owner, body });
  const other = await change({ ...lender, legalName: '另一家银行股份有限公司' });
  expectProblem(other, 422, 'invalid_request');
  expect(findingsOf(other)).toEqual(['legalName recipient_is_named']);
  expect((await change({ ...lender, contact: '400-800-8888' })).status).toBe(200);
});

test('leads that come while a gone destination is off go out once it is saved again', async () => {
  receivers.answer('crm.example', { status: 410 });
  await submit(shop, { grants: grantsOf(shop, { 'provide-bank-a': 'refused' }) });
  await sent();
  await submit(shop, { grants: grantsOf(shop, { 'provide-bank-a': 'refused' }) });
  const [latest] = pickList(await configure('GET', '/v1/deliveries', shop.owner), 'items');
  expect(latest).toMatchObject({ state: 'held', attempts: 0 });
  receivers.answer('crm.example', { status: 200 });
  await addWebhook(shop, 'crm');
  await eventually(() => expect(receivers.to('crm.example')).toHaveLength(2));
});

test('that someone has applied before is told to the tenant alone', async () => {
  await submit(shop);
  await submit(shop);
  await eventually(() => expect(receivers.received).toHaveLength(4));
  const leads = (host: string) => receivers.bodiesTo(host).map((body) => pick(body, 'data', 'lead'));
  expect(leads('crm.example')).toContainEqual(
    expect.objectContaining({ flags: ['duplicate'], duplicateOf: expect.stringMatching(/^ld_/) }),
  );
  for (const lead of leads('bank.example')) {
    expect(pick(lead, 'flags')).toEqual([]);
    expect(pick(lead, 'duplicateOf')).toBeUndefined();
  }
});
