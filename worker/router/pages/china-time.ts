/** Owns times as mainland China reads them, UTC+8 the year round; must not know any page. */

/** `2026-11-27` and `08:05` of a moment. */
export function chinaClock(at: string): { date: string; time: string } {
  const local = new Date(Date.parse(at) + 8 * 3_600_000).toISOString();
  return { date: local.slice(0, 10), time: local.slice(11, 16) };
}
