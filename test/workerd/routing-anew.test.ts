/** Owns what becomes of a lead that went nowhere once someone asks for it: the rules as they are now; must not know how they decide. */
import { beforeEach, expect, test } from 'vitest';
import { call, expectProblem, pick, pickList } from './api.ts';
import { grantsOf, otherPerson, submit } from './applicant.ts';
import { addWebhook, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { deliveriesOfLead, explain, saveRoutes } from './routes.ts';
import { openShop, type Shop } from './scenario.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
  await addWebhook(shop, 'crm');
  await addWebhook(shop, 'bank', 'bank-a');
  await saveRoutes(shop, {
    rules: [
      { id: 'none', when: { field: 'amount', op: 'gt', value: 900_000 }, to: ['crm'], strategy: 'all' },
    ],
  });
});

const toBoth = {
  rules: [
    {
      id: 'both',
      to: ['crm', 'bank'],
      strategy: 'all',
      quarantine: true,
      dedupe: 'hold',
      caps: [{ per: 'day', max: 1 }],
    },
  ],
};
const route = (lead: string) => call('POST', `/v1/leads/${lead}/route`, { key: shop.owner });
const stateOf = async (lead: string) =>
  pick((await call('GET', `/v1/leads/${lead}`, { key: shop.owner })).json, 'state');

test('goes by the rules as they are now, counts in their caps, and is explained and logged', async () => {
  const lead = await submit(shop);
  expect(await stateOf(lead)).toBe('unrouted');
  expect((await route(lead)).json).toEqual({ routed: [] });
  await saveRoutes(shop, toBoth);
  expect((await route(lead)).json).toEqual({ routed: ['crm', 'bank'] });
  // Nothing twice, and no second lead under a cap of one.
  expect((await route(lead)).json).toEqual({ routed: [] });
  await sendDue(shop.tenant);
  expect(await deliveriesOfLead(shop, lead)).toEqual(['bank delivered', 'crm delivered']);
  expect(receivers.to('crm.example')).toHaveLength(1);
  expect(await deliveriesOfLead(shop, await submit(shop, { values: otherPerson(1) }))).toEqual([]);
  const later = pickList(await explain(shop, lead), 'reroutes');
  expect(pick(later.at(-1), 'rules', 0, 'outcome')).toBe('taken');
  const log = await call('GET', `/v1/access-log?lead=${lead}`, { key: shop.owner });
  expect(pickList(log.json, 'items')).toMatchObject([{ action: 'route', role: 'owner' }]);
});

test('goes to nobody whom the applicant has not agreed to', async () => {
  const lead = await submit(shop, { grants: grantsOf(shop, { 'provide-bank-a': 'refused' }) });
  await saveRoutes(shop, { rules: [{ id: 'one', to: ['bank'], strategy: 'first' }] });
  expect((await route(lead)).json).toEqual({ routed: [] });
  await saveRoutes(shop, toBoth);
  expect((await route(lead)).json).toEqual({ routed: ['crm'] });
  await sendDue(shop.tenant);
  expect(receivers.to('bank.example')).toEqual([]);
});

test('stays where it waits for a person, is restricted, erased or unknown', async () => {
  await saveRoutes(shop, toBoth);
  const held = await submit(shop);
  await saveRoutes(shop, { rules: [] });
  expect((await route(held)).json).toEqual({ routed: [] });
  await call('POST', `/v1/leads/${held}/reject`, { key: shop.owner });
  expect((await route(held)).json).toEqual({ routed: [] });
  await call('POST', `/v1/leads/${held}/restrict`, { key: shop.owner, body: { restricted: true } });
  expectProblem(await route(held), 409, 'lead_restricted');
  await call('DELETE', `/v1/leads/${held}`, { key: shop.owner });
  expectProblem(await route(held), 409, 'lead_erased');
  expectProblem(await route('ld_nobody'), 404, 'not_found');
  expect(receivers.to('crm.example').filter(({ body }) => body.includes('lead.created'))).toEqual([]);
});
