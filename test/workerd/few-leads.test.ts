/** Owns the promise that who may not read leads is told no count of few, nor anything that differences of counts would tell; not the counts. */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { call, expectProblem, pick, pickList, pickNumber, pickText } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { addWebhook, eventually, type Receivers, standInReceivers } from './receiver.ts';
import { configure, makeKey, openShop, partnerOrigin, type Shop } from './scenario.ts';
import { runSql } from './stored.ts';

let shop: Shop;
let marketer: string;
let receivers: Receivers;
let code: string;
let own: { code: string; token: string };
/** The one whose amount is looked for. */
const secretAmount = 330_000;

const visit = (form: string, ref?: string) =>
  call('POST', `/v1/t/${shop.tenant}/visits`, {
    body: { kind: 'view', form, ref },
    headers: { origin: partnerOrigin },
  });

beforeAll(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
  marketer = await makeKey(shop, 'marketer');
  await addWebhook(shop, 'crm');
  await addWebhook(shop, 'bank', 'bank-a');
  code = pickText(await configure('POST', '/v1/links', shop.owner, { form: 'biz', channel: '专属' }), 'code');
  const promoter = await configure('POST', '/v1/promoters', shop.owner, { kind: 'staff', name: '小李' });
  const token = pickText(promoter, 'token');
  own = { code: pickText(await configure('POST', '/v1/links', token, { form: 'biz' }), 'code'), token };
  for (let at = 0; at < 12; at++) {
    const ref = at === 0 ? code : at < 3 ? own.code : undefined;
    const values = { ...otherPerson(at), amount: at === 0 ? secretAmount : 20_000 + 10_000 * at };
    await submit(shop, { values, ...(ref === undefined ? {} : { ref }) });
  }
  await eventually(() => expect(receivers.received).toHaveLength(24));
  for (const ref of [code, own.code, undefined]) await visit('biz', ref);
});

/** Every number in a parsed body but those at the names given. */
function numbersIn(value: unknown, except: readonly string[]): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    except.includes(name) ? [] : numbersIn(member, except),
  );
}

describe('a trial of rules', () => {
  const above = (amount: number) => ({
    rules: [{ id: 'a', to: ['bank'], strategy: 'all', when: { field: 'amount', op: 'gt', value: amount } }],
    fallback: ['crm'],
  });
  const trial = (body: object, key = marketer) => call('POST', '/v1/routes/simulate', { key, body });

  test('tells a marketer fives, roughly, and no lead; the same question has the same answer', async () => {
    const answer = await trial({ rules: [{ id: 'all', to: ['bank'], strategy: 'all' }] });
    expect(answer.json).toMatchObject({ more: false, unread: null, items: [], held: null });
    expect(numbersIn(answer.json, []).filter((count) => count % 5 !== 0 || count < 5)).toEqual([]);
    expect([10, 15]).toContain(pick(answer.json, 'leads'));
    expect((await trial({ rules: [{ id: 'all', to: ['bank'], strategy: 'all' }] })).json).toEqual(
      answer.json,
    );
  });

  test('tells whoever reads leads exactly', async () => {
    for (const key of [shop.owner])
      expect(pick((await trial(above(100_000), key)).json, 'destinations')).toEqual([
        { destination: 'crm', before: 12, after: 8 },
        { destination: 'bank', before: 12, after: 4 },
      ]);
  });

  test('no threshold, however it is moved or padded, is one that changes at a lead’s amount', async () => {
    await runSql(shop.tenant, "DELETE FROM audit WHERE type = 'leads.simulated'");
    const told = async (amount: number, max: number) => {
      const [rule] = above(amount).rules;
      // A cap moves the count to the edge of any five.
      const set = { rules: [{ ...rule, caps: [{ per: 'total', max }] }], fallback: ['crm'] };
      return JSON.stringify((await trial(set)).json);
    };
    for (const max of [1, 2, 3, 5, 8, 11]) {
      const at = await Promise.all(
        [secretAmount - 1, secretAmount, secretAmount + 1].map((one) => told(one, max)),
      );
      expect(new Set(at).size, `a cap of ${max}`).toBe(1);
    }
  });

  test('is not narrowed to one lead by times or numbers', async () => {
    await runSql(shop.tenant, "DELETE FROM audit WHERE type = 'leads.simulated'");
    const now = Date.now();
    const set = { rules: [{ id: 'all', to: ['bank'], strategy: 'all' }] };
    const whole = (await trial(set)).json;
    const from = new Date(now - 1000).toISOString();
    expect((await trial({ ...set, limit: 1 })).json).toEqual(whole);
    expect((await trial({ ...set, limit: 11 })).json).toEqual(whole);
    expect(pick((await trial({ ...set, from })).json, 'leads')).toBe(pick(whole, 'leads'));
  });

  test('is told so many times a day, to all marketers together, and not again after a restart', async () => {
    await runSql(shop.tenant, "DELETE FROM audit WHERE type = 'leads.simulated'");
    const other = await makeKey(shop, 'marketer');
    for (let at = 0; at < 50; at++)
      expect((await trial(above(at), at % 2 === 0 ? marketer : other)).status).toBe(200);
    const refused = await trial(above(1));
    expectProblem(refused, 429, 'rate_limited');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(80_000);
    expect((await trial(above(1), shop.owner)).status).toBe(200);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_001 });
    expect((await trial(above(1))).status).toBe(200);
    vi.useRealTimers();
  });
});

