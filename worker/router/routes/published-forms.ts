/** Owns the routes that bring a form to a visitor: script, page, data; must not judge what comes back. */
import { refuse } from '../../../contract/problem.ts';
import { digestOf } from '../../encoding/digest.ts';
import { latestForm } from '../../intake/published-forms.ts';
import { findTenant } from '../../intake/tenants.ts';
import { json } from '../answer.ts';
import { param } from '../call.ts';
import { encodingFor } from '../content-encoding.ts';
import {
  centreScriptOf,
  formScript,
  missingFormScript,
  partScript,
  sdkScript,
  sdkScriptOf,
  version,
  wechatScriptOf,
} from '../form-script.ts';
import { fromVisitor } from '../origin-check.ts';
import { formPage } from '../pages/form-page.ts';
import { listsBody, listsPage } from '../pages/lists/lists-page.ts';
import { missingPage } from '../pages/missing-page.ts';
import { publicRoute, type Route } from '../route.ts';
import { scriptServer } from '../script-server.ts';

/** A minute fresh, a day usable while the next one is fetched (DESIGN §4). */
const formCache = 'public, max-age=60, stale-while-revalidate=86400';

const immutable = 'public, max-age=31536000, immutable';

function isUnchanged(request: Request, etag: string): boolean {
  const wanted = request.headers.get('if-none-match') ?? '';
  return wanted.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

function script(request: Request, body: string, status: number, headers: Record<string, string>): Response {
  return new Response(status === 304 ? null : body, {
    status,
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      vary: 'Accept-Encoding',
      ...(status === 304 ? {} : encodingFor(request)),
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      ...headers,
    },
  });
}

/** A script of today's version under an address that stays. */
function current(path: string, summary: string, textOf: (server: string) => string): Route {
  return publicRoute({
    method: 'GET',
    path,
    summary,
    answers: { 200: 'text/javascript' },
    handle: async (call) => {
      const server = scriptServer(call.request.url, call.publicUrl);
      const etag = `"${version}-${digestOf(server).slice('sha256:'.length, 24)}"`;
      const status = isUnchanged(call.request, etag) ? 304 : 200;
      return script(call.request, textOf(server), status, { 'cache-control': formCache, etag });
    },
  });
}

export const publishedFormRoutes: Route[] = [
  current('/w/jinjian.js', 'The SDK alone', sdkScriptOf),
  publicRoute({
    method: 'GET',
    path: `/w/jinjian-${version}.js`,
    summary: 'The SDK alone, of this version for ever',
    answers: { 200: 'text/javascript' },
    handle: async (call) => script(call.request, sdkScript, 200, { 'cache-control': immutable }),
  }),
  current(
    '/w/jinjian-wechat.js',
    'What the share card of a partner’s page needs inside WeChat; does nothing anywhere else',
    wechatScriptOf,
  ),
  current('/w/jinjian-centre.js', 'The share centre as an element, `<jinjian-share>`', centreScriptOf),
  publicRoute({
    method: 'GET',
    path: '/w/:file.js',
    summary: 'A later part of the SDK, `jinjian-{version}-{part}.js`, of this version for ever',
    answers: { 200: 'text/javascript', 404: 'no such part' },
    // A first part from before an upgrade may still be in a browser's cache for a day: it gets the part of today.
    handle: async (call) => {
      const [, asked, name = ''] =
        /^jinjian-(\d[\d.]*(?:-\d[\d.]*)?)-([A-Za-z-]+)$/.exec(param(call, 'file')) ?? [];
      const part = partScript(name);
      if (part === undefined) return refuse('not_found');
      const caching = asked === version ? immutable : 'no-store';
      return script(call.request, part, 200, { 'cache-control': caching });
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/w/:tenant/:form.js',
    summary: 'The SDK with the published form inside',
    answers: { 200: 'text/javascript', 404: 'a script that prints one clear console error' },
    handle: async (call) => {
      const tenant = param(call, 'tenant');
      const form = param(call, 'form');
      const stub = await findTenant(call.env, tenant);
      const bundle = stub === null ? null : await latestForm(stub, tenant, form);
      if (bundle === null)
        return script(call.request, missingFormScript(), 404, { 'cache-control': 'no-store' });
      const server = scriptServer(call.request.url, call.publicUrl);
      const etag = `"${version}-${digestOf([server, bundle.digest]).slice('sha256:'.length, 40)}"`;
      const headers = { 'cache-control': formCache, etag };
      if (isUnchanged(call.request, etag)) return script(call.request, '', 304, headers);
      return script(call.request, formScript(tenant, bundle, server), 200, headers);
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/f/:tenant/:form',
    summary: 'The stand-alone page of a form',
    answers: { 200: 'text/html' },
    query: ['r', 'jjp'],
    handle: async (call) => {
      const tenant = param(call, 'tenant');
      const stub = await findTenant(call.env, tenant);
      const bundle = stub === null ? null : await latestForm(stub, tenant, param(call, 'form'));
      if (stub === null || bundle === null) return missingPage();
      return formPage(await stub.profile.view(), bundle.form, call.publicUrl, call.request);
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/f/:tenant/:form/notices',
    summary: 'What the form collects, whom it is given to, and every notice in full; printable',
    answers: { 200: 'text/html' },
    handle: async (call) => {
      const tenant = param(call, 'tenant');
      const stub = await findTenant(call.env, tenant);
      const bundle = stub === null ? null : await latestForm(stub, tenant, param(call, 'form'));
      if (stub === null || bundle === null) return missingPage();
      const [profile, since] = await Promise.all([
        stub.profile.view(),
        stub.forms.publishedAt(bundle.form.id, bundle.version),
      ]);
      const content = { tenant: profile, bundle, ...since, publicUrl: call.publicUrl };
      const body = listsBody(content);
      const etag = `"${version}-${digestOf(body.text).slice('sha256:'.length, 40)}"`;
      const headers = { etag, 'cache-control': formCache, 'content-type': 'text/html; charset=utf-8' };
      if (isUnchanged(call.request, etag)) return new Response(null, { status: 304, headers });
      return listsPage(content, body, headers);
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/v1/t/:tenant/forms/:form',
    summary: 'The published form with its notices',
    answers: { 200: 'form, version, digest, notices' },
    handle: (call) =>
      fromVisitor(call, async ({ request, stub, tenant }) => {
        const bundle = await latestForm(stub, tenant, param(call, 'form'));
        if (bundle === null) return refuse('unknown_form');
        const etag = `"${bundle.digest}"`;
        const headers = { etag, 'cache-control': formCache };
        if (isUnchanged(request, etag)) return new Response(null, { status: 304, headers });
        return json(bundle, 200, headers);
      }),
  }),
];
