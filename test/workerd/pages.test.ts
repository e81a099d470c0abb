/** Owns the scripts and pages that browsers load: caching, headers, and that no text breaks out; must not know forms. */
import { beforeAll, describe, expect, test } from 'vitest';
import { partScript, sdkScript as sdk } from '../../worker/router/form-script.ts';
import { call, expectProblem, publicUrl } from './api.ts';
import { post, submissionOf } from './applicant.ts';
import { configure, formDraft, openShop, publishForm, type Shop } from './scenario.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const nasty =
  `</script><script>alert(1)</script><!--<script>"'\`\${1}\\u2028\u2028\u2029]]>&amp;<img src=x onerror=alert(1)>`.slice(
    0,
    100,
  );
/** Titles take 60 characters. */
const nastyTitle = `</title></script><script>alert("1")</script>'&\u2028<!--`;

describe('the form script', () => {
  test('holds the SDK and the form, fresh a minute and usable a day', async () => {
    const answer = await call('GET', `/w/${shop.tenant}/biz.js`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe(
      'public, max-age=60, stale-while-revalidate=86400, no-transform',
    );
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const bundle = (await call('GET', `/v1/t/${shop.tenant}/forms/biz`)).json;
    expect(loadedBy(answer.text)).toEqual({ base: publicUrl, tenant: shop.tenant, bundle });
  });

  test('answers 304 to its own ETag, weak or in a list, until the form changes', async () => {
    const path = `/w/${shop.tenant}/biz.js`;
    const etag = String((await call('GET', path)).headers.get('etag'));
    expect(etag).toMatch(/^"[^"]+"$/);
    for (const wanted of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const answer = await call('GET', path, { headers: { 'if-none-match': wanted } });
      expect(answer.status).toBe(304);
      expect(answer.text).toBe('');
      expect(answer.headers.get('etag')).toBe(etag);
      expect(answer.headers.get('cache-control')).toMatch(/max-age=60/);
    }
    await publishForm(shop.tenant, shop.owner, 'biz', { ...formDraft, title: '新版标题' });
    const changed = await call('GET', path, { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
    expect(changed.text).toContain('新版标题');
  });

  test('of no form is a 404 that says so in the console and does nothing else', async () => {
    for (const path of [`/w/${shop.tenant}/nothing.js`, '/w/nobody-here/biz.js']) {
      const answer = await call('GET', path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toMatch(/^text\/javascript/);
      expect(answer.headers.get('cache-control')).toBe('no-store, no-transform');
      expect(answer.text).toMatch(/^console\.error\("[^"\\]*没有找到这张表单[^"\\]*"\);\n$/);
      expect(answer.text).not.toContain('nothing');
    }
  });

  test('the SDK alone with its server, and its immutable copy with none, the same everywhere', async () => {
    const alone = await call('GET', '/w/jinjian.js');
    expect(alone.text).toBe(`${sdk}Jinjian.load({"base":"${publicUrl}"});\n`);
    const etag = String(alone.headers.get('etag'));
    expect((await call('GET', '/w/jinjian.js', { headers: { 'if-none-match': etag } })).status).toBe(304);
    const copy = await call('GET', '/w/jinjian-0.1.0.js');
    expect(copy.text).toBe(sdk);
    expect(copy.headers.get('cache-control')).toBe('public, max-age=31536000, immutable, no-transform');
  });
});

test.each(['centre', 'wechat'])(
  'the script of the %s says its server in a block of its own',
  async (name) => {
    const { text } = await call('GET', `/w/jinjian-${name}.js`);
    expect(text).toBe(`{const jinjianServer="${publicUrl}";\n${partScript(name)}\n}\n`);
  },
);

/** The SDK without its words: a form brings its own, with the sentences for notices that have no summary. */
const core = sdk.slice(0, sdk.lastIndexOf('Jinjian.words('));

/** The argument of the one `Jinjian.load(…)` that follows the SDK and its words, both read as JSON. */
function loadedBy(script: string): unknown {
  expect(script.startsWith(core)).toBe(true);
  const tail = script.slice(core.length);
  // A line separator would end the line in engines before ES2019.
  expect(tail).not.toMatch(/[\u2028\u2029]/);
  const [, words = '', loaded = ''] =
    /^Jinjian\.words\("[\w-]+",(\{.*\})\);\nJinjian\.load\((.*)\);\n$/.exec(tail) ?? [];
  expect(JSON.parse(words)).toHaveProperty('next');
  return JSON.parse(loaded);
}

test.each(['filling', 'zh-CN', 'zh-TW', 'en'])(
  'the part %s, immutable under its own version only',
  async (name) => {
    const own = await call('GET', `/w/jinjian-0.1.0-${name}.js`);
    expect(own.text).toBe(partScript(name));
    expect(own.text.startsWith('export default function(preact){')).toBe(true);
    expect(own.headers.get('cache-control')).toBe('public, max-age=31536000, immutable, no-transform');
    const older = await call('GET', `/w/jinjian-0.0.9-${name}.js`);
    expect(older.text).toBe(own.text);
    expect(older.headers.get('cache-control')).toBe('no-store, no-transform');
  },
);

test.each(['receipt', 'signature', 'places'])('the receipt page’s %s, immutable too', async (name) => {
  const own = await call('GET', `/w/jinjian-0.1.0-${name}.js`);
  expect(own.text).toBe(partScript(name));
  expect(own.headers.get('cache-control')).toBe('public, max-age=31536000, immutable, no-transform');
});

test.each(['jinjian-0.1.0-nothing', 'jinjian-0.1.0-', 'other', 'constructor'])(
  'there is no part %s',
  async (file) => {
    expect((await call('GET', `/w/${file}.js`)).status).toBe(404);
  },
);

describe('text of a form that looks like code', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
    await configure('PATCH', '/v1/tenant', shop.owner, { name: nasty });
    const steps = [
      { title: '第一步', fields: [{ id: 'a', kind: 'text', label: '<b onclick=1>', purpose: nasty }] },
    ];
    const consents = [{ notice: 'privacy', required: true }];
    await publishForm(shop.tenant, shop.owner, 'nasty', { title: nastyTitle, steps, consents });
  });

  test('stays data in the script', async () => {
    const answer = await call('GET', `/w/${shop.tenant}/nasty.js`);
    expect(loadedBy(answer.text)).toMatchObject({ bundle: { form: { title: nastyTitle } } });
  });

  test('stays text in the page', async () => {
    const answer = await call('GET', `/f/${shop.tenant}/nasty?r=%22%3E%3Cscript%3E`);
    expect(answer.text.match(/<script/g)).toHaveLength(1);
    expect(answer.text).toContain(`<script src="/w/${shop.tenant}/nasty.js"></script>`);
    expect(answer.text).not.toMatch(/<img|<!--|alert\("1"\)|onerror=alert\(1\)>/);
    expect(answer.text).toContain('&lt;/title&gt;&lt;/script&gt;&lt;script&gt;');
  });

  test('stays text on the receipt', async () => {
    const nastyShop = { ...shop, form: 'nasty', formVersion: 1, notices: shop.notices.slice(0, 1) };
    const posted = await post(
      nastyShop,
      submissionOf(nastyShop, { values: { a: '<script>alert(2)</script>' } }),
    );
    const receipt: unknown = Reflect.get(Object(posted.json), 'receipt');
    const answer = await call('GET', `/r/${Reflect.get(Object(receipt), 'id')}`);
    expect(answer.status).toBe(200);
    expect(answer.text.match(/<script/g)).toHaveLength(1);
    expect(answer.text).not.toMatch(/<img|<!--|alert\(2\)/);
    expect(answer.text).toContain('&lt;/title&gt;');
  });
});

describe('pages', () => {
  test.for([
    ['form', (): string => `/f/${shop.tenant}/biz`, 200],
    ['no form', (): string => `/f/${shop.tenant}/nothing`, 404],
    ['no tenant', (): string => '/f/nobody-here/biz', 404],
    ['no receipt', (): string => '/r/rc_nothing', 404],
  ] as const)('%s: status, CSP, no sniffing', async ([, path, status]) => {
    const answer = await call('GET', path());
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = String(answer.headers.get('content-security-policy'));
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toMatch(/base-uri 'none'/);
    expect(policy).not.toMatch(/unsafe-|\*/);
    expect(policy).toMatch(/frame-ancestors '(self|none)'/);
    // The one inline style is allowed by its own hash, recomputed here.
    const style = /<style>([\s\S]*?)<\/style>/.exec(answer.text)?.[1] ?? '';
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style)));
    expect(policy).toContain(`style-src 'sha256-${btoa(String.fromCharCode(...digest))}'`);
    expect(answer.text).toMatch(/^<!doctype html><html lang="zh-CN">/);
    expect(answer.text).not.toMatch(/ on[a-z]+=|style="/);
  });
});

