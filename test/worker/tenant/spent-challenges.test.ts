/** Owns the check that a spent challenge is remembered until it expires, in bounded memory; must not know challenges. */
import { expect, it } from 'vitest';
import { SpentChallenges } from '../../../worker/tenant/spent-challenges.ts';

it('remembers what was spent', () => {
  const spent = new SpentChallenges();
  spent.add({ id: 'a', expiresAtMs: 1000 }, 0);
  expect([spent.has('a'), spent.has('b')]).toEqual([true, false]);
});

it('forgets what expired, and nothing before', () => {
  const spent = new SpentChallenges();
  spent.add({ id: 'a', expiresAtMs: 1000 }, 0);
  spent.add({ id: 'b', expiresAtMs: 2000 }, 1000);
  expect(spent.has('a')).toBe(true);
  spent.add({ id: 'c', expiresAtMs: 2500 }, 1001);
  expect([spent.has('a'), spent.has('b'), spent.has('c')]).toEqual([false, true, true]);
});

it('forgets the oldest when it is full', () => {
  const spent = new SpentChallenges(2);
  for (const id of ['a', 'b', 'c']) spent.add({ id, expiresAtMs: 1000 }, 0);
  expect([spent.has('a'), spent.has('b'), spent.has('c')]).toEqual([false, true, true]);
});
