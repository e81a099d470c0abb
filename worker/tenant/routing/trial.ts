/** Owns one trial of a rule set: each lead decided anew and compared with where it went; must not read or change leads. */
import type { Counter } from '../../routing/counter.ts';
import { type Decision, decide } from '../../routing/decide.ts';
import { placeWords, unnamedWords, type Words } from '../../routing/explain-words.ts';
import type { LeadFacts } from '../../routing/facts.ts';
import type { RouteSet } from '../../routing/rules.ts';
import {
  isTaken,
  type PlaceOutcome,
  type PlaceTrace,
  readTrace,
  type Trace,
  takersOf,
} from '../../routing/trace.ts';
import type { TenantContext } from '../context.ts';
import type { LeadRow } from '../leads.ts';
import { leadId } from '../public-ids.ts';
import type { ReroutingStores } from './rerouting.ts';
import { placeOf, routedTo } from './route-lead.ts';
import { decidedAtFirst } from './stored-lead.ts';

export interface ChangedLead {
  lead: string;
  before: string[];
  after: string[];
  reasons: {
    destination: string;
    change: 'gains' | 'loses';
    rule?: string;
    outcome: PlaceOutcome | 'no_rule';
    why: Words;
  }[];
}

export interface Simulated {
  /** Leads that were decided anew. */
  leads: number;
  /** Leads whose values are gone or may not be used: nothing can be said of them. */
  unread: number;
  /** True when the limit came before the end of the time asked for. */
  more: boolean;
  destinations: { destination: string; before: number; after: number }[];
  /** Leads that go nowhere. */
  unrouted: { before: number; after: number };
  /** Leads that would wait for a person. */
  held: number;
  changed: number;
  /** The first of those that change. */
  items: ChangedLead[];
}

const mostItems = 200;

/** Leads are added in their order: the counters of one decision are the next one's. */
export class Trial {
  readonly #context: TenantContext;
  readonly #stores: ReroutingStores;
  readonly #set: RouteSet;
  readonly #counters = new Map<string, Counter>();
  /** Where each lead so far would have gone, for the rules that send a duplicate after the first. */
  readonly #takers = new Map<number, number[]>();
  readonly #before = new Map<string, number>();
  readonly #after = new Map<string, number>();
  readonly #items: ChangedLead[] = [];
  readonly #unrouted = { before: 0, after: 0 };
  #leads = 0;
  #held = 0;
  #changed = 0;
  #unread = 0;

  constructor(context: TenantContext, stores: ReroutingStores, set: RouteSet) {
    this.#context = context;
    this.#stores = stores;
    this.#set = set;
  }

  /** A lead of which nothing can be said. */
  skip(): void {
    this.#unread += 1;
  }

  add(row: LeadRow, facts: LeadFacts): void {
    const decision = decide({
      facts,
      places: this.#stores.destinations.rows().map(placeOf),
      decided: decidedAtFirst(this.#stores.decisions, row),
      routes: { version: 0, set: this.#set },
      counter: (scope) => this.#counters.get(scope),
      owners: row.duplicate_of === null ? [] : this.#takersOf(row.duplicate_of),
      nowMs: row.created_at,
    });
    for (const [scope, counter] of decision.changed) this.#counters.set(scope, counter);
    const after = decision.takes.map(({ destination }) => destination.number);
    this.#takers.set(row.seq, after);
    const before = this.#whereItWent(row);
    this.#leads += 1;
    if (decision.takes.some(({ hold }) => hold !== null)) this.#held += 1;
    if (before.length === 0) this.#unrouted.before += 1;
    if (after.length === 0) this.#unrouted.after += 1;
    count(this.#before, this.#stores.destinations.idsOf(before));
    count(this.#after, this.#stores.destinations.idsOf(after));
    this.#compare(row, before, after, decision);
  }

  outcome(more: boolean): Simulated {
    return {
      leads: this.#leads,
      unread: this.#unread,
      more,
      destinations: this.#stores.destinations.rows().map(({ id }) => ({
        destination: id,
        before: this.#before.get(id) ?? 0,
        after: this.#after.get(id) ?? 0,
      })),
      unrouted: this.#unrouted,
      held: this.#held,
      changed: this.#changed,
      items: this.#items,
    };
  }

  #compare(row: LeadRow, before: readonly number[], after: readonly number[], decision: Decision): void {
    const gained = after.filter((number) => !before.includes(number));
    const lost = before.filter((number) => !after.includes(number));
    if (gained.length + lost.length === 0) return;
    this.#changed += 1;
    if (this.#items.length >= mostItems) return;
    const reasons = [
      ...gained.map((number) => this.#reason(number, 'gains', decision.trace)),
      ...lost.map((number) => this.#reason(number, 'loses', decision.trace)),
    ];
    this.#items.push({
      lead: leadId(this.#context, row),
      before: this.#stores.destinations.idsOf(before),
      after: this.#stores.destinations.idsOf(after),
      reasons,
    });
  }

  #reason(number: number, change: 'gains' | 'loses', trace: Trace): ChangedLead['reasons'][number] {
    const [destination = ''] = this.#stores.destinations.idsOf([number]);
    const seen: (PlaceTrace & { rule?: number })[] = [
      ...trace.rules.flatMap(({ rule, places }) => places.map((place) => ({ ...place, rule }))),
      ...(trace.fallback ?? []),
    ];
    const first = seen.find(
      ({ place, outcome }) => place === number && (change === 'loses' || isTaken(outcome)),
    );
    if (first === undefined) return { destination, change, outcome: 'no_rule', why: unnamedWords };
    const rule = first.rule === undefined ? undefined : this.#set.rules[first.rule]?.id;
    const { outcome } = first;
    return {
      destination,
      change,
      ...(rule === undefined ? {} : { rule }),
      outcome,
      why: placeWords[outcome],
    };
  }

  /** As it was decided when it came; a lead of before traces went where its deliveries are. */
  #whereItWent({ seq, route }: LeadRow): number[] {
    return route === null ? routedTo(this.#context, seq) : takersOf(readTrace(route));
  }

  #takersOf(lead: number): number[] {
    return this.#takers.get(lead) ?? routedTo(this.#context, lead);
  }
}

function count(counts: Map<string, number>, ids: readonly string[]): void {
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
}
