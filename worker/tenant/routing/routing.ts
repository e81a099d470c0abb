/** Owns what people ask of routing: why a lead went where it did, letting it go, turning it away; must not choose. */
import { RpcTarget } from 'cloudflare:workers';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { decide } from '../../routing/decide.ts';
import { type DecidedNotice, lacksCrossing, mayReceive } from '../../routing/recipients.ts';
import { metWith, recordedCounters } from '../../routing/recorded.ts';
import { isEmpty } from '../../routing/rules.ts';
import { readTrace, type Trace, writeTrace } from '../../routing/trace.ts';
import type { AccessLog } from '../access-log.ts';
import type { TenantContext } from '../context.ts';
import { endWaiting, waitingAt } from '../delivery/held-deliveries.ts';
import { receiverOf } from '../delivery/receiver-of.ts';
import { type Actor, leadReaders } from '../keys.ts';
import { type LeadRow, unusableFor } from '../leads.ts';
import { allRows } from '../rows.ts';
import { type ExplainedDecision, explained } from './explanation.ts';
import type { Rerouting, ReroutingStores } from './rerouting.ts';
import type { RoughTrials } from './rough-trials.ts';
import { placeOf } from './route-lead.ts';
import { type Simulation, simulate } from './simulate.ts';
import { decidedAtFirst, factsOf } from './stored-lead.ts';
import type { Simulated } from './trial.ts';

/**
 * What making the decision again came to: `same`, `differs` (its values were corrected since, or a destination changed
 * hands), `unread` (its values are gone or may not be used), `unrecorded` (it is older than traces are, or its trace
 * died with its evidence).
 */
export type Again = 'same' | 'differs' | 'unread' | 'unrecorded';

export interface Explanation extends Partial<ExplainedDecision> {
  lead: string;
  again: Again;
  /** Later decisions, on a lead that was given back or had gone nowhere. */
  reroutes: (ExplainedDecision & { returnedFrom?: string })[];
}

export type RoutingParts = ReroutingStores & {
  accessLog: AccessLog;
  rerouting: Rerouting;
  trials: RoughTrials;
};

