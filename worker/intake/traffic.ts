/** Owns how visits reach a tenant's counters, gathered so that a busy link costs few calls; must not judge them. */
import type { Env } from '../env.ts';
import type { VisitCount, VisitKind } from '../traffic/tally.ts';

export interface CountedVisit {
  form: string;
  /** Empty without a referral. */
  code: string;
  kind: VisitKind;
}

interface Gathered {
  counts: Map<string, VisitCount>;
  dueMs: number;
}

/** By tenant. What lies here when the isolate dies is lost with it: a fifth of a second of a statistic. */
const gathered = new Map<string, Gathered>();
const gatherMs = 200;
/** The request that was to hand a gathering over has been cut off when it is this late: the next one does it. */
const lateMs = 1000;

/** The tenant's counters, which know of every visit that this isolate has counted. */
export async function trafficOf(env: Env, tenant: string) {
  await handOver(env, tenant);
  return env.TRAFFIC.get(env.TRAFFIC.idFromName(tenant));
}

/** Counts one, without anyone waiting for it. */
export function countVisit(
  { env, execution, nowMs }: { env: Env; execution: ExecutionContext; nowMs: number },
  tenant: string,
  { form, code, kind }: CountedVisit,
): void {
  const waiting = gathered.get(tenant);
  const counts = waiting?.counts ?? new Map<string, VisitCount>();
  const key = `${code} ${form} ${kind}`;
  const known = counts.get(key);
  if (known === undefined) counts.set(key, { form, code, kind, total: 1 });
  else known.total += 1;
  if (waiting !== undefined && nowMs < waiting.dueMs + lateMs) return;
  gathered.set(tenant, { counts, dueMs: nowMs + gatherMs });
  // A timer belongs to one request; what others gather meanwhile is only memory, and goes along.
  execution.waitUntil(scheduler.wait(gatherMs).then(() => handOver(env, tenant)));
}

async function handOver(env: Env, tenant: string): Promise<void> {
  const waiting = gathered.get(tenant);
  if (waiting === undefined) return;
  gathered.delete(tenant);
  await env.TRAFFIC.get(env.TRAFFIC.idFromName(tenant)).count([...waiting.counts.values()]);
}
