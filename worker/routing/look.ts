/** Owns whether one destination may and can take a lead now, and why not; must not know which rule asks. */
import { isReached } from './caps.ts';
import type { Tally } from './counter.ts';
import { type Hours, isOpen, nextOpenMs } from './hours.ts';
import type { Clocks, LocalTime } from './local-time.ts';
import type { Permitted, Place } from './permitted.ts';
import { capZone, limitsOf, type RouteSet } from './rules.ts';
import type { PlaceOutcome, PlaceTrace } from './trace.ts';

/** What a decision knows while it looks at destinations, and what it has chosen so far. */
export interface Look {
  permitted: ReadonlyMap<string, { place: Place; permitted: Permitted | null }>;
  set: RouteSet;
  clock: (tz: string) => LocalTime;
  /** Of any moment. */
  clocks: Clocks;
  taken: Set<number>;
  /** Would have got the lead beside whoever else gets it, but is switched off. */
  disabled: Set<Permitted>;
  tried: ReadonlySet<number>;
  tally: Tally;
  nowMs: number;
}

export interface Open {
  destination: Permitted;
  /** Later than now where it waits for opening hours. */
  dueMs: number;
}

/** `waits`: the lead may wait until every one of the hours is open, the destination's own among them. */
export interface Asking {
  waits: boolean;
  hours: readonly Hours[];
}

/** Null for a destination that is not there any more. Consent comes first: whatever else holds, it is the reason told. */
export function look(
  looking: Look,
  id: string,
  asking: Asking,
): { open: Open | null; trace: PlaceTrace } | null {
  const known = looking.permitted.get(id);
  if (known === undefined) return null;
  const { place, permitted } = known;
  const skipped = (outcome: PlaceOutcome) => ({ open: null, trace: { place: place.number, outcome } });
  if (permitted === null) return skipped('not_consented');
  if (looking.tried.has(place.number)) return skipped('already_tried');
  if (looking.taken.has(place.number)) return skipped('already_taken');
  if (!permitted.isEnabled) {
    if (asking.waits) looking.disabled.add(permitted);
    return skipped('disabled');
  }
  const limits = limitsOf(looking.set, id);
  if (limits.paused === true) return skipped('paused');
  if (limits.caps !== undefined) {
    const taken = looking.tally.places.of(id).taken ?? {};
    if (isReached(limits.caps, taken, looking.clock(capZone(limits)))) return skipped('cap_reached');
  }
  const hours = limits.hours === undefined ? asking.hours : [...asking.hours, limits.hours];
  const isOpenNow = hours.every((one) => isOpen(one, looking.clock(one.tz)));
  const dueMs = isOpenNow
    ? looking.nowMs
    : asking.waits
      ? nextOpenMs(hours, looking.nowMs, looking.clocks)
      : null;
  if (dueMs === null) return skipped('closed');
  return {
    open: { destination: permitted, dueMs },
    trace: { place: place.number, outcome: dueMs > looking.nowMs ? 'taken_when_open' : 'taken' },
  };
}
