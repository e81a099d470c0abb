/** Owns the routes about the server itself: health and the contract as a document; must not know tenants. */
import { judgeMasterKeys } from '../../intake/master-keys-judged.ts';
import { json } from '../answer.ts';
import { version } from '../form-script.ts';
import { openApi } from '../openapi.ts';
import { docsPage } from '../pages/docs-page.ts';
import { homePage } from '../pages/home-page.ts';
import { publicRoute, type Route } from '../route.ts';

export function serverRoutes(all: () => readonly Route[]): Route[] {
  return [
    publicRoute({
      method: 'GET',
      path: '/',
      isBrief: true,
      summary: 'What this server is, for who opens its bare address',
      answers: { 200: 'text/html' },
      handle: () => homePage(),
    }),
    publicRoute({
      method: 'GET',
      path: '/healthz',
      isBrief: true,
      summary:
        'Whether the server runs and has the master keys that its data needs; 503 key_missing otherwise',
      answers: { 200: 'ok, version' },
      handle: async (call) => (await judgeMasterKeys(call.env)) ?? json({ ok: true, version }),
    }),
    publicRoute({
      method: 'GET',
      path: '/openapi.json',
      summary: 'This document',
      answers: { 200: 'OpenAPI 3.1' },
      handle: async (call) =>
        json(openApi(all(), version, call.publicUrl), 200, { 'access-control-allow-origin': '*' }),
    }),
    publicRoute({
      method: 'GET',
      path: '/docs',
      summary: 'This document as a page',
      answers: { 200: 'text/html' },
      handle: async (call) => docsPage(openApi(all(), version, call.publicUrl)),
    }),
  ];
}
