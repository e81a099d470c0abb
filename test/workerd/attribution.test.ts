/** Owns which visit a submission is credited to, from its `ref` and `touches`; the rules' own cases are the leaf's. */
import { beforeAll, describe, expect, test } from 'vitest';
import { pick, pickText } from './api.ts';
import { otherPerson, post, submissionOf, submit } from './applicant.ts';
import { configure, openShop, type Shop } from './scenario.ts';
import { runSql } from './stored.ts';

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

describe('a second sharer of the same applicant', () => {
  const linkOf = async (body: object = { form: 'biz' }) =>
    pickText(await configure('POST', '/v1/links', shop.owner, body), 'code');

  test('is recorded and not credited while the first is protected; the first lead keeps its credit', async () => {
    const [first, second] = [await linkOf(), await linkOf()];
    const values = otherPerson(11);
    const lead = await submit(shop, { ref: first, values });
    const result = await attributionOf({ ref: second, values });
    expect(result).toMatchObject({ reason: 'protected', keptBy: first, chain: [{ code: second }] });
    expect(pick(result, 'credited')).toBeUndefined();
    expect(pick(await configure('GET', `/v1/leads/${lead}`, shop.owner), 'attribution')).toMatchObject({
      credited: first,
    });
    expect(await configure('GET', `/v1/links/${first}`, shop.owner)).toMatchObject({ leads: 1 });
    expect(await configure('GET', `/v1/links/${second}`, shop.owner)).toMatchObject({ leads: 0 });
    // Another person is nobody's yet.
    expect(await attributionOf({ ref: second, values: otherPerson(12) })).toMatchObject({ credited: second });
  });

  test('is credited once those days are over, or where a tenant protects none', async () => {
    const [first, second] = [await linkOf(), await linkOf()];
    const values = otherPerson(13);
    await submit(shop, { ref: first, values });
    await configure('PATCH', '/v1/tenant', shop.owner, { settings: { attribution: { protectDays: 0 } } });
    expect(await attributionOf({ ref: second, values })).toMatchObject({ credited: second });
    await configure('PATCH', '/v1/tenant', shop.owner, { settings: { attribution: { protectDays: 30 } } });
    expect(await attributionOf({ ref: first, values })).toMatchObject({
      reason: 'protected',
      keptBy: second,
    });
    await runSql(shop.tenant, 'UPDATE leads SET created_at = created_at - ?', 31 * dayMs);
    expect(await attributionOf({ ref: first, values })).toMatchObject({ credited: first });
  });

  test('who was brought by the applicant themselves is a loop (RF-06)', async () => {
    await configure('PATCH', '/v1/tenant', shop.owner, { settings: { customerReferral: true } });
    const values = otherPerson(14);
    const shared = pickText((await post(shop, submissionOf(shop, { values }))).json, 'share', 'code');
    const friends = await post(shop, submissionOf(shop, { values: otherPerson(15), ref: shared }));
    const below = pickText(friends.json, 'share', 'code');
    const result = await attributionOf({ ref: below, values });
    expect(result).toMatchObject({ reason: 'loop', chain: [{ code: shared }, { code: below }] });
    expect(pick(result, 'credited')).toBeUndefined();
  });
});
