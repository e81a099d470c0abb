/** Owns the check that a server whose event loop stands is told of, and restarted, with real processes. */
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { identityOf } from '../../bin/serve/process-identity.ts';
import { startServer } from '../../bin/serve/start-server.ts';
import { newDataDir, until } from './serve-process.ts';

const bundlePath = join(import.meta.dirname, 'stand-in', 'worker.js');

async function watched(watchdog: { everyMs: number; tellMs: number; restartMs: number }) {
  let printed = '';
  const onOutput = (text: string) => {
    printed += text;
  };
  const server = await startServer({ dataDir: newDataDir(), port: 0, bundlePath, onOutput, watchdog });
  onTestFinished(() => server.stop());
  return { server, printed: () => printed };
}

const standsAt =
  /^jinjian: the server has stood still for [\d.]+ s at: POST \/v1\/notices of acme \(request stuck-1,/m;

describe('an event loop that stands', () => {
  it('is told of with the request that it stands at, and that it goes on', async () => {
    const { server, printed } = await watched({ everyMs: 50, tellMs: 150, restartMs: 600_000 });
    const { workerdPid } = server;
    const answer = await fetch(`${server.url}/stand?rounds=500000000`);
    expect(answer.status).toBe(200);
    await until(() => /^jinjian: the server runs again, after \d+ s$/m.test(printed()), 'it runs again');
    expect(printed()).toMatch(standsAt);
    expect(printed()).not.toContain('jinjian-work');
    expect(printed().match(/stood still/g)).toHaveLength(1);
    expect(server.workerdPid).toBe(workerdPid);
  });
  it('for too long is restarted on the same folder and port, with a clear line; what was stored is there', async () => {
    const { server, printed } = await watched({ everyMs: 50, tellMs: 200, restartMs: 1500 });
    const first = server.workerdPid;
    await (await fetch(`${server.url}/count`)).text();
    await expect(fetch(`${server.url}/stand`)).rejects.toThrow();
    await until(
      () => printed().includes('jinjian: the server was restarted and answers again\n'),
      'a restart',
    );
    expect(printed()).toMatch(
      /^jinjian: the server has stood still for \d+ s and is restarted; it stood at: POST/m,
    );
    expect(identityOf(first)).toBeNull();
    expect(server.workerdPid).not.toBe(first);
    expect(await (await fetch(`${server.url}/count`)).json()).toEqual([2, 2, 2]);
    // It is watched on: once more, and then it ends as ever.
    await expect(fetch(`${server.url}/stand`)).rejects.toThrow();
    await until(() => printed().match(/answers again/g)?.length === 2, 'another restart');
    await server.stop();
    expect(await server.ended).toMatch(/^workerd ended/);
  });
  it('does not keep a server from being ended meanwhile', async () => {
    const { server, printed } = await watched({ everyMs: 50, tellMs: 100, restartMs: 800 });
    const stuck = fetch(`${server.url}/stand`).catch(() => null);
    await until(() => printed().includes('is restarted'), 'a restart');
    await server.stop();
    await stuck;
    expect(identityOf(server.workerdPid)).toBeNull();
  });
});

describe('a server that only has nothing to say', () => {
  it('to one request, which hangs, is left alone', async () => {
    const { server, printed } = await watched({ everyMs: 50, tellMs: 1500, restartMs: 3000 });
    const hanging = new AbortController();
    const hangs = fetch(`${server.url}/hang`, { signal: hanging.signal }).catch(() => null);
    const { workerdPid } = server;
    const untilMs = performance.now() + 4000;
    while (performance.now() < untilMs) expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    hanging.abort();
    await hangs;
    expect(printed()).not.toContain('is restarted');
    expect(server.workerdPid).toBe(workerdPid);
  });
});
