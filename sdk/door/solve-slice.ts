/** Owns the search itself: counters tried one after another until a key has the prefix; must not wait or know a clock. */
import type { Challenge, Solution } from './challenge.ts';
import { paddedMessage, sha256 } from './sha256.ts';

/**
 * Tries `count` counters from `fromCounter` on. Synchronous and pure; null when none of them fits.
 * As altcha v2 has it: key = SHA-256 over salt ‖ nonce ‖ counter (uint32, big-endian), hashed `cost - 1` times more.
 */
export function solveSlice(challenge: Challenge, fromCounter: number, count: number): Solution | null {
  const head = bytesOf(challenge.salt + challenge.nonce);
  const message = paddedMessage(head.length + 4);
  message.set(head);
  const counterAt = new DataView(message.buffer, head.length, 4);
  const chained = paddedMessage(32);
  const [first] = bytesOf(challenge.keyPrefix.slice(0, 2));
  const checksFirst = challenge.keyPrefix.length > 1;
  const last = Math.min(fromCounter + count, 2 ** 32);
  for (let counter = fromCounter; counter < last; counter++) {
    counterAt.setUint32(0, counter);
    sha256(message, chained);
    for (let round = 1; round < challenge.cost; round++) sha256(chained, chained);
    // The first byte rules out nearly all of them, without making a text of each.
    if (checksFirst && chained[0] !== first) continue;
    const derivedKey = hexOf(chained.subarray(0, challenge.keyLength));
    if (derivedKey.slice(0, challenge.keyPrefix.length) === challenge.keyPrefix)
      return { counter, derivedKey };
  }
  return null;
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
