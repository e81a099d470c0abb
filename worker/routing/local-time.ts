/** Owns the wall clock of a time zone, summer time included; must not read a clock itself. */

export interface LocalTime {
  /** `2026-11-27` */
  date: string;
  hour: number;
  minute: number;
  /** 1 is Monday, 7 is Sunday. */
  weekday: number;
  /** What the zone's clock is ahead of UTC. */
  offsetMs: number;
}

const minuteMs = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one costs a hundred times what using it does. */
function formatOf(tz: string): Intl.DateTimeFormat {
  let format = formats.get(tz);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: tz,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(tz, format);
  }
  return format;
}

/** Whether it names a time zone of the IANA database: an area and a place, or UTC; never a bare offset. */
export function isTimeZone(tz: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{1,60}$/.test(tz)) return false;
  try {
    formatOf(tz);
    return true;
  } catch {
    return false;
  }
}

const parts = /^(\d{2})\/(\d{2})\/(\d{4}), (\d{2}):(\d{2})$/;

/** @throws for a zone that `isTimeZone` refuses */
export function localTime(atMs: number, tz: string): LocalTime {
  const [, month = '', day = '', year = '', hour = '', minute = ''] =
    parts.exec(formatOf(tz).format(atMs)) ?? [];
  const wallMs = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  return {
    date: `${year}-${month}-${day}`,
    hour: Number(hour),
    minute: Number(minute),
    weekday: new Date(wallMs).getUTCDay() || 7,
    offsetMs: wallMs - Math.floor(atMs / minuteMs) * minuteMs,
  };
}

/** Reads each zone's clock once for one moment: a rule set asks again and again. */
export function clockAt(atMs: number): (tz: string) => LocalTime {
  const read = new Map<string, LocalTime>();
  return (tz) => {
    const known = read.get(tz);
    if (known !== undefined) return known;
    const time = localTime(atMs, tz);
    read.set(tz, time);
    return time;
  };
}
