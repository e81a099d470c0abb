/** Owns bad input of every shape: each is a typed problem that stores nothing and repeats nothing; no valid input. */
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, expectProblem } from './api.ts';
import { person, post, submissionOf } from './applicant.ts';
import { openShop, type Shop } from './scenario.ts';
import { storedIn, type Tables } from './stored.ts';

/** Fixed, so that a failure is the same failure tomorrow. */
const seed = 20_261_122;

let shop: Shop;
let before: Tables;
beforeAll(async () => {
  shop = await openShop();
  console.info(`fast-check seed ${seed}`);
});
beforeEach(async () => {
  before = await storedIn(shop.tenant);
});

/** Refused with a typed problem, nothing of the person in the answer, nothing stored. */
async function expectNoTrace(answer: Answer): Promise<void> {
  expectProblem(answer);
  expect([400, 404, 409, 422]).toContain(answer.status);
  for (const secret of Object.values(person)) expect(answer.text).not.toContain(secret);
  expect(answer.text).not.toMatch(/LEAK| {4}at |\.ts:/);
}

/** Values that no field takes, each holding a marker that must not come back. A name like a field id is repeated: no marker. */
const nasty = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }).map((value) => ({ 'LEAK 1': value })),
  fc.constantFrom<unknown>(
    { __proto__: null, length: 1 },
    ['LEAK', ['LEAK']],
    [[[['LEAK']]]],
    'LEAK\ud800',
    '\udc00LEAK',
    // Marks that nobody sees are taken out, and what is left is judged: the digit belongs to no name.
    '1LEAK\u202e张三',
    '\u200b1LEAK\u200d\ufeff',
    '\u20661LEAK\u2069',
    'LEAK\u0000',
    `LEAK${'9'.repeat(20_000)}`,
    { toString: 'LEAK' },
    { constructor: { prototype: { LEAK: 1 } } },
  ),
);

const fieldIds = ['name', 'phone', 'idNumber', 'email', 'amount', 'term', 'use', 'since', 'staff', 'region'];
const magicKeys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', '__defineGetter__'];

/** JSON with an own member of this name, `__proto__` included, at a place inside the submission. */
function withMember(path: readonly string[], key: string, value: unknown): string {
  const whole = submissionOf(shop);
  let at: object = whole;
  for (const step of path) at = Object(Reflect.get(at, step));
  Object.defineProperty(at, key, { value, enumerable: true, configurable: true });
  return JSON.stringify(whole);
}

describe('fuzzed submissions', () => {
  test('any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }), async (body) => {
        await expectNoTrace(await post(shop, body));
      }),
      { seed, numRuns: 60 },
    );
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('a wrong type in any member', async () => {
    // Not `ref` and `sdk`: any short text is legal there, and a `ref` that is no code is noise, never an error.
    const members = ['id', 'form', 'formVersion', 'values', 'grants', 'utm', 'page', 'touches', 'startedAt'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...members), nasty, async (member, value) => {
        // An object with any members is a legal shape of `values`: its names are judged instead.
        await expectNoTrace(await post(shop, { ...submissionOf(shop), [member]: value }));
      }),
      { seed, numRuns: 60 },
    );
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('a wrong value in any field', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fieldIds), nasty, async (field, value) => {
        const submission = submissionOf(shop);
        await expectNoTrace(
          await post(shop, { ...submission, values: { ...submission.values, [field]: value } }),
        );
      }),
      { seed, numRuns: 80 },
    );
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('lone surrogates in every text', async () => {
    const texts = (value: unknown): unknown =>
      typeof value === 'string'
        ? `${value}\ud83d`
        : Array.isArray(value)
          ? value.map(texts)
          : typeof value === 'object' && value !== null
            ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, texts(one)]))
            : value;
    const full = submissionOf(shop, {
      ref: '23456789AB',
      utm: { source: 'a' },
      page: { origin: 'https://a.example', path: '/' },
      sdk: '1',
    });
    await expectNoTrace(await post(shop, texts(full)));
    for (const [member, value] of Object.entries(full)) {
      // Numbers and what was declared hold no text.
      if (JSON.stringify(texts(value)) === JSON.stringify(value)) continue;
      await expectNoTrace(await post(shop, { ...full, [member]: texts(value) }));
    }
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('field names with lone surrogates, bidi marks and markup are not repeated', async () => {
    for (const key of ['LEAK\ud800', 'LEAK\u202e', '<b>LEAK</b>', 'LEAK LEAK', '\u0000LEAK', '']) {
      const submission = submissionOf(shop);
      await expectNoTrace(
        await post(shop, { ...submission, values: { ...submission.values, [key]: 'LEAK' } }),
      );
    }
    expect(await storedIn(shop.tenant)).toEqual(before);
  });
});

