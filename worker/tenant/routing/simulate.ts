/** Owns the walk of a trial over past leads, a few at a time and in their order; must not decide, and changes nothing. */
import { isRefusal } from '../../../contract/problem.ts';
import type { RouteSet } from '../../routing/rules.ts';
import type { TenantContext } from '../context.ts';
import type { LeadRow } from '../leads.ts';
import { allRows } from '../rows.ts';
import type { ReroutingStores } from './rerouting.ts';
import { factsOf } from './stored-lead.ts';
import { type Simulated, Trial } from './trial.ts';

export interface Simulation {
  set: RouteSet;
  fromMs: number;
  toMs: number;
  limit: number;
}

/** Few enough that submissions and deliveries get their turn in between. */
const batch = 50;

/** Decides at the time that each lead came, by its first consents, with the destinations as they are now. */
export async function simulate(
  context: TenantContext,
  stores: ReroutingStores,
  simulation: Simulation,
): Promise<Simulated> {
  const trial = new Trial(context, stores, simulation.set);
  let after = 0;
  for (let left = simulation.limit; left > 0; left -= batch) {
    const rows = leadsAfter(context, after, simulation, Math.min(batch, left));
    // One after another: the counters of one decision are the next one's.
    const facts = await Promise.all(rows.map((row) => factsOf(context, stores.forms, row)));
    for (const [at, row] of rows.entries()) {
      const known = facts[at];
      if (known === undefined || isRefusal(known)) trial.skip();
      else trial.add(row, known);
      after = row.seq;
    }
    if (rows.length < batch) break;
  }
  return trial.outcome(leadsAfter(context, after, simulation, 1).length > 0);
}

function leadsAfter(
  context: TenantContext,
  seq: number,
  { fromMs, toMs }: Simulation,
  limit: number,
): LeadRow[] {
  return allRows<LeadRow>(
    context.sql,
    'SELECT * FROM leads WHERE seq > ? AND created_at >= ? AND created_at < ? ORDER BY seq LIMIT ?',
    seq,
    fromMs,
    toMs,
    limit,
  );
}
