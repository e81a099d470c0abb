/** Owns that no shape of JSON makes any route fail: each body's members replaced by what can't be made a number. */
import { beforeAll, expect, test } from 'vitest';
import { adminToken, call, pick } from './api.ts';
import { openShop, partnerOrigin, type Shop } from './scenario.ts';
import { storedIn } from './stored.ts';

type Schema = Record<string, unknown>;

/** `length` is what bounds are compared with, whatever has it. */
const hostile: readonly unknown[] = [
  { length: { toString: 1, valueOf: 1 } },
  { length: { toString: '' }, size: { toString: '' } },
  { length: JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) },
  { length: -1, 0: 'a' },
  { toString: 1, toJSON: 1, constructor: { name: 1 } },
];

let shop: Shop;
let routes: [method: string, path: string, schema: Schema][];
let components: Schema;
beforeAll(async () => {
  shop = await openShop();
  const document = (await call('GET', '/openapi.json')).json;
  components = Object(pick(document, 'components', 'schemas'));
  routes = Object.entries<object>(Object(pick(document, 'paths'))).flatMap(([path, operations]) =>
    Object.entries<Schema>(Object(operations)).flatMap(([method, operation]) => {
      const content = Object(Reflect.get(Object(operation.requestBody), 'content'));
      const schema = Object(Reflect.get(Object(content['application/json']), 'schema'));
      return Object.keys(schema).length === 0
        ? []
        : [[method.toUpperCase(), path, schema] satisfies [string, string, Schema]];
    }),
  );
});

/** References followed, of alternatives the first. */
function resolved(schema: unknown): Schema {
  const one: Schema = Object(schema);
  if (typeof one.$ref === 'string') return resolved(components[one.$ref.split('/').at(-1) ?? '']);
  const [first] = [one.oneOf, one.anyOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return first === undefined ? one : { ...one, ...resolved(first) };
}

/** A value that the schema may take, with what is hostile at one of its places. */
function* spoilt(schema: unknown, depth = 0): Generator<unknown> {
  yield* hostile;
  const { properties, items, additionalProperties } = resolved(schema);
  if (depth > 2) return;
  if (additionalProperties !== false) yield* hostile.map((value) => ({ amount: value, name: [value] }));
  for (const [name, member] of Object.entries(Object(properties)))
    for (const value of spoilt(member, depth + 1)) yield { [name]: value };
  if (items !== undefined) for (const value of spoilt(items, depth + 1)) yield [value];
}

function addressOf(path: string): string {
  return path.replaceAll('{tenant}', shop.tenant).replaceAll(/\{\w+\}/g, 'biz');
}

test('each is refused by a typed problem, and nothing is stored', async () => {
  expect(routes.length).toBeGreaterThan(30);
  const before = await storedIn(shop.tenant);
  const failed: string[] = [];
  for (const [method, path, schema] of routes) {
    const key = path.startsWith('/v1/tenants') ? adminToken : shop.owner;
    for (const body of spoilt(schema)) {
      const answer = await call(method, addressOf(path), {
        key: path.includes('{tenant}') ? undefined : key,
        body,
        headers: { origin: partnerOrigin },
      });
      if (answer.status >= 500) failed.push(`${method} ${path}: ${answer.status}`);
    }
  }
  expect([...new Set(failed)]).toEqual([]);
  expect(await storedIn(shop.tenant)).toEqual(before);
}, 120_000);
