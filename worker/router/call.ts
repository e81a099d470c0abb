/** Owns what a handler is given; must not know any one route. */
import type { Env } from '../env.ts';
import type { TenantStub } from '../intake/tenants.ts';
import type { Actor } from '../tenant/keys.ts';

/** A request before any route has been found for it. */
export interface Asked {
  request: Request;
  env: Env;
  execution: ExecutionContext;
  requestId: string;
  nowMs: number;
  /** Origin under which people reach this server. */
  publicUrl: string;
}

export interface Call extends Asked {
  params: Record<string, string>;
  query: URLSearchParams;
  /** The tenant that it says it is for; null where it names none. */
  claimedTenant: string | null;
}

/** A call made with a tenant's key. */
export interface TenantCall extends Call {
  actor: Actor;
  tenant: string;
  stub: TenantStub;
}

/** A path parameter that the route's own path names. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`this route's path has no :${name}`);
  return value;
}
