/** Owns which sites a browser lets use the visitor's side: CORS headers, preflights, changes at once; nothing else. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Answer, call, expectProblem, pick } from './api.ts';
import { post, submissionOf } from './applicant.ts';
import { expectRefused } from './refusal.ts';
import { configure, openShop, partnerOrigin, publishForm, type Shop } from './scenario.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});

const formPath = () => `/v1/t/${shop.tenant}/forms/biz`;
const ask = (origin?: string, path = formPath()) =>
  call('GET', path, { headers: origin === undefined ? {} : { origin } });

function expectAllowed(answer: Answer, origin: string): void {
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  expect(answer.headers.get('vary')).toMatch(/\bOrigin\b/);
}

function expectForbidden(answer: Answer): void {
  expectProblem(answer, 403, 'origin_not_allowed');
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  expect(answer.headers.get('vary')).toMatch(/\bOrigin\b/);
}

describe('origins', () => {
  test.for([partnerOrigin, 'https://jinjian.test'])('%s is allowed', async (origin) => {
    expectAllowed(await ask(origin), origin);
    const posted = await post(shop, submissionOf(shop), { headers: { origin } });
    expect(posted.status).toBe(201);
    expectAllowed(posted, origin);
    expect(posted.headers.get('access-control-expose-headers')).toMatch(/Idempotent-Replay/);
  });

  test.for([
    'https://evil.example',
    'https://partner.example.evil.example',
    'http://partner.example',
    'https://partner.example:8443',
    'https://PARTNER.example',
    'https://sub.partner.example',
    'null',
    '*',
  ])('%j is not', async (origin) => {
    expectForbidden(await ask(origin));
    const refused = await expectRefused(
      shop,
      submissionOf(shop),
      { status: 403, code: 'origin_not_allowed' },
      { headers: { origin } },
    );
    expectForbidden(refused);
    const visit = await call('POST', `/v1/t/${shop.tenant}/visits`, {
      body: { kind: 'view', form: 'biz' },
      headers: { origin },
    });
    expectForbidden(visit);
  });

  test('none at all is allowed: it is not a page', async () => {
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('Vary: Origin stands on every answer, so that no cache gives one site’s to another', async () => {
    const etag = String((await ask()).headers.get('etag'));
    for (const origin of [undefined, partnerOrigin, 'https://evil.example']) {
      const headers = origin === undefined ? {} : { origin };
      for (const answer of [
        await ask(origin),
        await call('GET', formPath(), { headers: { ...headers, 'if-none-match': etag } }),
        await ask(origin, `/v1/t/${shop.tenant}/forms/nothing`),
        await call('POST', `/v1/t/${shop.tenant}/submissions`, { raw: 'x', headers }),
      ]) {
        expect(answer.headers.get('vary'), `${answer.status} to ${origin}`).toMatch(/\bOrigin\b/);
      }
    }
  });

  test('a refusal to an allowed site can be read by it', async () => {
    const answer = await post(shop, { id: 'x' });
    expectProblem(answer, 422, 'invalid_values');
    expectAllowed(answer, partnerOrigin);
  });

  test('of one tenant are not of another', async () => {
    const other = await openShop();
    await configure('PATCH', '/v1/tenant', other.owner, { origins: ['https://other.example'] });
    expectForbidden(await ask('https://other.example'));
  });

  test('a change takes effect at once', async () => {
    expectAllowed(await ask(partnerOrigin), partnerOrigin);
    await configure('PATCH', '/v1/tenant', shop.owner, { origins: ['https://new.example'] });
    expectForbidden(await ask(partnerOrigin));
    expectAllowed(await ask('https://new.example'), 'https://new.example');
    const view = await configure('PATCH', '/v1/tenant', shop.owner, { settings: { customerReferral: true } });
    expect(pick(view, 'origins')).toEqual(['https://new.example']);
  });
});

test.for(['https://贷款.例子.中国', 'https://xn--0kwr83e.xn--fsqu00a.xn--fiqs8s'])(
  'a site beyond ASCII, listed as %s, is kept and let in as browsers send it, and may frame the form',
  async (written) => {
    const sent = 'https://xn--0kwr83e.xn--fsqu00a.xn--fiqs8s';
    const view = await configure('PATCH', '/v1/tenant', shop.owner, { origins: [written] });
    expect(pick(view, 'origins')).toEqual([sent]);
    expectAllowed(await ask(sent), sent);
    const page = await call('GET', `/f/${shop.tenant}/biz`);
    expect(page.headers.get('content-security-policy')).toMatch(
      /frame-ancestors 'self' https:\/\/xn--0kwr83e\.xn--fsqu00a\.xn--fiqs8s$/,
    );
  },
);

describe('the opaque origin of sandboxed frames', () => {
  test('is allowed once the tenant lists it, and answered as itself', async () => {
    expectForbidden(await ask('null'));
    await configure('PATCH', '/v1/tenant', shop.owner, { origins: [partnerOrigin, 'null'] });
    expectAllowed(await ask('null'), 'null');
    const posted = await post(shop, submissionOf(shop), { headers: { origin: 'null' } });
    expect(posted.status).toBe(201);
    expectAllowed(posted, 'null');
    expectForbidden(await ask('https://evil.example'));
  });

  test('is no site that may frame the stand-alone page', async () => {
    await configure('PATCH', '/v1/tenant', shop.owner, { origins: [partnerOrigin, 'null'] });
    const page = await call('GET', `/f/${shop.tenant}/biz`);
    expect(page.headers.get('content-security-policy')).toMatch(
      /frame-ancestors 'self' https:\/\/partner\.example$/,
    );
  });
});

describe('preflight', () => {
  const preflight = (origin: string, path = 'submissions') =>
    call('OPTIONS', `/v1/t/${shop.tenant}/${path}`, {
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });

  const asking = (origin: string, path: string, headers: string, method = 'POST') =>
    call('OPTIONS', path, {
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': headers,
      },
    });
  const allowedBy = (answer: Answer) =>
    (answer.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/\s*,\s*/);

  test.for([
    'content-type,traceparent,tracestate',
    'baggage,content-type,sentry-trace',
    'b3,content-type,x-b3-spanid,x-b3-traceid',
    'content-type,newrelic,x-datadog-origin,x-datadog-trace-id',
    'content-type, X-Of-This-Page-Alone',
    'accept-language,content-type,uber-trace-id',
    "x!#$%&'*+.^_`|~",
  ])('lets a page send %s as well', async (headers) => {
    const visitors = await asking(partnerOrigin, `/v1/t/${shop.tenant}/submissions`, headers);
    const sharers = await asking('https://anyone.example', '/v1/shared/links', `authorization,${headers}`);
    const readers = await asking('https://anyone.example', `/log/${shop.tenant}/checkpoint`, headers, 'GET');
    for (const answer of [visitors, sharers, readers]) {
      expect(answer.status).toBe(204);
      expect(allowedBy(answer)).toEqual(expect.arrayContaining(headers.toLowerCase().split(/\s*,\s*/)));
      expect(answer.headers.get('vary')).toMatch(/\bAccess-Control-Request-Headers\b/);
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
    expect(allowedBy(sharers)).toContain('authorization');
    expectAllowed(visitors, partnerOrigin);
  });

  test.for(['', ' ', ',', 'content-type, a b', 'a\u00e9', 'x'.repeat(101), Array(101).fill('x').join(',')])(
    'of what are no names of headers, %j, allows the usual ones',
    async (headers) => {
      const answer = await asking(partnerOrigin, `/v1/t/${shop.tenant}/submissions`, headers);
      expect(answer.status).toBe(204);
      expect(allowedBy(answer)).toEqual(['content-type', 'accept-language', 'if-none-match']);
    },
  );

  test('of an allowed origin', async () => {
    for (const path of ['submissions', 'visits', 'forms/biz']) {
      const answer = await preflight(partnerOrigin, path);
      expect(answer.status).toBe(204);
      expectAllowed(answer, partnerOrigin);
      expect(answer.headers.get('access-control-allow-methods')).toMatch(/POST/);
      expect(answer.headers.get('access-control-allow-headers')?.toLowerCase()).toMatch(/content-type/);
      expect(Number(answer.headers.get('access-control-max-age'))).toBeGreaterThan(0);
    }
  });

  test('of any other origin is refused', async () => {
    expectForbidden(await preflight('https://evil.example'));
  });

  test('of the tenant’s own side is not answered: keys don’t belong into pages', async () => {
    const answer = await call('OPTIONS', '/v1/leads', { headers: { origin: partnerOrigin } });
    expectProblem(answer, 405, 'method_not_allowed');
    const leads = await call('GET', '/v1/leads', { key: shop.owner, headers: { origin: partnerOrigin } });
    expect(leads.headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('a form published for one origin is the same form for each', async () => {
  await publishForm(shop.tenant, shop.owner, 'biz');
  expect((await ask(partnerOrigin)).text).toBe((await ask()).text);
});
