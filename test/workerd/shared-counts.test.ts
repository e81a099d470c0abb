/** Owns what a promoter sees of what their links brought: their own links, by day, and no one who came; nothing else. */
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { call, expectProblem, findingsOf, pickList, pickText } from './api.ts';
import { otherPerson, submit } from './applicant.ts';

import { configure, makeKey, openShop, type Shop } from './scenario.ts';
import { runSql } from './stored.ts';
import { opened } from './visitors.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterEach(() => void vi.useRealTimers());

async function promoter(name: string): Promise<{ id: string; token: string }> {
  const made = await configure('POST', '/v1/promoters', shop.owner, { kind: 'staff', name });
  return { id: pickText(made, 'id'), token: pickText(made, 'token') };
}
const linkBy = async (token: string, more: object = {}) =>
  pickText(await configure('POST', '/v1/links', token, { form: 'biz', ...more }), 'code');
const itemsFor = async (token: string, query = '') =>
  pickList(await configure('GET', `/v1/shared/counts${query}`, token), 'items');

test('visits, starts and leads by link and day, of the promoter’s own links alone', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-27T03:00:00Z') });
  const [lee, wang] = [await promoter('小李'), await promoter('小王')];
  const code = await linkBy(lee.token, { channel: '朋友圈', campaign: 'spring' });
  const theirs = await linkBy(wang.token);
  expect(await itemsFor(lee.token)).toEqual([]);
  for (const one of [code, code, theirs]) await opened(`/s/${shop.tenant}/${one}`);
  await call('POST', `/v1/t/${shop.tenant}/visits`, { body: { kind: 'start', form: 'biz', ref: code } });
  const [first, second] = [
    await submit(shop, { ref: code, values: otherPerson(1) }),
    await submit(shop, { ref: code, values: otherPerson(2) }),
  ];
  expect(first).not.toBe(second);
  await submit(shop, { ref: theirs, values: otherPerson(3) });
  // The last second of the day before, in China.
  await runSql(
    shop.tenant,
    'UPDATE leads SET created_at = ? WHERE seq = 2',
    Date.parse('2026-11-26T15:59:59Z'),
  );
  const about = { code, campaign: 'spring', channel: '朋友圈' };
  const told = [
    { ...about, day: '2026-11-26', visits: 0, starts: 0, leads: 1 },
    { ...about, day: '2026-11-27', visits: 2, starts: 1, leads: 1 },
  ];
  expect(await itemsFor(lee.token)).toEqual(told);
  expect(await itemsFor(lee.token, '?days=1')).toEqual(told.slice(1));
  expect(await itemsFor(wang.token)).toEqual([
    { code: theirs, campaign: null, channel: null, day: '2026-11-27', visits: 1, starts: 0, leads: 1 },
  ]);
});

test.for(['0', '91', '1.5', 'all', '-1'])('days=%s is refused', async (days) => {
  const { token } = await promoter('小赵');
  const answer = await call('GET', `/v1/shared/counts?days=${days}`, { key: token });
  expectProblem(answer, 422, 'invalid_request');
  expect(findingsOf(answer)).toEqual(['days out_of_range']);
});

test('a key of nobody in particular has nothing, and one of a leaver is no key', async () => {
  expect(await itemsFor(await makeKey(shop, 'promoter'))).toEqual([]);
  const leaver = await promoter('小钱');
  await configure('DELETE', `/v1/promoters/${leaver.id}`, shop.owner);
  expectProblem(await call('GET', '/v1/shared/counts', { key: leaver.token }), 401, 'unauthorized');
});
