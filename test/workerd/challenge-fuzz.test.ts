/** Owns malformed challenges of every kind: each is challenge_failed, never a fault, and leaves no trace; no valid one. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { expectProblem } from './api.ts';
import { post, submissionOf } from './applicant.ts';
import { openDoor, openShop, type Shop } from './scenario.ts';
import { packed, quicklySolved, type Solved } from './solve.ts';
import { storedIn, type Tables } from './stored.ts';

/** Fixed, so that a failure is the same failure tomorrow. */
const seed = 20_261_122;

let shop: Shop;
let whole: Solved;
let before: Tables;
beforeAll(async () => {
  shop = await openShop({ ...openDoor, challenge: 'on' });
  whole = await quicklySolved(shop);
  before = await storedIn(shop.tenant);
});

async function expectFailed(challenge: unknown): Promise<void> {
  const answer = await post(shop, { ...submissionOf(shop), challenge });
  expectProblem(answer, 403, 'challenge_failed');
}

/** The solved payload with one place changed: removed, another type, or another value. */
function spoilt(path: readonly string[], value: unknown): string {
  const copy: object = JSON.parse(JSON.stringify(whole));
  let at = copy;
  for (const step of path.slice(0, -1)) at = Object(Reflect.get(at, step));
  const name = path.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(at, name);
  else Object.defineProperty(at, name, { value, enumerable: true, configurable: true, writable: true });
  return JSON.stringify(copy);
}

const places = [
  ['challenge'],
  ['challenge', 'signature'],
  ['challenge', 'parameters'],
  ...Object.keys({
    algorithm: 0,
    cost: 0,
    data: 0,
    expiresAt: 0,
    keyLength: 0,
    keyPrefix: 0,
    keySignature: 0,
    nonce: 0,
    salt: 0,
  }).map((name) => ['challenge', 'parameters', name]),
  ['challenge', 'parameters', 'data', 'at'],
  ['solution'],
  ['solution', 'derivedKey'],
];

test('any text, and any JSON in place of a text', async () => {
  const text = fc.oneof(
    fc.string({ maxLength: 200, unit: 'binary' }),
    fc.base64String({ maxLength: 200 }),
    fc.json({ maxDepth: 4 }),
    fc.json({ maxDepth: 4 }).map((json) => btoa(unescape(encodeURIComponent(json)))),
    fc.jsonValue({ maxDepth: 3 }),
  );
  await fc.assert(fc.asyncProperty(text, expectFailed), { seed, numRuns: 60 });
  expect(await storedIn(shop.tenant)).toEqual(before);
});

test('a solved challenge with any one member missing or of another value', async () => {
  for (const place of places) await expectFailed(spoilt(place, undefined));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 2 }), (place, value) =>
      expectFailed(spoilt(place, value)),
    ),
    { seed, numRuns: 100 },
  );
  expect(await storedIn(shop.tenant)).toEqual(before);
});

test('a hash with one sign changed, or in capitals', async () => {
  const hashes = places.filter((place) => /signature|key[PS]|nonce|salt|derivedKey/.test(place.at(-1) ?? ''));
  expect(hashes).toHaveLength(6);
  for (const place of hashes) {
    const text = String(place.reduce<unknown>((at, step) => Reflect.get(Object(at), step), whole));
    const sign = text.startsWith('0') ? '1' : '0';
    await expectFailed(spoilt(place, sign + text.slice(1)));
    await expectFailed(spoilt(place, text.toUpperCase()));
    await expectFailed(spoilt(place, `${text}00`));
  }
  expect(await storedIn(shop.tenant)).toEqual(before);
});

test('names that every object inherits, at each place', async () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'toJSON']) {
    for (const place of [
      ['challenge', 'parameters'],
      ['challenge', 'parameters', 'data'],
    ]) {
      await expectFailed(spoilt([...place, name], { polluted: true }));
    }
    const wrong = { ...whole, challenge: { parameters: {}, signature: '' } };
    Object.defineProperty(wrong, name, { value: whole.challenge, enumerable: true });
    await expectFailed(JSON.stringify(wrong));
  }
  await expectFailed(`{"__proto__":${JSON.stringify(whole)}}`);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
  expect(await storedIn(shop.tenant)).toEqual(before);
});

test('huge and deep', async () => {
  const deep = `${'['.repeat(3900)}${']'.repeat(3900)}`;
  const long = { ...whole, more: 'x'.repeat(9000) };
  for (const challenge of [
    deep,
    btoa(deep.slice(1000, -1000)),
    `{"challenge":${'{"a":'.repeat(1500)}1${'}'.repeat(1500)}}`,
    spoilt(['challenge', 'parameters', 'nonce'], '0'.repeat(7000)),
    JSON.stringify(long),
    packed(long),
    'A'.repeat(60_000),
    '='.repeat(8000),
    '{'.repeat(8000),
  ]) {
    await expectFailed(challenge);
  }
  const bomb = (levels: number) =>
    JSON.stringify({ ...submissionOf(shop), challenge: 0 }).replace(
      '"challenge":0',
      `"challenge":${'['.repeat(levels)}${']'.repeat(levels)}`,
    );
  expectProblem(await post(shop, undefined, { raw: bomb(4000) }), 403, 'challenge_failed');
  // More values than any submission has are not even parsed.
  expectProblem(await post(shop, undefined, { raw: bomb(20_000) }), 422, 'invalid_request');
  expect(await storedIn(shop.tenant)).toEqual(before);
});

test('after all that the solved challenge itself still counts', async () => {
  const answer = await post(shop, submissionOf(shop, { challenge: packed(whole) }));
  expect(answer.status, answer.text).toBe(201);
});
