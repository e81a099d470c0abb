/** Owns the proof that a data folder that was put back mints no id again that was minted after its copy; real workerd, real files. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type RunningServer, startServer } from '../../bin/serve/start-server.ts';
import { tenantDatabase } from './data-files.ts';
import { creditQuery, publishQuery, sendsCodes } from './lending-tenant.ts';
import { type Crm, freePort, receivingCrm } from './receiving-crm.ts';
import type { Vendor } from './sms-vendor.ts';
import { type Client, clientOf, readyTenant } from './tenant-client.ts';

const phone = '13800138000';

const folder = mkdtempSync(join(tmpdir(), 'jinjian-restored-'));
const dir = (name: string) => join(folder, name);
const port = await freePort();
let crm: Crm;
let vendor: Vendor;
let server: RunningServer;
let apiKey: string;

const start = async (name: string): Promise<Client> => {
  server = await startServer({ dataDir: dir(name), port, targets: 'any' });
  return clientOf(server.url, apiKey);
};

async function done(client: Client, method: string, path: string, body?: unknown) {
  const answer = await client.call(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const items = (body: Record<string, unknown>): Record<string, unknown>[] =>
  JSON.parse(JSON.stringify(body.items));

interface Lead {
  lead: string;
  receipt: string;
  /** As the receipt's address ends for its applicant. */
  receiptSecret: string;
  authorisation: string;
}

function receiptIn(accepted: Record<string, unknown>): Pick<Lead, 'receipt' | 'receiptSecret'> {
  const { id, url }: Record<string, unknown> = Object(accepted.receipt);
  return { receipt: String(id), receiptSecret: new URL(String(url)).hash.slice(1) };
}

/** A lead that was delivered, corrected, asked for an authorisation, and whose applicant took a consent back. */
async function live(client: Client, name: string): Promise<Lead> {
  const { body } = await client.submit({ values: { name, phone, amount: 200_000 } });
  const lead = String(body.lead);
  const { receipt, receiptSecret } = receiptIn(body);
  await delivered(client, lead);
  const asked = await done(client, 'POST', `/v1/leads/${lead}/authorisations`, { notice: creditQuery.id });
  await done(client, 'POST', `/v1/leads/${lead}/correct`, { values: { amount: 300_000 } });
  // What goes out while another is on its way waits until that has surely ended.
  await delivered(client, lead);
  await done(client, 'POST', `/v1/receipts/${receipt}/withdraw`, { notice: 'provide-bank-a' });
  await done(client, 'POST', `/v1/leads/${lead}/outcomes`, { id: 'o-1', type: 'contacted' });
  await delivered(client, lead);
  return { lead, receipt, receiptSecret, authorisation: String(asked.id) };
}

async function delivered(client: Client, lead: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const states = items(await done(client, 'GET', `/v1/deliveries?lead=${lead}`)).map((one) => one.state);
      expect(states).toContain('delivered');
      expect(states).not.toContain('pending');
    },
    { timeout: 10_000, interval: 50 },
  );
}

/** Every id that the tenant is told. */
async function idsOf(client: Client): Promise<Set<string>> {
  const events = items(await done(client, 'GET', '/v1/events?after=0&limit=200'));
  const deliveries = items(await done(client, 'GET', '/v1/deliveries?limit=200'));
  const leads = items(await done(client, 'GET', '/v1/leads?limit=200'));
  return new Set([
    ...events.map(({ id }) => String(id)),
    ...deliveries.flatMap(({ id, event, lead }) => [String(id), String(event), String(lead)]),
    ...leads.map(({ id }) => String(id)),
  ]);
}

interface Life {
  name: string;
  mine: Lead;
  ids: Set<string>;
  /** `webhook-id`s that receivers saw. */
  sent: Set<string>;
  /** The delivery that was made then of the lead of before, to a destination of then. */
  later: string;
}

/** What a folder does after the copy: the same in each, so that rows get the same numbers. */
async function lifeOf(name: string, destination: string): Promise<Life> {
  const client = await start(name);
  const before = await idsOf(client);
  const from = crm.received.length;
  await done(client, 'PUT', `/v1/destinations/${destination}`, {
    kind: 'webhook',
    recipient: 'bank-a',
    config: { url: crm.url },
  });
  await done(client, 'POST', `/v1/leads/${kept.lead}/outcomes`, { id: 'back', type: 'returned' });
  await delivered(client, kept.lead);
  const mine = await live(client, name);
  const all = await idsOf(client);
  const ids = new Set([...all].filter((id) => !before.has(id)).concat(mine.receipt, mine.authorisation));
  const [own] = items(
    await done(client, 'GET', `/v1/deliveries?destination=${destination}&lead=${kept.lead}`),
  );
  const sent = new Set(crm.received.slice(from).map(({ id }) => id));
  await server.stop();
  return { name, mine, ids, sent, later: String(own?.id) };
}

let kept: Lead;
let keptIds: Set<string>;
let lost: Life;
let lives: Life[];

beforeAll(async () => {
  crm = await receivingCrm();
  server = await startServer({ dataDir: dir('live'), port, targets: 'any' });
  const client = await readyTenant(server.url, server.adminToken);
  apiKey = client.apiKey;
  await done(client, 'PUT', '/v1/destinations/crm', {
    kind: 'webhook',
    recipient: 'self',
    config: { url: crm.url },
  });
  vendor = await sendsCodes(client);
  await publishQuery(client);
  const { body } = await client.submit({ values: { name: '原有', phone: '13900139000' } });
  await delivered(client, String(body.lead));
  const asked = await done(client, 'POST', `/v1/leads/${body.lead}/authorisations`, {
    notice: creditQuery.id,
  });
  kept = {
    lead: String(body.lead),
    ...receiptIn(body),
    authorisation: String(asked.id),
  };
  keptIds = await idsOf(client);
  await server.stop();
  for (const copy of ['first', 'second']) cpSync(dir('live'), dir(copy), { recursive: true });
  lost = await lifeOf('live', 'bank');
  lives = [lost, await lifeOf('first', 'another-bank'), await lifeOf('second', 'third-bank')];
}, 120_000);

