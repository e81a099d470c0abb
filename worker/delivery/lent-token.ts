/** Owns when a lent token ends and is asked for anew; must not know who lends it. */
import type { Access, Lent } from './adapter.ts';

const secondMs = 1000;

/** True for what can stand in a header and in an address: visible ASCII, no more than any vendor sends. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]{1,4096}$/.test(value);
}

/**
 * @param lifeSeconds as the vendor says; anything but a number of seconds counts as `usualSeconds`
 * @param earlySeconds how long before the end another is asked for
 */
export function lentFor(
  access: Access,
  lifeSeconds: unknown,
  { usualSeconds, earlySeconds }: { usualSeconds: number; earlySeconds: number },
  nowMs: number,
): Lent {
  const told = Number(lifeSeconds);
  const life = Number.isFinite(told) && told > 0 ? told : usualSeconds;
  return {
    access,
    expiresAtMs: nowMs + life * secondMs,
    refreshAtMs: nowMs + Math.max(life - earlySeconds, life / 2) * secondMs,
  };
}
