/** Owns what a request meets before any route: its Host, its method, how long its body takes; must not know what routes do. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { isRefusal, type Refusal } from '../../contract/problem.ts';
import { boundedBytes } from '../../worker/router/bounded-body.ts';
import { type Answer, answerOf, call, expectProblem, pick, pickText, publicUrl } from './api.ts';
import worker from './main.ts';
import { openShop, type Shop } from './scenario.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const ask = async (url: string, init?: RequestInit) =>
  answerOf(await exports.default.fetch(new Request(url, { redirect: 'manual', ...init })));

type Incoming = Request<unknown, IncomingRequestCfProperties>;

function incoming(url: string, init?: RequestInit<IncomingRequestCfProperties>): Incoming {
  return new Request<unknown, IncomingRequestCfProperties>(url, init);
}

/** The Worker as it is when configured otherwise. */
async function configured(change: Record<string, unknown>, request: Incoming): Promise<Answer> {
  const context = createExecutionContext();
  const response = await worker.fetch(request, { ...env, ...change }, context);
  const answer = await answerOf(response);
  await waitOnExecutionContext(context);
  return answer;
}

describe('a host that is not the server’s', () => {
  const paths = () => [
    '/openapi.json',
    `/w/${shop.tenant}/biz.js`,
    `/s/${shop.tenant}/23456789AB`,
    `/log/${shop.tenant}/checkpoint`,
    '/nothing',
    '/healthz/more',
  ];

  test('answers 421 whatever is asked, and puts the name into nothing', async () => {
    for (const path of paths()) {
      const answer = await ask(`https://evil.example${path}`);
      expectProblem(answer, 421, 'misdirected');
      expect(answer.text).not.toContain('evil');
      expect(pickText(answer.json, 'errors', 0, 'message')).toContain('JINJIAN_HOSTS');
    }
  });

  test('is answered at /healthz, as a probe asks', async () => {
    expect((await ask('https://10.0.0.7/healthz')).status).toBe(200);
  });

  test('is the server’s once it is listed: its pages may call it, links keep the public name', async () => {
    const further = 'https://b.example:8443';
    const listed = { JINJIAN_HOSTS: 'b.example' };
    const path = `/v1/t/${shop.tenant}/forms/biz`;
    const headers = { origin: further };
    const request = () => incoming(further + path, { headers });
    expectProblem(await configured({}, request()), 421, 'misdirected');
    const answer = await configured(listed, request());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(further);
    const key = await configured(listed, incoming(`${further}/log/${shop.tenant}/key`));
    expect(key.text).toMatch(/^jinjian\.test\/log\//);
    // The scheme of the public address stands for that of a proxy's visitors.
    const behindProxy = incoming(`http://b.example${path}`, { headers: { origin: 'https://b.example' } });
    expect((await configured(listed, behindProxy)).status).toBe(200);
    const other = incoming(`http://b.example${path}`, { headers: { origin: 'https://c.example' } });
    expectProblem(await configured(listed, other), 403, 'origin_not_allowed');
  });
});

describe('a server that was not told its own name', () => {
  test.for([undefined, '', 'jinjian.test', 'https://jinjian.test/x'])(
    'JINJIAN_PUBLIC_URL being %j, takes nothing and says what it needs',
    async (text) => {
      for (const path of ['/healthz', '/openapi.json', `/s/${shop.tenant}/23456789AB`]) {
        const answer = await configured({ JINJIAN_PUBLIC_URL: text }, incoming(publicUrl + path));
        expect(answer.status).toBe(503);
        expect(answer.json).toMatchObject({ code: 'public_url_missing', status: 503 });
        expect(pick(answer.json, 'errors', 0, 'path')).toBe('JINJIAN_PUBLIC_URL');
      }
    },
  );
});

test.for(['TRACE', 'PURGE', 'PROPFIND', 'COPY', 'UNSUBSCRIBE'])(
  '%s is a method that nothing has',
  async (method) => {
    const answer = await call(method, '/v1/leads', { key: shop.owner });
    expectProblem(answer, 405, 'method_not_allowed');
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  },
);

describe('a body', () => {
  const patience = { stalledMs: 60, wholeMs: 150 };
  /** A POST whose parts come one after another, each after a time; it never ends by itself unless told so. */
  const slow = (parts: readonly number[], pauseMs: number, ends: boolean) => {
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        for (const size of parts) {
          await scheduler.wait(pauseMs);
          controller.enqueue(new Uint8Array(size));
        }
        if (ends) controller.close();
      },
    });
    return new Request(publicUrl, { method: 'POST', body });
  };
  const codeOf = (outcome: Uint8Array | Refusal) => (isRefusal(outcome) ? outcome.refused : outcome.length);

  test('that brings no byte for a while is given up', async () => {
    expect(codeOf(await boundedBytes(slow([], 0, false), 1024, patience))).toBe('body_timeout');
    expect(codeOf(await boundedBytes(slow([3, 3], 1, false), 1024, patience))).toBe('body_timeout');
  });
  test('that brings a byte now and then is given up in the end', async () => {
    const drip = Array.from({ length: 40 }, () => 1);
    expect(codeOf(await boundedBytes(slow(drip, 20, true), 1024, patience))).toBe('body_timeout');
  });
  test('that is slow and goes on is read whole', async () => {
    const generous = { stalledMs: 5000, wholeMs: 60_000 };
    expect(codeOf(await boundedBytes(slow([5, 5, 5], 20, true), 1024, generous))).toBe(15);
    expect(codeOf(await boundedBytes(slow([5, 5, 5], 1, true), 14, generous))).toBe('too_large');
  });
  test('that breaks off is no fault of the server', async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(3));
        controller.error(new Error('gone'));
      },
    });
    expect(codeOf(await boundedBytes(new Request(publicUrl, { method: 'POST', body }), 10))).toBe(
      'body_broken',
    );
  });
  test('of no bytes is one', async () => {
    expect(codeOf(await boundedBytes(new Request(publicUrl, { method: 'POST' }), 10))).toBe(0);
    expect(codeOf(await boundedBytes(new Request(publicUrl, { method: 'POST', body: '' }), 10))).toBe(0);
  });
});