export class RoutingStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #stores: RoutingParts;
  readonly #onDue: () => void;

  constructor(context: TenantContext, stores: RoutingParts, onDue: () => void) {
    super();
    this.#context = context;
    this.#stores = stores;
    this.#onDue = onDue;
  }

  /** The trace of a lead's decision in words, and whether the same question has the same answer again. */
  async explain(id: string): Promise<Explanation | Refusal> {
    const row = this.#stores.leads.rowOf(id);
    if (row === undefined) return refuse('not_found');
    const trace = row.route === null ? null : readTrace(row.route);
    return {
      lead: id,
      ...(trace === null ? {} : this.#inWords(trace, this.#stores.leads.decided(row))),
      again: trace === null ? 'unrecorded' : await this.#again(row, trace),
      reroutes: this.#reroutes(row),
    };
  }

  /** Lets go what waits in quarantine or as a duplicate: it is due at once. */
  release(id: string, actor: Actor): { released: string[] } | Refusal {
    const settled = this.#settle(id, actor, true);
    this.#onDue();
    return isRefusal(settled) ? settled : { released: settled };
  }

  /** Turns away what waits: it never goes out. */
  reject(id: string, actor: Actor): { rejected: string[] } | Refusal {
    const settled = this.#settle(id, actor, false);
    return isRefusal(settled) ? settled : { rejected: settled };
  }

  /** Sends a lead that went nowhere by the rules as they are now; none when it has gone somewhere, or waits. */
  async route(id: string, actor: Actor): Promise<{ routed: string[] } | Refusal> {
    const { leads, rerouting, accessLog } = this.#stores;
    const row = leads.rowOf(id);
    if (row === undefined) return refuse('not_found');
    const facts = await rerouting.facts(row.seq);
    const routed = this.#context.storage.transactionSync(() => {
      const next = typeof facts === 'string' ? { ended: facts } : rerouting.routeAnew(row.seq, facts);
      if (next !== null && 'to' in next) accessLog.add(actor, 'route', row.seq, 'routed anew');
      return next;
    });
    this.#onDue();
    if (routed === null) return { routed: [] };
    if ('to' in routed) return { routed: this.#stores.destinations.idsOf(routed.to) };
    return routed.ended === 'nobody_left' || routed.ended === 'held' ? { routed: [] } : refuse(routed.ended);
  }

  /**
   * Decides past leads by another rule set and tells what would change; that they were read is logged first. Whoever may
   * not read leads is told roughly, and so many times a day: what is drawn into each answer must not average out.
   */
  async simulate(simulation: Simulation, actor: Actor): Promise<Simulated | Refusal> {
    const findings = this.#stores.routes.check(simulation.set);
    if (findings.length > 0) return refuse('route_rejected', findings);
    const isRough = !leadReaders.includes(actor.role);
    const waitMs = isRough ? this.#stores.trials.waitMs() : 0;
    if (waitMs > 0) return { ...refuse('rate_limited'), retryAfterSeconds: Math.ceil(waitMs / 1000) };
    this.#stores.accessLog.add(actor, 'simulate', null, 'past leads read by a simulation of routes');
    return this.#context.lane.run(() => simulate(this.#context, this.#stores, simulation, isRough));
  }

  #settle(id: string, actor: Actor, isReleased: boolean): string[] | Refusal {
    return this.#context.storage.transactionSync((): string[] | Refusal => {
      const row = this.#stores.leads.rowOf(id);
      if (row === undefined) return refuse('not_found');
      const unusable = unusableFor(row);
      if (unusable !== null) return refuse(unusable);
      const withdrawn = isReleased ? this.#withdrawnFrom(row) : new Set();
      const numbers: number[] = [];
      for (const destination of waitingAt(this.#context, row.seq)) {
        const isWithdrawn = withdrawn.has(destination);
        const blocked = !isReleased ? 'rejected' : isWithdrawn ? 'withdrawn' : null;
        endWaiting(this.#context, { event: row.seq, destination }, blocked);
        if (!isWithdrawn) numbers.push(destination);
      }
      if (numbers.length > 0) {
        const [action, done] = isReleased
          ? (['release', 'released'] as const)
          : (['reject', 'rejected'] as const);
        this.#stores.accessLog.add(actor, action, row.seq, `${done} from quarantine`);
      }
      return this.#stores.destinations.idsOf(numbers);
    });
  }

  /** Destinations whose recipient nothing that stands allows to have the lead. */
  #withdrawnFrom(row: LeadRow): ReadonlySet<number> {
    const decided = this.#stores.leads.decided(row);
    const rows = this.#stores.destinations.rows().filter((one) => !mayReceive(receiverOf(one), decided));
    return new Set(rows.map(({ number }) => number));
  }

  #inWords(trace: Trace, decided: readonly DecidedNotice[]): ExplainedDecision {
    const { routes, destinations } = this.#stores;
    return explained(trace, routes.decidedBy(trace.version).set, destinations.rows(), (one) =>
      lacksCrossing(receiverOf(one), decided),
    );
  }

  #reroutes(row: LeadRow): Explanation['reroutes'] {
    const decided = this.#stores.leads.decided(row);
    return allRows<{ returned_from: number | null; route: string }>(
      this.#context.sql,
      'SELECT returned_from, route FROM reroutes WHERE lead = ? ORDER BY number',
      row.seq,
    ).map(({ returned_from: from, route }) => {
      const [returnedFrom] = from === null ? [] : this.#stores.destinations.idsOf([from]);
      return {
        ...this.#inWords(readTrace(route), decided),
        ...(returnedFrom === undefined ? {} : { returnedFrom }),
      };
    });
  }

  /** The decision made once more, from the lead as it is sealed, its first consents, and what its trace says of counters. */
  async #again(row: LeadRow, trace: Trace): Promise<Again> {
    const { forms, decisions, destinations, routes } = this.#stores;
    const facts = await factsOf(this.#context, { forms, decisions }, row);
    if (isRefusal(facts)) return 'unread';
    const known = routes.decidedBy(trace.version);
    const off = metWith(trace, 'disabled');
    // Without rules every destination of the time is in the trace; one that was made later had no part in it.
    const isFree = isEmpty(known.set);
    const named = new Set(trace.fallback?.map(({ place }) => place));
    const places = destinations
      .rows()
      .filter(({ number }) => !isFree || named.has(number))
      .map((one) => ({ ...placeOf(one), isEnabled: !off.has(one.number) }));
    const { trace: made } = decide({
      facts,
      places,
      decided: decidedAtFirst(decisions, row),
      routes: known,
      counter: recordedCounters(trace, known.set, places),
      owners: trace.owners ?? [],
      nowMs: trace.atMs,
    });
    return writeTrace(made) === row.route ? 'same' : 'differs';
  }
}
