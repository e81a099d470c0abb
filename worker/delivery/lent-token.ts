/** Owns when a lent token ends and is asked for anew; must not know who lends it. */
import type { Access, Lent } from './adapter.ts';

const secondMs = 1000;
/** No vendor lends for longer; a longer life is not believed, since a token that never ends is never asked for anew. */
const longestLifeSeconds = 86_400;

/** True for what can stand in a header and in an address: visible ASCII, no more than any vendor sends. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]{1,4096}$/.test(value);
}

/**
 * @param lifeSeconds as the vendor says, a day at most; anything but a number of seconds counts as `usualSeconds`
 * @param earlySeconds how long before the end another is asked for
 */
export function lentFor(
  access: Access,
  lifeSeconds: unknown,
  { usualSeconds, earlySeconds }: { usualSeconds: number; earlySeconds: number },
  nowMs: number,
): Lent {
  // An object that JSON makes may have a `toString` of its own, which is no function: Number() would throw.
  const told = typeof lifeSeconds === 'number' || typeof lifeSeconds === 'string' ? Number(lifeSeconds) : 0;
  const life = Number.isFinite(told) && told > 0 ? Math.min(told, longestLifeSeconds) : usualSeconds;
  return {
    access,
    expiresAtMs: nowMs + life * secondMs,
    refreshAtMs: nowMs + Math.max(life - earlySeconds, life / 2) * secondMs,
  };
}
