/** Owns what the contract's document tells of each operation, held against real answers, and the page that shows it; must not check bodies. */
import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../worker/router/routes.ts';
import { call, pick, pickText } from './api.ts';
import { submit } from './applicant.ts';
import { addWebhook, standInReceivers } from './receiver.ts';
import { openShop, type Shop } from './scenario.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const recordOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

let shop: Shop;
let lead: string;
let document: unknown;
let operations: { method: string; path: string; operation: Record<string, unknown> }[];
beforeAll(async () => {
  standInReceivers();
  shop = await openShop();
  await addWebhook(shop, 'crm');
  lead = await submit(shop);
  document = (await call('GET', '/openapi.json')).json;
  operations = Object.entries(recordOf(pick(document, 'paths'))).flatMap(([path, methods]) =>
    Object.entries(recordOf(methods)).map(([method, operation]) => ({
      method,
      path,
      operation: recordOf(operation),
    })),
  );
});

/** What a JSON answer lacks of what the document says is always there. */
function lacking(operation: unknown, status: number, body: unknown): string[] {
  const schema = pick(operation, 'responses', String(status), 'content', 'application/json', 'schema');
  if (!isRecord(body)) return ['an object'];
  const required = recordOf(schema).required;
  const missing = Array.isArray(required)
    ? required.filter((name) => !Object.hasOwn(body, String(name)))
    : [];
  const isList = !missing.includes('items') && Array.isArray(required) && required.includes('items');
  return [...missing, ...(isList && !Array.isArray(body.items) ? ['a list of items'] : [])];
}

describe('every operation', () => {
  test('is there, with an id that no other has and a tag', () => {
    expect(operations).toHaveLength(routes.length);
    const ids = operations.map(({ operation }) => String(operation.operationId));
    expect(ids.filter((id) => !/^[a-z][A-Za-z\d]+$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = operations.map(({ operation }) => operation.tags);
    expect(tags.filter((names) => !Array.isArray(names) || names.length !== 1)).toEqual([]);
    expect(operations.find(({ operation }) => operation.operationId === 'getLeadsById')?.path).toBe(
      '/v1/leads/{id}',
    );
  });

  test('has a schema for each success answer that has a body', () => {
    const without = operations.flatMap(({ method, path, operation }) =>
      Object.entries(recordOf(operation.responses)).flatMap(([status, response]) => {
        const hasBody = /^2/.test(status) && status !== '204';
        const media = Object.values(recordOf(recordOf(response).content));
        const isTold = media.length > 0 && media.every((one) => isRecord(recordOf(one).schema));
        return hasBody && !isTold ? [`${method} ${path} ${status}`] : [];
      }),
    );
    expect(without).toEqual([]);
  });
});

test('reads of a tenant answer with what the document says is always there', async () => {
  const wrong: string[] = [];
  let judged = 0;
  for (const { method, path, operation } of operations) {
    const filled = path
      .replace('/v1/leads/{id}', `/v1/leads/${lead}`)
      .replace('{tenant}', shop.tenant)
      .replace('{form}', shop.form)
      .replace('/forms/{id}', '/forms/biz')
      .replace('/v1/notices/{id}/{version}', '/v1/notices/privacy/1')
      .replace('/v1/notices/{id}', '/v1/notices/privacy');
    if (method !== 'get' || filled.includes('{')) continue;
    const answer = await call('GET', filled, { key: shop.owner });
    if (answer.status >= 300 || !answer.headers.get('content-type')?.startsWith('application/json')) continue;
    judged += 1;
    const names = lacking(operation, answer.status, answer.json);
    if (names.length > 0) wrong.push(`${filled}: ${names.join(', ')}`);
  }
  expect(wrong).toEqual([]);
  expect(judged).toBeGreaterThan(20);
});

test('what makes things answers with what the document says, too', async () => {
  const asked: [method: string, path: string, template: string, body?: unknown][] = [
    ['POST', '/v1/keys', '/v1/keys', { role: 'crm', label: 'x' }],
    ['POST', '/v1/links', '/v1/links', { form: 'biz' }],
    ['POST', '/v1/promoters', '/v1/promoters', { kind: 'staff', name: '张三' }],
    ['POST', `/v1/leads/${lead}/reveal`, '/v1/leads/{id}/reveal', { reason: 'x' }],
    ['POST', `/v1/leads/${lead}/route/explain`, '/v1/leads/{id}/route/explain'],
    ['POST', '/v1/lint', '/v1/lint', { text: '贷款' }],
    ['POST', '/v1/destinations/crm/test', '/v1/destinations/{id}/test'],
    ['POST', '/v1/destinations/crm/rotate', '/v1/destinations/{id}/rotate', {}],
  ];
  const wrong: string[] = [];
  for (const [method, path, template, body] of asked) {
    const answer = await call(method, path, { key: shop.owner, body });
    expect(answer.status, path).toBeLessThan(300);
    const operation = pick(document, 'paths', template, method.toLowerCase());
    wrong.push(...lacking(operation, answer.status, answer.json).map((name) => `${path}: ${name}`));
  }
  expect(wrong).toEqual([]);
});

test('webhooks are told with their headers and their body', () => {
  const webhooks = recordOf(pick(document, 'webhooks'));
  expect(Object.keys(webhooks)).toEqual(
    expect.arrayContaining(['lead.created', 'consent.withdrawn', 'ping']),
  );
  expect(pickText(webhooks, 'lead.created', 'post', 'parameters', 2, 'name')).toBe('webhook-signature');
});

test('/docs shows every operation, and takes nothing from elsewhere', async () => {
  const { headers, text } = await call('GET', '/docs');
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  for (const { operation } of operations) expect(text).toContain(`id="${operation.operationId}"`);
  expect(text).not.toMatch(/<(?:script|img|iframe|link(?! rel="icon" href="data:,"))/);
  expect(text).not.toMatch(/(?:src|href)="(?!#|\/openapi\.json|data:,)/);
});
