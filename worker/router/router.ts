/** Owns the way of a request to its route and of every outcome to an answer; must not know what any route does. */
import { type IRequest, Router } from 'itty-router';
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import type { Env } from '../env.ts';
import { announced } from '../watched/announce.ts';
import { addressFault } from './address-bounds.ts';
import { problem } from './answer.ts';
import { hasLongBody } from './bounded-body.ts';
import type { Asked, Call } from './call.ts';
import { claimedTenant } from './claimed-tenant.ts';
import { localeOf } from './locale.ts';
import { isSharers, openToPages, sharersPreflight } from './open-to-pages.ts';
import { preflight } from './origin-check.ts';
import { judgeHost } from './own-host.ts';
import { openPreflight } from './preflight.ts';
import { nextRequestId } from './request-id.ts';
import type { Route } from './route.ts';
import { followRemembered } from './routes/followed-links.ts';
import { routes } from './routes.ts';
import { secure } from './security-headers.ts';
import { givePlaceBack, type Place, takePlace } from './under-way.ts';

const router = Router<IRequest, [Call]>();

for (const route of routes) {
  const answering = isSharers(route) ? openToPages(route) : route.run;
  router[methodOf(route.method)](route.path, (found: IRequest, call: Call) =>
    run(route, answering, { ...call, params: found.params }),
  );
  if (isSharers(route)) router.options(route.path, (_found: IRequest, call: Call) => sharersPreflight(call));
}
router.options('/v1/t/:tenant/*', (found: IRequest, call: Call) =>
  preflight({ ...call, params: found.params }),
);

for (const path of ['/log/:tenant/*', '/openapi.json']) {
  router.options(path, (_found: IRequest, call: Call) => Promise.resolve(openPreflight(call.request)));
}

/** Runs a route. What may take long is announced where a watchdog listens: else a loop that stands stands for nobody knows what. */
function run(route: Route, answering: Route['run'], call: Call): Promise<Response | Refusal> {
  const { env, request, requestId, claimedTenant } = call;
  if (env.JINJIAN_SERVE === undefined || (route.isBrief && !hasLongBody(request))) return answering(call);
  const whose = claimedTenant === null ? '' : ` of ${claimedTenant}`;
  return announced(requestId, `${route.method} ${route.path}${whose}`, () => answering(call));
}

function methodOf(method: (typeof routes)[number]['method']) {
  const methods = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;
  return methods[method];
}

/** The methods that a path has, as `Allow` lists them; empty for a path that is none of ours. */
function methodsOf(pathname: string): string {
  const methods = router.routes
    .filter(([method, pattern]) => method !== 'OPTIONS' && pattern.test(pathname))
    .flatMap(([method]) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...new Set(methods)].join(', ');
}

/** No route: another method of the same path says so (RFC 9110 §15.5.6), anything else is not found. */
function noRoute(call: Call, pathname: string): Response {
  const allow = methodsOf(pathname);
  const refusal = refuse(allow === '' ? 'not_found' : 'method_not_allowed');
  const response = problem(refusal, call.requestId, localeOf(call.request));
  if (allow !== '') response.headers.set('allow', allow);
  return response;
}

/** Answers any request. Whatever goes wrong inside is a problem `internal`, never an exception's own words. */
export function answer(
  request: Request,
  env: Env,
  execution: ExecutionContext,
): Response | Promise<Response> {
  const requestId = nextRequestId();
  const fault = addressFault(request.url);
  const own = fault ?? judgeHost(request, env);
  // Nothing is promised for a name that is not the server's.
  if (isRefusal(own)) return sent(request, requestId, problem(own, requestId, localeOf(request)), '');
  const asked: Asked = { request, env, execution, requestId, nowMs: Date.now(), publicUrl: own.publicUrl };
  const followed = followRemembered(asked);
  if (followed !== null) return followed;
  const answering = answerByRoute(asked);
  // A connection that is reset ends what waits for anything else than its body, `finally` included (seen 2026-11, workerd):
  // its place would stay taken.
  execution.waitUntil(answering);
  return answering;
}

async function answerByRoute(asked: Asked): Promise<Response> {
  const { request, requestId, publicUrl } = asked;
  let response: Response;
  let place: Place | null = null;
  try {
    const url = new URL(request.url);
    const tenant = claimedTenant(request, url.pathname);
    const call: Call = { ...asked, params: {}, query: url.searchParams, claimedTenant: tenant };
    const taken = url.pathname === '/healthz' ? null : takePlace(asked, tenant);
    if (!isRefusal(taken)) place = taken;
    const settled = isRefusal(taken) ? taken : await settle(call, url);
    response = isRefusal(settled) ? problem(settled, requestId, localeOf(request)) : settled;
  } catch (error) {
    // The name and the place only: a message may quote what someone typed.
    console.error('internal', requestId, error instanceof Error ? placeOf(error) : 'unknown');
    response = problem(refuse('internal'), requestId, localeOf(request));
  } finally {
    if (place !== null) givePlaceBack(place);
  }
  return sent(request, requestId, response, publicUrl);
}

async function settle(call: Call, { pathname }: URL): Promise<Response | Refusal> {
  const { method, url } = call.request;
  const asked = { method: method === 'HEAD' ? 'GET' : method, url, params: {}, query: {} };
  const outcome: Response | Refusal | undefined = await router.fetch(asked, call);
  return outcome ?? noRoute(call, pathname);
}

/** The answer as it goes out: without a body to a HEAD, with the request's name and what every answer has. */
function sent(request: Request, requestId: string, response: Response, publicUrl: string): Response {
  const answered = request.method === 'HEAD' ? new Response(null, response) : response;
  answered.headers.set('x-request-id', requestId);
  return secure(answered, publicUrl);
}

function placeOf(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((frame) => /^\s+at /.test(frame));
  return `${error.name} ${frames.slice(0, 6).join(' ')}`;
}
