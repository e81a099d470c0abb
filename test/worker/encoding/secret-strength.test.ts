/** Owns the check that random tokens pass and made-up ones do not; must not know what they open. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guessingBits, isHardToGuess } from '../../../worker/encoding/secret-strength.ts';

test.for([
  '',
  'a',
  'admin',
  'test-admin-token',
  'correct-horse-battery',
  'Passw0rd!Passw0rd!',
  'a'.repeat(200),
  'ab'.repeat(100),
  'hunter2'.repeat(20),
  'abcdefghijklmnopqrstuvwxyz0123456789',
  '0123456789'.repeat(3),
  '20261130'.repeat(4),
  '000000000000000000000000000000000001',
  '13800138000138001380001380013800',
])('%j is too easy', (token) => {
  expect(isHardToGuess(token)).toBe(false);
});

test.for(['hex', 'base64', 'base64url'] as const)('128 random bits are enough, as %s', (encoding) => {
  for (let at = 0; at < 5000; at++) {
    const token = randomBytes(16).toString(encoding);
    expect(isHardToGuess(token), token).toBe(true);
  }
});

test('what repeats a text is as hard as the text, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.integer({ min: 2, max: 5 }), (text, times) => {
      expect(guessingBits(text.repeat(times))).toBeCloseTo(guessingBits(text), 6);
    }),
  );
});
