/** Owns how a request reaches a tenant's object, and what an isolate remembers of tenants; must not know routes. */
import type { Env } from '../env.ts';
import { parseMasterKeys } from '../sealing/master-keys.ts';
import { deriveTenantKeys, type TenantKeys } from '../sealing/tenant-keys.ts';
import type { Gate } from '../tenant/gate.ts';
import type { TenantObject } from '../tenant/tenant-object.ts';
import { type ChallengeKeys, challengeKeys } from './challenge.ts';

export type TenantStub = DurableObjectStub<TenantObject>;

/** API.md, Conventions. */
const tenantIdPattern = /^[a-z][a-z0-9-]{2,30}$/;

/** A tenant, once created, is there for ever; that one is missing is asked anew each time. */
const known = new Set<string>();
const keys = new Map<string, Promise<TenantKeys>>();
const challenges = new Map<string, Promise<ChallengeKeys>>();
const gates = new Map<string, { gate: Gate; untilMs: number }>();

/** Changes to a tenant's origins and settings reach other isolates within this time, the one that made them at once. */
const gateFreshMs = 5000;

export function directoryOf(env: Env) {
  return env.DIRECTORY.get(env.DIRECTORY.idFromName('directory'));
}

/** The tenant's object, or null. An unknown tenant's object is never touched: touching one would create its storage. */
export async function findTenant(env: Env, tenant: string): Promise<TenantStub | null> {
  if (!tenantIdPattern.test(tenant)) return null;
  if (!known.has(tenant)) {
    if (!(await directoryOf(env).has(tenant))) return null;
    known.add(tenant);
  }
  return env.TENANT.get(env.TENANT.idFromName(tenant));
}

/** What the tenant asks of its visitors, at most some seconds old. */
export async function gateOf(stub: TenantStub, tenant: string): Promise<Gate> {
  const nowMs = Date.now();
  const cached = gates.get(tenant);
  if (cached !== undefined && nowMs < cached.untilMs) return cached.gate;
  const gate: Gate = await stub.gate();
  gates.set(tenant, { gate, untilMs: nowMs + gateFreshMs });
  return gate;
}

/** To be called after a change of origins or settings. */
export function forgetGate(tenant: string): void {
  gates.delete(tenant);
}

/** The tenant's keys, derived once per isolate. */
export function tenantKeys(env: Env, tenant: string): Promise<TenantKeys> {
  let derived = keys.get(tenant);
  if (derived === undefined) {
    derived = deriveTenantKeys(parseMasterKeys(env.JINJIAN_MASTER_KEYS), tenant);
    keys.set(tenant, derived);
  }
  return derived;
}

/** The secrets of the tenant's challenges, derived once per isolate. */
export function tenantChallengeKeys(env: Env, tenant: string): Promise<ChallengeKeys> {
  let derived = challenges.get(tenant);
  if (derived === undefined) {
    derived = challengeKeys(parseMasterKeys(env.JINJIAN_MASTER_KEYS), tenant);
    challenges.set(tenant, derived);
  }
  return derived;
}