describe('the funnel', () => {
  const funnel = async (by: string, key = marketer) => configure('GET', `/v1/reports/funnel?by=${by}`, key);

  test('tells a marketer leads and what became of them in fives, none below, and visits as they are', async () => {
    for (const by of ['channel', 'campaign', 'promoter', 'form', 'day']) {
      const told = await funnel(by);
      const counts = numbersIn(told, ['visits', 'starts', 'amount']);
      expect(
        counts.filter((count) => count % 5 !== 0 || count < 5),
        by,
      ).toEqual([]);
      expect(pick(told, 'total')).toEqual({
        visits: 3,
        starts: 0,
        leads: 10,
        delivered: 10,
        signed: null,
        disbursed: null,
        amount: null,
      });
    }
    expect(pickList(await funnel('channel'), 'items')).toContainEqual({
      key: '专属',
      visits: 1,
      starts: 0,
      leads: null,
      delivered: null,
      signed: null,
      disbursed: null,
      amount: null,
    });
  });

  test('a group without a lead looks like one with a few', async () => {
    const empty = pickText(
      await configure('POST', '/v1/links', shop.owner, { form: 'biz', channel: '空' }),
      'code',
    );
    await visit('biz', empty);
    const items = pickList(await funnel('channel'), 'items');
    const of = (key: string) => items.find((item) => pick(item, 'key') === key);
    expect({ ...Object(of('空')), key: '' }).toEqual({ ...Object(of('专属')), key: '' });
    // One that only its lead would bring is not there at all.
    await submit(shop, { values: otherPerson(90), utm: { source: 'x' }, ref: await channelOf('独') });
    expect(pickList(await funnel('channel'), 'items').map((item) => pick(item, 'key'))).not.toContain('独');
    expect(pickList(await funnel('channel', shop.owner), 'items').map((item) => pick(item, 'key'))).toContain(
      '独',
    );
  });

  test('a sum is told of five loans and more, to its first digit', async () => {
    const leads = pickList(await configure('GET', '/v1/leads?limit=200', shop.owner), 'items');
    const disburse = async (at: number) =>
      configure('POST', `/v1/leads/${pickText(leads[at], 'id')}/outcomes`, shop.owner, {
        id: `o-${at}`,
        type: 'disbursed',
        amount: 123_457,
      });
    for (let at = 0; at < 4; at++) await disburse(at);
    expect(pick(await funnel('form'), 'total')).toMatchObject({ disbursed: null, amount: null });
    await disburse(4);
    expect(pick(await funnel('form'), 'total')).toMatchObject({ signed: 5, disbursed: 5, amount: 600_000 });
    await disburse(5);
    expect(pick(await funnel('form'), 'total')).toMatchObject({ disbursed: 5, amount: 700_000 });
    expect(pick(await funnel('form', shop.owner), 'total', 'amount')).toBe(6 * 123_457);
    const csv = await call('GET', '/v1/reports/funnel?by=form&format=csv', { key: marketer });
    expect(csv.text).not.toContain('740742');
  });

  async function channelOf(channel: string): Promise<string> {
    return pickText(await configure('POST', '/v1/links', shop.owner, { form: 'biz', channel }), 'code');
  }
});

describe('a link', () => {
  test('tells a marketer its leads in fives, and a promoter what its own brought', async () => {
    const leadsOf = async (of: string, key: string) =>
      pick(await configure('GET', `/v1/links/${of}`, key), 'leads');
    expect(await leadsOf(code, marketer)).toBeNull();
    expect(await leadsOf(own.code, marketer)).toBeNull();
    expect(await leadsOf(code, shop.owner)).toBe(1);
    expect(await leadsOf(own.code, own.token)).toBe(2);
    expect(pick(await configure('GET', `/v1/links/${code}`, marketer), 'tree')).toEqual({
      levels: 1,
      people: null,
    });
  });
});

describe('the health of a destination', () => {
  test('is told to a marketer without counts of few, or the moment of one', async () => {
    const health = async (key: string) => configure('GET', '/v1/destinations/bank/health', key);
    const [exact, rough] = [await health(shop.owner), await health(marketer)];
    expect(pickNumber(exact, 'attempts', 'hour')).toBeGreaterThan(11);
    expect(rough).toMatchObject({
      state: 'healthy',
      backlog: null,
      dead: null,
      attempts: { hour: 10, day: 10 },
      successRate: { hour: 1, day: 1 },
      lastSuccessAt: expect.stringMatching(/:00:00\.000Z$/),
    });
    await addWebhook(shop, 'quiet', 'broker-b');
    expect(await configure('GET', '/v1/destinations/quiet/health', marketer)).toEqual({
      state: 'idle',
      backlog: null,
      dead: null,
      oldestDueAt: null,
      successRate: { hour: null, day: null },
      attempts: { hour: null, day: null },
      latencyMs: { p50: null, p95: null },
      lastSuccessAt: null,
      lastFailure: null,
    });
    const listed = pickList(await configure('GET', '/v1/destinations', marketer), 'items');
    expect(listed.map((one) => pick(one, 'health', 'backlog'))).toEqual([null, null, null]);
  });
});
