/** Owns the walk of a trial over past leads, a few at a time and in their order; must not decide, and changes nothing. */
import { isRefusal } from '../../../contract/problem.ts';
import { chinaDaysBack } from '../../encoding/china-day.ts';
import { keyedDigest } from '../../encoding/digest.ts';
import { Pace } from '../../pacing/pace.ts';
import type { BandOffset } from '../../routing/blur.ts';
import { type RouteSet, workOf } from '../../routing/rules.ts';
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

/** Of leads read and unsealed at once. */
const batch = 20;
/** What a lead costs whatever the rules are, and what one thing that they look at does, against a character read. */
const [leadCost, lookCost] = [200, 1];
/** Leads are numbered as they commit: their times follow that order but for less than this. */
const disorderMs = 3_600_000;
const dayMs = 86_400_000;

/** Whole days in China, and leads by the hundred: who is among them can not be chosen one by one. */
export function coarse({ set, fromMs, toMs, limit }: Simulation): Simulation {
  return {
    set,
    fromMs: chinaDaysBack(1, fromMs),
    toMs: Number.isSafeInteger(toMs + dayMs) ? chinaDaysBack(1, toMs - 1) + dayMs : toMs,
    limit: Math.ceil(limit / 100) * 100,
  };
}

/**
 * Decides at the time that each lead came, by its first consents, with the destinations as they are now.
 * @param isRough for whoever may not read leads: by answers in bands, told in fives, of no single lead
 */
export async function simulate(
  context: TenantContext,
  stores: ReroutingStores,
  simulation: Simulation,
  isRough: boolean,
): Promise<Simulated> {
  const { set, fromMs, toMs, limit } = isRough ? coarse(simulation) : simulation;
  const trial = new Trial(context, stores, set, isRough);
  const reading = {
    blur: isRough ? bandOffset(context) : null,
    pace: new Pace(),
    cost: leadCost + lookCost * workOf(set),
  };
  let left = limit;
  for (let after = seqBefore(context, fromMs - disorderMs); ; ) {
    const rows = leadsAfter(context, after);
    const last = rows.at(-1);
    if (last === undefined) return trial.outcome(false);
    after = last.seq;
    const wanted = rows.filter((row) => row.created_at >= fromMs && row.created_at < toMs);
    await add(context, stores, trial, wanted.slice(0, left), reading);
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
  { blur, pace, cost }: { blur: BandOffset | null; pace: Pace; cost: number },
): Promise<void> {
  const facts = await Promise.allSettled(rows.map((row) => factsOf(context, stores, row, blur)));
  for (const [at, row] of rows.entries()) {
    const known = facts[at];
    // One that can not be opened, though its key is there, spoils no trial.
    if (known?.status !== 'fulfilled' || isRefusal(known.value)) trial.skip(row);
    else trial.add(row, known.value);
    // Submissions and deliveries get their turn in between.
    await pace.spend(cost);
  }
}

/** The same for the tenant's life. */
function bandOffset(context: TenantContext): BandOffset {
  const digest = keyedDigest(context.profile().idKey, 'bands');
  return new DataView(digest.buffer, digest.byteOffset).getUint32(0) / 2 ** 32;
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