afterAll(async () => {
  await server.stop();
  await crm.close();
  await vendor.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a data folder put back as it was before', () => {
  test('mints other ids than were minted since, of every kind, and another `webhook-id` for everything', () => {
    for (const { ids, sent, mine, later } of lives) {
      const kinds = new Set([...ids].map((id) => id.slice(0, 2)));
      expect([...kinds].sort()).toEqual(['au', 'dl', 'ev', 'ld', 'rc']);
      expect(ids).toContain(mine.lead);
      expect(sent).toContain(later);
    }
    for (const [at, one] of lives.entries()) {
      for (const other of lives.slice(at + 1)) {
        expect([...one.ids].filter((id) => other.ids.has(id))).toEqual([]);
        expect([...one.sent].filter((id) => other.sent.has(id))).toEqual([]);
      }
    }
  });

  test('keeps every id of before the copy', async () => {
    const client = await start('first');
    const all = await idsOf(client);
    expect([...keptIds].filter((id) => !all.has(id))).toEqual([]);
    expect((await client.call('GET', `/v1/receipts/${kept.receipt}`)).status).toBe(200);
    expect((await client.call('GET', `/v1/authorisations/${kept.authorisation}`)).status).toBe(200);
    await server.stop();
  });

  test('opens nothing to an id of the time that was lost, nor takes anything back by one', async () => {
    const client = await start('first');
    const { mine } = lives[1] ?? lost;
    const own = items(await done(client, 'GET', `/v1/deliveries?lead=${mine.lead}`));
    const lostDeliveries = [...lost.ids].filter((id) => id.startsWith('dl_'));
    const asked: [string, string, unknown?][] = [
      ['GET', `/v1/leads/${lost.mine.lead}`],
      ['POST', `/v1/leads/${lost.mine.lead}/reveal`, { reason: 'test' }],
      ['GET', `/v1/leads/${lost.mine.lead}/evidence`],
      ['POST', `/v1/leads/${lost.mine.lead}/outcomes`, { id: 'o-2', type: 'signed' }],
      ['POST', `/v1/leads/${lost.mine.lead}/authorisations`, { notice: creditQuery.id }],
      ['DELETE', `/v1/leads/${lost.mine.lead}`],
      ['GET', `/v1/receipts/${lost.mine.receipt}`],
      ['GET', `/v1/receipts/${lost.mine.receipt}/proof?notice=privacy`],
      ['POST', `/v1/receipts/${lost.mine.receipt}/withdraw`, { notice: 'privacy' }],
      ['POST', `/v1/receipts/${lost.mine.receipt}/verify-phone`, { phone }],
      ['GET', `/r/${lost.mine.receipt}`],
      ['GET', `/v1/authorisations/${lost.mine.authorisation}`],
      ['GET', `/a/${lost.mine.authorisation}`],
      ...lostDeliveries.flatMap((id): [string, string][] => [
        ['GET', `/v1/deliveries/${id}`],
        ['POST', `/v1/deliveries/${id}/replay`],
      ]),
    ];
    for (const [method, path, body] of asked) {
      expect((await client.call(method, path, body)).status, `${method} ${path}`).toBe(404);
    }
    for (const list of ['deliveries', 'access-log']) {
      expect((await done(client, 'GET', `/v1/${list}?lead=${lost.mine.lead}`)).items, list).toEqual([]);
    }
    const revealed = await done(client, 'POST', `/v1/leads/${mine.lead}/reveal`, { reason: 'test' });
    expect(revealed.values).toMatchObject({ name: 'first', amount: 300_000 });
    expect(items(await done(client, 'GET', `/v1/deliveries?lead=${mine.lead}`))).toEqual(own);
    await server.stop();
  });

  test('takes no access to a receipt that another folder lent for the same number', async () => {
    const [, first, second] = lives;
    if (first === undefined || second === undefined) throw new Error('no lives');
    let client = await start('first');
    const { receipt, receiptSecret } = first.mine;
    const shown = { phone, receiptSecret };
    const { access } = await done(client, 'POST', `/v1/receipts/${receipt}/verify-phone`, shown);
    const read = (receipt: string) =>
      fetch(`${server.url}/v1/receipts/${receipt}/data`, { headers: { authorization: `Bearer ${access}` } });
    expect((await read(receipt)).status).toBe(200);
    await server.stop();
    client = await start('second');
    expect((await client.call('GET', `/v1/receipts/${second.mine.receipt}`)).status).toBe(200);
    expect((await read(second.mine.receipt)).status).toBe(401);
    await server.stop();
  });
});

test('every row that has a public id got random bits of its own', () => {
  const database = tenantDatabase(dir('second'));
  for (const table of ['leads', 'events', 'deliveries', 'authorisations']) {
    const counted = database.prepare(`SELECT COUNT(*) AS total, COUNT(DISTINCT nonce) AS nonces,
      COALESCE(SUM(nonce = 0), 0) AS bare, MAX(typeof(nonce)) AS type FROM ${table}`);
    const { total, nonces, bare, type } = counted.get() ?? {};
    expect({ nonces, bare, type }, table).toEqual({ nonces: total, bare: 0, type: 'integer' });
  }
  database.close();
});
