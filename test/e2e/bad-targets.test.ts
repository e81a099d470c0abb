/** Owns that targets which stall, flood, lie or lead elsewhere cost nobody anything: the real server, real sockets. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  type BadTarget,
  badTarget,
  byteByByte,
  gigabyte,
  type Misbehaviour,
  notHttp,
  redirects,
  resets,
  silent,
  stallsAfterSuccess,
} from './bad-target.ts';
import { receivingCrm } from './receiving-crm.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';

let running: RunningTenant;
beforeAll(async () => {
  running = await runningTenant();
});
afterAll(async () => running.end());

interface Delivery {
  state: string;
  attempts: number;
  reason?: string;
  destination: string;
  lastAttempt?: { status?: number; outcome: string };
}

async function deliveriesTo(id: string): Promise<Delivery[]> {
  const { body } = await running.client.call('GET', `/v1/deliveries?destination=${id}&limit=100`);
  const items: Delivery[] = JSON.parse(JSON.stringify(body.items));
  return items;
}
const attempted = (id: string, timeout: number) =>
  vi.waitFor(
    async () => {
      const [delivery] = await deliveriesTo(id);
      expect(delivery?.attempts).toBe(1);
      return delivery;
    },
    { timeout, interval: 50 },
  );
const point = (id: string, url: string, enabled = true) =>
  running.client.call('PUT', `/v1/destinations/${id}`, {
    kind: 'webhook',
    recipient: 'self',
    config: { url },
    enabled,
  });

/** One lead for a bad target, and what came of it; the target is switched off afterwards. */
async function sendTo(
  id: string,
  misbehave: Misbehaviour,
  check: (target: BadTarget) => Promise<void>,
): Promise<void> {
  const target = await badTarget(misbehave);
  try {
    await point(id, target.url);
    await running.client.submit();
    await check(target);
  } finally {
    await point(id, target.url, false);
    await target.close();
  }
}

test('a redirect is a failure, and where it leads is never asked', async () => {
  const elsewhere = await receivingCrm();
  for (const [id, location] of [
    ['near', elsewhere.url],
    ['metadata', 'http://169.254.169.254/latest/meta-data/'],
  ] as const) {
    await sendTo(id, redirects(location), async (target) => {
      expect(await attempted(id, 5000)).toMatchObject({
        state: 'pending',
        reason: 'redirect',
        lastAttempt: { status: 307, outcome: 'failed' },
      });
      expect(target.requests).toBe(1);
    });
  }
  expect(elsewhere.received).toEqual([]);
  await elsewhere.close();
});

test('a success counts by its status, though its body stalls or comes byte by byte', async () => {
  for (const [id, misbehave] of [
    ['stalls', stallsAfterSuccess],
    ['drips', byteByByte('200 OK')],
  ] as const) {
    await sendTo(id, misbehave, async (target) => {
      expect(await attempted(id, 5000)).toMatchObject({ state: 'delivered', lastAttempt: { status: 200 } });
      // Nor is its connection held.
      await vi.waitFor(() => expect(target.open.size).toBe(0), { timeout: 5000 });
    });
  }
});

test('of a gigabyte little is read, and the connection is let go', async () => {
  await sendTo('flood', gigabyte, async (target) => {
    expect(await attempted('flood', 5000)).toMatchObject({ state: 'pending', reason: 'server_error' });
    await vi.waitFor(() => expect(target.open.size).toBe(0), { timeout: 5000 });
    // Buffers of sockets on both sides, beside the 64 KiB.
    expect(target.sentBytes).toBeLessThan(64 * 1024 * 1024);
  });
});

test('a reset and what is no HTTP are failures', async () => {
  for (const [id, misbehave] of [
    ['resets', resets],
    ['garbage', notHttp],
  ] as const) {
    await sendTo(id, misbehave, async () => {
      expect(await attempted(id, 5000)).toMatchObject({ state: 'pending', reason: 'unreachable' });
    });
  }
});

test('one that is silent, and one that fails byte by byte, end after 20 s and hold up nobody', {
  timeout: 60_000,
}, async () => {
  const targets = [await badTarget(silent), await badTarget(silent), await badTarget(byteByByte('500 No'))];
  for (const [at, target] of targets.entries()) await point(`slow-${at}`, target.url);
  const before = running.crm.received.length;
  const startedMs = Date.now();
  for (let number = 0; number < 40; number++) await running.client.submit();
  await running.crm.until(before + 40, 5000);
  const tookMs = Date.now() - startedMs;
  expect(tookMs).toBeLessThan(5000);
  for (const target of targets) expect(target.requests).toBe(1);
  await vi.waitFor(
    async () => {
      const reasons = (await deliveriesTo('slow-0')).map(({ reason }) => reason);
      expect(reasons).toContain('timeout');
      const dripped = await deliveriesTo('slow-2');
      expect(dripped.find(({ attempts }) => attempts > 0)).toMatchObject({
        reason: 'server_error',
        lastAttempt: { status: 500 },
      });
    },
    { timeout: 30_000, interval: 200 },
  );
  expect(Date.now() - startedMs).toBeGreaterThan(19_000);
  for (const [at, target] of targets.entries()) {
    await point(`slow-${at}`, target.url, false);
    await target.close();
  }
});