describe('methods', () => {
  test.for(['/healthz', '/openapi.json', '/w/jinjian.js', '/v1/t/:t/forms/biz', '/w/:t/biz.js', '/f/:t/biz'])(
    'HEAD %s has the headers of GET and no body',
    async (path) => {
      const real = path.replace(':t', shop.tenant);
      const [get, head] = [await call('GET', real), await call('HEAD', real)];
      expect(head.status).toBe(200);
      expect(head.text).toBe('');
      for (const name of ['content-type', 'etag', 'cache-control', 'vary']) {
        expect(head.headers.get(name)).toBe(get.headers.get(name));
      }
      expect(head.headers.get('x-request-id')).not.toBeNull();
    },
  );

  test.for([
    ['DELETE', '/healthz', 'GET'],
    ['GET', '/v1/t/:t/submissions', 'POST'],
    ['HEAD', '/v1/t/:t/submissions', 'POST'],
    ['PUT', '/v1/leads', 'GET'],
    ['POST', '/v1/leads/ld_x', 'GET, DELETE'],
    ['PATCH', '/f/:t/biz', 'GET, HEAD'],
  ] as const)('%s %s is method_not_allowed and tells what is', async ([method, path, allowed]) => {
    const answer = await call(method, path.replace(':t', shop.tenant));
    expect(answer.status).toBe(405);
    if (method !== 'HEAD') expectProblem(answer, 405, 'method_not_allowed');
    const told = String(answer.headers.get('allow')).split(', ');
    for (const one of allowed.split(', ')) expect(told).toContain(one);
    expect(told).not.toContain(method);
  });

  test('the bare address tells what this is', async () => {
    const answer = await call('GET', '/');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.text).toContain('这里是进件服务');
  });

  test.for([
    '/v1',
    '/v1/t/nobody-here/nothing',
    '/v1/nothing',
    '/w',
    '/admin',
    '/v1/leads/a/b/c',
    '/%',
    '/%ff',
    '//v1/leads',
  ])('%s is not found', async (path) => {
    const answer = await call('GET', path);
    expectProblem(answer, 404, 'not_found');
  });
});

test.for([
  '/f/%ff/biz',
  '/w/%/biz.js',
  '/s/%E0%A4%A/x',
  '/v1/t/%ff/forms/%ff',
  '/r/%',
  '/v1/receipts/%c0%80',
])('a path that no one can decode is missing, not an error: %s', async (path) => {
  expect((await call('GET', path)).status).toBe(404);
});

test('health and the OpenAPI document', async () => {
  expect((await call('GET', '/healthz')).json).toEqual({ ok: true, version: '0.1.0' });
  const document = (await call('GET', '/openapi.json')).json;
  expect(document).toMatchObject({
    openapi: '3.1.0',
    paths: {
      '/v1/t/{tenant}/submissions': { post: { responses: { 201: {} }, security: [] } },
      '/v1/leads/{id}/reveal': { post: { 'x-roles': ['owner', 'compliance', 'crm'] } },
    },
  });
});
