/** Owns asking every tenant's object what the operator is told, a few at a time and not for ever; must not know what for. */
import type { Env } from '../env.ts';
import type { TenantMeasures } from '../tenant/measures.ts';
import { directoryOf } from './tenants.ts';

export interface TenantMeasured {
  tenant: string;
  /** Null when the object did not answer. */
  measures: TenantMeasures | null;
}

export interface AskLimits {
  atOnce: number;
  /** For one answer, and for all of them: whoever was not asked by then counts as silent. */
  eachMs: number;
  allMs: number;
}

/** Prometheus gives a scrape 10 s unless told otherwise. */
const limits: AskLimits = { atOnce: 16, eachMs: 3000, allMs: 8000 };

const listedAtOnce = 1000;

/** By tenant id. */
export async function measureTenants(env: Env): Promise<TenantMeasured[]> {
  const ids: string[] = [];
  let page: string[];
  do {
    const listed = await directoryOf(env).list(listedAtOnce, ids.at(-1) ?? '');
    page = listed.map(({ id }) => id);
    ids.push(...page);
  } while (page.length === listedAtOnce);
  return askAll(ids, (id) => env.TENANT.get(env.TENANT.idFromName(id)).measures(), limits);
}

/** What each of them answers, in their order; null for one that fails or takes too long. */
export async function askAll(
  tenants: readonly string[],
  ask: (tenant: string) => Promise<TenantMeasures>,
  { atOnce, eachMs, allMs }: AskLimits,
): Promise<TenantMeasured[]> {
  const all: TenantMeasured[] = tenants.map((tenant) => ({ tenant, measures: null }));
  const endMs = Date.now() + allMs;
  const waiting = all.values();
  const askNext = async (): Promise<void> => {
    // One iterator for all: each takes the next that nobody has taken.
    for (const one of waiting) {
      const leftMs = Math.min(eachMs, endMs - Date.now());
      if (leftMs <= 0) return;
      one.measures = await within(leftMs, ask(one.tenant));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, askNext));
  return all;
}

/** Null once the time is over, or for a promise that rejects. */
async function within<T>(ms: number, answer: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  const settled = await Promise.race([answer.catch(() => null), late]);
  clearTimeout(timer);
  return settled;
}
