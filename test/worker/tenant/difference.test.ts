/** Owns the check of what an audit entry tells of a change; must not know what is changed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedJson, concerned, difference } from '../../../worker/tenant/audit/difference.ts';

test.for<[unknown, unknown, object]>([
  [
    { a: 1, b: { c: 2, d: 3 } },
    { a: 1, b: { c: 2, d: 4 } },
    { before: { b: { d: 3 } }, after: { b: { d: 4 } } },
  ],
  [{ a: 1 }, {}, { before: { a: 1 } }],
  [undefined, { a: 1 }, { after: { a: 1 } }],
  [null, { a: 1 }, { after: { a: 1 } }],
  [{ a: [1, 2] }, { a: [1] }, { before: { a: [1, 2] }, after: { a: [1] } }],
  [{ a: undefined }, { a: 1 }, { after: { a: 1 } }],
  [1, 1, {}],
])('%j to %j', ([before, after, told]) => {
  expect(difference(before, after)).toEqual(told);
});

test('nothing differs from itself, and what differs is told on both sides, of any member’s name', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (one, other) => {
      expect(difference(one, structuredClone(one))).toEqual({});
      const there = difference(one, other);
      const back = difference(other, one);
      expect([there.before, there.after]).toEqual([back.after, back.before]);
      if (Object.keys(there).length === 0 && one !== null && other !== null)
        expect(JSON.stringify(canonical(one))).toBe(JSON.stringify(canonical(other)));
    }),
  );
  const odd: unknown = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}');
  expect(JSON.stringify(difference({}, odd))).toBe('{"after":{"__proto__":{"a":1},"constructor":2}}');
});

/** Members in one order, and without those that are null: a null that comes or goes is not told. */
function canonical(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value)
    .filter(([, member]) => member !== null)
    .map(([name, member]) => [name, canonical(member)] as const)
    .filter(([, member]) => JSON.stringify(member) !== '{}');
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

test('of what was asked for only its own members are set against what is there', () => {
  const there = { name: '甲', settings: { sms: { provider: 'aliyun', region: 'x' }, challenge: 'on' } };
  expect(concerned(there, { settings: { sms: { provider: 'tencent' } } })).toEqual({
    settings: { sms: { provider: 'aliyun' } },
  });
  expect(concerned(there, undefined)).toEqual(there);
});

test('what is long is told by its digest', () => {
  expect(boundedJson({ a: 'x'.repeat(100) })).toBe(JSON.stringify({ a: 'x'.repeat(100) }));
  expect(JSON.parse(boundedJson({ a: 'x'.repeat(8000) }))).toEqual({
    digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    characters: 8008,
  });
});
