/** Owns which visit a submission is credited to, from its `ref` and `touches`; the rules' own cases are the leaf's. */
import { beforeAll, expect, test } from 'vitest';
import { pick, pickText } from './api.ts';
import { submit } from './applicant.ts';
import { configure, openShop, type Shop } from './scenario.ts';

const dayMs = 86_400_000;

let shop: Shop;
let code: string;
beforeAll(async () => {
  shop = await openShop();
  const staff = await configure('POST', '/v1/promoters', shop.owner, { kind: 'staff', name: '张敏' });
  const link = await configure('POST', '/v1/links', shop.owner, {
    promoter: pickText(staff, 'id'),
    form: 'biz',
  });
  code = pickText(link, 'code');
});

async function attributionOf(more: Record<string, unknown>): Promise<unknown> {
  const lead = await submit(shop, more);
  return pick(await configure('GET', `/v1/leads/${lead}`, shop.owner), 'attribution');
}

const ago = (days: number) => new Date(Date.now() - days * dayMs).toISOString();

test('the code of this very visit counts as now, whatever the browser remembers of it', async () => {
  expect(await attributionOf({ ref: code })).toMatchObject({ credited: code, reason: 'last_touch' });
  const touches = [{ ref: code, at: ago(400) }];
  expect(await attributionOf({ ref: code, touches })).toMatchObject({ credited: code });
});

test('a code remembered for longer than the window is not credited, and the reason says so', async () => {
  const result = await attributionOf({ touches: [{ ref: code, at: ago(31) }] });
  expect(result).toMatchObject({ reason: 'outside_window', chain: [] });
  expect(pick(result, 'credited')).toBeUndefined();
});

test('a revoked link keeps its chain and earns no credit', async () => {
  const link = await configure('POST', '/v1/links', shop.owner, { form: 'biz' });
  const revoked = pickText(link, 'code');
  await configure('DELETE', `/v1/links/${revoked}`, shop.owner);
  const result = await attributionOf({ ref: revoked });
  expect(result).toMatchObject({ reason: 'revoked', chain: [{ code: revoked, level: 1 }] });
  expect(pick(result, 'credited')).toBeUndefined();
});
