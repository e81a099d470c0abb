/** Owns the route of a shared link that someone follows; must not know how links are made. */
import { isRefusal, type Refusal } from '../../../contract/problem.ts';
import { type FoundLanding, landingOf, rememberedLanding } from '../../intake/landings.ts';
import { isVisit } from '../../intake/link-previews.ts';
import { findTenant } from '../../intake/tenants.ts';
import { countVisit } from '../../intake/traffic.ts';
import { withParameters } from '../../referral/landing-address.ts';
import { type Asked, type Call, param } from '../call.ts';
import { endedLinkPage } from '../pages/ended-link-page.ts';
import { missingPage } from '../pages/missing-page.ts';
import { unknownLinkPage } from '../pages/unknown-link-page.ts';
import { publicRoute, type Route } from '../route.ts';
import { commonHeaders } from '../security-headers.ts';

export const followedLinkRoutes: Route[] = [
  publicRoute({
    method: 'GET',
    path: '/s/:tenant/:code',
    isBrief: true,
    summary: 'Follow a shared link; `utm_…` parameters go along',
    answers: { 302: 'to the landing page with the code' },
    handle: follow,
  }),
];

async function follow(call: Call): Promise<Response | Refusal> {
  const found = await landingOf(call.env, param(call, 'tenant'), param(call, 'code'), call.nowMs);
  if (!isRefusal(found)) return redirect(call, found, utmOf(call));
  return isBrowser(call.request) ? deadEnd(call, found) : found;
}

/**
 * A whole city may open one link at once. As most people open it, without parameters, and when this isolate knows
 * from moments ago where it leads, it is answered before a URL is parsed, a route tried or anything waited for.
 * Null for every other request.
 */
export function followRemembered(asked: Asked): Response | null {
  const { url, method } = asked.request;
  // Behind `https://` or the longest part of `http://h`.
  const path = url.indexOf('/', 8);
  if (!url.startsWith('/s/', path)) return null;
  const found = rememberedLanding(url.slice(path + 3), asked.nowMs);
  if (found === null || method !== 'GET') return null;
  return redirect(asked, found, '');
}

/** Redirects, and counts the visit without waiting for it. */
function redirect(asked: Asked, found: FoundLanding, utm: string): Response {
  const { tenant, code, landing, address } = found;
  if (isVisit(asked.request)) countVisit(asked, tenant, { form: landing.form, code, kind: 'visit' });
  const to = withParameters(address, utm);
  const location = to.startsWith('/') ? asked.publicUrl + to : to;
  const headers = {
    location,
    'cache-control': 'no-store',
    'x-request-id': asked.requestId,
    ...commonHeaders(asked.publicUrl),
  };
  return new Response(null, { status: 302, headers });
}

/** What a campaign is measured by; whatever else apps append (`from`, `isappinstalled`, …) ends here. */
function utmOf({ query }: Call): string {
  if (query.size === 0) return '';
  const utm = [...query].filter(([name]) => /^utm_(?:source|medium|campaign|term|content)$/.test(name));
  const kept = utm.map(([name, value]): [string, string] => [name, value.slice(0, 100)]);
  return kept.length === 0 ? '' : `${new URLSearchParams(kept)}`;
}

/** People get a page to read, programs a problem. */
function isBrowser(request: Request): boolean {
  return (request.headers.get('accept') ?? '').includes('text/html');
}

async function deadEnd(call: Call, refusal: Refusal): Promise<Response> {
  if (refusal.refused === 'link_gone') return endedLinkPage();
  const tenant = param(call, 'tenant');
  const stub = await findTenant(call.env, tenant);
  if (stub === null) return missingPage();
  const form = await stub.forms.onlyPublished();
  return unknownLinkPage(form === undefined ? null : `/f/${tenant}/${form}`);
}
