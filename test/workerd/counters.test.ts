/** Owns the counters: what reads tell at once, days in China, rows written for many visits; must not know links. */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { chinaDay } from '../../worker/encoding/china-day.ts';
import type { TrafficObject } from '../../worker/traffic/traffic-object.ts';

const form = 'biz';
let stub: DurableObjectStub<TrafficObject>;
beforeEach(() => {
  stub = env.TRAFFIC.get(env.TRAFFIC.idFromName(crypto.randomUUID()));
});
afterEach(() => void vi.useRealTimers());

const visits = (code: string, total = 1) => ({ form, code, kind: 'visit' as const, total });
const codeOf = (number: number) => `CODE${number}`;

/** Rows written, deleted ones included, until the next flush after `act` is over. */
async function rowsWrittenBy(act: () => Promise<void>): Promise<number> {
  const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
  await runInDurableObject(stub, (_, { storage: { sql } }) => {
    const exec = sql.exec.bind(sql);
    const counting = (query: string, ...binds: SqlStorageValue[]) => {
      const cursor = exec<Record<string, SqlStorageValue>>(query, ...binds);
      cursors.push(cursor);
      return cursor;
    };
    Object.defineProperty(sql, 'exec', { configurable: true, value: counting });
  });
  await act();
  await scheduler.wait(1300);
  return runInDurableObject(stub, (_, { storage: { sql } }) => {
    Reflect.deleteProperty(sql, 'exec');
    return cursors.reduce((sum, cursor) => sum + cursor.rowsWritten, 0);
  });
}

const stored = (table: 'counts' | 'batches') =>
  runInDurableObject(stub, (_, { storage }) => storage.sql.exec(`SELECT * FROM ${table}`).toArray());

describe('reads', () => {
  test('tell what is not written yet, and the same once it is', async () => {
    const told = { visits: 3, starts: 1 };
    await stub.count([visits('A', 2), visits('B'), { form, code: 'A', kind: 'start', total: 1 }]);
    await stub.count([visits('A')]);
    expect(await stored('counts')).toEqual([]);
    expect(await stub.totals('A')).toEqual(told);
    await scheduler.wait(1300);
    expect(await stored('counts')).toHaveLength(3);
    expect(await stub.totals('A')).toEqual(told);
    expect(await stub.totals('nobody')).toEqual({ visits: 0, starts: 0 });
  });

  test('tell what lies in batches, after a restart too', async () => {
    await stub.count(Array.from({ length: 101 }, (_, number) => visits(codeOf(number))));
    await scheduler.wait(1300);
    expect(await stored('batches')).toHaveLength(1);
    expect(await stored('counts')).toEqual([]);
    expect(await stub.totals(codeOf(7))).toEqual({ visits: 1, starts: 0 });
    await runInDurableObject(stub, (_, state) => state.abort('restart')).catch(() => undefined);
    stub = env.TRAFFIC.get(stub.id);
    expect(await stub.totals(codeOf(7))).toEqual({ visits: 1, starts: 0 });
    // So many visits are worth a row each: batches are entered, and counted once.
    await stub.count(Array.from({ length: 101 }, (_, number) => visits(codeOf(number), 110)));
    await scheduler.wait(1300);
    expect(await stored('batches')).toEqual([]);
    expect(await stored('counts')).toHaveLength(101);
    expect(await stub.totals(codeOf(7))).toEqual({ visits: 111, starts: 0 });
  });

  test('tell days as China has them', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-26T15:59:59Z') });
    await stub.count([visits('A')]);
    vi.setSystemTime(Date.parse('2026-11-26T16:00:00Z'));
    await stub.count([visits('A', 4)]);
    const [before, after] = [
      { code: 'A', day: '2026-11-26', visits: 1, starts: 0 },
      { code: 'A', day: '2026-11-27', visits: 4, starts: 0 },
    ];
    expect(await stub.days(['A', 'B'], '2026-11-26')).toEqual([before, after]);
    expect(await stub.days(['A'], '2026-11-27')).toEqual([after]);
    expect(await stub.days(['B'], '2026-11-26')).toEqual([]);
  });
});

describe('sums over all codes', () => {
  const today = chinaDay(Date.now());

  test('tell a followed link once, and what lies in memory or in batches too', async () => {
    const view = (code: string, of = form) => ({ form: of, code, kind: 'view' as const, total: 1 });
    await stub.count(Array.from({ length: 150 }, (_, number) => visits(codeOf(number))));
    // So many rows are a batch.
    await scheduler.wait(1300);
    expect(await stored('batches')).toHaveLength(1);
    await stub.count([view(codeOf(0)), view(codeOf(1)), view(codeOf(1), 'other'), view('')]);
    await stub.count([{ form, code: '', kind: 'start', total: 2 }]);
    expect(await stub.sums('day', today, today)).toEqual([{ key: today, visits: 152, starts: 2 }]);
    const byForm = await stub.sums('form', today, today);
    expect(byForm).toEqual([
      { key: form, visits: 151, starts: 2 },
      { key: 'other', visits: 1, starts: 0 },
    ]);
    const byCode = await stub.sums('code', today, today);
    expect(byCode).toHaveLength(151);
    expect(byCode.find(({ key }) => key === codeOf(1))).toEqual({ key: codeOf(1), visits: 2, starts: 0 });
    expect(await stub.sums('day', '2020-01-01', '2020-12-31')).toEqual([]);
    // What was entered for the report is not entered again.
    await scheduler.wait(1300);
    expect(await stub.sums('day', today, today)).toEqual([{ key: today, visits: 152, starts: 2 }]);
  });
});

describe('a second of 10,000 visits costs at most one row per 100', () => {
  test.for([1, 100, 101, 1000, 10_000])('over %i codes', async (codes) => {
    const rows = await rowsWrittenBy(async () => {
      for (let call = 0; call < 10; call++) {
        const seen = Array.from({ length: 1000 }, (_, at) => visits(codeOf((call * 1000 + at) % codes)));
        await stub.count(seen);
      }
    });
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThanOrEqual(100);
  });
});
