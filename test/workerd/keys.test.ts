/** Owns the life of API keys: who may make and revoke which, and that a revoked one stops; must not know other routes. */
import { beforeAll, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { configure, createTenant, makeKey, openShop, type Shop } from './scenario.ts';
import { foundIn, rowCounts, storedIn } from './stored.ts';

let shop: Shop;
let marketer: string;
beforeAll(async () => {
  shop = await openShop();
  marketer = await makeKey(shop, 'marketer');
});

async function idOfKey(role: string): Promise<{ id: string; key: string }> {
  const made = await configure('POST', '/v1/keys', shop.owner, { role, label: `${role} key` });
  return { id: pickText(made, 'id'), key: pickText(made, 'key') };
}

describe('making a key', () => {
  test('answers with the key once, and keeps only its hash', async () => {
    const made = await configure('POST', '/v1/keys', shop.owner, { role: 'crm', label: '客户系统' });
    const key = pickText(made, 'key');
    expect(key).toMatch(new RegExp(`^jk_${shop.tenant}_[a-z2-7]{32}$`));
    expect(made).toMatchObject({ role: 'crm', label: '客户系统' });
    const listed = await call('GET', '/v1/keys', { key: shop.owner });
    expect(pickList(listed.json, 'items').map((item) => pick(item, 'id'))).toContain(pickText(made, 'id'));
    expect(listed.text).not.toContain(key);
    expect(listed.text).not.toContain('hash');
    expect(foundIn(await storedIn(shop.tenant), [key, key.split('_').at(-1) ?? key])).toEqual([]);
  });

  test.for(['owner', 'compliance', 'crm'])('a marketer may not make a key of role %s', async (role) => {
    const before = await rowCounts(shop.tenant);
    expectProblem(
      await call('POST', '/v1/keys', { key: marketer, body: { role, label: 'x' } }),
      403,
      'forbidden',
    );
    // That it was tried is written down; test/workerd/audit.test.ts reads it.
    const { audit: tries = 0, ...after } = await rowCounts(shop.tenant);
    const { audit: triesBefore = 0, ...others } = before;
    expect(after).toEqual(others);
    expect(tries).toBe(triesBefore + 1);
  });

  test.for(['marketer', 'promoter'])('a marketer may make a key of role %s', async (role) => {
    const answer = await call('POST', '/v1/keys', { key: marketer, body: { role, label: 'x' } });
    expect(answer.status).toBe(201);
  });

  test.for([
    [{ role: 'admin', label: 'x' }, ['role invalid_value']],
    [{ role: 'crm', label: '' }, ['label too_small']],
    [{ role: 'crm', label: 'a\nb' }, ['label custom']],
    [{ role: 'crm', label: 'x', promoter: 'pr_x' }, [' unrecognized_keys']],
  ] as const)('%j is refused', async ([body, findings]) => {
    const answer = await call('POST', '/v1/keys', { key: shop.owner, body });
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual(findings);
  });
});

describe('revoking a key', () => {
  test('ends it at once', async () => {
    const { id, key } = await idOfKey('crm');
    expect((await call('GET', '/v1/leads', { key })).status).toBe(200);
    expect((await call('DELETE', `/v1/keys/${id}`, { key: shop.owner })).status).toBe(204);
    expectProblem(await call('GET', '/v1/leads', { key }), 401, 'unauthorized');
    expectProblem(await call('DELETE', `/v1/keys/${id}`, { key: shop.owner }), 404, 'not_found');
  });

  test('keeps its row, so that what it did can be named', async () => {
    const { id } = await idOfKey('crm');
    const listed = async () =>
      pickList(await configure('GET', '/v1/keys', shop.owner), 'items').find((one) => pick(one, 'id') === id);
    expect(await listed()).toMatchObject({ role: 'crm', state: 'active' });
    await configure('DELETE', `/v1/keys/${id}`, shop.owner);
    expect(await listed()).toMatchObject({
      role: 'crm',
      label: 'crm key',
      state: 'revoked',
      revokedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  test('of a promoter who leaves keeps its row too, and opens nothing', async () => {
    const made = await configure('POST', '/v1/promoters', shop.owner, { kind: 'staff', name: '小李' });
    const token = pickText(made, 'token');
    await configure('DELETE', `/v1/promoters/${pickText(made, 'id')}`, shop.owner);
    expectProblem(await call('GET', '/v1/shared/me', { key: token }), 401, 'unauthorized');
    const keys = pickList(await configure('GET', '/v1/keys', shop.owner), 'items');
    expect(keys.filter((one) => pick(one, 'label') === '小李')).toMatchObject([{ state: 'revoked' }]);
  });

  test('a revoked owner key does not count as one that is left', async () => {
    const { owner } = await createTenant();
    const first = pickText(await configure('GET', '/v1/keys', owner), 'items', 0, 'id');
    const second = pickText(await configure('POST', '/v1/keys', owner, { role: 'owner', label: '2' }), 'key');
    await configure('DELETE', `/v1/keys/${first}`, second);
    const keys = pickList(await configure('GET', '/v1/keys', second), 'items');
    const last = keys.find((one) => pick(one, 'state') === 'active');
    const refused = await call('DELETE', `/v1/keys/${pickText(last, 'id')}`, { key: second });
    expect(findingsOf(refused)).toEqual(['id last_owner_key']);
  });

  test.for(['owner', 'compliance', 'crm'])('a marketer may not revoke a key of role %s', async (role) => {
    const { id, key } = await idOfKey(role);
    expectProblem(await call('DELETE', `/v1/keys/${id}`, { key: marketer }), 403, 'forbidden');
    expect((await call('GET', role === 'owner' ? '/v1/keys' : '/v1/leads', { key })).status).toBe(200);
  });

  test('the last owner key stays, the one before it may go', async () => {
    const { owner } = await createTenant();
    const first = pickText(await configure('GET', '/v1/keys', owner), 'items', 0, 'id');
    const last = await call('DELETE', `/v1/keys/${first}`, { key: owner });
    expectProblem(last, 422, 'invalid_request');
    expect(findingsOf(last)).toEqual(['id last_owner_key']);
    const second = pickText(await configure('POST', '/v1/keys', owner, { role: 'owner', label: '2' }), 'key');
    expect((await call('DELETE', `/v1/keys/${first}`, { key: second })).status).toBe(204);
    expectProblem(await call('GET', '/v1/keys', { key: owner }), 401, 'unauthorized');
  });
});
