/** Owns that pages anywhere may call what a promoter's token opens (`<jinjian-share>`); must not know any one route. */
import { isRefusal } from '../../contract/problem.ts';
import { problem } from './answer.ts';
import type { Call } from './call.ts';
import { localeOf } from './locale.ts';
import { openPreflight } from './preflight.ts';
import type { Route } from './route.ts';

/** True for what the share centre may call. */
export function isSharers({ access }: Route): boolean {
  return Array.isArray(access) && access.includes('promoter');
}

/**
 * The route with CORS headers on every outcome. Any origin may ask: what opens the door is the token that a call brings
 * as a header, never a cookie that a browser would add by itself, so that a page without the token gets nothing.
 */
export function openToPages(route: Route): Route['run'] {
  return async (call) => {
    const outcome = await route.run(call);
    const response = isRefusal(outcome)
      ? problem(outcome, call.requestId, localeOf(call.request))
      : new Response(outcome.body, outcome);
    response.headers.set('access-control-allow-origin', '*');
    response.headers.set('access-control-expose-headers', 'X-Request-Id, Retry-After');
    return response;
  };
}

export async function sharersPreflight({ request }: Call): Promise<Response> {
  return openPreflight(request, 'GET, POST, DELETE', 'Authorization, Content-Type, Accept-Language');
}
