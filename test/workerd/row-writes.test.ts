/** Owns the price of one lead in rows written, indexes counted, as Cloudflare bills them (DESIGN §12); nothing else. */
import { runInDurableObject } from 'cloudflare:test';
import { expect, test, vi } from 'vitest';
import { grantsOf, otherPerson, submit } from './applicant.ts';
import { attemptedIn } from './outbox.ts';
import { addWebhook, eventually, standInReceivers } from './receiver.ts';
import { saveRoutes } from './routes.ts';
import { openShop, type Shop, tenantStub } from './scenario.ts';

const budget = 8;

/** Rows written by SQL, and alarms set (each is billed as one row), while `act` runs. */
async function rowsWrittenBy(
  shop: Shop,
  act: () => Promise<unknown>,
): Promise<{ rows: number; alarms: number }> {
  const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
  let alarms = 0;
  const restore = await runInDurableObject(tenantStub(shop.tenant), (_, { storage }) => {
    const { sql } = storage;
    const exec = sql.exec.bind(sql);
    const counting = (query: string, ...binds: SqlStorageValue[]) => {
      const cursor = exec<Record<string, SqlStorageValue>>(query, ...binds);
      cursors.push(cursor);
      return cursor;
    };
    // Own members in front of the prototype's: taken away again, they leave no trace.
    Object.defineProperty(sql, 'exec', { configurable: true, value: counting });
    const setAlarm = vi.spyOn(storage, 'setAlarm').mockImplementation(async () => {
      alarms += 1;
    });
    return () => {
      Reflect.deleteProperty(sql, 'exec');
      setAlarm.mockRestore();
    };
  });
  await act();
  const rows = await runInDurableObject(tenantStub(shop.tenant), () => {
    restore();
    return cursors.reduce((sum, cursor) => sum + cursor.rowsWritten, 0);
  });
  return { rows, alarms };
}

test('a lead with two grants and one destination stays within the budget', async () => {
  standInReceivers();
  const shop = await openShop();
  await addWebhook(shop, 'crm');
  const grants = grantsOf(shop, { sensitive: null, marketing: null });
  expect(grants).toHaveLength(2);
  for (let number = 0; number < 3; number++) {
    // Later leads must not cost more than the first: a duplicate neither.
    const { rows, alarms } = await rowsWrittenBy(shop, () =>
      submit(shop, { grants, values: otherPerson(number % 2) }),
    );
    // Lead, its submission and phone indexes, two entries, delivery and its due index: fewer would mean a blind spy.
    expect(rows).toBeGreaterThanOrEqual(6);
    expect(rows).toBeLessThanOrEqual(budget);
    expect(rows + alarms).toBeLessThanOrEqual(budget);
  }
});

test('its delivery costs the attempt with its index, the state and the tally, and nothing for what did not fail', async () => {
  const shop = await openShop();
  const receivers = standInReceivers(shop.tenant);
  await addWebhook(shop, 'crm');
  receivers.answer('crm.example', 'hang');
  await submit(shop);
  await eventually(() => expect(receivers.received).toHaveLength(1));
  const { rows } = await rowsWrittenBy(shop, async () => {
    receivers.answer('crm.example', { status: 204 });
    await attemptedIn(shop, 'crm', 1);
  });
  expect(rows).toBe(4);
});

test('rules without caps and turns cost nothing, a rule and a destination that count cost one row each', async () => {
  standInReceivers();
  const shop = await openShop();
  await addWebhook(shop, 'crm');
  const grants = grantsOf(shop, { sensitive: null, marketing: null });
  const price = (number: number) =>
    rowsWrittenBy(shop, () => submit(shop, { grants, values: otherPerson(number) }));
  const { rows: plain } = await price(0);
  const rule = { id: 'one', to: ['crm'], strategy: 'first', when: { field: 'amount', op: 'gt', value: 1 } };
  await saveRoutes(shop, { rules: [rule], fallback: ['crm'] });
  expect((await price(1)).rows).toBe(plain);
  const caps = [
    { per: 'hour', max: 100 },
    { per: 'day', max: 100 },
  ];
  await saveRoutes(shop, {
    rules: [
      { ...rule, strategy: 'weighted', weights: [1], caps },
      { ...rule, id: 'two' },
    ],
    destinations: { crm: { caps } },
  });
  expect((await price(2)).rows).toBe(plain + 2);
});
