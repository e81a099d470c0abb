/** Owns that a message made before its turn goes out only while all stands as it did; must not know how fast that is. */
import { runInDurableObject } from 'cloudflare:test';
import { beforeEach, expect, test, vi } from 'vitest';
import { call, pick, pickList, pickText } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { accessOf, applied, type Holder, use, withdraw } from './holder.ts';
import { addWebhook, eventually, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { rowsOf, runSql } from './stored.ts';

const leads = 60;
let shop: Shop;
/** Bodies in the order in which they came. */
let bodies: unknown[];
let hosts: string[];
/** How many requests are answered; the others wait. */
let answered: number;

beforeEach(async () => {
  shop = await openShop();
  [bodies, hosts, answered] = [[], [], 0];
  standInReceivers(shop.tenant);
  const others = globalThis.fetch;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit): Promise<Response> => {
    if (!url.endsWith(shop.tenant)) return others(url, init);
    hosts.push(new URL(url).host);
    const number = bodies.push(JSON.parse(String(init.body)));
    while (number > answered) {
      init.signal?.throwIfAborted();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return new Response(null, { status: 204 });
  });
});

const seqOf = (body: unknown) => Number(pick(body, 'data', 'lead', 'seq'));
const created = () => bodies.filter((body) => pickText(body, 'type') === 'lead.created');

/** Leads that wait for one destination, the first of them under way. */
async function backlog(recipient: string): Promise<Map<number, Holder>> {
  await addWebhook(shop, 'target', recipient);
  const holders = new Map<number, Holder>();
  for (let seq = 1; seq <= leads; seq++) {
    const values = otherPerson(seq);
    if (seq <= 30) await submit(shop, { values });
    else holders.set(seq, await applied(shop, { values }));
  }
  await eventually(() => expect(bodies).toHaveLength(1));
  return holders;
}

/** Lets so many through, quickly enough for the next to be made ahead, and waits until the places are taken again. */
async function letThrough(count: number): Promise<void> {
  answered = count;
  await eventually(() => expect(bodies).toHaveLength(count + 4));
}

function holderOf(holders: Map<number, Holder>, seq: number): Holder {
  const holder = holders.get(seq);
  if (holder === undefined) throw new Error(`no holder of ${seq}`);
  return holder;
}

const allSettled = () =>
  eventually(async () => {
    const rows = await rowsOf(shop.tenant, 'deliveries');
    expect(rows.filter((row) => row.state === 'pending')).toEqual([]);
  });

/** Counts the runs that send what is due, and those that failed as a whole. */
async function watchRuns(): Promise<{ began: number; failed: number }> {
  const runs = { began: 0, failed: 0 };
  await runInDurableObject(tenantStub(shop.tenant), (object) => {
    const alarm = object.alarm?.bind(object);
    object.alarm = async () => {
      runs.began += 1;
      try {
        await alarm?.();
      } catch (error) {
        runs.failed += 1;
        throw error;
      }
    };
  });
  return runs;
}

/** Those that are made ahead by now and not under way. */
const ahead = [34, 35, 36, 37, 38, 39];

test('a withdrawal keeps back what was made ahead of it', async () => {
  const holders = await backlog('bank-a');
  await letThrough(28);
  for (const seq of ahead)
    expect((await withdraw(holderOf(holders, seq), 'provide-bank-a')).status).toBe(200);
  answered = Number.POSITIVE_INFINITY;
  await allSettled();
  const told = created().map(seqOf);
  expect(told.filter((seq) => ahead.includes(seq))).toEqual([]);
  expect(told).toHaveLength(leads - ahead.length);
  expect(new Set(told).size).toBe(told.length);
});

test('an erasure and a restriction keep back what was made ahead of them', async () => {
  const holders = await backlog('self');
  await letThrough(28);
  const [erased, restricted] = [35, 37];
  const { lead } = holderOf(holders, erased);
  expect((await call('DELETE', `/v1/leads/${lead}`, { key: shop.owner })).status).toBe(204);
  const holder = holderOf(holders, restricted);
  const access = await accessOf(holder, otherPerson(restricted).phone);
  expect((await use(holder, 'restrict', access, { restricted: true })).status).toBe(200);
  answered = Number.POSITIVE_INFINITY;
  await allSettled();
  const told = created().map(seqOf);
  expect(told).not.toContain(erased);
  expect(told).not.toContain(restricted);
  expect(told).toHaveLength(leads - 2);
});

test('a correction is in what goes out after it', async () => {
  const holders = await backlog('self');
  await letThrough(28);
  const holder = holderOf(holders, 36);
  const access = await accessOf(holder, otherPerson(36).phone);
  const answer = await use(holder, 'correct', access, { values: { name: '欧阳新名' } });
  expect(answer.json).toEqual({ corrected: true });
  answered = Number.POSITIVE_INFINITY;
  await allSettled();
  const body = created().find((one) => seqOf(one) === 36);
  expect(pick(body, 'data', 'lead', 'values', 'name')).toBe('欧阳新名');
});

test('a destination that is saved with another address gets there what was made for the one before', async () => {
  await backlog('self');
  await letThrough(28);
  const config = { url: `https://elsewhere.example/${shop.tenant}` };
  await configure('PUT', '/v1/destinations/target', shop.owner, {
    kind: 'webhook',
    recipient: 'self',
    config,
  });
  answered = Number.POSITIVE_INFINITY;
  await allSettled();
  expect(hosts.slice(0, 32)).toEqual(Array.from({ length: 32 }, () => 'target.example'));
  expect(hosts.slice(32)).toEqual(Array.from({ length: leads - 32 }, () => 'elsewhere.example'));
});

test('a lead whose evidence is broken fails alone', async () => {
  const runs = await watchRuns();
  await backlog('self');
  await runSql(
    shop.tenant,
    'DELETE FROM entries WHERE number IN (SELECT first_entry FROM leads WHERE seq = 20)',
  );
  answered = Number.POSITIVE_INFINITY;
  await eventually(async () => {
    const rows = await rowsOf(shop.tenant, 'deliveries');
    expect(rows.filter((row) => row.state === 'delivered')).toHaveLength(leads - 1);
  });
  const [broken] = pickList(await configure('GET', '/v1/deliveries?state=pending', shop.owner), 'items');
  expect(broken).toMatchObject({ attempts: 1, lastAttempt: { reason: 'unsealable' } });
  expect(runs.began).toBeGreaterThan(0);
  expect(runs.failed).toBe(0);
});

test('switched off, a destination gets nothing that was made ahead', async () => {
  await backlog('self');
  await letThrough(28);
  const config = { url: `https://target.example/${shop.tenant}` };
  const off = { kind: 'webhook', recipient: 'self', config, enabled: false };
  await configure('PUT', '/v1/destinations/target', shop.owner, off);
  answered = Number.POSITIVE_INFINITY;
  await eventually(async () => {
    const rows = await rowsOf(shop.tenant, 'deliveries');
    expect(rows.filter((row) => row.state === 'delivered')).toHaveLength(32);
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(created()).toHaveLength(32);
});
