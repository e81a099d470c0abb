/** Owns what happens when a promoter leaves: links, credit before and after, the token, whom to hand over to; nothing else. */
import { beforeAll, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { configure, openShop, type Shop } from './scenario.ts';
import { storedIn } from './stored.ts';
import { opened } from './visitors.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

async function promoter(name: string, kind = 'staff', of = shop): Promise<{ id: string; token: string }> {
  const made = await configure('POST', '/v1/promoters', of.owner, { kind, name });
  return { id: pickText(made, 'id'), token: pickText(made, 'token') };
}
const linkBy = async (token: string) =>
  pickText(await configure('POST', '/v1/links', token, { form: 'biz' }), 'code');
const leave = (id: string, to?: string) =>
  call('DELETE', `/v1/promoters/${id}${to === undefined ? '' : `?handoverTo=${encodeURIComponent(to)}`}`, {
    key: shop.owner,
  });
const chainOf = async (lead: string) =>
  pick(await configure('GET', `/v1/leads/${lead}`, shop.owner), 'attribution', 'chain');

test('one call hands links and future credit to a colleague; what was credited stays with who earned it', async () => {
  const [lee, wang] = [await promoter('小李'), await promoter('汽贸城', 'partner')];
  const codes = [await linkBy(lee.token), await linkBy(lee.token)];
  const [code = ''] = codes;
  const before = await submit(shop, { ref: code, values: otherPerson(1) });
  expect((await leave(lee.id, wang.id)).status).toBe(204);

  for (const path of ['/v1/links', '/v1/shared/counts', `/v1/links/${code}`]) {
    expectProblem(await call('GET', path, { key: lee.token }), 401, 'unauthorized');
  }
  const listed = pickList(await configure('GET', '/v1/links', wang.token), 'items');
  expect(listed.map((link) => pick(link, 'code'))).toEqual([...codes].sort());
  expect((await opened(`/s/${shop.tenant}/${code}`)).status).toBe(302);
  const after = await submit(shop, { ref: code, values: otherPerson(2) });
  expect(await chainOf(before)).toEqual([{ code, promoter: lee.id, kind: 'staff', level: 1 }]);
  expect(await chainOf(after)).toEqual([{ code, promoter: wang.id, kind: 'partner', level: 1 }]);

  const everyone = pickList(await configure('GET', '/v1/promoters', shop.owner), 'items');
  const left = everyone.find((one) => pick(one, 'id') === lee.id);
  expect(left).toMatchObject({ name: '小李', handoverTo: wang.id });
  expect(pickText(left, 'leftAt')).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test('without a colleague links go on working and credit the tenant alone', async () => {
  const lee = await promoter('小赵');
  const code = await linkBy(lee.token);
  expect((await leave(lee.id)).status).toBe(204);
  const lead = await submit(shop, { ref: code, values: otherPerson(3) });
  expect(await chainOf(lead)).toEqual([{ code, kind: 'staff', level: 1 }]);
});

test('to oneself, a leaver, another tenant’s promoter or nobody is refused, and changes nothing', async () => {
  const [lee, gone] = [await promoter('小钱'), await promoter('小孙')];
  await leave(gone.id);
  const other = await openShop();
  const theirs = await promoter('外人', 'staff', other);
  await linkBy(lee.token);
  const before = await storedIn(shop.tenant);
  for (const to of [lee.id, gone.id, theirs.id, 'pr_nobody', '', "' OR 1=1 --"]) {
    const answer = await leave(lee.id, to);
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual(['handoverTo unknown_promoter']);
  }
  expectProblem(await leave(gone.id, lee.id), 404, 'not_found');
  expectProblem(await leave(theirs.id, lee.id), 404, 'not_found');
  expect(await storedIn(shop.tenant)).toEqual(before);
  expect((await call('GET', '/v1/links', { key: lee.token })).status).toBe(200);
});
