/** Owns what becomes of a returned lead: on to another recipient that the applicant named, or nowhere; must not know rules. */
import { beforeEach, expect, test } from 'vitest';
import { call, pick, pickList, pickText } from './api.ts';
import { grantsOf, submit } from './applicant.ts';
import { deliveriesOf } from './outbox.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { saveRoutes } from './routes.ts';
import { configure, formDraft, openShop, publishForm, type Shop } from './scenario.ts';
import { signedMessage } from './signed-message.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
  const consents = [...formDraft.consents, { notice: 'provide-broker-b', required: false }];
  Object.assign(shop, await publishForm(shop.tenant, shop.owner, 'biz', { ...formDraft, consents }));
  await addWebhook(shop, 'bank-a-crm', 'bank-a');
});

const returned = (lead: string, id = 'r1') =>
  configure('POST', `/v1/leads/${lead}/outcomes`, shop.owner, { id, type: 'returned', reason: '不符合准入' });
const arrivals = () => receivers.received.map(({ host }) => host);
const put = (id: string, recipient: string, enabled: boolean) =>
  configure('PUT', `/v1/destinations/${id}`, shop.owner, {
    kind: 'webhook',
    recipient,
    config: { url: `https://${id}.example/${shop.tenant}` },
    enabled,
  });

test('goes to a consented recipient that has not had it, once however often that is told', async () => {
  const lead = await submit(shop);
  await eventually(() => expect(arrivals()).toEqual(['bank-a-crm.example']));
  // Another door of the same bank is no other recipient.
  await addWebhook(shop, 'bank-a-mail', 'bank-a');
  await addWebhook(shop, 'broker-b-crm', 'broker-b');
  expect(await returned(lead)).toMatchObject({ type: 'returned', rerouted: ['broker-b-crm'] });
  expect(await returned(lead)).toMatchObject({ rerouted: ['broker-b-crm'] });
  await eventually(() => expect(arrivals()).toEqual(['bank-a-crm.example', 'broker-b-crm.example']));
  const { data } = JSON.parse(receivers.to('broker-b-crm.example')[0]?.body ?? '{}');
  // Only what the notice to the broker names.
  expect(pick(data, 'lead', 'values')).toEqual({ phone: '13912345678' });
  // The broker returns it too: nobody is left.
  expect(await returned(lead, 'r2')).toMatchObject({ ended: 'nobody_left' });
  const feed = pickList(await configure('GET', '/v1/events?after=1', shop.owner), 'items');
  expect(feed.map((item) => pick(item, 'data', 'outcome'))).toMatchObject([
    { rerouted: ['broker-b-crm'] },
    { ended: 'nobody_left' },
  ]);
});

test('goes to nobody that the applicant did not name, and to nothing that is switched off', async () => {
  const lead = await submit(shop, { grants: grantsOf(shop, { 'provide-broker-b': 'refused' }) });
  await eventually(() => expect(arrivals()).toHaveLength(1));
  await addWebhook(shop, 'broker-b-crm', 'broker-b');
  await put('own', 'self', false);
  expect(await returned(lead)).toMatchObject({ ended: 'nobody_left' });
  await put('own', 'self', true);
  expect(await returned(lead, 'r2')).toMatchObject({ rerouted: ['own'] });
});

test('goes nowhere once it is erased, or while it may only be kept', async () => {
  const [erased, restricted] = [await submit(shop), await submit(shop)];
  await eventually(() => expect(arrivals()).toHaveLength(2));
  await addWebhook(shop, 'broker-b-crm', 'broker-b');
  await configure('DELETE', `/v1/leads/${erased}`, shop.owner);
  await configure('POST', `/v1/leads/${restricted}/restrict`, shop.owner, { restricted: true });
  expect(await returned(erased)).toMatchObject({ ended: 'lead_erased' });
  expect(await returned(restricted, 'r2')).toMatchObject({ ended: 'lead_restricted' });
  expect(await deliveriesOf(shop, 'destination=broker-b-crm')).toEqual([]);
});

test('goes nowhere while it waits for a person, nor once that one turned it away', async () => {
  const rule = { id: 'one', to: ['bank-a-crm'], strategy: 'all', quarantine: true };
  await saveRoutes(shop, { rules: [rule] });
  const lead = await submit(shop);
  await addWebhook(shop, 'broker-b-crm', 'broker-b');
  await saveRoutes(shop, { rules: [] });
  expect(await returned(lead)).toMatchObject({ ended: 'held' });
  await configure('POST', `/v1/leads/${lead}/reject`, shop.owner);
  expect(await returned(lead, 'r2')).toMatchObject({ ended: 'held' });
  expect(await deliveriesOf(shop, 'destination=broker-b-crm')).toEqual([]);
});

test('goes on once when the recipient itself gives it back, and the recipient is not told where', async () => {
  const made = await configure('POST', '/v1/destinations/bank-a-crm/rotate', shop.owner);
  const lead = await submit(shop);
  await eventually(() => expect(arrivals()).toHaveLength(1));
  await addWebhook(shop, 'broker-b-crm', 'broker-b');
  await addWebhook(shop, 'own');
  for (const id of ['m1', 'm2']) {
    const answer = await giveBack(lead, id, pickText(made, 'secret'));
    expect(answer.status, answer.text).toBe(201);
    expect(answer.json).toEqual({ lead, id, type: 'returned', at: expect.stringMatching(/Z$/) });
  }
  const outcomes = await configure('GET', `/v1/leads/${lead}/outcomes`, shop.owner);
  expect(pickList(outcomes, 'items')).toMatchObject([
    { id: 'm1', rerouted: ['broker-b-crm'] },
    { id: 'm2', ended: 'already_returned' },
  ]);
});

test('is not tried again at the recipient that gave it back, though its answer was lost', async () => {
  const made = await configure('POST', '/v1/destinations/bank-a-crm/rotate', shop.owner);
  receivers.answer('bank-a-crm.example', { status: 503 });
  const lead = await submit(shop);
  await eventually(() => expect(arrivals()).toEqual(['bank-a-crm.example']));
  const toBank = async () => (await deliveriesOf(shop, 'destination=bank-a-crm'))[0];
  await eventually(async () => expect(await toBank()).toMatchObject({ state: 'pending', attempts: 1 }));
  await addWebhook(shop, 'broker-b-crm', 'broker-b');
  expect((await giveBack(lead, 'm1', pickText(made, 'secret'))).status).toBe(201);
  await sendDue(shop.tenant);
  await eventually(() => expect(arrivals()).toEqual(['bank-a-crm.example', 'broker-b-crm.example']));
  expect(await toBank()).toMatchObject({ state: 'blocked', reason: 'returned', attempts: 1 });
});

/** As the bank's own CRM does it. */
function giveBack(lead: string, id: string, secret: string) {
  const raw = JSON.stringify({ type: 'lead.outcome', data: { lead, type: 'returned' } });
  return call('POST', `/v1/t/${shop.tenant}/outcomes/bank-a-crm`, signedMessage(secret, raw, id));
}
