/** Owns how a destination's health is told, from real attempts, to the roles it is for; must not know its arithmetic. */
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { call, expectProblem, pick, pickList } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { dayMs, holdTheClock } from './clock.ts';
import { addWebhook, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { rowsOf, runSql } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  holdTheClock();
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
  await addWebhook(shop, 'crm');
});
afterEach(() => {
  vi.useRealTimers();
});

const health = (id = 'crm') => configure('GET', `/v1/destinations/${id}/health`, shop.owner);

async function send(leads: number): Promise<void> {
  for (let lead = 0; lead < leads; lead++) await submit(shop, { values: otherPerson(lead) });
  await sendDue(shop.tenant);
}

test('of a destination that nothing was sent to is idle', async () => {
  expect(await health()).toEqual({
    state: 'idle',
    backlog: 0,
    dead: 0,
    oldestDueAt: null,
    successRate: { hour: null, day: null },
    attempts: { hour: 0, day: 0 },
    latencyMs: { p50: null, p95: null },
    lastSuccessAt: null,
    lastFailure: null,
  });
  expectProblem(await call('GET', '/v1/destinations/other/health', { key: shop.owner }), 404, 'not_found');
});

test('follows the attempts: healthy, failing, its backlog, what is dead', async () => {
  await send(2);
  expect(await health()).toMatchObject({
    state: 'healthy',
    attempts: { hour: 2, day: 2 },
    successRate: { hour: 1, day: 1 },
    backlog: 0,
  });
  receivers.answer('crm.example', { status: 503 });
  await send(1);
  const failing = await health();
  expect(failing).toMatchObject({
    state: 'failing',
    attempts: { hour: 3, day: 3 },
    backlog: 1,
    dead: 0,
    oldestDueAt: null,
    lastFailure: { reason: 'server_error', status: 503 },
  });
  expect(pick(failing, 'successRate', 'hour')).toBeCloseTo(2 / 3);
  vi.setSystemTime(Date.now() + 10_000);
  expect(Date.parse(String(pick(await health(), 'oldestDueAt')))).toBeLessThan(Date.now());
  for (let attempt = 0; attempt < 9; attempt++) await sendDue(shop.tenant);
  expect(await health()).toMatchObject({ backlog: 0, dead: 1, attempts: { hour: 12 } });
});

test('a day later only the last success and failure are left', async () => {
  await send(1);
  vi.setSystemTime(Date.now() + dayMs + 3_600_000);
  const told = await health();
  expect(told).toMatchObject({ state: 'idle', attempts: { hour: 0, day: 0 }, successRate: { day: null } });
  expect(pick(told, 'lastSuccessAt')).not.toBeNull();
});

test('a destination that was switched off is disabled; deliveries that wait for a key make it paused', async () => {
  await submit(shop);
  await runSql(shop.tenant, "UPDATE deliveries SET next_at = 9e15, reason = 'key_missing'");
  expect(await health()).toMatchObject({ state: 'paused', backlog: 1 });
  receivers.answer('crm.example', { status: 410 });
  await sendDue(shop.tenant);
  expect(await health()).toMatchObject({
    state: 'disabled',
    dead: 1,
    lastFailure: { reason: 'gone', status: 410 },
  });
});

test('one that kept failing and rests before the next try is failing, not paused', async () => {
  receivers.answer('crm.example', { status: 503 });
  for (let lead = 0; lead < 6; lead++) await submit(shop);
  await sendDue(shop.tenant);
  await sendDue(shop.tenant);
  const [row] = await rowsOf(shop.tenant, 'failing_streaks');
  expect(Number(row?.open_until)).toBeGreaterThan(Date.now());
  expect(await health()).toMatchObject({ state: 'failing', backlog: 6, lastFailure: { status: 503 } });
});

test('the list of destinations has it in short', async () => {
  await addWebhook(shop, 'other');
  await send(1);
  const listed = pickList(await configure('GET', '/v1/destinations', shop.owner), 'items');
  expect(listed).toMatchObject([
    { id: 'crm', health: { state: 'healthy', backlog: 0, dead: 0, oldestDueAt: null } },
    { id: 'other', health: { state: 'healthy' } },
  ]);
});

test('tells nothing of anyone: no value, no name of a field, no address of the target', async () => {
  await submit(shop);
  receivers.answer('crm.example', { status: 503 });
  await sendDue(shop.tenant);
  const { text } = await call('GET', '/v1/destinations/crm/health', { key: shop.owner });
  expect(text).not.toMatch(/13\d{9}|crm\.example|phone|张/);
});

test('with 100,000 deliveries waiting and dead it reads a bounded number of rows', async () => {
  await submit(shop);
  const read = await runInDurableObject(tenantStub(shop.tenant), async (_, { storage }) => {
    const { sql } = storage;
    const rows = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)';
    sql.exec(
      `${rows} INSERT INTO deliveries (event, destination, lead, state, attempts, next_at) SELECT 100000 + i, 1, 1, 'pending', 1, 9e15 FROM n`,
    );
    sql.exec(
      `${rows} INSERT INTO deliveries (event, destination, lead, state, attempts) SELECT 200000 + i, 1, 1, 'dead', 10 FROM n`,
    );
    const cursors: { rowsRead: number }[] = [];
    const exec = sql.exec.bind(sql);
    Object.defineProperty(sql, 'exec', {
      configurable: true,
      value: (query: string, ...binds: SqlStorageValue[]) => {
        const cursor = exec(query, ...binds);
        cursors.push(cursor);
        return cursor;
      },
    });
    return cursors;
  });
  const told = await health();
  const sum = await runInDurableObject(tenantStub(shop.tenant), (_, { storage }) => {
    Reflect.deleteProperty(storage.sql, 'exec');
    return read.reduce((rows, { rowsRead }) => rows + rowsRead, 0);
  });
  expect(told).toMatchObject({ backlog: 10_000, dead: 10_000 });
  expect(sum).toBeGreaterThan(20_000);
  expect(sum).toBeLessThan(20_100);
});
