/** Owns who a request acts as; must not know what any route does. */
import { timingSafeEqual } from 'node:crypto';
import { type Refusal, refuse } from '../../contract/problem.ts';
import { sha256 } from '../encoding/digest.ts';
import { findTenant } from '../intake/tenants.ts';
import type { Role } from '../tenant/keys.ts';
import type { Call, TenantCall } from './call.ts';

/** The bearer token of a request, or null. */
export function bearerOf(request: Request): string | null {
  return /^Bearer ([\x21-\x7E]{1,200})$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null;
}

/** Null when the request carries the platform's token. Digests are compared, so that time tells nothing of the token. */
export function asPlatform(call: Call): Refusal | null {
  const bearer = bearerOf(call.request);
  if (bearer === null) return refuse('unauthorized');
  const token = call.env.JINJIAN_ADMIN_TOKEN;
  if (token && timingSafeEqual(sha256(bearer), sha256(token))) return null;
  return refuse(bearer.startsWith('jk_') ? 'forbidden' : 'unauthorized');
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
  return { ...call, actor, tenant, stub };
}
