/** Owns the way of a request to its route and of every outcome to an answer; must not know what any route does. */
import { type IRequest, Router } from 'itty-router';
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import type { Env } from '../env.ts';
import { problem } from './answer.ts';
import type { Asked, Call } from './call.ts';
import { localeOf } from './locale.ts';
import { isSharers, openToPages, sharersPreflight } from './open-to-pages.ts';
import { preflight } from './origin-check.ts';
import { nextRequestId } from './request-id.ts';
import { followRemembered } from './routes/followed-links.ts';
import { routes } from './routes.ts';

const router = Router<IRequest, [Call]>();

for (const route of routes) {
  const run = isSharers(route) ? openToPages(route) : route.run;
  router[methodOf(route.method)](route.path, (found: IRequest, call: Call) =>
    run({ ...call, params: found.params }),
  );
  if (isSharers(route)) router.options(route.path, (_found: IRequest, call: Call) => sharersPreflight(call));
}
router.options('/v1/t/:tenant/*', (found: IRequest, call: Call) =>
  preflight({ ...call, params: found.params }),
);

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
  const asked: Asked = { request, env, execution, requestId: nextRequestId(), nowMs: Date.now() };
  return followRemembered(asked) ?? answerByRoute(asked);
}

async function answerByRoute(asked: Asked): Promise<Response> {
  const { request, env, requestId } = asked;
  const isHead = request.method === 'HEAD';
  let response: Response;
  try {
    const url = new URL(request.url);
    const publicUrl = env.JINJIAN_PUBLIC_URL || url.origin;
    const call: Call = { ...asked, params: {}, query: url.searchParams, publicUrl };
    const method = isHead ? 'GET' : request.method;
    const outcome: Response | Refusal | undefined = await router.fetch(
      { method, url: request.url, params: {}, query: {} },
      call,
    );
    const settled = outcome ?? noRoute(call, url.pathname);
    response = isRefusal(settled) ? problem(settled, requestId, localeOf(request)) : settled;
  } catch (error) {
    // The name and the place only: a message may quote what someone typed.
    console.error('internal', requestId, error instanceof Error ? placeOf(error) : 'unknown');
    response = problem(refuse('internal'), requestId, localeOf(request));
  }
  const answered = isHead ? new Response(null, response) : response;
  answered.headers.set('x-request-id', requestId);
  return answered;
}

function placeOf(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((frame) => /^\s+at /.test(frame));
  return `${error.name} ${frames.slice(0, 6).join(' ')}`;
}
