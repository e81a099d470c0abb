/** Owns master key rotation on a real server: no lead is lost on the way, and none can be by dropping a key too early. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, test, vi } from 'vitest';
import { startServer } from '../../bin/serve/start-server.ts';
import { freePort, receivingCrm } from './receiving-crm.ts';
import { type Client, clientOf, readyTenant, submissionId } from './tenant-client.ts';

const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const [k1, k2, k3] = [key('k1', 1), key('k2', 2), key('k3', 3)];
const adminToken = 'jadmin_test_Wq3xK9vTz7RmB2nLs8YdPf4G';
const perTenant = 150;

const dataDir = mkdtempSync(join(tmpdir(), 'jinjian-rotate-'));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const start = async (...keys: string[]) =>
  startServer({
    dataDir,
    port: await freePort(),
    targets: 'any',
    adminToken,
    masterKeys: keys.join(','),
  });
const refusal = (...keys: string[]) =>
  start(...keys).then(
    async (server) => {
      await server.stop();
      return 'started';
    },
    (error: unknown) => String(error),
  );

/** The master keys that each tenant's data needs, as the operator is told. */
async function needed(url: string): Promise<Record<string, string[]>> {
  const { body } = await clientOf(url, adminToken).call('GET', '/v1/tenants');
  const items: { id: string; masterKeys: string[] }[] = JSON.parse(JSON.stringify(body.items));
  return Object.fromEntries(items.map(({ id, masterKeys }) => [id, masterKeys]));
}

async function submitMany(client: Client, count: number, firstPhone: number): Promise<string[]> {
  const leads: string[] = [];
  let sent = 0;
  const worker = async () => {
    while (sent < count) {
      const phone = `139${String(firstPhone + sent++).padStart(8, '0')}`;
      const answer = await client.submit({ values: { name: '张三', phone } });
      leads.push(String(answer.body.lead));
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return leads;
}

async function expectReadable(client: Client, leads: readonly string[]): Promise<void> {
  for (const lead of leads) {
    const clear = await client.call('POST', `/v1/leads/${lead}/reveal`, { reason: 'x' });
    expect([clear.status, clear.body.values]).toEqual([200, expect.objectContaining({ name: '张三' })]);
  }
}

test('new leads under the new key, old ones resealed behind, kill -9 in between; dropped keys are refused while needed', {
  timeout: 120_000,
}, async () => {
  const crm = await receivingCrm();
  const first = await start(k1);
  const acme = await readyTenant(first.url, adminToken, 'acme');
  const idle = await readyTenant(first.url, adminToken, 'idle');
  const saved = await acme.call('PUT', '/v1/destinations/crm', {
    kind: 'webhook',
    recipient: 'self',
    config: { url: crm.url },
  });
  const same = { id: submissionId(), values: { name: '张三', phone: '13700000001' } };
  const known = await acme.submit(same);
  const leads = [...(await submitMany(acme, perTenant, 0)), String(known.body.lead)];
  const idleLeads = await submitMany(idle, perTenant, 0);
  const noted = String(idleLeads[0]);
  const outcome = { id: 'o1', type: 'rejected', reason: '资料不全' };
  expect((await idle.call('POST', `/v1/leads/${noted}/outcomes`, outcome)).status).toBe(201);
  await vi.waitFor(() => expect(crm.received.length).toBe(leads.length), { timeout: 20_000 });
  expect(await needed(first.url)).toEqual({ acme: ['k1'], idle: ['k1'] });
  await first.stop();

  // Too early, and with other bytes under the same name.
  expect(await refusal(k2)).toMatch(/StartRefused: JINJIAN_MASTER_KEYS: Master key k1 is not configured/);
  expect(await refusal(key('k1', 9))).toMatch(/Master key k1 is not the one/);

  // Resealing starts by itself, also of the tenant that nobody calls, and survives being killed.
  for (let kill = 0; kill < 3; kill++) {
    const server = await start(k2, k1);
    await wait(20 + 60 * kill);
    process.kill(server.workerdPid, 'SIGKILL');
    await server.ended;
  }
  const second = await start(k2, k1);
  const acmeNow = clientOf(second.url, acme.apiKey, 'acme');
  const fresh = await submitMany(acmeNow, 20, 5000);
  await expectReadable(acmeNow, [...leads.slice(0, 20), ...fresh]);
  await vi.waitFor(async () => expect(await needed(second.url)).toEqual({ acme: ['k2'], idle: ['k2'] }), {
    timeout: 30_000,
    interval: 100,
  });
  await second.stop();

  const third = await start(k2);
  const [acmeThen, idleThen] = [
    clientOf(third.url, acme.apiKey, 'acme'),
    clientOf(third.url, idle.apiKey, 'idle'),
  ];
  await expectReadable(acmeThen, [...leads, ...fresh]);
  await expectReadable(idleThen, idleLeads);
  // What was noted of a lead's outcome moved with it.
  const clear = await idleThen.call('POST', `/v1/leads/${noted}/reveal`, { reason: 'x' });
  expect(clear.body.outcomes).toMatchObject([{ id: 'o1', reason: '资料不全' }]);
  // A submission of before is still known, a person of before still a duplicate, the webhook's secret still the same.
  const again = await acmeThen.submit(same);
  expect([again.status, again.body.lead]).toEqual([200, known.body.lead]);
  const twin = await acmeThen.submit({ values: { name: '张三', phone: '13700000001' } });
  const view = await acmeThen.call('GET', `/v1/leads/${String(twin.body.lead)}`);
  expect([view.body.flags, view.body.duplicateOf]).toEqual([
    ['cost_sheet_not_shown', 'duplicate'],
    known.body.lead,
  ]);
  await vi.waitFor(() => expect(crm.received.length).toBe(leads.length + fresh.length + 1), {
    timeout: 20_000,
  });
  const last = crm.received.at(-1);
  expect(() =>
    new Webhook(String(saved.body.secret)).verify(last?.body ?? '', last?.headers ?? {}),
  ).not.toThrow();
  await third.stop();

  // The key that is in use now can't be left out either, whatever stands in its place.
  expect(await refusal(k1)).toMatch(/Master key k2 is not configured/);
  expect(await refusal(k3, k1)).toMatch(/Master key k2 is not configured/);
  await crm.close();
});
