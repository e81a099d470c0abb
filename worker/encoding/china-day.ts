/** Owns the days that are counted in, as mainland China has them (UTC+8 the year round); must not know what is counted. */

const offsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;

/** `2026-11-27`: the day in China at a time. */
export function chinaDay(atMs: number): string {
  return new Date(atMs + offsetMs).toISOString().slice(0, 10);
}

/** The first moment of the day in China that lies `days - 1` days before that of `nowMs`: with it, `days` days are told. */
export function chinaDaysBack(days: number, nowMs: number): number {
  return Math.floor((nowMs + offsetMs) / dayMs - (days - 1)) * dayMs - offsetMs;
}

/** The first moment of a day in China, `2026-11-27`. */
export function startOfChinaDay(day: string): number {
  return Date.parse(`${day}T00:00:00.000+08:00`);
}
