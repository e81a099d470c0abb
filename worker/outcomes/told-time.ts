/** Owns times as other systems write them, as moments with how exactly they are told; must not know what happened then. */
import { isCalendarDate } from '../../contract/fields/date.ts';

export interface ToldTime {
  atMs: number;
  /** What the text leaves open: 1 for milliseconds, 1000 for whole seconds, a minute, a day. */
  unitMs: number;
}

const secondMs = 1000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** What a system without zones in its times has in them, ahead of UTC. */
export const zones = { china: 8 * hourMs, utc: 0 } as const;
export type Zone = keyof typeof zones;

/** A count that lies before was made in another unit, or is no time. */
const earliestCountMs = Date.UTC(2000, 0, 1);

const written =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ] ?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * Reads RFC 3339, `+0000`, times without seconds, blanks for the T, 2026/12/1, 年月日, days alone, and seconds or
 * milliseconds since 1970. Null for all else: day and month in another order can't be told apart.
 * @param zone where a time without a zone is told
 */
export function readToldTime(value: unknown, zone: Zone): ToldTime | null {
  const text = String(value).trim();
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  if (/^\d{10}$/.test(text)) return counted(Number(text) * secondMs, secondMs);
  if (/^\d{13}$/.test(text)) return counted(Number(text), 1);
  const match = text.length > 60 ? null : written.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour, minute = '0', second, fraction = '', offset] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isCalendarDate(date)) return null;
  const [hours, minutes, seconds] = [Number(hour ?? 0), Number(minute), Number(second ?? 0)];
  // A leap second is told as 60 (RFC 3339 §5.7).
  if (hours > 23 || minutes > 59 || seconds > 60) return null;
  const offsetMs = offset === undefined ? zones[zone] : offsetOf(offset);
  if (offsetMs === null) return null;
  const wallMs = Date.parse(`${date}T00:00:00Z`) + hours * hourMs + minutes * minuteMs + seconds * secondMs;
  const atMs = wallMs + Number(fraction.slice(0, 3).padEnd(3, '0')) - offsetMs;
  const unitMs =
    hour === undefined ? dayMs : second === undefined ? minuteMs : fraction === '' ? secondMs : 1;
  return { atMs, unitMs };
}

function counted(atMs: number, unitMs: number): ToldTime | null {
  return atMs >= earliestCountMs ? { atMs, unitMs } : null;
}

function offsetOf(text: string): number | null {
  if (/^[a-z]/i.test(text)) return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(3).replace(':', ''))];
  if (hours > 14 || minutes > 59) return null;
  return (text.startsWith('-') ? -1 : 1) * (hours * hourMs + minutes * minuteMs);
}
