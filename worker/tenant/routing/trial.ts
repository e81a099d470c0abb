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
import { addLead, exactly, type LeadTally, markOf, noLeads, roughly } from './lead-tally.ts';
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

/** Null where a count is not told. */
type Told = number | null;

export interface Simulated {
  /** Leads that were decided anew. */
  leads: Told;
  /** Leads whose values are gone or may not be used: nothing can be said of them. */
  unread: Told;
  /** True when the limit came before the end of the time asked for. */
  more: boolean;
  destinations: { destination: string; before: Told; after: Told }[];
  /** Leads that go nowhere. */
  unrouted: { before: Told; after: Told };
  /** Leads that would wait for a person. */
  held: Told;
  changed: Told;
  /** The first of those that change; none for whoever may not read leads. */
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
  readonly #before = new Map<string, LeadTally>();
  readonly #after = new Map<string, LeadTally>();
  readonly #items: ChangedLead[] = [];
  readonly #leads = noLeads();
  readonly #unread = noLeads();
  readonly #unrouted = { before: noLeads(), after: noLeads() };
  readonly #held = noLeads();
  readonly #changed = noLeads();
  /** Whether its outcome is told roughly, and of no single lead. */
  readonly #isRough: boolean;

  constructor(context: TenantContext, stores: ReroutingStores, set: RouteSet, isRough: boolean) {
    this.#context = context;
    this.#stores = stores;
    this.#set = set;
    this.#isRough = isRough;
  }

  /** A lead of which nothing can be said. */
  skip(row: LeadRow): void {
    addLead(this.#unread, this.#markOf(row));
  }

  #markOf({ seq }: LeadRow): number {
    return this.#isRough ? markOf(this.#context.profile().idKey, seq) : 0;
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
    const mark = this.#markOf(row);
    addLead(this.#leads, mark);
    if (decision.takes.some(({ hold }) => hold !== null)) addLead(this.#held, mark);
    if (before.length === 0) addLead(this.#unrouted.before, mark);
    if (after.length === 0) addLead(this.#unrouted.after, mark);
    addToEach(this.#before, this.#stores.destinations.idsOf(before), mark);
    addToEach(this.#after, this.#stores.destinations.idsOf(after), mark);
    this.#compare(row, before, after, decision, mark);
  }

  outcome(more: boolean): Simulated {
    const tell = this.#isRough ? roughly(this.#context.profile().idKey) : exactly;
    return {
      leads: tell(this.#leads),
      unread: tell(this.#unread),
      more,
      destinations: this.#stores.destinations.rows().map(({ id }) => ({
        destination: id,
        before: tell(this.#before.get(id) ?? noLeads()),
        after: tell(this.#after.get(id) ?? noLeads()),
      })),
      unrouted: { before: tell(this.#unrouted.before), after: tell(this.#unrouted.after) },
      held: tell(this.#held),
      changed: tell(this.#changed),
      items: this.#items,
    };
  }

  #compare(
    row: LeadRow,
    before: readonly number[],
    after: readonly number[],
    decision: Decision,
    mark: number,
  ): void {
    const gained = after.filter((number) => !before.includes(number));
    const lost = before.filter((number) => !after.includes(number));
    if (gained.length + lost.length === 0) return;
    addLead(this.#changed, mark);
    // Which lead changes tells whether it meets a condition.
    if (this.#isRough || this.#items.length >= mostItems) return;
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

function addToEach(tallies: Map<string, LeadTally>, ids: readonly string[], mark: number): void {
  for (const id of ids) {
    const tally = tallies.get(id) ?? noLeads();
    addLead(tally, mark);
    tallies.set(id, tally);
  }
}
