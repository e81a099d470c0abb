/** Owns the routes of links: making, counting, QR codes, and following a shared one; must not know who is credited. */
import * as z from 'zod';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { findTenant } from '../../intake/tenants.ts';
import { trafficOf } from '../../intake/traffic.ts';
import { line, rfc3339, slug } from '../../publishing/text-schema.ts';
import type { Role } from '../../tenant/keys.ts';
import type { LinkView } from '../../tenant/links.ts';
import { empty, json } from '../answer.ts';
import { param, type TenantCall } from '../call.ts';
import { endedLinkPage } from '../pages/ended-link-page.ts';
import { missingPage } from '../pages/missing-page.ts';
import { listOf, pageOf, rowsFor } from '../paging.ts';
import { qrMatrix, qrPng, qrSvg } from '../qr-code.ts';
import { noBody, publicRoute, type Route, tenantRoute } from '../route.ts';

const sharers: readonly Role[] = ['owner', 'marketer', 'promoter'];

const linkBody = z
  .strictObject({
    promoter: line(60).optional(),
    campaign: slug.optional(),
    form: slug.optional(),
    channel: line(60).optional(),
    parent: line(10).optional(),
    expiresAt: rfc3339.optional(),
  })
  .meta({ id: 'NewLink' });

function urlOf(call: TenantCall, code: string): string {
  return `${call.publicUrl}/s/${call.tenant}/${code}`;
}

/** The link named in the path. A promoter sees its own only; another's is not found, so that codes can't be probed. */
async function linkOf(call: TenantCall): Promise<LinkView | Refusal> {
  const link = await call.stub.links.view(param(call, 'code'));
  const isHidden = call.actor.role === 'promoter' && !isOwn(call, link?.promoter);
  return link === null || isHidden ? refuse('not_found') : link;
}

/** A promoter key that was made for nobody in particular owns nothing, the tenant's links least of all. */
function isOwn(call: TenantCall, promoter: string | undefined): boolean {
  return promoter !== undefined && promoter === call.actor.promoter;
}

export const linkRoutes: Route[] = [
  tenantRoute({
    method: 'POST',
    path: '/v1/links',
    summary: 'Make a link; a promoter key makes links for itself only',
    answers: { 201: 'code, url, parent, depth' },
    access: sharers,
    body: linkBody,
    handle: async (call, body) => {
      const { expiresAt, ...draft } = body;
      if (call.actor.role === 'promoter') {
        draft.promoter ??= call.actor.promoter;
        if (!isOwn(call, draft.promoter)) return refuse('forbidden');
        const parent = draft.parent === undefined ? null : await call.stub.links.view(draft.parent);
        if (parent !== null && !isOwn(call, parent.promoter)) return refuse('forbidden');
      }
      const outcome = await call.stub.links.create({
        ...draft,
        ...(expiresAt === undefined ? {} : { expiresAtMs: Date.parse(expiresAt) }),
      });
      return isRefusal(outcome) ? outcome : json({ ...outcome, url: urlOf(call, outcome.code) }, 201);
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/links',
    summary: 'List the links; a promoter sees its own',
    answers: { 200: 'items, next' },
    query: ['limit', 'cursor'],
    access: sharers,
    body: noBody,
    handle: async (call) => {
      const page = pageOf(call.query);
      if (isRefusal(page)) return page;
      const owner = call.actor.role === 'promoter' ? (call.actor.promoter ?? '') : undefined;
      const items = await call.stub.links.list(rowsFor(page), page.cursor ?? '', owner);
      const listed = items.map((link) => ({ ...link, url: urlOf(call, link.code) }));
      return json(listOf(listed, page, (last) => last.code));
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/links/:code',
    summary: 'A link and its counts',
    answers: { 200: 'the link, visits, starts, leads' },
    access: sharers,
    body: noBody,
    handle: async (call) => {
      const link = await linkOf(call);
      if (isRefusal(link)) return link;
      const [traffic, leads] = await Promise.all([
        trafficOf(call.env, call.tenant).totals(link.code),
        call.stub.links.leadCount(link.code),
      ]);
      return json({ ...link, url: urlOf(call, link.code), ...traffic, leads });
    },
  }),
  tenantRoute({
    method: 'DELETE',
    path: '/v1/links/:code',
    summary: 'Revoke a link',
    answers: { 204: 'it no longer leads anywhere and earns no credit' },
    access: sharers,
    body: noBody,
    handle: async (call) => {
      const link = await linkOf(call);
      if (isRefusal(link)) return link;
      const outcome = await call.stub.links.revoke(link.code);
      return isRefusal(outcome) ? outcome : empty(204);
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/links/:code/qr',
    summary: 'The QR modules of a link, for drawing on a canvas',
    answers: { 200: 'size, modules: base64url bits, row by row' },
    access: sharers,
    body: noBody,
    handle: async (call) => {
      const link = await linkOf(call);
      return isRefusal(link) ? link : json(qrMatrix(urlOf(call, link.code)));
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/links/:code/qr.svg',
    summary: 'The QR code of a link as SVG',
    answers: { 200: 'image/svg+xml' },
    query: ['size'],
    access: sharers,
    body: noBody,
    handle: async (call) => qrImage(call, 'image/svg+xml', qrSvg),
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/links/:code/qr.png',
    summary: 'The QR code of a link as PNG',
    answers: { 200: 'image/png' },
    query: ['size'],
    access: sharers,
    body: noBody,
    handle: async (call) => qrImage(call, 'image/png', qrPng),
  }),
  publicRoute({
    method: 'GET',
    path: '/s/:tenant/:code',
    summary: 'Follow a shared link',
    answers: { 302: 'to the landing page with the code' },
    handle: async (call) => {
      const tenant = param(call, 'tenant');
      const code = param(call, 'code');
      const stub = await findTenant(call.env, tenant);
      const landing = stub === null ? refuse('unknown_tenant') : await stub.links.landing(code);
      if (isRefusal(landing)) return isBrowser(call.request) ? deadEnd(landing) : landing;
      const form = 'form' in landing ? landing.form : '';
      call.execution.waitUntil(trafficOf(call.env, tenant).count(form, code, 'visit'));
      const location =
        'url' in landing ? withCode(landing.url, code) : `${call.publicUrl}/f/${tenant}/${form}?r=${code}`;
      return new Response(null, { status: 302, headers: { location, 'cache-control': 'no-store' } });
    },
  }),
];

/** A campaign's own address, whose page reads the code as every page with a form does. */
function withCode(address: string, code: string): string {
  const url = new URL(address);
  url.searchParams.set('r', code);
  return url.href;
}

/** People get a page to read, programs a problem. */
function isBrowser(request: Request): boolean {
  return (request.headers.get('accept') ?? '').includes('text/html');
}

function deadEnd(refusal: Refusal): Promise<Response> {
  return refusal.refused === 'link_gone' ? endedLinkPage() : missingPage();
}

async function qrImage(
  call: TenantCall,
  type: string,
  draw: (text: string, sizePx: number) => BodyInit | Promise<BodyInit>,
): Promise<Response | Refusal> {
  const sizePx = Number(call.query.get('size') ?? 480);
  if (!Number.isInteger(sizePx) || sizePx < 120 || sizePx > 2000) {
    return refuse('invalid_request', [
      { path: 'size', code: 'out_of_range', params: { min: 120, max: 2000 } },
    ]);
  }
  const link = await linkOf(call);
  if (isRefusal(link)) return link;
  const image = await draw(urlOf(call, link.code), sizePx);
  return new Response(image, {
    headers: { 'content-type': type, 'cache-control': 'private, max-age=86400' },
  });
}
