/** Owns the names of requests, which a caller quotes when asking about one; must not know what a request is. */
import { nanoid } from 'nanoid';

/** Drawn at the first request: Workers have no randomness before (developers.cloudflare.com, 2026-11). */
let isolate = '';
let count = 0;

/**
 * A name that no other request has, here or in another isolate. It is no secret, and drawing random bytes for each
 * costs a followed link a tenth of its time. An odd factor visits every 32-bit number once, and has names that follow
 * each other look nothing alike; whoever computes it back learns how many requests lie between two.
 */
export function nextRequestId(): string {
  if (isolate === '') isolate = nanoid(14);
  count = (count + 1) | 0;
  return isolate + (Math.imul(count, 0x9e3779b1) >>> 0).toString(36).padStart(7, '0');
}
