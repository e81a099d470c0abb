/** Owns how often a code may be sent to one phone (API.md); must not know a clock, a phone or the storage. */

/** Between two sends, whatever else the limits allow. */
export const shortestWaitMs = 60_000;

/** No more than `count` sends within `windowMs`, whenever the window is laid. */
const limits = [
  { count: 1, windowMs: shortestWaitMs },
  { count: 5, windowMs: 3_600_000 },
  { count: 10, windowMs: 86_400_000 },
];

/** After this long a send counts for nothing. */
export const sendMemoryMs = 86_400_000;

/** The sends that still count, oldest first. */
export function countedSends(sendsMs: readonly number[], nowMs: number): number[] {
  return sendsMs.filter((sentMs) => sentMs > nowMs - sendMemoryMs).sort((a, b) => a - b);
}

/**
 * Ms until another code may be sent; 0 when it may be now.
 * @param sendsMs when codes were sent
 */
export function sendWaitMs(sendsMs: readonly number[], nowMs: number): number {
  const counted = countedSends(sendsMs, nowMs);
  const waits = limits.map(({ count, windowMs }) => {
    const oldest = counted.at(-count);
    return oldest === undefined ? 0 : oldest + windowMs - nowMs;
  });
  return Math.max(0, ...waits);
}
