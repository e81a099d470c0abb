/** Owns the proof that no lead is lost or doubled while receiver and server do their worst; real workerd, real files. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { startServer } from '../../bin/serve/start-server.ts';
import { tenantDatabase } from './data-files.ts';
import { freePort } from './receiving-crm.ts';
import { type Client, clientOf, readyTenant, submissionId } from './tenant-client.ts';
import { unrulyReceiver } from './unruly-receiver.ts';

const leads = 5000;
const kills = 5;
const atOnce = 16;

const dataDir = mkdtempSync(join(tmpdir(), 'jinjian-chaos-'));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const start = async () => startServer({ dataDir, port: await freePort(), targets: 'any' });

/** Mulberry32 (public domain): a run is repeated by its seed, `CHAOS_SEED`. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** While the server is down the hours of the schedule pass: whatever waits is due, and no destination rests. */
function letHoursPass(): void {
  const database = tenantDatabase(dataDir);
  database.exec("UPDATE deliveries SET next_at = 1 WHERE state = 'pending'");
  database.exec('UPDATE failing_streaks SET open_until = 0');
  database.close();
}

interface Applicant {
  id: string;
  phone: string;
  lead: string | null;
}

/** Sends as the form does: an applicant whose answer never came is sent again under the same id. */
async function apply(client: Client, waiting: Applicant[]): Promise<void> {
  const queue = waiting.filter(({ lead }) => lead === null);
  const worker = async () => {
    for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
      const answer = await client
        .submit({ id: one.id, values: { name: '张三', phone: one.phone, amount: 200_000 } })
        .catch(() => null);
      if (answer === null) return;
      expect([200, 201]).toContain(answer.status);
      one.lead = String(answer.body.lead);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

test('each of 5,000 leads arrives under one webhook-id, through five kills and a receiver that fails, stalls, resets, lies and dies', {
  timeout: 300_000,
}, async () => {
  const seed = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000);
  console.log(`CHAOS_SEED=${seed}`);
  const random = seeded(seed);
  const receiver = await unrulyReceiver(random);
  const applicants: Applicant[] = Array.from({ length: leads }, (_, number) => ({
    id: submissionId(),
    phone: `138${String(number).padStart(8, '0')}`,
    lead: null,
  }));
  let server = await start();
  let client = await readyTenant(server.url, server.adminToken);
  try {
    await client.call('PUT', '/v1/destinations/crm', {
      kind: 'webhook',
      recipient: 'self',
      config: { url: receiver.url },
    });
    for (let kill = 1; kill <= kills; kill++) {
      const applying = apply(client, applicants.slice(0, (leads / kills) * kill));
      // The receiver has its say first; some kills come in the midst of submissions, some of deliveries alone.
      const requests = receiver.requests() + 300;
      const until = Date.now() + 10_000;
      while (receiver.requests() < requests && Date.now() < until) await wait(20);
      const dying = receiver.die(random() * 1000);
      await wait(random() * 1000);
      process.kill(server.workerdPid, 'SIGKILL');
      await Promise.all([server.ended, applying, dying]);
      letHoursPass();
      server = await start();
      client = clientOf(server.url, client.apiKey);
    }
    await apply(client, applicants);
    const accepted = new Set(applicants.map(({ lead }) => String(lead)));
    expect(accepted.size).toBe(leads);

    receiver.calm();
    await server.stop();
    letHoursPass();
    server = await start();
    client = clientOf(server.url, client.apiKey);
    // Nothing is asked of the server until all is there.
    const leadOf = (body: string) => String(JSON.parse(body).data.lead.id);
    await vi.waitFor(() => expect(receiver.taken.size).toBeGreaterThanOrEqual(leads), {
      timeout: 120_000,
      interval: 100,
    });
    await vi.waitFor(
      async () => expect((await client.call('GET', '/v1/deliveries?state=pending')).body.items).toEqual([]),
      { timeout: 60_000, interval: 200 },
    );
    expect((await client.call('GET', '/v1/deliveries?state=dead')).body.items).toEqual([]);

    const bodies = [...receiver.taken.values()].map((all) => [...all]);
    // The same bytes at every try, so that the first body of an id is its only one.
    expect(bodies.filter((all) => all.length !== 1)).toEqual([]);
    const arrived = bodies.map(([body]) => leadOf(String(body)));
    expect(arrived).toHaveLength(leads);
    expect(new Set(arrived)).toEqual(accepted);
    expect(receiver.followed).toBe(0);
    // The receiver has done its worst: every way of failing came up.
    expect(receiver.shown.size).toBe(10);
  } finally {
    await server.stop();
    await receiver.close();
  }
});
