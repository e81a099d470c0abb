/** Owns what every answer tells browsers and caches, by kind of answer; must not check what the answers are for. */
import { exports } from 'cloudflare:workers';
import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../worker/router/routes.ts';
import { pngFile } from '../png-file.ts';
import { adminToken, call, pickText, publicUrl } from './api.ts';
import { submit } from './applicant.ts';
import { applied } from './holder.ts';
import { configure, openShop, type Shop } from './scenario.ts';

let shop: Shop;
let token: string;
let poster: string;
let link: string;
let lead: string;
let receipt: string;
beforeAll(async () => {
  shop = await openShop();
  const made = await configure('POST', '/v1/promoters', shop.owner, { kind: 'staff', name: '张晓梅' });
  token = pickText(made, 'token');
  const raw = await pngFile();
  const put = await call('POST', '/v1/shared/posters', {
    key: token,
    raw,
    headers: { 'content-type': 'image/png' },
  });
  poster = pickText(put.json, 'url').slice(publicUrl.length);
  link = pickText(await configure('POST', '/v1/links', token, { form: 'biz' }), 'code');
  lead = await submit(shop);
  ({ receipt } = await applied(shop));
});

function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return exports.default.fetch(new Request(publicUrl + path, { method, headers, redirect: 'manual' }));
}

function expectCommon({ status, headers }: Response, what: string): void {
  expect(headers.get('x-content-type-options'), `${what}: ${status}`).toBe('nosniff');
  expect(headers.get('strict-transport-security'), what).toMatch(/^max-age=\d{8}; includeSubDomains$/);
  expect(headers.get('cache-control'), what).not.toBeNull();
  expect(headers.get('x-request-id'), what).not.toBeNull();
  const type = headers.get('content-type');
  if (status !== 204 && status !== 304 && headers.get('location') === null)
    expect(type, `${what}: ${status}`).toMatch(
      /^(?:(?:text|application)\/[\w.+-]+; (?:version=0\.0\.4; )?charset=utf-8|image\/.+|application\/octet-stream|application\/vnd\.openxmlformats[\w.-]+)$/,
    );
}

describe('every route', () => {
  test('answers with nosniff, HSTS and a word on caching, to strangers, to the right caller and to a preflight', async () => {
    for (const { method, path } of routes) {
      const filled = path
        .replace(':tenant', shop.tenant)
        .replace(/:([a-z]+)\+?/gi, (_whole, name: string) => (name === 'form' ? 'biz' : 'x1'));
      for (const key of [undefined, shop.owner, token, adminToken]) {
        const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
        // Without a body, so that nothing is changed.
        const answer = await ask(method, filled, headers);
        expectCommon(answer, `${method} ${filled}`);
        await answer.body?.cancel();
      }
      expectCommon(await ask('OPTIONS', filled, { origin: 'https://evil.example' }), `OPTIONS ${filled}`);
      expectCommon(await ask('HEAD', filled), `HEAD ${filled}`);
    }
  });

  test.each(['/nothing', '/v1', '/f/nobody-here/x', '/%ff', '//x', '/s/nobody-here/23456789AB'])(
    'and so does %s, which is none',
    async (path) => {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND'])
        expectCommon(await ask(method, path), `${method} ${path}`);
    },
  );
});

const never = 'no-store';
const briefly = 'public, max-age=60, stale-while-revalidate=86400';
const forEver = 'public, max-age=31536000, immutable';

