/** Owns where a lead goes later than it came: given back, to one other that may have it; must not judge the return. */
import { isRefusal } from '../../../contract/problem.ts';
import { decide } from '../../routing/decide.ts';
import type { LeadFacts } from '../../routing/facts.ts';
import type { DecidedNotice } from '../../routing/recipients.ts';
import { writeTrace } from '../../routing/trace.ts';
import type { AuthorisationStore } from '../authorisation/authorisations.ts';
import type { TenantContext } from '../context.ts';
import type { DecisionStore } from '../decisions.ts';
import type { FormStore } from '../forms.ts';
import { type LeadRow, type LeadStore, unusableFor } from '../leads.ts';
import { allRows } from '../rows.ts';
import { placeOf, type RoutingStores } from './route-lead.ts';
import { factsOf } from './stored-lead.ts';

export interface ReroutingStores extends RoutingStores {
  leads: LeadStore;
  decisions: DecisionStore;
  forms: FormStore;
  authorisations: AuthorisationStore;
}

/** Numbers of the destinations that get the lead now, or why none does. */
export type Rerouted = { to: number[] } | { ended: RerouteEnd };

/**
 * `nobody_left`: no recipient that may have it and was not tried can take it; `held`: it waits for a person's release,
 * or was turned away; the others are the lead's own state.
 */
export type RerouteEnd =
  | 'nobody_left'
  | 'held'
  | 'lead_erased'
  | 'lead_purged'
  | 'lead_restricted'
  | 'key_missing';

export class Rerouting {
  readonly #context: TenantContext;
  readonly #stores: ReroutingStores;

  constructor(context: TenantContext, stores: ReroutingStores) {
    this.#context = context;
    this.#stores = stores;
  }

  /** What rules ask of the lead, unsealed before the transaction that reroutes it; or why it goes nowhere. */
  async facts(lead: number): Promise<LeadFacts | RerouteEnd> {
    const row = this.#stores.leads.row(lead);
    if (row === undefined) return 'lead_erased';
    const facts = await factsOf(this.#context, this.#stores, row);
    return isRefusal(facts) ? endOf(facts.refused) : facts;
  }

  /**
   * Inside the caller's transaction: gives the lead to one recipient more, by the rules as they are now, and keeps how it
   * was decided. Whoever has a delivery of the lead was tried, and so was every other destination of that recipient.
   */
  reroute(lead: number, facts: LeadFacts, returnedFrom: number | null = null): Rerouted {
    const row = this.#usable(lead);
    if ('ended' in row) return row;
    const tried = this.#tried(this.#deliveries(lead), returnedFrom);
    return this.#send(row, facts, returnedFrom, tried);
  }

  /**
   * Inside the caller's transaction: a lead that went nowhere goes by the rules as they are now, as one that comes now.
   * A person asks for it, so that what holds a new lead back is past. Null for one that has gone somewhere.
   */
  routeAnew(lead: number, facts: LeadFacts): Rerouted | null {
    const row = this.#usable(lead);
    if ('ended' in row) return row;
    if (this.#deliveries(lead).some(hasTried)) return null;
    return this.#send(row, facts, null);
  }

  /** What was unsealed before may have died, or been restricted, since. */
  #usable(lead: number): LeadRow | { ended: RerouteEnd } {
    const row = this.#stores.leads.row(lead);
    if (row === undefined) return { ended: 'lead_erased' };
    const unusable = unusableFor(row);
    if (unusable !== null) return { ended: unusable };
    const isWaiting = this.#deliveries(lead).some(
      ({ state, reason }) => state === 'blocked' && isHeld(reason),
    );
    return isWaiting ? { ended: 'held' } : row;
  }

  #send(row: LeadRow, facts: LeadFacts, returnedFrom: number | null, tried?: ReadonlySet<number>): Rerouted {
    const { routes, destinations, counters } = this.#stores;
    const { takes, changed, trace } = decide({
      facts,
      places: destinations.rows().map(placeOf),
      decided: this.#decided(row),
      routes: routes.current(),
      counter: (scope) => counters.read(scope),
      owners: [],
      ...(tried === undefined ? {} : { tried }),
      nowMs: this.#context.now(),
    });
    this.#keep(row.seq, returnedFrom, writeTrace(trace));
    if (takes.length === 0) return { ended: 'nobody_left' };
    for (const { destination, dueMs } of takes)
      this.#stores.deliveries.addLead(row.seq, destination.number, dueMs);
    counters.write(changed);
    return { to: takes.map(({ destination }) => destination.number) };
  }

  /** What stands now, without what an authorisation's end took back. */
  #decided(row: LeadRow): DecidedNotice[] {
    const lapsed = this.#stores.authorisations.lapsedEntries(row.seq, this.#context.now());
    return this.#stores.decisions.current(row).filter(({ entry }) => !lapsed.has(entry));
  }

  #deliveries(lead: number): Delivered[] {
    return allRows<Delivered>(
      this.#context.sql,
      'SELECT destination, state, reason, attempts FROM deliveries WHERE event = ?',
      lead,
    );
  }

  #tried(deliveries: readonly Delivered[], returnedFrom: number | null): Set<number> {
    const had = new Set(deliveries.filter(hasTried).map((one) => one.destination));
    if (returnedFrom !== null) had.add(returnedFrom);
    const rows = this.#stores.destinations.rows();
    const recipients = new Set(
      rows.filter(({ number }) => had.has(number)).map(({ recipient }) => recipient),
    );
    return new Set(rows.filter(({ recipient }) => recipients.has(recipient)).map(({ number }) => number));
  }

  #keep(lead: number, returnedFrom: number | null, route: string): void {
    this.#context.sql.exec(
      `INSERT INTO reroutes (lead, number, returned_from, route)
       VALUES (?1, (SELECT COUNT(*) + 1 FROM reroutes WHERE lead = ?1), ?2, ?3)`,
      lead,
      returnedFrom,
      route,
    );
  }
}

type Delivered = { destination: number; state: string; reason: string | null; attempts: number };

/** A blocked delivery that never went out has not tried anyone. */
function hasTried({ state, attempts }: Delivered): boolean {
  return state !== 'blocked' || attempts > 0;
}

function isHeld(reason: string | null): boolean {
  return reason === 'quarantined' || reason === 'duplicate' || reason === 'rejected';
}

function endOf(refused: string): RerouteEnd {
  switch (refused) {
    case 'lead_erased':
    case 'lead_purged':
    case 'lead_restricted':
    case 'key_missing':
      return refused;
    default:
      throw new Error('a lead can not be opened for a reason that nobody knows');
  }
}
