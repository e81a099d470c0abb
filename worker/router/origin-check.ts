/** Owns which sites may call the visitor's side (CORS by the tenant's origins); must not know what they call for. */
import { type Refusal, refuse } from '../../contract/problem.ts';
import { findTenant, gateOf, type TenantStub } from '../intake/tenants.ts';
import type { Gate } from '../tenant/gate.ts';
import { problem } from './answer.ts';
import { type Call, param } from './call.ts';
import { localeOf } from './locale.ts';
import { preflightAnswer } from './preflight.ts';

export interface VisitorCall extends Call {
  tenant: string;
  stub: TenantStub;
  gate: Gate;
}

/**
 * Runs a visitor's call when its origin may make it, and answers with the CORS headers for that origin. Computed per
 * request, and `Vary: Origin` always, so that no cache gives one site's answer to another. A call without an origin
 * is not from a page: CORS protects people's browsers, not the server.
 */
export async function fromVisitor(
  call: Call,
  handle: (call: VisitorCall) => Promise<Response | Refusal>,
): Promise<Response | Refusal> {
  const tenant = param(call, 'tenant');
  const stub = await findTenant(call.env, tenant);
  if (stub === null) return refuse('unknown_tenant');
  const origin = call.request.headers.get('origin');
  const gate = await gateOf(stub, tenant);
  const isAllowed = origin === null || isOwnOrigin(call, origin) || gate.origins.includes(origin);
  const outcome = isAllowed ? await handle({ ...call, tenant, stub, gate }) : refuse('origin_not_allowed');
  const response = 'refused' in outcome ? problem(outcome, call.requestId, localeOf(call.request)) : outcome;
  response.headers.append('vary', 'Origin');
  if (isAllowed && origin !== null) {
    response.headers.set('access-control-allow-origin', origin);
    response.headers.set(
      'access-control-expose-headers',
      'X-Request-Id, Idempotent-Replay, Retry-After, ETag',
    );
  }
  return response;
}

/**
 * True when a form was sent from one of this server's own pages, as far as the browser tells. Old ones say nothing:
 * what the form is for must then be known by an address that cannot be guessed.
 */
export function isFromOwnPage(call: Call): boolean {
  const origin = call.request.headers.get('origin');
  const site = call.request.headers.get('sec-fetch-site');
  return (origin === null || isOwnOrigin(call, origin)) && (site === null || site === 'same-origin');
}

function isOwnOrigin(call: Call, origin: string): boolean {
  return origin === call.publicUrl || ownOrigins(call).includes(origin);
}

/**
 * The origins that this request's page may have come from when it is a page of ours. Under a further name the scheme is
 * that of the public address: a proxy that ends TLS asks over http.
 */
export function ownOrigins({ request, publicUrl }: Call): string[] {
  const { origin, host } = new URL(request.url);
  return [publicUrl, origin, `${new URL(publicUrl).protocol}//${host}`];
}

/** The answer to a preflight: whether the origin may is judged as for the call itself. */
export function preflight(call: Call): Promise<Response | Refusal> {
  const usual = 'Content-Type, Accept-Language, If-None-Match';
  return fromVisitor(call, async () => preflightAnswer(call.request, 'GET, POST', usual));
}
