/** Owns the check of asking many tenants: how many at once, for how long, and that one silent holds up none; no object. */
import { expect, test, vi } from 'vitest';
import { askAll } from '../../../worker/intake/measure-tenants.ts';
import type { TenantMeasures } from '../../../worker/tenant/measures.ts';

const some: TenantMeasures = { leads: 1, logEntries: 2, nextAlarmMs: null, destinations: [] };
const ids = (count: number) => Array.from({ length: count }, (_, at) => `t-${at}`);
const never = new Promise<TenantMeasures>(() => {});
const limits = { atOnce: 4, eachMs: 1000, allMs: 5000 };

test('keeps the order of the tenants and asks no more than so many at once', async () => {
  let underWay = 0;
  let most = 0;
  const all = await askAll(
    ids(50),
    async (tenant) => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
      underWay--;
      return { ...some, leads: Number(tenant.slice(2)) };
    },
    limits,
  );
  expect(all.map(({ tenant, measures }) => [tenant, measures?.leads])).toEqual(
    ids(50).map((id, at) => [id, at]),
  );
  expect(most).toBe(4);
});

test('one that fails and one that never answers are null, and all others are there', async () => {
  vi.useFakeTimers();
  try {
    const asked = askAll(
      ids(9),
      (tenant) => {
        if (tenant === 't-3') return Promise.reject(new Error('broken'));
        return tenant === 't-5' ? never : Promise.resolve(some);
      },
      limits,
    );
    await vi.advanceTimersByTimeAsync(1000);
    const silent = (await asked).filter(({ measures }) => measures === null).map(({ tenant }) => tenant);
    expect(silent).toEqual(['t-3', 't-5']);
  } finally {
    vi.useRealTimers();
  }
});

test('when all are silent it ends in time, with nobody asked after it', async () => {
  vi.useFakeTimers();
  try {
    let asked = 0;
    const silent = askAll(
      ids(1000),
      () => {
        asked++;
        return never;
      },
      limits,
    );
    await vi.advanceTimersByTimeAsync(5000);
    expect((await silent).every(({ measures }) => measures === null)).toBe(true);
    expect(asked).toBe(20);
  } finally {
    vi.useRealTimers();
  }
});

test('no tenant, no wait', async () => {
  expect(await askAll([], () => never, limits)).toEqual([]);
});
