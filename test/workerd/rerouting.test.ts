/** Owns what becomes of a lead that was given back: one other recipient that may have it, or an end; must not know outcomes. */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import { parseMasterKeys } from '../../worker/sealing/master-keys.ts';
import { TenantContext } from '../../worker/tenant/context.ts';
import { makeParts } from '../../worker/tenant/parts.ts';
import { seqOfLead } from '../../worker/tenant/public-ids.ts';
import type { Rerouted } from '../../worker/tenant/routing/rerouting.ts';
import { call, pick, pickList } from './api.ts';
import { grantsOf, otherPerson, submit } from './applicant.ts';
import { addWebhook, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { deliveriesOfLead, explain, saveRoutes } from './routes.ts';
import { configure, formDraft, openShop, publishForm, type Shop, tenantStub } from './scenario.ts';
import { rowsOf } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  const opened = await openShop();
  const published = await publishForm(opened.tenant, opened.owner, 'biz', {
    ...formDraft,
    consents: [...formDraft.consents, { notice: 'provide-broker-b', required: false }],
  });
  shop = { ...opened, ...published };
  receivers = standInReceivers(shop.tenant);
  await addWebhook(shop, 'bank', 'bank-a');
  await addWebhook(shop, 'bank-two', 'bank-a', 'bank2.example');
  await addWebhook(shop, 'broker', 'broker-b');
});

const rule = (more: Record<string, unknown> = {}) => ({
  id: 'one',
  to: ['bank', 'bank-two', 'broker'],
  strategy: 'first',
  ...more,
});

/** As the store of outcomes does it: facts first, the rest in one transaction. */
function giveBack(lead: string, from: string): Promise<Rerouted> {
  return runInDurableObject(tenantStub(shop.tenant), async (_, { storage }) => {
    const context = new TenantContext(storage, parseMasterKeys(env.JINJIAN_MASTER_KEYS), 'any');
    const { rerouting, destinations } = makeParts(context, {
      publicUrl: null,
      registry: () => ({ noteKeys: () => Promise.resolve() }),
    });
    const seq = seqOfLead(context, lead) ?? -1;
    const facts = await rerouting.facts(seq);
    if (typeof facts === 'string') return { ended: facts };
    return storage.transactionSync(() =>
      rerouting.reroute(seq, facts, destinations.row(from)?.number ?? null),
    );
  });
}

const numberOf = async (id: string) =>
  (await rowsOf(shop.tenant, 'destinations')).find((row) => row.id === id)?.number;

test('goes to another recipient that the applicant named, never to one that had it, and then ends', async () => {
  await saveRoutes(shop, { rules: [rule()] });
  const lead = await submit(shop);
  await sendDue(shop.tenant);
  expect(await deliveriesOfLead(shop, lead)).toEqual(['bank delivered']);
  expect(await giveBack(lead, 'bank')).toEqual({ to: [await numberOf('broker')] });
  await sendDue(shop.tenant);
  expect(await deliveriesOfLead(shop, lead)).toEqual(['bank delivered', 'broker delivered']);
  expect(JSON.parse(receivers.to('broker.example')[0]?.body ?? '')).toMatchObject({
    type: 'lead.created',
    data: { lead: { id: lead, values: { phone: expect.any(String) } } },
  });
  expect(
    Object.keys(
      Object(pick(JSON.parse(receivers.to('broker.example')[0]?.body ?? ''), 'data', 'lead', 'values')),
    ),
  ).toEqual(['phone']);
  expect(await giveBack(lead, 'broker')).toEqual({ ended: 'nobody_left' });
  const told = await explain(shop, lead);
  expect(pickList(told, 'reroutes').map((one) => pick(one, 'returnedFrom'))).toEqual(['bank', 'broker']);
  expect(pickList(told, 'reroutes', 0, 'rules', 0, 'destinations')).toMatchObject([
    { destination: 'bank', outcome: 'already_tried' },
    { destination: 'bank-two', outcome: 'already_tried' },
    { destination: 'broker', outcome: 'taken' },
  ]);
});

test('goes to nobody that was not agreed to', async () => {
  await saveRoutes(shop, { rules: [rule()], fallback: ['broker'] });
  const lead = await submit(shop, { grants: grantsOf(shop, { 'provide-broker-b': 'refused' }) });
  expect(await giveBack(lead, 'bank')).toEqual({ ended: 'nobody_left' });
  expect(await deliveriesOfLead(shop, lead)).toHaveLength(1);
});

test('keeps to the rules as they are now: conditions, caps, the hours of destinations', async () => {
  const lead = await submit(shop, { values: { ...otherPerson(1), amount: 30_000 } });
  const when = { field: 'amount', op: 'gt', value: 30_000 };
  await saveRoutes(shop, { rules: [rule({ when })] });
  expect(await giveBack(lead, 'bank')).toEqual({ ended: 'nobody_left' });
  await configure('PUT', '/v1/routes', shop.owner, {
    rules: [rule({ id: 'capped' })],
    destinations: { broker: { caps: [{ per: 'total', max: 1 }] } },
  });
  const [first, second] = [await submit(shop), await submit(shop, { values: otherPerson(2) })];
  expect(await giveBack(first, 'bank')).toEqual({ to: [await numberOf('broker')] });
  expect(await giveBack(second, 'bank')).toEqual({ ended: 'nobody_left' });
});

test.each([
  [
    'restricted',
    'lead_restricted',
    (lead: string) =>
      call('POST', `/v1/leads/${lead}/restrict`, { key: shop.owner, body: { restricted: true } }),
  ],
  ['erased', 'lead_erased', (lead: string) => call('DELETE', `/v1/leads/${lead}`, { key: shop.owner })],
] as const)('a lead that is %s goes nowhere', async (_, ended, act) => {
  await saveRoutes(shop, { rules: [rule()] });
  const lead = await submit(shop);
  await act(lead);
  expect(await giveBack(lead, 'bank')).toEqual({ ended });
});

test('a lead that waits in quarantine goes nowhere', async () => {
  await saveRoutes(shop, { rules: [rule({ quarantine: true })] });
  expect(await giveBack(await submit(shop), 'bank')).toEqual({ ended: 'held' });
});
