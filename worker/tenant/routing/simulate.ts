/** Owns the walk of a trial over past leads, a few at a time and in their order; must not decide, and changes nothing. */
import { isRefusal } from '../../../contract/problem.ts';
import type { RouteSet } from '../../routing/rules.ts';
import type { TenantContext } from '../context.ts';
import type { LeadRow } from '../leads.ts';
import { allRows, firstRow } from '../rows.ts';
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
/** Leads are numbered as they commit: their times follow that order but for less than this. */
const disorderMs = 3_600_000;

/** Decides at the time that each lead came, by its first consents, with the destinations as they are now. */
export async function simulate(
  context: TenantContext,
  stores: ReroutingStores,
  { set, fromMs, toMs, limit }: Simulation,
): Promise<Simulated> {
  const trial = new Trial(context, stores, set);
  let left = limit;
  for (let after = seqBefore(context, fromMs - disorderMs); ; ) {
    const rows = leadsAfter(context, after);
    const last = rows.at(-1);
    if (last === undefined) return trial.outcome(false);
    after = last.seq;
    const wanted = rows.filter((row) => row.created_at >= fromMs && row.created_at < toMs);
    await add(context, stores, trial, wanted.slice(0, left));
    if (wanted.length > left) return trial.outcome(true);
    left -= wanted.length;
    if (last.created_at >= toMs + disorderMs) return trial.outcome(false);
  }
}

/** Unsealed together, and decided one after another: the counters of one decision are the next one's. */
async function add(
  context: TenantContext,
  stores: ReroutingStores,
  trial: Trial,
  rows: readonly LeadRow[],
): Promise<void> {
  const facts = await Promise.allSettled(rows.map((row) => factsOf(context, stores.forms, row)));
  for (const [at, row] of rows.entries()) {
    const known = facts[at];
    // One that can not be opened, though its key is there, spoils no trial.
    if (known?.status !== 'fulfilled' || isRefusal(known.value)) trial.skip();
    else trial.add(row, known.value);
  }
}

function leadsAfter(context: TenantContext, seq: number): LeadRow[] {
  return allRows<LeadRow>(context.sql, `SELECT * FROM leads WHERE seq > ? ORDER BY seq LIMIT ${batch}`, seq);
}

/** A number that every lead from a time on lies above, found by halving: no lead before it is read. */
function seqBefore(context: TenantContext, fromMs: number): number {
  const last = firstRow<{ seq: number | null }>(context.sql, 'SELECT MAX(seq) AS seq FROM leads');
  let [low, high] = [0, last?.seq ?? 0];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const next = firstRow<{ created_at: number }>(
      context.sql,
      'SELECT created_at FROM leads WHERE seq > ? ORDER BY seq LIMIT 1',
      middle,
    );
    if (next !== undefined && next.created_at < fromMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
