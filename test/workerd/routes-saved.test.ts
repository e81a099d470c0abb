/** Owns saving and reading rule sets: versions, refusals that change nothing; must not know where leads go. */
import { beforeAll, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick } from './api.ts';
import { addWebhook, standInReceivers } from './receiver.ts';
import { saveRoutes } from './routes.ts';
import { openShop, type Shop } from './scenario.ts';
import { rowsOf } from './stored.ts';

let shop: Shop;
beforeAll(async () => {
  standInReceivers();
  shop = await openShop();
  await addWebhook(shop, 'crm');
  await addWebhook(shop, 'bank', 'bank-a');
});

const read = (query = '') => call('GET', `/v1/routes${query}`, { key: shop.owner });
const rule = (more: Record<string, unknown> = {}) => ({ id: 'one', to: ['crm'], strategy: 'all', ...more });

test('before any was saved there is version 0, without rules', async () => {
  expect((await read()).json).toEqual({ version: 0, rules: [] });
});

test('a set is kept as it was saved, each as a version, the same again as the same', async () => {
  const first = {
    rules: [rule({ when: { field: 'amount', op: 'gt', value: 100_000 } })],
    fallback: ['bank'],
  };
  const second = {
    rules: [rule({ to: ['crm', 'bank'], strategy: 'weighted', weights: { crm: 5, bank: 3 } })],
    destinations: { bank: { caps: [{ per: 'day', max: 5 }] } },
  };
  const saved = await saveRoutes(shop, first);
  const version = Number(pick(saved, 'version'));
  expect(saved).toMatchObject(first);
  expect(pick(await saveRoutes(shop, first), 'version')).toBe(version);
  expect(pick(await saveRoutes(shop, second), 'version')).toBe(version + 1);
  expect((await read()).json).toMatchObject({ ...second, version: version + 1 });
  expect((await read(`?version=${version}`)).json).toMatchObject({ ...first, version });
  expectProblem(await read('?version=99'), 404, 'not_found');
  expectProblem(await read('?version=x'), 422, 'invalid_request');
});

test('hours are kept whole: the zone and the days that were left out are there', async () => {
  const saved = await saveRoutes(shop, {
    rules: [
      rule({ hours: { from: '09:00', to: '18:00' } }),
      rule({ id: 'two', hours: { days: ['sat', 7], from: '22:00', to: '02:00' } }),
    ],
  });
  expect(pick(saved, 'rules', 0, 'hours')).toEqual({
    tz: 'Asia/Shanghai',
    days: [1, 2, 3, 4, 5, 6, 7],
    from: '09:00',
    to: '18:00',
  });
  expect(pick(saved, 'rules', 1, 'hours', 'days')).toEqual([6, 7]);
});

describe('a set that', () => {
  test.each([
    ['points at nothing', { rules: [rule({ to: ['gone'] })] }, 'rules.0.to.0', 'unknown_destination'],
    [
      'weighs zero',
      { rules: [rule({ strategy: 'weighted', weights: [0] })] },
      'rules.0.weights.0',
      'weight_not_positive',
    ],
    [
      'leads to itself',
      { rules: [rule({ id: 'loop', to: ['loop'] })] },
      'rules.0.to.0',
      'unknown_destination',
    ],
    [
      'asks for a sealed field',
      { rules: [rule({ when: { field: 'phone', op: 'eq', value: '1' } })] },
      'rules.0.when.field',
      'field_is_sealed',
    ],
    ['has an unknown member', { rules: [rule({ priority: 1 })] }, 'rules.0', 'unrecognized_keys'],
    ['has no rules at all', {}, 'rules', 'invalid_type'],
  ])('%s is 422, told where, and changes nothing', async (_, set, path, code) => {
    const before = await rowsOf(shop.tenant, 'route_versions');
    const answer = await call('PUT', '/v1/routes', { key: shop.owner, body: set });
    expectProblem(answer, 422, 'route_rejected');
    const findings = findingsOf(answer);
    expect(findings).toContain(`${path} ${code}`);
    expect(JSON.stringify(pick(answer.json, 'errors'))).not.toContain('格式不正确');
    expect(await rowsOf(shop.tenant, 'route_versions')).toEqual(before);
  });

  test('nests without end is 422, not an error of ours', async () => {
    const deep = `${'{"not":'.repeat(20_000)}{}${'}'.repeat(20_000)}`;
    const raw = `{"rules":[{"id":"one","to":["crm"],"strategy":"all","when":${deep}}]}`;
    expectProblem(
      await call('PUT', '/v1/routes', {
        key: shop.owner,
        raw,
        headers: { 'content-type': 'application/json' },
      }),
      422,
      'route_rejected',
    );
  });
});

test('another tenant’s destinations are nobody’s here', async () => {
  const other = await openShop();
  const answer = await call('PUT', '/v1/routes', { key: other.owner, body: { rules: [rule()] } });
  expectProblem(answer, 422, 'route_rejected');
});

test('the OpenAPI document tells the shape of a rule set', async () => {
  const document = (await call('GET', '/openapi.json')).json;
  const content = pick(document, 'paths', '/v1/routes', 'put', 'requestBody', 'content');
  expect(pick(content, 'application/json', 'schema', '$ref')).toBe('#/components/schemas/Routes');
  const schema = pick(document, 'components', 'schemas', 'Routes');
  const of = pick(schema, 'properties', 'rules', 'items', 'properties');
  expect(pick(of, 'strategy')).toMatchObject({ enum: ['all', 'first', 'weighted'] });
  expect(pick(of, 'when')).toMatchObject({ type: 'object' });
});
