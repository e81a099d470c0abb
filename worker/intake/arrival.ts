/** Owns what is known of a visitor's call before its body is read, and what becomes of one turned away; no HTTP. */
import type { Refusal } from '../../contract/problem.ts';
import type { Env } from '../env.ts';
import type { Gate } from '../tenant/gate.ts';
import { addressDigest, clientAddress, widerNetwork } from './client-address.ts';
import { type TenantStub, tenantKeys } from './tenants.ts';

export interface Arrival {
  env: Env;
  stub: TenantStub;
  tenant: string;
  gate: Gate;
  /** Keyed digest of the client's address; null when it is unknown or the tenant limits nobody by it. */
  address: string | null;
  /** The same of the wider network that an IPv6 address lies in; null for others. */
  network: string | null;
  nowMs: number;
}

export async function arrivalOf(
  request: Request,
  known: { env: Env; stub: TenantStub; tenant: string; gate: Gate; nowMs: number },
): Promise<Arrival> {
  const { env, stub, tenant, gate, nowMs } = known;
  const isCounted = gate.limits.perIpPerMinute > 0;
  const address = isCounted ? clientAddress(request, env.JINJIAN_CLIENT_IP_HEADER) : null;
  const network = address === null ? null : widerNetwork(address);
  const digest = async (of: string | null) =>
    of === null ? null : addressDigest(await tenantKeys(env, tenant), of);
  return {
    env,
    stub,
    tenant,
    gate,
    address: await digest(address),
    network: await digest(network),
    nowMs,
  };
}

/** Until when an address is turned away, by tenant and digest: a flood is not passed on to the object. */
const turnedAwayUntil = new Map<string, number>();
const capacity = 10_000;

/**
 * The answer to a submission that is refused before the tenant's object sees it: the refusal, or `rate_limited` once
 * its address has had too many. What is in order makes no second call for this, and is not held back by it.
 */
export async function turnAway(arrival: Arrival, refusal: Refusal): Promise<Refusal> {
  const { address, network, nowMs, stub, tenant } = arrival;
  if (address === null) return refusal;
  const key = `${tenant}/${address}`;
  const untilMs = turnedAwayUntil.get(key) ?? 0;
  if (untilMs > nowMs) {
    return { refused: 'rate_limited', retryAfterSeconds: Math.ceil((untilMs - nowMs) / 1000) };
  }
  const limited: Refusal | null = await stub.limits.take('refused', address, network);
  turnedAwayUntil.delete(key);
  if (limited === null) return refusal;
  const oldest = turnedAwayUntil.keys().next().value;
  if (turnedAwayUntil.size >= capacity && oldest !== undefined) turnedAwayUntil.delete(oldest);
  turnedAwayUntil.set(key, nowMs + (limited.retryAfterSeconds ?? 0) * 1000);
  return limited;
}