describe('names that every object inherits', () => {
  const places = [
    [],
    ['values'],
    ['grants', '0'],
    ['grants', '0', 'presentation'],
    ['utm'],
    ['page'],
    ['touches', '0'],
  ];

  test.for(places.map((place) => [place.join('.'), place] as const))(
    'are refused at %j',
    async ([, place]) => {
      for (const key of magicKeys) {
        const whole = {
          ...submissionOf(shop),
          utm: {},
          page: {},
          touches: [{ ref: 'x', at: '2026-01-01T00:00:00Z' }],
        };
        let at: object = whole;
        for (const step of place) {
          if (Reflect.get(at, step) === undefined) Reflect.set(at, step, {});
          at = Object(Reflect.get(at, step));
        }
        Object.defineProperty(at, key, { value: { LEAK: 1 }, enumerable: true, configurable: true });
        const raw = JSON.stringify(whole);
        expect(raw).toContain(`"${key}"`);
        const answer = await post(shop, undefined, { raw });
        expect(answer.status, `${place.join('.')} ${key}: ${answer.text}`).toBe(422);
        await expectNoTrace(answer);
      }
      expect(await storedIn(shop.tenant)).toEqual(before);
      expect(Reflect.get({}, 'LEAK')).toBeUndefined();
    },
  );

  test('a submission whose only values are inherited names has no values', async () => {
    await expectNoTrace(
      await post(shop, undefined, { raw: withMember([], 'values', Object.create(person)) }),
    );
    expect(await storedIn(shop.tenant)).toEqual(before);
  });
});

describe('extremes', () => {
  const deep = (open: string, close: string) => `${open.repeat(10_000)}1${close.repeat(10_000)}`;

  test.for([
    ['lists, alone', deep('[', ']')],
    ['lists as an unknown member', `{"more":${deep('[', ']')}}`],
    ['lists as values', `{"values":${deep('[', ']')}}`],
    ['objects as values', `{"values":${deep('{"a":', '}')}}`],
    ['unclosed', '['.repeat(60_000)],
  ] as const)('10,000 levels of %s', async ([, raw]) => {
    await expectNoTrace(await post(shop, undefined, { raw }));
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('10,000 levels inside each field of a valid submission', async () => {
    for (const field of ['name', 'amount', 'assets', 'note']) {
      const submission = submissionOf(shop);
      const json = JSON.stringify({ ...submission, values: { ...submission.values, [field]: 'DEEP' } });
      const answer = await post(shop, undefined, { raw: json.replace('"DEEP"', deep('[', ']')) });
      await expectNoTrace(answer);
    }
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test.for(['1e999', '-1e999', '1e-999', '-0', '9007199254740993', '1'.repeat(5000), '0.1'])(
    'the number %s as an amount, a term and a version',
    async (number) => {
      const json = JSON.stringify({ ...submissionOf(shop), values: { ...person, amount: 'N', term: 'N' } });
      await expectNoTrace(await post(shop, undefined, { raw: json.replaceAll('"N"', number) }));
      const version = JSON.stringify({ ...submissionOf(shop), formVersion: 'N' }).replace('"N"', number);
      await expectNoTrace(await post(shop, undefined, { raw: version }));
      expect(await storedIn(shop.tenant)).toEqual(before);
    },
  );

  test('a text of 60,000 characters in each text field', async () => {
    for (const field of [
      'name',
      'phone',
      'idNumber',
      'email',
      'company',
      'uscc',
      'region',
      'since',
      'note',
    ]) {
      const submission = submissionOf(shop);
      const values = { ...submission.values, [field]: 'a1'.repeat(30_000) };
      await expectNoTrace(await post(shop, { ...submission, values }));
    }
    expect(await storedIn(shop.tenant)).toEqual(before);
  });
});