describe('work that may take long', () => {
  const watched = { JINJIAN_SERVE: { isOnLoopback: true } };
  const printed = async (request: Incoming, change: Record<string, unknown>) => {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    const answer = await configured(change, request);
    const lines = log.mock.calls.map((line) => line.join(' '));
    log.mockRestore();
    return { answer, lines };
  };
  const lint = () =>
    incoming(`${publicUrl}/v1/lint`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.owner}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: '张三 13800138000' }),
    });

  test('is announced to the watchdog of `serve`, with request and tenant and nothing of what was sent', async () => {
    const { answer, lines } = await printed(lint(), watched);
    expect(answer.status).toBe(200);
    const id = answer.headers.get('x-request-id');
    expect(lines).toEqual([
      `jinjian-work begun ${id} POST /v1/lint of ${shop.tenant}`,
      `jinjian-work ended ${id}`,
    ]);
  });
  test('is not where none listens', async () => {
    expect((await printed(lint(), {})).lines).toEqual([]);
  });
  test('ends when it fails, too', async () => {
    const request = incoming(`${publicUrl}/v1/leads/ld_${'a'.repeat(22)}`, {
      headers: { authorization: `Bearer jk_${shop.tenant}_${'a'.repeat(32)}` },
    });
    const { answer, lines } = await printed(request, watched);
    expect(answer.status).toBe(401);
    expect(lines).toEqual([expect.stringContaining('begun'), expect.stringContaining('ended')]);
    expect(lines.join()).not.toContain('ld_');
  });
  test('is no visit and no challenge, of which there are many; but a long body is', async () => {
    const visit = (text: string) =>
      incoming(`${publicUrl}/v1/t/${shop.tenant}/visits`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': String(text.length) },
        body: text,
      });
    expect((await printed(visit('{"kind":"view","form":"biz"}'), watched)).lines).toEqual([]);
    expect((await printed(incoming(`${publicUrl}/v1/t/${shop.tenant}/challenge`), watched)).lines).toEqual(
      [],
    );
    expect((await printed(visit(`{"a":"${'x'.repeat(20_000)}"}`), watched)).lines).toHaveLength(2);
  });
});
