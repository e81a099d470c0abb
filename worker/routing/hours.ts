/** Owns opening hours: whether they are open, when they open next, also past midnight; must not know who keeps them. */
import { type LocalTime, localTime } from './local-time.ts';

/** A window past midnight belongs to the day that it begins on. */
export interface Hours {
  tz: string;
  /** 1 is Monday, 7 is Sunday. */
  days: readonly number[];
  /** `09:00` */
  from: string;
  /** `24:00` is the day's end. Before `from` it is on the next day. */
  to: string;
}

const dayMinutes = 1440;
const minuteMs = 60_000;

const clocks = new Map<string, number>();

/** Minutes since midnight of `HH:MM`; there are no more of them than a day has minutes. */
function minutesOf(clock: string): number {
  const known = clocks.get(clock);
  if (known !== undefined) return known;
  const minutes = Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
  clocks.set(clock, minutes);
  return minutes;
}

export function isOpen(hours: Hours, time: LocalTime): boolean {
  const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
  const minute = time.hour * 60 + time.minute;
  const yesterday = ((time.weekday + 5) % 7) + 1;
  if (from < to) return hours.days.includes(time.weekday) && minute >= from && minute < to;
  return (
    (hours.days.includes(time.weekday) && minute >= from) || (hours.days.includes(yesterday) && minute < to)
  );
}

/** Minutes by the wall clock until the next window begins; always more than none. */
function minutesUntil(hours: Hours, time: LocalTime): number {
  const from = minutesOf(hours.from);
  const minute = time.hour * 60 + time.minute;
  for (let days = 0; days <= 7; days++) {
    const weekday = ((time.weekday - 1 + days) % 7) + 1;
    const ahead = days * dayMinutes + from - minute;
    if (ahead > 0 && hours.days.includes(weekday)) return ahead;
  }
  throw new Error('hours without a day');
}

/** The first moment, from `nowMs` on, at which every one of these hours is open; null when there is none within weeks. */
export function nextOpenMs(all: readonly Hours[], nowMs: number): number | null {
  const lastMs = nowMs + 60 * dayMinutes * minuteMs;
  for (let atMs = nowMs; atMs <= lastMs; ) {
    const moment = atMs;
    const shut = all.find((hours) => !isOpen(hours, localTime(moment, hours.tz)));
    if (shut === undefined) return atMs;
    atMs = opensMs(shut, atMs);
  }
  return null;
}

/** When the next window of these hours begins. On a night whose clocks are put forward it may be as much later. */
function opensMs(hours: Hours, nowMs: number): number {
  const time = localTime(nowMs, hours.tz);
  const byWallMs = Math.floor(nowMs / minuteMs) * minuteMs + minutesUntil(hours, time) * minuteMs;
  const changedMs = localTime(byWallMs, hours.tz).offsetMs - time.offsetMs;
  const opensMs = byWallMs - changedMs;
  return opensMs > nowMs ? opensMs : byWallMs;
}
