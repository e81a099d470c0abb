/** Owns who a request acts as; must not know what any route does. */
import { type Refusal, refuse } from '../../contract/problem.ts';
import { clientAddress } from '../intake/client-address.ts';
import { clientNetwork } from '../intake/client-network.ts';
import { admitOperator } from '../intake/operators.ts';
import { findTenant } from '../intake/tenants.ts';
import type { Role } from '../tenant/keys.ts';
import type { Call, TenantCall } from './call.ts';

/** The bearer token of a request, or null. */
export function bearerOf(request: Request): string | null {
  return /^Bearer ([\x21-\x7E]{1,200})$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null;
}

/** Where a call comes from, as the audit log keeps it. */
export function networkOf({ request, env }: Call): string | undefined {
  return clientNetwork(clientAddress(request, env.JINJIAN_CLIENT_IP_HEADER));
}

/** Null when the request carries a token of the platform. */
export async function asPlatform(call: Call): Promise<Refusal | null> {
  const bearer = bearerOf(call.request);
  if (bearer === null) return refuse('unauthorized');
  // No admin token begins so.
  return bearer.startsWith('jk_') ? refuse('forbidden') : admitOperator(call, bearer);
}

/** The call as made by a tenant's key; the tenant is the key's own, so that no key reaches another's data. */
export async function asTenant(call: Call, roles: readonly Role[]): Promise<TenantCall | Refusal> {
  const bearer = bearerOf(call.request);
  const tenant = /^jk_([a-z0-9-]+)_/.exec(bearer ?? '')?.[1];
  if (bearer === null || tenant === undefined) return refuse('unauthorized');
  const stub = await findTenant(call.env, tenant);
  const actor = stub === null ? null : await stub.keys.identify(bearer);
  if (stub === null || actor === null) return refuse('unauthorized');
  if (!roles.includes(actor.role)) return refuse('forbidden');
  return { ...call, actor: { ...actor, network: networkOf(call) }, tenant, stub };
}
