/** Owns the trial of a rule set on past leads: what it says would change, and that nothing does; must not know the rules' insides. */
import { beforeEach, expect, test } from 'vitest';
import { call, expectProblem, pick, pickList } from './api.ts';
import { grantsOf, otherPerson, submit } from './applicant.ts';
import { addWebhook, standInReceivers } from './receiver.ts';
import { saveRoutes } from './routes.ts';
import { openShop, type Shop } from './scenario.ts';
import { rowsOf, runSql, storedIn } from './stored.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  standInReceivers(shop.tenant);
  await addWebhook(shop, 'crm');
  await addWebhook(shop, 'bank', 'bank-a');
});

const rule = (more: Record<string, unknown> = {}) => ({ id: 'one', to: ['crm'], strategy: 'all', ...more });
const simulate = (set: Record<string, unknown>) =>
  call('POST', '/v1/routes/simulate', { key: shop.owner, body: set });
const someone = (number: number, more: Record<string, unknown> = {}) =>
  submit(shop, { values: { ...otherPerson(number), ...more } });

test('tells per destination and per lead what would change, and why', async () => {
  await saveRoutes(shop, { rules: [rule()] });
  const small = await someone(1);
  const big = await someone(2, { amount: 400_000 });
  const refusing = await submit(shop, {
    values: { ...otherPerson(3), amount: 400_000 },
    grants: grantsOf(shop, { 'provide-bank-a': 'refused' }),
  });
  const answer = await simulate({
    rules: [
      rule({ id: 'big', to: ['bank'], when: { field: 'amount', op: 'gt', value: 100_000 }, exclusive: true }),
      rule({ id: 'rest', when: { field: 'amount', op: 'lt', value: 100_000 } }),
    ],
  });
  expect(answer.json).toMatchObject({
    leads: 3,
    unread: 0,
    more: false,
    destinations: [
      { destination: 'crm', before: 3, after: 1 },
      { destination: 'bank', before: 0, after: 1 },
    ],
    unrouted: { before: 0, after: 1 },
    held: 0,
    changed: 2,
    items: [
      {
        lead: big,
        before: ['crm'],
        after: ['bank'],
        reasons: [
          { destination: 'bank', change: 'gains', rule: 'big', outcome: 'taken' },
          { destination: 'crm', change: 'loses', outcome: 'no_rule' },
        ],
      },
      { lead: refusing, before: ['crm'], after: [] },
    ],
  });
  expect(answer.text).not.toContain(small);
});

test('counts caps and turns as if the leads came anew, and holds what would be held', async () => {
  for (let at = 0; at < 10; at++) await someone(at);
  const capped = await simulate({ rules: [rule({ caps: [{ per: 'total', max: 4 }] })], fallback: ['bank'] });
  expect(pick(capped.json, 'destinations')).toEqual([
    { destination: 'crm', before: 10, after: 4 },
    { destination: 'bank', before: 10, after: 6 },
  ]);
  const shared = await simulate({
    rules: [rule({ to: ['crm', 'bank'], strategy: 'weighted', weights: [7, 3], quarantine: true })],
  });
  expect(pickList(shared.json, 'destinations').map((one) => pick(one, 'after'))).toEqual([7, 3]);
  expect(pick(shared.json, 'held')).toBe(10);
});

test('sends duplicates after the lead that came first in the trial', async () => {
  for (const number of [1, 2, 1, 1]) await someone(number);
  const set = { to: ['crm', 'bank'], strategy: 'weighted', weights: [1, 1], dedupe: 'first_owner' };
  const outcome = (await simulate({ rules: [rule(set)] })).json;
  expect(pickList(outcome, 'destinations').map((one) => pick(one, 'after'))).toEqual([3, 1]);
});

test('the same rules change nothing', async () => {
  const set = { rules: [rule({ to: ['crm', 'bank'], strategy: 'weighted', weights: [2, 1] })] };
  await saveRoutes(shop, set);
  for (let at = 0; at < 12; at++) await someone(at);
  expect((await simulate(set)).json).toMatchObject({ leads: 12, changed: 0, items: [] });
});

test('keeps to the time and the number asked for', async () => {
  for (let at = 0; at < 120; at++) await someone(at);
  await runSql(shop.tenant, 'UPDATE leads SET created_at = 1000 * seq');
  const outcome = await simulate({
    rules: [rule()],
    from: '1970-01-01T00:00:10.000Z',
    to: '1970-01-01T00:01:45.000Z',
  });
  expect(outcome.json).toMatchObject({ leads: 95, more: false });
  expect((await simulate({ rules: [], limit: 70 })).json).toMatchObject({
    leads: 70,
    more: true,
    changed: 0,
  });
  expect((await simulate({ rules: [], limit: 120 })).json).toMatchObject({ leads: 120, more: false });
  expectProblem(await simulate({ rules: [], limit: 5001 }), 422, 'route_rejected');
});

test('reads no lead that is gone, restricted or broken, changes nothing, and is logged', async () => {
  const [erased, restricted] = [await someone(1), await someone(2)];
  await someone(3);
  await someone(4);
  await runSql(shop.tenant, "UPDATE leads SET sealed = x'00' WHERE seq = (SELECT MAX(seq) FROM leads)");
  await call('DELETE', `/v1/leads/${erased}`, { key: shop.owner });
  await call('POST', `/v1/leads/${restricted}/restrict`, { key: shop.owner, body: { restricted: true } });
  const { access_log: logBefore, audit: auditBefore, ...before } = await storedIn(shop.tenant);
  expect((await simulate({ rules: [rule({ caps: [{ per: 'day', max: 1 }] })] })).json).toMatchObject({
    leads: 1,
    unread: 3,
  });
  const { access_log: log, audit, ...after } = await storedIn(shop.tenant);
  expect(after).toEqual(before);
  expect((log?.length ?? 0) - (logBefore?.length ?? 0)).toBe(1);
  expect(log?.at(-1)).toMatchObject({ action: 'simulate', lead: null, role: 'owner' });
  expect((audit?.length ?? 0) - (auditBefore?.length ?? 0)).toBe(1);
  expect(audit?.at(-1)).toMatchObject({ type: 'leads.simulated', result: 'done' });
});

test('a set that could not be saved is not tried', async () => {
  expectProblem(await simulate({ rules: [rule({ to: ['gone'] })] }), 422, 'route_rejected');
  expect(await rowsOf(shop.tenant, 'access_log')).toEqual([]);
});
