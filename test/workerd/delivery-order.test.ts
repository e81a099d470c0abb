/** Owns that a destination hears of a lead's events in their order, and that nothing else waits for it; no values. */
import { runInDurableObject } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { pick } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { accessOf, applied, type Holder, use, withdraw } from './holder.ts';
import { attemptedIn, deliveriesOf } from './outbox.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { rowsOf } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
  await addWebhook(shop, 'crm');
});

const correct = async (holder: Holder, name: string) => {
  const answer = await use(holder, 'correct', await accessOf(holder), { values: { name } });
  expect(answer.json).toEqual({ corrected: true });
};
const of = async (type: string) => (await deliveriesOf(shop)).filter((one) => pick(one, 'type') === type);
/** What waits is looked at, whatever time it was put off to; the run ends by itself. */
const look = () => sendDue(shop.tenant);

describe('events of one lead', () => {
  test('go out one after the other: a correction waits for the lead, which failed', async () => {
    receivers.answer('crm.example', { status: 500 });
    const holder = await applied(shop);
    await attemptedIn(shop, 'crm', 1);
    await correct(holder, '欧阳新名');
    await correct(holder, '欧阳又新');
    await eventually(async () =>
      expect((await of('lead.corrected')).map((one) => pick(one, 'reason'))).toEqual([
        'earlier_event',
        'earlier_event',
      ]),
    );
    expect(receivers.typesTo('crm.example')).toEqual(['lead.created']);
    await look();
    expect(receivers.typesTo('crm.example')).toEqual(['lead.created', 'lead.created']);
    // No attempt of theirs was used up.
    expect((await of('lead.corrected')).map((one) => pick(one, 'attempts'))).toEqual([0, 0]);
    receivers.answer('crm.example', { status: 204 });
    await look();
    await eventually(() => expect(receivers.typesTo('crm.example')).toHaveLength(5));
    expect(receivers.typesTo('crm.example').slice(2)).toEqual([
      'lead.created',
      'lead.corrected',
      'lead.corrected',
    ]);
    const names = receivers
      .to('crm.example')
      .slice(2)
      .map(({ body }) => pick(JSON.parse(body), 'data', 'lead', 'values', 'name'));
    // Each tells the lead as it stands.
    expect(names.slice(1)).toEqual(['欧阳又新', '欧阳又新']);
    expect(await deliveriesOf(shop, 'state=pending')).toEqual([]);
  });

  test('that are dead or blocked hold up nothing', async () => {
    receivers.answer('crm.example', { status: 500 });
    const holder = await applied(shop);
    await attemptedIn(shop, 'crm', 1);
    await correct(holder, '欧阳新名');
    await eventually(async () =>
      expect(await of('lead.corrected')).toMatchObject([{ reason: 'earlier_event' }]),
    );
    receivers.answer('crm.example', { status: 410 });
    await sendDue(shop.tenant);
    expect(await of('lead.created')).toMatchObject([{ state: 'dead' }]);
    receivers.answer('crm.example', { status: 204 });
    await addWebhook(shop, 'crm');
    await eventually(async () => expect(await of('lead.corrected')).toMatchObject([{ state: 'delivered' }]));
  });

  test('a withdrawal is told at once where the lead is stopped by it', async () => {
    await addWebhook(shop, 'bank', 'bank-a');
    receivers.answer('bank.example', { status: 500 });
    const holder = await applied(shop);
    await attemptedIn(shop, 'bank', 1);
    await correct(holder, '欧阳新名');
    await withdraw(holder, 'provide-bank-a');
    receivers.answer('bank.example', { status: 204 });
    await eventually(() =>
      expect(receivers.typesTo('bank.example')).toEqual(['lead.created', 'consent.withdrawn']),
    );
  });

  test.for([
    ['erased', 'DELETE', '', undefined, ['consent.withdrawn', 'lead.erased']],
    ['restricted', 'POST', '/restrict', { restricted: true }, ['consent.withdrawn']],
  ] as const)('go out at once when the lead before them is %s', async ([, method, path, body, types]) => {
    receivers.answer('crm.example', { status: 500 });
    const holder = await applied(shop);
    await attemptedIn(shop, 'crm', 1);
    await withdraw(holder, 'marketing');
    await eventually(async () =>
      expect(await of('consent.withdrawn')).toMatchObject([{ reason: 'earlier_event' }]),
    );
    receivers.answer('crm.example', { status: 204 });
    await configure(method, `/v1/leads/${holder.lead}${path}`, shop.owner, body);
    await eventually(() => expect(receivers.typesTo('crm.example')).toEqual(['lead.created', ...types]));
  });

  test('wait for one destination only, and no other lead waits for them', async () => {
    await addWebhook(shop, 'other');
    receivers.answer('crm.example', { status: 500 });
    const holder = await applied(shop);
    await attemptedIn(shop, 'crm', 1);
    await correct(holder, '欧阳新名');
    await eventually(() =>
      expect(receivers.typesTo('other.example')).toEqual(['lead.created', 'lead.corrected']),
    );
    receivers.answer('crm.example', { status: 204 });
    await submit(shop, { values: otherPerson(1) });
    await eventually(() =>
      expect(receivers.typesTo('crm.example')).toEqual(['lead.created', 'lead.created']),
    );
    expect(await of('lead.corrected')).toHaveLength(2);
  });
});

