/** Owns the route of a shared link that someone follows; must not know how links are made. */
import { isRefusal, type Refusal } from '../../../contract/problem.ts';
import { type FoundLanding, landingOf, rememberedLanding } from '../../intake/landings.ts';
import { isVisit } from '../../intake/link-previews.ts';
import { countVisit } from '../../intake/traffic.ts';
import { type Call, param } from '../call.ts';
import { endedLinkPage } from '../pages/ended-link-page.ts';
import { missingPage } from '../pages/missing-page.ts';
import { publicRoute, type Route } from '../route.ts';

export const followedLinkRoutes: Route[] = [
  publicRoute({
    method: 'GET',
    path: '/s/:tenant/:code',
    summary: 'Follow a shared link; `utm_…` parameters go along',
    answers: { 302: 'to the landing page with the code' },
    handle: follow,
  }),
];

async function follow(call: Call): Promise<Response | Refusal> {
  const tenant = param(call, 'tenant');
  const found = await landingOf(call.env, tenant, param(call, 'code'), call.nowMs);
  if (!isRefusal(found)) return redirect(call, tenant, found);
  return isBrowser(call.request) ? deadEnd(found) : found;
}

/** Follows a link whose landing this isolate knows from moments ago; null when it has to be read. */
export function followRemembered(call: Call): Response | null {
  const tenant = param(call, 'tenant');
  const found = rememberedLanding(tenant, param(call, 'code'), call.nowMs);
  return found === null ? null : redirect(call, tenant, found);
}

/** Redirects, and counts the visit without waiting for it. */
function redirect(call: Call, tenant: string, { landing, code }: FoundLanding): Response {
  if (isVisit(call.request)) countVisit(call, tenant, { form: landing.form, code, kind: 'visit' });
  const location =
    landing.url === undefined
      ? `${call.publicUrl}/f/${tenant}/${landing.form}?r=${code}${utmOf(call)}`
      : withCode(landing.url, code, utmOf(call));
  const headers = { location, 'cache-control': 'no-store', 'x-request-id': call.requestId };
  return new Response(null, { status: 302, headers });
}

/** A campaign's own address, whose page reads the code as every page with a form does. */
function withCode(address: string, code: string, utm: string): string {
  const url = new URL(address);
  url.searchParams.set('r', code);
  url.search += utm;
  return url.href;
}

/** What a campaign is measured by; whatever else apps append (`from`, `isappinstalled`, …) ends here. */
function utmOf({ query }: Call): string {
  if (query.size === 0) return '';
  const utm = [...query].filter(([name]) => /^utm_(?:source|medium|campaign|term|content)$/.test(name));
  const kept = utm.map(([name, value]): [string, string] => [name, value.slice(0, 100)]);
  return kept.length === 0 ? '' : `&${new URLSearchParams(kept)}`;
}

/** People get a page to read, programs a problem. */
function isBrowser(request: Request): boolean {
  return (request.headers.get('accept') ?? '').includes('text/html');
}

function deadEnd(refusal: Refusal): Promise<Response> {
  return refusal.refused === 'link_gone' ? endedLinkPage() : missingPage();
}
