/** Owns the rules on rights, retention and governance (rules.md §3.3) that no other test names: each by its id. */
import { beforeAll, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList } from '../api.ts';
import { otherPerson, person, submit } from '../applicant.ts';
import { configure, makeKey, openShop, type Shop } from '../scenario.ts';

let shop: Shop;
let lead: string;
beforeAll(async () => {
  shop = await openShop();
  lead = await submit(shop);
});

test('RT-06: who may read leads reads them masked, and who may not reads none', async () => {
  for (const role of ['compliance', 'crm']) {
    const { text } = await call('GET', `/v1/leads/${lead}`, { key: await makeKey(shop, role) });
    expect(text).toContain('139****5678');
    for (const value of Object.values(person)) expect(text).not.toContain(value);
  }
  const marketer = await call('GET', `/v1/leads/${lead}`, { key: await makeKey(shop, 'marketer') });
  expectProblem(marketer, 403, 'forbidden');
});

test('RT-09: the leads that a key read in clear can be listed, for those who must be told', async () => {
  const crm = await makeKey(shop, 'crm');
  const others = [
    await submit(shop, { values: otherPerson(1) }),
    await submit(shop, { values: otherPerson(2) }),
  ];
  for (const one of others) await configure('POST', `/v1/leads/${one}/reveal`, crm, { reason: '回访' });
  const log = pickList(await configure('GET', '/v1/access-log', shop.owner), 'items');
  const read = log.filter((entry) => pick(entry, 'role') === 'crm').map((entry) => pick(entry, 'lead'));
  expect(read.sort()).toEqual([...others].sort());
});

test('RT-10: the page of lists says where to complain', async () => {
  const { text } = await call('GET', `/f/${shop.tenant}/biz/notices`);
  expect(text).toContain('向我们或者履行个人信息保护职责的部门投诉、举报');
  expect(text).toContain('400-000-0000');
});

test('RT-13: leads leave one by one with a reason, and in lists of 200 masked ones at most', async () => {
  const many = await call('GET', '/v1/leads?limit=201', { key: shop.owner });
  expectProblem(many, 422, 'invalid_request');
  expect(findingsOf(many)).toEqual(['limit out_of_range']);
  const listed = await call('GET', '/v1/leads?limit=200', { key: shop.owner });
  expect(listed.text).not.toContain(person.phone);
  const unexplained = await call('POST', `/v1/leads/${lead}/reveal`, { key: shop.owner, body: {} });
  expectProblem(unexplained, 422, 'invalid_request');
});
