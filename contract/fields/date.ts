/** Owns calendar dates as YYYY-MM-DD text; must not read a clock. */

/** True for a date that exists. No Date parsing: old iOS misreads the dashed form. */
export function isCalendarDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const at = new Date(Date.UTC(year, month - 1, day));
  // Date.UTC reads years 0–99 as 19xx; the comparison rejects them with every other overflow.
  return at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}

/** Today's date in mainland China (UTC+8 the year round since 1991), where an applicant's age is counted. */
export function chinaDateAt(nowMs: number): string {
  return new Date(nowMs + 8 * 3_600_000).toISOString().slice(0, 10);
}