test('picking, counting and listing use an index each', async () => {
  const plans = new Map<string, string>();
  const restore = await runInDurableObject(tenantStub(shop.tenant), (_, { storage }) => {
    const { sql } = storage;
    const exec = sql.exec.bind(sql);
    const explaining = (query: string, ...binds: SqlStorageValue[]) => {
      if (/deliveries|attempts|kept_bodies/.test(query) && /^\s*(SELECT|UPDATE|DELETE)/.test(query)) {
        const plan = exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${query}`, ...binds).toArray();
        plans.set(query, plan.map(({ detail }) => detail).join('\n'));
      }
      return exec<Record<string, SqlStorageValue>>(query, ...binds);
    };
    Object.defineProperty(sql, 'exec', { configurable: true, value: explaining });
    return () => Reflect.deleteProperty(sql, 'exec');
  });
  receivers.answer('crm.example', { status: 500 });
  const holder = await applied(shop);
  await attemptedIn(shop, 'crm', 1);
  await correct(holder, '欧阳新名');
  await look();
  receivers.answer('crm.example', { status: 204 });
  await look();
  for (const state of ['pending', 'dead', 'blocked']) {
    await deliveriesOf(shop, `state=${state}`);
    await deliveriesOf(shop, `state=${state}&destination=crm`);
    await deliveriesOf(shop, `state=${state}&lead=${holder.lead}`);
  }
  await deliveriesOf(shop, `lead=${holder.lead}`);
  await configure('POST', '/v1/deliveries/replay', shop.owner, { destination: 'crm' });
  await configure('POST', '/v1/deliveries/replay', shop.owner, { lead: holder.lead });
  await runInDurableObject(tenantStub(shop.tenant), () => restore());
  expect(plans.size).toBeGreaterThan(15);
  // The few destinations may be walked; of the many deliveries only those of an index made for the question.
  const walked = [...plans].filter(([, plan]) =>
    plan
      .split('\n')
      .some(
        (step) =>
          /^SCAN (deliveries|attempts|kept_bodies|events|leads)\b/.test(step) &&
          !/deliveries_(due|dead|blocked)/.test(step),
      ),
  );
  expect(walked).toEqual([]);
  const planOf = (words: string) => [...plans].find(([query]) => query.includes(words))?.[1];
  expect(planOf('MAX(next_at)')).toContain('PRIMARY KEY (event=? AND destination=?)');
  expect(planOf('ORDER BY next_at, event')).toMatch(/deliveries_due \(destination=\? AND next_at<\?\)$/);
  expect(await rowsOf(shop.tenant, 'kept_bodies')).toEqual([]);
});
