/** Owns what a trace says of how things stood: with it the same question can be asked again; must not decide. */
import { full } from './caps.ts';
import { type Counter, placeScope, ruleScope } from './counter.ts';
import { localTime } from './local-time.ts';
import type { Place } from './permitted.ts';
import { capZone, limitsOf, type RouteSet, weightsText } from './rules.ts';
import { type PlaceOutcome, placesIn, type Trace } from './trace.ts';

/** Numbers of the destinations that were met with this outcome. */
export function metWith(trace: Trace, wanted: PlaceOutcome): ReadonlySet<number> {
  return new Set(
    placesIn(trace)
      .filter(({ outcome }) => outcome === wanted)
      .map(({ place }) => place),
  );
}

/** The counters as far as they mattered: which caps were reached, and what each turn-taker was owed. */
export function recordedCounters(
  trace: Trace,
  set: RouteSet,
  places: readonly Place[],
): (scope: string) => Counter | undefined {
  const clock = (tz: string) => localTime(trace.atMs, tz);
  const counters = new Map<string, Counter>();
  for (const { rule: at, outcome, credits } of trace.rules) {
    const rule = set.rules[at];
    if (rule === undefined) continue;
    const isFull = outcome === 'cap_reached';
    const owed = credits?.map((credit, index): [string, number] => [rule.to[index] ?? '', credit]);
    counters.set(ruleScope(rule.id), {
      ...(isFull ? { taken: full(rule.caps ?? [], clock(capZone(rule))) } : {}),
      ...(owed === undefined ? {} : { credits: Object.fromEntries(owed), weights: weightsText(rule) }),
    });
  }
  const filled = metWith(trace, 'cap_reached');
  for (const { number, id } of places) {
    const limits = limitsOf(set, id);
    if (filled.has(number)) {
      counters.set(placeScope(id), { taken: full(limits.caps ?? [], clock(capZone(limits))) });
    }
  }
  return (scope) => counters.get(scope);
}
