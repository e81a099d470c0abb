/** Owns caps: how many leads a rule or a destination takes in an hour, a day, a month, in all; must not know who is capped. */
import type { LocalTime } from './local-time.ts';

export const capPeriods = ['hour', 'day', 'month', 'total'] as const;
export type CapPeriod = (typeof capPeriods)[number];

export interface Cap {
  per: CapPeriod;
  max: number;
}

/** What was taken, by period: in which window, and how many. A window that is over counts for nothing. */
export type Taken = Readonly<Partial<Record<CapPeriod, readonly [window: string, leads: number]>>>;

/** The window of a period that a moment lies in. The hour that summer time's end repeats is two windows. */
function windowOf(per: CapPeriod, time: LocalTime): string {
  switch (per) {
    case 'hour':
      return `${time.date}T${time.clock.slice(0, 2)}${time.offsetMs / 60_000}`;
    case 'day':
      return time.date;
    case 'month':
      return time.date.slice(0, 7);
    case 'total':
      return '';
  }
}

function takenIn(taken: Taken, per: CapPeriod, window: string): number {
  const counted = taken[per];
  return counted?.[0] === window ? counted[1] : 0;
}

export function isReached(caps: readonly Cap[], taken: Taken, time: LocalTime): boolean {
  return caps.some(({ per, max }) => takenIn(taken, per, windowOf(per, time)) >= max);
}

/** What was taken where every cap is reached. */
export function full(caps: readonly Cap[], time: LocalTime): Taken {
  return Object.fromEntries(caps.map(({ per, max }) => [per, [windowOf(per, time), max]]));
}

/** With one lead more. Only periods that are capped are counted; a longer one begins with the cap on it. */
export function withOneMore(caps: readonly Cap[], taken: Taken, time: LocalTime): Taken {
  return Object.fromEntries(
    caps.map(({ per }) => {
      const window = windowOf(per, time);
      return [per, [window, takenIn(taken, per, window) + 1]];
    }),
  );
}
