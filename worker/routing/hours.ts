/** Owns opening hours: whether they are open, when they open next, also past midnight; must not know who keeps them. */
import { type Clocks, type LocalTime, localTime } from './local-time.ts';

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
/** Windows come again every week: what is not open together within one is not, until somewhere clocks are changed. */
const horizonMs = 8 * dayMinutes * minuteMs;

/** Clocks are written with two digits each, so that they compare as texts do. */
export function isOpen({ days, from, to }: Hours, { clock, weekday }: LocalTime): boolean {
  if (from < to) return days.includes(weekday) && clock >= from && clock < to;
  const yesterday = ((weekday + 5) % 7) + 1;
  return (days.includes(weekday) && clock >= from) || (days.includes(yesterday) && clock < to);
}

/** Minutes since midnight of `HH:MM`. */
function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/** Minutes by the wall clock until the next window begins; always more than none. */
function minutesUntil(hours: Hours, time: LocalTime): number {
  const from = minutesOf(hours.from);
  const minute = minutesOf(time.clock);
  for (let days = 0; days <= 7; days++) {
    const weekday = ((time.weekday - 1 + days) % 7) + 1;
    const ahead = days * dayMinutes + from - minute;
    if (ahead > 0 && hours.days.includes(weekday)) return ahead;
  }
  throw new Error('hours without a day');
}

/** The first moment, from `nowMs` on, at which every one of these hours is open; null when there is none within a week. */
export function nextOpenMs(all: readonly Hours[], nowMs: number, clocks: Clocks = localTime): number | null {
  const lastMs = nowMs + horizonMs;
  for (let atMs = nowMs; atMs <= lastMs; ) {
    const moment = atMs;
    const shut = all.find((hours) => !isOpen(hours, clocks(moment, hours.tz)));
    if (shut === undefined) return atMs;
    atMs = opensMs(shut, atMs, clocks);
  }
  return null;
}

/** When the next window of these hours begins. On a night whose clocks are put forward it may be as much later. */
function opensMs(hours: Hours, nowMs: number, clocks: Clocks): number {
  const time = clocks(nowMs, hours.tz);
  const byWallMs = Math.floor(nowMs / minuteMs) * minuteMs + minutesUntil(hours, time) * minuteMs;
  const changedMs = clocks(byWallMs, hours.tz).offsetMs - time.offsetMs;
  const opensMs = byWallMs - changedMs;
  return opensMs > nowMs ? opensMs : byWallMs;
}