describe('an answer may be kept', () => {
  const kinds: [string, () => [string, string, Record<string, string>?], string, RegExp][] = [
    [
      'not at all: a problem',
      () => ['GET', '/v1/leads', { authorization: 'Bearer x' }],
      never,
      /problem\+json/,
    ],
    [
      'not at all: a lead',
      () => ['GET', `/v1/leads/${lead}?reveal=test`, { authorization: `Bearer ${shop.owner}` }],
      never,
      /json/,
    ],
    [
      'not at all: leads as a file',
      () => ['GET', '/v1/leads.csv', { authorization: `Bearer ${shop.owner}` }],
      never,
      /csv/,
    ],
    [
      'not at all: evidence',
      () => ['GET', `/v1/leads/${lead}/evidence`, { authorization: `Bearer ${shop.owner}` }],
      never,
      /json/,
    ],
    ['not at all: a receipt', () => ['GET', `/r/${receipt}`], never, /html/],
    ['not at all: the page of a form', () => ['GET', `/f/${shop.tenant}/biz`], never, /html/],
    ['not at all: what a link leads to', () => ['GET', `/s/${shop.tenant}/${link}`], never, /^$/],
    ['not at all: the log’s checkpoint', () => ['GET', `/log/${shop.tenant}/checkpoint`], never, /plain/],
    [
      'not at all: a tile that is not there',
      () => ['GET', `/log/${shop.tenant}/tile/9/000`],
      never,
      /problem/,
    ],
    [
      'not at all: a script of no form',
      () => ['GET', `/w/${shop.tenant}/nothing.js`],
      never,
      /text\/javascript/,
    ],
    [
      'not at all: metrics',
      () => ['GET', '/metrics', { authorization: `Bearer ${adminToken}` }],
      never,
      /plain/,
    ],
    [
      'for a minute by all: a form’s script',
      () => ['GET', `/w/${shop.tenant}/biz.js`],
      briefly,
      /javascript/,
    ],
    ['for a minute by all: a form’s data', () => ['GET', `/v1/t/${shop.tenant}/forms/biz`], briefly, /json/],
    [
      'for a minute by all: a form’s notices',
      () => ['GET', `/f/${shop.tenant}/biz/notices`],
      briefly,
      /html/,
    ],
    [
      'for ever by all: a tile',
      () => ['GET', `/log/${shop.tenant}/tile/entries/000.p/1`],
      forEver,
      /octet-stream/,
    ],
    [
      'for ever by the browser that asked: a QR code as a picture',
      () => ['GET', `/v1/links/${link}/qr.png`, { authorization: `Bearer ${token}` }],
      'private, max-age=31536000, immutable',
      /png/,
    ],
    [
      'for ever by the browser that asked: a QR code as SVG',
      () => ['GET', `/v1/links/${link}/qr.svg`, { authorization: `Bearer ${token}` }],
      'private, max-age=31536000, immutable',
      /svg/,
    ],
    [
      'for an hour by the browser that asked: a poster',
      () => ['GET', poster],
      'private, max-age=3600',
      /png/,
    ],
  ];
  test.each(kinds)('%s', async (_what, request, caching, type) => {
    const [method, path, headers] = request();
    const answer = await ask(method, path, headers);
    expectCommon(answer, path);
    expect(answer.headers.get('cache-control')).toBe(
      /html|javascript/.test(String(type)) ? `${caching}, no-transform` : caching,
    );
    expect(answer.headers.get('content-type') ?? '').toMatch(type);
    await answer.body?.cancel();
  });

  test('a QR code only by whoever brings the same token again', async () => {
    const answer = await ask('GET', `/v1/links/${link}/qr`, { authorization: `Bearer ${token}` });
    expect(answer.headers.get('vary')).toContain('Authorization');
  });

  test('unchanged, as the whole answer may be', async () => {
    const path = `/w/${shop.tenant}/biz.js`;
    const etag = (await ask('GET', path)).headers.get('etag') ?? '';
    const answer = await ask('GET', path, { 'if-none-match': etag });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([304, `${briefly}, no-transform`]);
    expectCommon(answer, '304');
  });
});

describe('a page', () => {
  test.each([
    ['of a form', () => `/f/${shop.tenant}/biz`],
    ['of a form’s notices', () => `/f/${shop.tenant}/biz/notices`],
    ['of a receipt', () => `/r/${receipt}`],
    ['of a lead', () => `/l/${shop.tenant}/${lead}`],
    ['of the share centre', () => `/p/${shop.tenant}`],
    ['that is not there', () => `/f/${shop.tenant}/nothing`],
  ])('%s shares no window with whoever opened it, and may use no sensor', async (_what, path) => {
    const { headers } = await ask('GET', path());
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toMatch(/^(?:strict-origin-when-cross-origin|no-referrer)$/);
    expect(headers.get('permissions-policy')).toMatch(/\bcamera=\(\).*\bgeolocation=\(\).*\bmicrophone=\(\)/);
    // What forms and the share centre do use.
    expect(headers.get('permissions-policy')).not.toMatch(/clipboard|web-share|otp|fullscreen/);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*base-uri 'none'/);
  });

  test('of a form may still be framed by the tenant’s sites, every other by nobody', async () => {
    const framed = async (path: string) =>
      /frame-ancestors ([^;]+)/.exec(
        (await ask('GET', path)).headers.get('content-security-policy') ?? '',
      )?.[1];
    expect(await framed(`/f/${shop.tenant}/biz`)).toBe("'self' https://partner.example");
    for (const path of [`/r/${receipt}`, `/p/${shop.tenant}`, '/healthz', '/openapi.json', '/nothing'])
      expect(await framed(path), path).toBe("'none'");
  });
});

test('a link that is remembered has the same headers as one that is looked up', async () => {
  const path = `/s/${shop.tenant}/${link}`;
  const [first, second] = [await ask('GET', `${path}?utm_source=a`), await ask('GET', path)];
  const names = ({ headers }: Response) => [...headers.keys()];
  expect(names(second)).toEqual(names(first));
  expectCommon(second, path);
});

test('a script and a redirect bear no policy of their own', async () => {
  for (const path of [`/w/${shop.tenant}/biz.js`, `/s/${shop.tenant}/${link}`])
    expect((await ask('GET', path)).headers.get('content-security-policy'), path).toBeNull();
});
