/** Solving: every solution found here is one that altcha's own library accepts. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { payloadOf, readChallenge } from '../../sdk/door/challenge.ts';
import { paddedMessage, sha256 } from '../../sdk/door/sha256.ts';
import { nextCount } from '../../sdk/door/solve-in-slices.ts';
import { solveSlice } from '../../sdk/door/solve-slice.ts';
import { judge, makeChallenge } from './altcha-server.ts';

test('SHA-256 is SHA-256, at every length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const padded = paddedMessage(bytes.length);
      padded.set(bytes);
      const digest = new Uint8Array(32);
      sha256(padded, digest);
      expect(Buffer.from(digest).toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
    }),
  );
});

test.each([
  [0, {}],
  [1, {}],
  [255, {}],
  [256, {}],
  [59_999, {}],
  [700, { cost: 5 }],
  [300, { cost: 2, keyLength: 16 }],
])('counter %i with %o is found, and altcha agrees', async (counter, options) => {
  const given = readChallenge(await makeChallenge(counter, options));
  if (given === null) throw new Error('not read');
  const solution = solveSlice(given.work, 0, counter + 1);
  if (solution === null) throw new Error('not found');
  expect(solution.counter).toBe(counter);
  expect(await judge(payloadOf(given, solution, 12.34))).toMatchObject({ verified: true, counter });
});

test('a slice looks at its own counters only', async () => {
  const given = readChallenge(await makeChallenge(100));
  if (given === null) throw new Error('not read');
  expect(solveSlice(given.work, 0, 100)).toBeNull();
  expect(solveSlice(given.work, 101, 500)).toBeNull();
  expect(solveSlice(given.work, 100, 1)).toMatchObject({ counter: 100 });
  expect(solveSlice(given.work, 2 ** 32 - 2, 10)).toBeNull();
});

test('a prefix of an odd length is a prefix all the same', async () => {
  const { parameters } = await makeChallenge(77);
  const given = readChallenge({ parameters: { ...parameters, keyPrefix: parameters.keyPrefix.slice(0, 7) } });
  if (given === null) throw new Error('not read');
  expect(solveSlice(given.work, 0, 100)).toMatchObject({ counter: 77 });
});

test('its life is what the server says between its own two times, in whatever unit', async () => {
  const { parameters } = await makeChallenge(1);
  const lifeWith = (at: unknown, expiresAt: unknown) =>
    readChallenge({ parameters: { ...parameters, expiresAt, data: { at } } })?.lifetimeMs;
  expect(lifeWith(1_700_000_000, 1_700_000_600)).toBe(600_000);
  expect(lifeWith(1_700_000_000_000, 1_700_000_600)).toBe(600_000);
  expect(lifeWith('2023-11-14T22:13:20.000Z', 1_700_000_600)).toBe(600_000);
  expect(lifeWith(undefined, 1_700_000_600)).toBe(120_000);
  expect(lifeWith(1_700_000_601, 1_700_000_600)).toBe(120_000);
});

test('what is no challenge, or one that only harms, is none', async () => {
  const { parameters, signature } = await makeChallenge(1);
  for (const body of [null, 'x', {}, [], { parameters: null }]) expect(readChallenge(body)).toBeNull();
  for (const wrong of [
    { algorithm: 'PBKDF2/SHA-256' },
    { cost: 0 },
    { cost: 1e9 },
    { cost: '1' },
    { nonce: 'xyz' },
    { nonce: 'abc' },
    { salt: '' },
    { keyPrefix: '' },
    { keyPrefix: 'f'.repeat(65) },
    { keyLength: 33 },
  ])
    expect(readChallenge({ parameters: { ...parameters, ...wrong }, signature })).toBeNull();
});

test('steps grow by two at most, shrink at once, and never stop', () => {
  expect(nextCount(16, 0, 2_000)).toBe(32);
  expect(nextCount(100, 0.1, 2_000)).toBe(200);
  expect(nextCount(1_600, 0.1, 2_000)).toBe(2_000);
  expect(nextCount(1_000, 2, 2_000)).toBe(500);
  expect(nextCount(1_000, 100, 2_000)).toBe(10);
  expect(nextCount(1, 400, 2_000)).toBe(1);
});
