/** Owns the wall clock of a time zone, summer time included; must not read a clock itself. */

export interface LocalTime {
  /** `2026-11-27` */
  date: string;
  /** `09:05` */
  clock: string;
  /** 1 is Monday, 7 is Sunday. */
  weekday: number;
  /** What the zone's clock is ahead of UTC. */
  offsetMs: number;
}

const minuteMs = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();
/** More than anyone's rules name at once, whatever way they spell them. */
const mostKept = 500;

function makeFormat(tz: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: tz,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** Making one costs a hundred times what using it does. */
function formatOf(tz: string): Intl.DateTimeFormat {
  const known = formats.get(tz);
  if (known !== undefined) return known;
  if (formats.size >= mostKept) formats.clear();
  const format = makeFormat(tz);
  formats.set(tz, format);
  return format;
}

/** What a system's clock calls its zone, and the zone that its owner most likely means: here that is China's for CST. */
const abbreviations: Readonly<Record<string, string>> = {
  CST: 'Asia/Shanghai',
  BJT: 'Asia/Shanghai',
  PRC: 'Asia/Shanghai',
  HKT: 'Asia/Hong_Kong',
  HONGKONG: 'Asia/Hong_Kong',
  SGT: 'Asia/Singapore',
  SINGAPORE: 'Asia/Singapore',
  JAPAN: 'Asia/Tokyo',
  JST: 'Asia/Tokyo',
  KST: 'Asia/Seoul',
  IST: 'Asia/Kolkata',
  EST: 'America/New_York',
  EDT: 'America/New_York',
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  GMT: 'UTC',
  BST: 'Europe/London',
  CET: 'Europe/Paris',
  CEST: 'Europe/Paris',
};

/** The zone to write instead of a name that is none, or that is several: China's where nothing else is known. */
export function likelyTimeZone(tz: string): string {
  const known = tz.trim().toUpperCase();
  return Object.hasOwn(abbreviations, known) ? (abbreviations[known] ?? '') : 'Asia/Shanghai';
}

/**
 * Whether it names a time zone of the IANA database: an area and a place, or UTC. Never a bare offset, and never an
 * abbreviation: CST is Chicago to the database, and what a server in China prints of its own clock.
 */
export function isTimeZone(tz: string): boolean {
  if (tz !== 'UTC' && !/^[A-Z][A-Za-z_]{1,30}(?:\/[A-Za-z0-9_+-]{1,30}){1,2}$/.test(tz)) return false;
  try {
    makeFormat(tz);
    return true;
  } catch {
    return false;
  }
}

const parts = /^(\d{2})\/(\d{2})\/(\d{4}), (\d{2}):(\d{2})$/;

function readOffsetMs(atMs: number, tz: string): number {
  const [, month = '', day = '', year = '', hour = '', minute = ''] =
    parts.exec(formatOf(tz).format(atMs)) ?? [];
  const wallMs = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  return wallMs - Math.floor(atMs / minuteMs) * minuteMs;
}

/** Clocks are put forward and back at a quarter of an hour: until the next one an offset holds. */
const quarterMs = 15 * minuteMs;
const offsets = new Map<string, { quarter: number; offsetMs: number }>();

function offsetMsAt(atMs: number, tz: string): number {
  const quarter = Math.floor(atMs / quarterMs);
  const known = offsets.get(tz);
  if (known?.quarter === quarter) return known.offsetMs;
  if (offsets.size >= mostKept) offsets.clear();
  const offsetMs = readOffsetMs(atMs, tz);
  offsets.set(tz, { quarter, offsetMs });
  return offsetMs;
}

/** @throws for a zone that `isTimeZone` refuses */
export function localTime(atMs: number, tz: string): LocalTime {
  const offsetMs = offsetMsAt(atMs, tz);
  const wall = new Date(atMs + offsetMs);
  const text = wall.toISOString();
  return {
    date: text.slice(0, 10),
    clock: text.slice(11, 16),
    weekday: wall.getUTCDay() || 7,
    offsetMs,
  };
}

export type Clocks = (atMs: number, tz: string) => LocalTime;

/** Reads each zone's clock once for each moment: a rule set asks again and again. */
export function readClocks(): Clocks {
  const read = new Map<string, Map<number, LocalTime>>();
  return (atMs, tz) => {
    const zone = read.get(tz) ?? new Map<number, LocalTime>();
    read.set(tz, zone);
    const time = zone.get(atMs) ?? localTime(atMs, tz);
    zone.set(atMs, time);
    return time;
  };
}
