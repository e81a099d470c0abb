/** Owns the check of what the running server does with bytes that no browser sends, and with callers who hold on to it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../bin/serve/start-server.ts';
import { mostOfAddress } from '../../worker/router/under-way.ts';
import { heldRequest, rawRequest } from './raw-request.ts';
import { freePort } from './receiving-crm.ts';
import { type Client, readyTenant } from './tenant-client.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'jinjian-door-'));
let server: RunningServer;
let client: Client;
let printed = '';
let host = '';
beforeAll(async () => {
  server = await startServer({
    dataDir,
    port: await freePort(),
    targets: 'any',
    hosts: 'further.example',
    onOutput: (text) => {
      printed += text;
    },
  });
  host = new URL(server.url).host;
  client = await readyTenant(server.url, server.adminToken);
});
afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const get = (path: string, ...more: string[]) =>
  `GET ${path} HTTP/1.1\r\n${more.map((line) => `${line}\r\n`).join('')}Connection: close\r\n\r\n`;
const statusOf = async (bytes: string) => (await rawRequest(server.url, bytes)).status;

describe('the Host of a request', () => {
  test('that is the server’s, a loopback name or a further one is answered', async () => {
    for (const name of [
      host,
      'localhost',
      '127.0.0.1:1',
      '[::1]:9',
      'further.example',
      'FURTHER.example:443',
    ]) {
      expect(await statusOf(get('/openapi.json', `Host: ${name}`)), name).toBe(200);
    }
  });
  test('that is another’s is 421, but for /healthz', async () => {
    for (const name of ['evil.example', `evil.example:${new URL(server.url).port}`, '10.0.0.1']) {
      const answer = await rawRequest(server.url, get('/openapi.json', `Host: ${name}`));
      expect(answer.status, name).toBe(421);
      expect(answer.text).toContain('"code":"misdirected"');
      expect(await statusOf(get('/healthz', `Host: ${name}`))).toBe(200);
    }
  });
  test.for<[string, string[]]>([
    ['double', ['Host: HOST', 'Host: evil.example']],
    ['double and the same', ['Host: HOST', 'Host: HOST']],
    ['with a space', ['Host: a b']],
    ['with a path, which would be taken for the request’s', ['Host: HOST/healthz?']],
    ['with a fragment', ['Host: HOST#']],
    ['with a user', ['Host: user@HOST']],
    ['with a port that is none', ['Host: a:99999']],
    ['with half a bracket', ['Host: [::1']],
    ['empty', ['Host: ']],
    ['missing', []],
  ])('that is %s is 400, and nothing is logged of it', async ([, lines]) => {
    const before = printed;
    const given = lines.map((line) => line.replace('HOST', host));
    expect(await statusOf(get('/v1/tenants', ...given))).toBe(400);
    expect(await statusOf(get('/healthz', ...given))).toBe(400);
    expect(printed).toBe(before);
  });
  test('of a request for a whole address is what counts', async () => {
    expect(await statusOf(get('http://evil.example/openapi.json', `Host: ${host}`))).toBe(200);
    expect(await statusOf(get(`http://${host}/openapi.json`, 'Host: evil.example'))).toBe(421);
  });
});

test('every method is answered and none is thrown', async () => {
  const before = printed;
  const ask = (method: string, path = '/v1/tenants') =>
    statusOf(`${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  for (const method of ['TRACE', 'PURGE', 'PROPFIND', 'LOCK', 'SEARCH', 'QUERY'])
    expect(await ask(method)).toBe(405);
  for (const method of ['FOO', 'get', 'TRACK', 'M-SEARCH']) expect(await ask(method)).toBe(501);
  expect(await ask('OPTIONS', '*')).toBe(400);
  // workerd accepts a tunnel before anyone is asked; what goes through it meets a refusal.
  const tunnel = await rawRequest(
    server.url,
    'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n',
  );
  expect(tunnel.status).toBeLessThan(500);
  expect(tunnel.text).toContain('\r\n\r\nHTTP/1.1 405 Method Not Allowed\r\n');
  expect(tunnel.closedAfterMs).not.toBeNull();
  expect(printed).toBe(before);
});

const post = (path: string, length: number, ...more: string[]) =>
  [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Content-Type: application/json',
    length < 0 ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`,
    ...more,
    '',
    '',
  ].join('\r\n');
const submissions = '/v1/t/acme/submissions';

test('chunks that are none are a bad request, not a fault', async () => {
  const before = printed;
  const answer = await rawRequest(server.url, `${post(submissions, -1)}zz\r\nabc\r\n`);
  expect([0, 400]).toContain(answer.status);
  expect(printed).toBe(before);
});

// The times are what is promised; they are the server's own and do not come shorter.
test('time runs out for headers after 15 seconds, for a body that stalls after 30', {
  timeout: 60_000,
}, async () => {
  const watchFor = { mostMs: 45_000 };
  const [none, half, idle, short, long, chunked] = await Promise.all([
    rawRequest(server.url, '', watchFor),
    rawRequest(server.url, `GET / HTTP/1.1\r\nHost: ${host}\r\nX-A`, watchFor),
    rawRequest(server.url, `GET /healthz HTTP/1.1\r\nHost: ${host}\r\n\r\n`, watchFor),
    rawRequest(server.url, `${post(submissions, 100)}{"a"`, watchFor),
    rawRequest(server.url, `${post(submissions, 60_000)}{"a"`, watchFor),
    rawRequest(server.url, `${post(submissions, -1)}3\r\n{"a\r\n`, watchFor),
  ]);
  for (const answer of [none, half, idle]) {
    expect(answer.closedAfterMs).toBeGreaterThan(14_000);
    expect(answer.closedAfterMs).toBeLessThan(25_000);
  }
  for (const answer of [short, long, chunked]) {
    expect(answer.status).toBe(408);
    expect(answer.text).toContain('"code":"body_timeout"');
    expect(answer.closedAfterMs).toBeGreaterThan(29_000);
    expect(answer.closedAfterMs).toBeLessThan(44_000);
  }
});

describe('requests under way', () => {
  const ping = (from: string) =>
    rawRequest(server.url, get(`/v1/t/acme/challenge`, `Host: ${host}`), { from });

  test.for(['close', 'reset'] as const)(
    'of one address are so many, and a place is free again after a %s',
    { timeout: 60_000 },
    async (how) => {
      const slow = `${post(submissions, 100)}{"a"`;
      const held = await Promise.all(
        Array.from({ length: mostOfAddress }, () => heldRequest(server.url, slow, '127.0.0.3')),
      );
      // All of them have been read once one more is turned away.
      let refused = await ping('127.0.0.3');
      for (let tries = 0; tries < 100 && refused.status !== 429; tries++) {
        await wait(50);
        refused = await ping('127.0.0.3');
      }
      expect(refused.status).toBe(429);
      expect(refused.text).toMatch(/^Retry-After: 1\r$/im);
      expect(refused.text).toContain('"code":"rate_limited"');
      // Nobody else is held up.
      expect((await ping('127.0.0.4')).status).toBe(200);
      expect((await client.submit()).status).toBe(201);
      for (const one of held) one.end(how === 'reset' ? 'reset' : undefined);
      let free = await ping('127.0.0.3');
      for (let tries = 0; tries < 100 && free.status !== 200; tries++) {
        await wait(50);
        free = await ping('127.0.0.3');
      }
      expect(free.status).toBe(200);
    },
  );
});

test('a header that anyone can send does not lift a limit: visitors of an unnamed proxy share one', async () => {
  await client.call('PATCH', '/v1/tenant', { settings: { limits: { perIpPerMinute: 3 } } });
  const statuses: number[] = [];
  for (let at = 0; at < 6; at++) {
    const body = '{}';
    const forwarded = [`X-Forwarded-For: 203.0.113.${at}`, 'Connection: close'];
    const answer = await rawRequest(server.url, post(submissions, body.length, ...forwarded) + body);
    statuses.push(answer.status);
  }
  expect(statuses.filter((status) => status === 429)).toHaveLength(3);
  // By now the server looks for a proxy only now and then: within as many requests as it looked at in a row.
  const told = () => printed.match(/JINJIAN_CLIENT_IP_HEADER names no header/g)?.length ?? 0;
  const forwarded = get('/v1/t/acme/challenge', `Host: ${host}`, 'X-Forwarded-For: 203.0.113.9');
  for (let at = 0; at < 300 && told() === 0; at++) await rawRequest(server.url, forwarded);
  await rawRequest(server.url, forwarded);
  expect(told()).toBe(1);
});
