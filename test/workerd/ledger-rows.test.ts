/** Owns the cost of the ledger in rows: what appending writes and a checkpoint adds, however long the log; must not time anything. */
import { runInDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { call } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { openLog } from './log-reader.ts';
import { openShop, tenantStub } from './scenario.ts';
import { rowsOf } from './stored.ts';

/** Rows that each statement writes into these tables while `act` runs, as SQLite counts them. */
async function rowsWritten(tenant: string, tables: RegExp, act: () => Promise<unknown>): Promise<number> {
  const cursors: { rowsWritten: number }[] = [];
  const restore = await runInDurableObject(tenantStub(tenant), (_, state) => {
    const prototype: object = Object.getPrototypeOf(state.storage.sql);
    const exec: unknown = Reflect.get(prototype, 'exec');
    if (typeof exec !== 'function') throw new Error('no exec to watch');
    Reflect.set(prototype, 'exec', function (this: SqlStorage, query: string, ...binds: unknown[]) {
      const cursor = Reflect.apply(exec, this, [query, ...binds]);
      if (tables.test(query)) cursors.push(cursor);
      return cursor;
    });
    return () => Reflect.set(prototype, 'exec', exec);
  });
  try {
    await act();
  } finally {
    restore();
  }
  return cursors.reduce((sum, cursor) => sum + cursor.rowsWritten, 0);
}

test('an entry costs one row, whatever the size of the log, and a checkpoint one', async () => {
  const shop = await openShop();
  const append = (number: number) =>
    rowsWritten(shop.tenant, /^INSERT INTO entries/, () => submit(shop, { values: otherPerson(number) }));
  const sign = () =>
    rowsWritten(shop.tenant, /\b(checkpoint|log_keys)\b/, () =>
      call('GET', `/log/${shop.tenant}/checkpoint`),
    );
  await openLog(shop.tenant);
  for (let number = 0; number < 40; number++) {
    expect(await append(number)).toBe(4);
    if (number % 8 !== 0) continue;
    expect(await sign()).toBe(1);
    expect(await sign()).toBe(0);
  }
  const rows = await rowsOf(shop.tenant, 'entries');
  const nodes = rows.reduce((sum, row) => sum + String(row.hashes).length / 64, 0);
  // Every full node of the tree once: fewer than two an entry.
  expect(rows).toHaveLength(160);
  expect(nodes).toBeLessThan(2 * rows.length);
});
