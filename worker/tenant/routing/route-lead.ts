/** Owns where a new lead goes: asks the rules, and makes the deliveries that they decide on; must not send. */
import type { Attribution, LeadFlag } from '../../../contract/event.ts';
import { type Decision, decide } from '../../routing/decide.ts';
import { type AnswerFacts, leadFacts } from '../../routing/facts.ts';
import type { Place } from '../../routing/permitted.ts';
import type { DecidedNotice } from '../../routing/recipients.ts';
import { asksOwners, type RouteSet } from '../../routing/rules.ts';
import type { TenantContext } from '../context.ts';
import type { DeliveryStore } from '../delivery/deliveries.ts';
import { receiverOf } from '../delivery/receiver-of.ts';
import type { DestinationRow, DestinationStore } from '../destinations.ts';
import { allRows } from '../rows.ts';
import type { CounterStore } from './counters.ts';
import type { RouteVersions } from './route-versions.ts';

export interface RoutingStores {
  destinations: DestinationStore;
  deliveries: DeliveryStore;
  routes: RouteVersions;
  counters: CounterStore;
}

export interface NewLead {
  form: string;
  flags: readonly LeadFlag[];
  attribution: Attribution;
  answers: AnswerFacts;
  decided: readonly DecidedNotice[];
  /** The first lead of the same phone within the form's days. */
  duplicateOf: number | null;
}

export function placeOf(row: DestinationRow): Place {
  return { number: row.number, id: row.id, ...receiverOf(row), isEnabled: row.enabled === 1 };
}

/** Decides where a lead goes. Nothing is written: the lead's own row, which the trace goes into, comes first. */
export function decideRoute(context: TenantContext, stores: RoutingStores, lead: NewLead): Decision {
  const routes = stores.routes.current();
  return decide({
    facts: leadFacts(lead, lead.answers),
    places: stores.destinations.rows().map(placeOf),
    decided: lead.decided,
    routes,
    counter: (scope) => stores.counters.read(scope),
    owners: ownersOf(context, routes.set, lead.duplicateOf),
    nowMs: context.now(),
  });
}

/** Makes the deliveries of a decision, in the transaction that the lead is stored in. */
export function carryOut(stores: RoutingStores, lead: number, { takes, disabled, changed }: Decision): void {
  for (const { destination, dueMs, hold } of takes) {
    const key = { event: lead, destination: destination.number };
    if (hold === null) stores.deliveries.add(key, lead, dueMs);
    else stores.deliveries.addBlocked(key, lead, hold);
  }
  // At one that is off, by whomever, it waits to be switched on again. What a person is to look at waits for them there too.
  for (const { destination, hold } of disabled) {
    const key = { event: lead, destination: destination.number };
    if (hold === null) stores.deliveries.add(key, lead);
    else stores.deliveries.addBlocked(key, lead, hold);
  }
  stores.counters.write(changed);
}

/** Destinations that have the phone's first lead; looked up only where a rule asks. */
function ownersOf(context: TenantContext, set: RouteSet, original: number | null): number[] {
  return original === null || !asksOwners(set) ? [] : routedTo(context, original);
}

/** Numbers of the destinations that a lead has gone to, or is about to, by its deliveries. */
export function routedTo(context: TenantContext, lead: number): number[] {
  return allRows<{ destination: number }>(
    context.sql,
    "SELECT destination FROM deliveries WHERE event = ? AND state <> 'blocked' ORDER BY destination",
    lead,
  ).map(({ destination }) => destination);
}
