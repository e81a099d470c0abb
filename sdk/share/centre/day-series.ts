/** Owns turning counts by link and day into series by day; must not know how they are drawn. */
import type { SharedCount } from '../../../contract/share-centre.ts';

export const countKinds = ['visits', 'starts', 'leads'] as const;
export type CountKind = (typeof countKinds)[number];

export interface DaySeries {
  /** `YYYY-MM-DD`, oldest first, none left out. */
  days: string[];
  /** One number per day. */
  values: number[];
  total: number;
  today: number;
}

const dayMs = 86_400_000;
const chinaOffsetMs = 8 * 3_600_000;

/** The days up to and with that of `nowMs`, in China (UTC+8 the year round) as the server counts them. */
export function daysUpTo(nowMs: number, days: number): string[] {
  return Array.from({ length: days }, (_, at) =>
    new Date(nowMs + chinaOffsetMs - (days - 1 - at) * dayMs).toISOString().slice(0, 10),
  );
}

/** Counts of one kind, summed over links, for each of these days. */
export function daySeries(counts: readonly SharedCount[], kind: CountKind, days: string[]): DaySeries {
  const byDay = new Map<string, number>();
  for (const count of counts) byDay.set(count.day, (byDay.get(count.day) ?? 0) + count[kind]);
  const values = days.map((day) => byDay.get(day) ?? 0);
  return {
    days,
    values,
    total: values.reduce((sum, value) => sum + value, 0),
    today: values[values.length - 1] ?? 0,
  };
}
