/** Owns how a request reaches a tenant's counters; must not know what is counted. */
import type { Env } from '../env.ts';

export function trafficOf(env: Env, tenant: string) {
  return env.TRAFFIC.get(env.TRAFFIC.idFromName(tenant));
}
