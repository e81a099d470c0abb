/** Owns sample questions to the routing rules: destinations, consents, rule sets; must not check an answer. */
import type { PublishedNotice } from '../../../contract/notice.ts';
import type { Counter } from '../../../worker/routing/counter.ts';
import { type Decision, decide, type Question } from '../../../worker/routing/decide.ts';
import type { LeadFacts } from '../../../worker/routing/facts.ts';
import type { Place } from '../../../worker/routing/permitted.ts';
import type { DecidedNotice } from '../../../worker/routing/recipients.ts';
import { type RouteSet, routesSchema } from '../../../worker/routing/rules.ts';
import { type PlaceOutcome, placesIn } from '../../../worker/routing/trace.ts';

export const noonMs = Date.parse('2026-11-27T04:00:00Z');

/** A `provide` notice that names nobody and no field, unless said otherwise. */
export function noticeWith(change: Partial<PublishedNotice>): PublishedNotice {
  return {
    id: 'n',
    version: 1,
    digest: 'sha256:00',
    kind: 'provide',
    locale: 'zh-CN',
    title: '授权',
    blocks: [],
    purposes: [],
    infoKinds: [],
    retention: '',
    refusal: '',
    withdrawal: '',
    contact: '',
    ...change,
  };
}

export function granted(...recipients: string[]): DecidedNotice[] {
  return recipients.map((recipient) => ({
    notice: noticeWith({ recipients: [recipient] }),
    decision: 'granted',
  }));
}

/** Destinations `a`, `b`, …, each of a recipient of its own called `r-a`, `r-b`, … */
export function placesOf(ids: string, off = ''): Place[] {
  return [...ids].map((id, at) => ({
    number: at + 1,
    id,
    recipient: `r-${id}`,
    region: 'mainland',
    isEnabled: !off.includes(id),
  }));
}

export const plainFacts: LeadFacts = { form: 'biz', flags: [], answers: { amount: 200_000 } };

export function routesOf(set: unknown): RouteSet {
  return routesSchema.parse(set);
}

/** Three destinations that all may be sent to, unless said otherwise. */
export function questionOf(set: unknown, more: Partial<Question> = {}): Question {
  return {
    facts: plainFacts,
    places: placesOf('abc'),
    decided: granted('r-a', 'r-b', 'r-c'),
    routes: { version: 1, set: routesOf(set) },
    counter: () => undefined,
    owners: [],
    nowMs: noonMs,
    ...more,
  };
}

/** Where the lead goes, as one text: `ab`. */
export function goesTo(decision: Decision): string {
  return decision.takes.map(({ destination }) => destination.id).join('');
}

/** By destination id: what became of it, in the first rule or fallback that looked at it. */
export function outcomesOf(decision: Decision, places = placesOf('abc')): Record<string, PlaceOutcome> {
  const seen = placesIn(decision.trace).reverse();
  return Object.fromEntries(
    seen.map(({ place, outcome }) => [places.find(({ number }) => number === place)?.id ?? '?', outcome]),
  );
}

/** Decides over and over with counters that are kept, as the store does. */
export function countingDecider(set: unknown) {
  const counters = new Map<string, Counter>();
  return (more: Partial<Question> = {}): Decision => {
    const decision = decide(questionOf(set, { counter: (scope) => counters.get(scope), ...more }));
    for (const [scope, counter] of decision.changed) counters.set(scope, counter);
    return decision;
  };
}
