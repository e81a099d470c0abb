/** Owns when the next attempt of a delivery is due; must not know a clock, a destination or the storage. */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Delays between attempts, Standard Webhooks' suggestion: the first attempt is at once, after the tenth it is dead. */
export const retryDelaysMs: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

export const maxAttempts = retryDelaysMs.length + 1;

/** A receiver may ask for patience, but not for ever. */
const longestRetryAfterMs = 24 * hour;

/**
 * The delay before the next attempt, in ms, or null when the delivery is dead.
 * @param attempts how many were made, ≥ 1
 * @param random in [0, 1): jitter of up to a tenth, later only, so that a receiver that comes back is not hit at once
 * @param retryAfterMs what the receiver asked for: waited for when longer than the schedule
 */
export function nextDelayMs(attempts: number, random: number, retryAfterMs: number | null): number | null {
  const base = retryDelaysMs[attempts - 1];
  if (base === undefined) return null;
  const asked = Math.min(retryAfterMs ?? 0, longestRetryAfterMs);
  return Math.round(Math.max(base * (1 + random / 10), asked));
}

/** `Retry-After` (RFC 9110 §10.2.3) as ms from now: seconds or an HTTP date; null when absent or nonsense. */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\d{1,10}$/.test(header.trim())) return Number(header) * second;
  // The three forms of RFC 9110 §5.6.7 begin with the day's name; Date.parse alone would read `1.5` as a date too.
  const date = header.trim();
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/.test(date)) return null;
  // The asctime form does not name its zone, which is GMT too.
  const atMs = Date.parse(date.endsWith('GMT') ? date : `${date} GMT`);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
