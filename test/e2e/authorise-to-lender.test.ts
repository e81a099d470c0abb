/** Owns the way of an authorisation from the tenant's call to the lender's receiver, kill -9 at each turn; real files. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, test, vi } from 'vitest';
import { type RunningServer, startServer } from '../../bin/serve/start-server.ts';
import { askedLead, codeSentTo, publishQuery, sendsCodes } from './lending-tenant.ts';
import { freePort, receivingCrm } from './receiving-crm.ts';
import { type Client, clientOf, readyTenant } from './tenant-client.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'jinjian-authorise-'));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const start = async () => startServer({ dataDir, port: await freePort(), targets: 'any' });

async function killed(server: RunningServer): Promise<void> {
  process.kill(server.workerdPid, 'SIGKILL');
  await server.ended;
}

async function digestOf(client: Client): Promise<string> {
  return String((await client.call('GET', '/v1/notices/query-bank-a/1')).body.digest);
}

test('asked, opened, signed and handed over once, though the server dies after each; the lender can verify it', {
  timeout: 120_000,
}, async () => {
  const port = await freePort();
  const first = await start();
  const { apiKey, ...ready } = await readyTenant(first.url, first.adminToken);
  const saved = await ready.call('PUT', '/v1/destinations/bank', {
    kind: 'webhook',
    recipient: 'bank-a',
    config: { url: `http://127.0.0.1:${port}/hook` },
  });
  await publishQuery({ apiKey, ...ready });
  const vendor = await sendsCodes({ apiKey, ...ready });
  // Nobody but the tenant may have the lead's values.
  const refused = (await ready.call('GET', '/v1/t/acme/forms/loan')).body.notices;
  const grants = JSON.parse(JSON.stringify(refused)).map(
    (one: { id: string; version: number; digest: string }) => ({
      notice: one.id,
      version: one.version,
      digest: one.digest,
      decision: one.id === 'privacy' ? 'granted' : 'refused',
    }),
  );
  const { id, url, lead, phone } = await askedLead({ apiKey, ...ready }, undefined, { grants });
  await killed(first);

  // The link holds, and so does the time at which it was first opened.
  const second = await start();
  const path = new URL(url).pathname;
  const page = await fetch(second.url + path);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('征信查询授权书')]);
  const digest = await digestOf(clientOf(second.url, apiKey));
  const wish = await clientOf(second.url, '').call('POST', `/v1/authorisations/${id}/codes`, { phone });
  expect(wish.status).toBe(202);
  const code = await vi.waitFor(() => {
    const sent = codeSentTo(vendor, phone);
    expect(sent).toMatch(/^\d{6}$/);
    return sent;
  });
  const presentation = { scrolledToEnd: true, trusted: true };
  const grant = { decision: 'granted', digest, phone, code, presentation };
  const decide = (server: RunningServer, body: unknown) =>
    clientOf(server.url, '').call('POST', `/v1/authorisations/${id}/decide`, body);
  expect((await decide(second, grant)).body.code).toBe('read_too_fast');
  expect((await decide(second, { ...grant, phone: '13900139000' })).body.code).toBe('read_too_fast');
  await killed(second);

  const third = await start();
  await vi.waitFor(async () => expect((await decide(third, grant)).status).toBe(200), {
    timeout: 10_000,
    interval: 200,
  });
  // The lender's receiver is down until the server has died once more.
  await killed(third);
  const bank = await receivingCrm(port);
  const fourth = await start();
  try {
    const client = clientOf(fourth.url, apiKey);
    const again = await decide(fourth, grant);
    expect([again.status, again.headers.get('idempotent-replay')]).toEqual([200, 'true']);
    await bank.until(1, 30_000);
    const [received] = bank.received;
    if (received === undefined) throw new Error('nothing was received');
    expect(new Webhook(String(saved.body.secret)).verify(received.body, received.headers)).toMatchObject({
      type: 'consent.granted',
      data: {
        lead: { id: lead },
        consent: { notice: 'query-bank-a', decision: 'granted', digest },
        authorisation: { id, recipient: 'bank-a', purpose: 'loan_review', maxQueries: 1, use: 1 },
      },
    });
    for (const value of [phone, '张三']) expect(received.body).not.toContain(value);
    // The one query that it holds for is the one just handed over.
    const used = await client.call('POST', `/v1/authorisations/${id}/uses`, { id: 'another' });
    expect([used.status, used.body.code]).toEqual([409, 'authorisation_used']);
    const view = await client.call('GET', `/v1/authorisations/${id}`);
    expect(view.body).toMatchObject({ state: 'lapsed', reason: 'used_up', uses: 1 });
    const feed = await client.call('GET', '/v1/events?after=1');
    expect(JSON.parse(JSON.stringify(feed.body.items)).map(({ type }: { type: string }) => type)).toEqual([
      'consent.granted',
      'authorisation.lapsed',
    ]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(new Set(bank.received.map((one) => one.id)).size).toBe(1);
  } finally {
    await fourth.stop();
    await Promise.all([bank.close(), vendor.close()]);
  }
});
