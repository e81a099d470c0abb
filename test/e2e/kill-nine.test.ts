/** Owns the proof that an accepted lead survives kill -9 and reaches a receiver that was down; real workerd, real files. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { startServer } from '../../bin/serve/start-server.ts';
import { freePort, receivingCrm } from './receiving-crm.ts';
import { clientOf, readyTenant } from './tenant-client.ts';

const submissions = 1000;
const atOnce = 16;

const dataDir = mkdtempSync(join(tmpdir(), 'jinjian-kill-'));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test('every answered lead is there after kill -9, and reaches a receiver that was down', {
  timeout: 120_000,
}, async () => {
  const crmPort = await freePort();
  const first = await startServer({ dataDir, port: await freePort(), targets: 'any' });
  const client = await readyTenant(first.url, first.adminToken);
  await client.call('PUT', '/v1/destinations/crm', {
    kind: 'webhook',
    recipient: 'self',
    config: { url: `http://127.0.0.1:${crmPort}/hook` },
  });

  const answered = new Set<string>();
  let sent = 0;
  const worker = async () => {
    while (sent < submissions) {
      const number = sent++;
      if (number === submissions / 2) process.kill(first.workerdPid, 'SIGKILL');
      const phone = `138${String(number).padStart(8, '0')}`;
      const answer = await client.submit({ values: { name: '张三', phone } }).catch(() => null);
      if (answer === null) return;
      if (answer.status === 201) answered.add(String(answer.body.lead));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  await first.ended;
  expect(answered.size).toBeGreaterThan(submissions / 4);

  // Only deliveries can wake the object now: nothing is asked of it until they have arrived.
  const crm = await receivingCrm(crmPort);
  const second = await startServer({ dataDir, port: await freePort(), targets: 'any' });
  try {
    // By name and not by number: a lead that was committed and not answered is delivered too.
    const lost = () => {
      const delivered = new Set(crm.received.map((one) => String(JSON.parse(one.body).data.lead.id)));
      return [...answered].filter((lead) => !delivered.has(lead));
    };
    await vi.waitFor(() => expect(lost()).toEqual([]), { timeout: 60_000, interval: 50 });
    const after = clientOf(second.url, client.apiKey);
    for (const lead of [...answered].slice(0, 20)) {
      expect((await after.call('GET', `/v1/leads/${lead}`)).status).toBe(200);
    }
  } finally {
    await second.stop();
    await crm.close();
  }
});
