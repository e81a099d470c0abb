/** Owns the notice that a tree of links has grown large: when, how often, to whom, with what; must not know credit. */
import { beforeEach, expect, test } from 'vitest';
import { call, expectProblem, pick, pickList, pickText } from './api.ts';
import { otherPerson, post, submissionOf, submit } from './applicant.ts';
import { addWebhook, eventually, type Receivers, standInReceivers } from './receiver.ts';
import { configure, makeKey, openShop, type Shop } from './scenario.ts';
import { runSql } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});

const make = async (body: object) => pickText(await configure('POST', '/v1/links', shop.owner, body), 'code');
const promoter = async (name: string, kind = 'staff') =>
  pickText(await configure('POST', '/v1/promoters', shop.owner, { kind, name }), 'id');
const treeOf = async (code: string) => pick(await configure('GET', `/v1/links/${code}`, shop.owner), 'tree');
async function told(): Promise<unknown[]> {
  const items = pickList(await configure('GET', '/v1/events', shop.owner), 'items');
  return items
    .filter((item) => pick(item, 'type') === 'referral.tree_limit')
    .map((item) => pick(item, 'data'));
}

test('three levels are told of once, in the feed and to the tenant’s own destinations alone (RF-02)', async () => {
  await addWebhook(shop, 'crm');
  await addWebhook(shop, 'lender', 'bank-a');
  const root = await make({ form: 'biz', promoter: await promoter('小李') });
  const second = await make({ parent: root });
  expect(await told()).toEqual([]);
  expect(await treeOf(root)).toEqual({ levels: 2, people: 2 });
  const third = await make({ parent: second });
  const data = { tenant: shop.tenant, tree: { code: root, limit: 'levels', levels: 3, people: 3 } };
  expect(await told()).toEqual([data]);
  await make({ parent: second });
  expect(await told()).toEqual([data]);
  expect(await treeOf(third)).toEqual({ levels: 3, people: 4 });

  await eventually(async () => {
    const list = pickList(await configure('GET', '/v1/deliveries', shop.owner), 'items');
    expect(list).toHaveLength(1);
    expect(list[0]).toMatchObject({ type: 'referral.tree_limit', destination: 'crm', state: 'delivered' });
    expect(list[0]).not.toHaveProperty('lead');
  });
  expect(receivers.received.map((one) => one.host)).toEqual(['crm.example']);
  expect(JSON.parse(receivers.received[0]?.body ?? '')).toMatchObject({ type: 'referral.tree_limit', data });
});

test('thirty people are told of once: a person counts once, whatever links are theirs (RF-02)', async () => {
  await configure('PATCH', '/v1/tenant', shop.owner, {
    settings: { customerReferral: true, limits: { perPhonePerDay: 0, perIpPerMinute: 0 } },
  });
  const root = await make({ form: 'biz', promoter: await promoter('小李') });
  for (let person = 1; person <= 28; person++) {
    await submit(shop, { ref: root, values: otherPerson(person) });
  }
  // The same applicant again has a second link and is no second person.
  await submit(shop, { ref: root, values: otherPerson(28) });
  expect(await treeOf(root)).toEqual({ levels: 2, people: 29 });
  expect(await told()).toEqual([]);
  const last = await post(shop, submissionOf(shop, { ref: root, values: otherPerson(29) }));
  const data = { tenant: shop.tenant, tree: { code: root, limit: 'people', levels: 2, people: 30 } };
  expect(await told()).toEqual([data]);
  await submit(shop, { ref: root, values: otherPerson(30) });
  expect(await told()).toEqual([data]);
  // The other limit is another notice.
  await submit(shop, { ref: pickText(last.json, 'share', 'code'), values: otherPerson(31) });
  expect(await told()).toMatchObject([data, { tree: { code: root, limit: 'levels', levels: 3 } }]);
  const feed = JSON.stringify(await told());
  expect(feed).not.toMatch(/1[3-9]\d{9}|小李|pr_/);
  // Every lead is in the feed once, with a number of its own.
  const items = pickList(await configure('GET', '/v1/events?limit=100', shop.owner), 'items');
  const numbers = items.map((item) => pick(item, 'seq'));
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers).toHaveLength(34);
});

test('a promoter sees counts of a link, and nothing of the tree below it (RF-04)', async () => {
  const made = await configure('POST', '/v1/promoters', shop.owner, { kind: 'staff', name: '小李' });
  const token = pickText(made, 'token');
  const code = pickText(await configure('POST', '/v1/links', token, { form: 'biz' }), 'code');
  await configure('POST', '/v1/links', token, { parent: code });
  expect(await configure('GET', `/v1/links/${code}`, token)).not.toHaveProperty('tree');
  expectProblem(await call('GET', '/v1/events', { key: token }), 403, 'forbidden');
  const crm = await makeKey(shop, 'crm');
  expect((await call('GET', '/v1/events', { key: crm })).status).toBe(200);
});

test('a tree that was broken by hand is counted all the same', async () => {
  const root = await make({ form: 'biz' });
  const child = await make({ parent: root });
  await runSql(shop.tenant, 'UPDATE links SET parent = ? WHERE code = ?', child, root);
  expect(await treeOf(root)).toMatchObject({ people: 2 });
});
