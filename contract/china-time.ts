/** Owns times as mainland China reads them, UTC+8 the year round since 1991; must not read a clock. */

/** `2026-11-27` and `08:05:09` of a moment. @param at RFC 3339, or ms since 1970 */
export function chinaClock(at: string | number): { date: string; time: string } {
  const local = new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString();
  return { date: local.slice(0, 10), time: local.slice(11, 19) };
}

/** `2026-11-27 08:05:09` of a moment. */
export function chinaTime(at: string | number): string {
  const { date, time } = chinaClock(at);
  return `${date} ${time}`;
}
