/** Owns how often one address and one phone may come, and what that must never cost a replay; must not know challenges. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Answer, call, expectProblem } from './api.ts';
import { otherPerson, post, submissionOf } from './applicant.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { solved } from './solve.ts';
import { foundIn, rowsOf, runSql, storedIn } from './stored.ts';

const limitedTo = (perIpPerMinute: number, perPhonePerDay = 0, challenge = 'off') =>
  openShop({ challenge, limits: { perIpPerMinute, perPhonePerDay, minFillSeconds: 0 } });

/** Posts as another person each time, from an address. */
let people = 0;
function send(shop: Shop, address: string | null, more: Record<string, unknown> = {}): Promise<Answer> {
  people += 1;
  const headers: Record<string, string> = address === null ? {} : { 'cf-connecting-ip': address };
  return post(shop, submissionOf(shop, { values: otherPerson(people), ...more }), { headers });
}

const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status);

async function sendTimes(shop: Shop, times: number, address: string | null, more = {}): Promise<number[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < times; at++) answers.push(await send(shop, address, more));
  return statuses(answers);
}

function expectLimited(answer: Answer, mostSeconds: number): void {
  expectProblem(answer, 429, 'rate_limited');
  const seconds = Number(answer.headers.get('retry-after'));
  expect(Number.isInteger(seconds)).toBe(true);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(mostSeconds);
  expect(answer.json).not.toHaveProperty('errors');
}

describe('limits.perIpPerMinute', () => {
  test('turns away what is over it, with the time to come back; nothing is stored', async () => {
    const shop = await limitedTo(3);
    expect(await sendTimes(shop, 3, '203.0.113.7')).toEqual([201, 201, 201]);
    const before = await storedIn(shop.tenant);
    const refused = await send(shop, '203.0.113.7');
    expectLimited(refused, 60);
    expect(refused.headers.get('access-control-expose-headers')).toMatch(/Retry-After/);
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('is counted by address: IPv4 whole, IPv6 by its /64', async () => {
    const shop = await limitedTo(1);
    expect(await sendTimes(shop, 1, '203.0.113.7')).toEqual([201]);
    expect(await sendTimes(shop, 1, '203.0.113.8')).toEqual([201]);
    expect(await sendTimes(shop, 1, '2001:db8:1:2::1')).toEqual([201]);
    expect(await sendTimes(shop, 1, '2001:db8:1:2:ffff::9')).toEqual([429]);
    expect(await sendTimes(shop, 1, '2001:db8:1:3::1')).toEqual([201]);
  });

  test('is counted by the /56 too, which may use what four addresses may', async () => {
    const shop = await limitedTo(1);
    const from = (network: string) => sendTimes(shop, 1, `2001:db8:7:${network}::1`);
    for (const network of ['0', '1', '2', 'ff']) expect(await from(network)).toEqual([201]);
    expect(await from('3')).toEqual([429]);
    // Turned away, it used up nothing of its own; and the next /56 is another's.
    expect(await from('100')).toEqual([201]);
    expectLimited(await send(shop, '2001:db8:7:4::1'), 60);
  });

  test('is the tenant’s own: another tenant’s count is another', async () => {
    const [shop, other] = [await limitedTo(1), await limitedTo(1)];
    expect(await sendTimes(shop, 2, '203.0.113.7')).toEqual([201, 429]);
    expect(await sendTimes(other, 1, '203.0.113.7')).toEqual([201]);
  });

  test('counts nobody at 0, and nobody whose address is unknown', async () => {
    expect(new Set(await sendTimes(await limitedTo(0), 8, '203.0.113.7'))).toEqual(new Set([201]));
    expect(new Set(await sendTimes(await limitedTo(2), 8, null))).toEqual(new Set([201]));
  });

  test('holds for posts that come at once', async () => {
    const shop = await limitedTo(4);
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(shop, '203.0.113.7')));
    expect(statuses(answers).filter((status) => status === 201)).toHaveLength(4);
    expect(await rowsOf(shop.tenant, 'leads')).toHaveLength(4);
  });

  test('never refuses a replay of what was accepted', async () => {
    const shop = await limitedTo(1);
    const submission = submissionOf(shop);
    const from = { headers: { 'cf-connecting-ip': '203.0.113.7' } };
    expect((await post(shop, submission, from)).status).toBe(201);
    expectLimited(await send(shop, '203.0.113.7'), 60);
    for (let again = 0; again < 5; again++) {
      expect((await post(shop, submission, from)).status).toBe(200);
    }
  });

  test('keeps no address anywhere', async () => {
    const shop = await limitedTo(1);
    const printed = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')];
    await sendTimes(shop, 2, '203.0.113.77');
    expect(foundIn(await storedIn(shop.tenant), ['203.0.113.77'])).toEqual([]);
    for (const spy of printed) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });
});

describe('what is refused anyway', () => {
  test('is limited too, whatever is wrong with it', async () => {
    const shop = await limitedTo(3);
    expect(await sendTimes(shop, 2, '203.0.113.7', { values: {} })).toEqual([422, 422]);
    expect(await sendTimes(shop, 1, '203.0.113.7', { form: 'nothing' })).toEqual([404]);
    expectLimited(await send(shop, '203.0.113.7', { values: {} }), 60);
    const raw = { raw: 'x', headers: { 'cf-connecting-ip': '203.0.113.7' } };
    expectLimited(await post(shop, undefined, raw), 60);
    expectProblem(await post(shop, undefined, { raw: 'x' }), 400, 'bad_json');
  });

  test('does not hold back what is in order, from the same address', async () => {
    const shop = await limitedTo(2);
    expect(await sendTimes(shop, 4, '203.0.113.7', { values: {} })).toEqual([422, 422, 429, 429]);
    expect(await sendTimes(shop, 3, '203.0.113.7')).toEqual([201, 201, 429]);
  });

  test('is told so after the limit is lifted', async () => {
    const shop = await limitedTo(1);
    expect(await sendTimes(shop, 2, '203.0.113.7', { values: {} })).toEqual([422, 429]);
    await configure('PATCH', '/v1/tenant', shop.owner, { settings: { limits: { perIpPerMinute: 0 } } });
    expect(await sendTimes(shop, 2, '203.0.113.7', { values: {} })).toEqual([422, 422]);
  });

  test('for a challenge, made up or expired or spent, costs others behind the address nothing', async () => {
    const shop = await limitedTo(2, 0, 'on');
    const spent = await solved(shop);
    expect(await sendTimes(shop, 1, '203.0.113.7', { challenge: spent })).toEqual([201]);
    const expired = await solved(shop, 3_600_000);
    expect(await sendTimes(shop, 1, '203.0.113.7', { challenge: 'x' })).toEqual([403]);
    expect(await sendTimes(shop, 1, '203.0.113.7', { challenge: expired })).toEqual([403]);
    expect(await sendTimes(shop, 1, '203.0.113.7', { challenge: expired })).toEqual([429]);
    expect(await sendTimes(shop, 1, '203.0.113.7', { challenge: spent })).toEqual([429]);
    expect(await sendTimes(shop, 1, '203.0.113.7', { challenge: await solved(shop) })).toEqual([201]);
  });
});

describe('limits.perPhonePerDay', () => {
  const phone = { values: { name: '张三', phone: '13700000001', amount: 10_000 } };
  let shop: Shop;
  beforeEach(async () => {
    shop = await limitedTo(0, 2);
  });

  test('turns a third lead of a phone away, and says no more than that', async () => {
    expect(await sendTimes(shop, 2, null, phone)).toEqual([201, 201]);
    const before = await storedIn(shop.tenant);
    const refused = await send(shop, null, phone);
    expectLimited(refused, 86_400);
    // The same for every phone: a truer wait would tell when its owner applied.
    expect(refused.headers.get('retry-after')).toBe('86400');
    expect(refused.text).not.toContain('13700000001');
    expect(await storedIn(shop.tenant)).toEqual(before);
    expect(await sendTimes(shop, 1, null)).toEqual([201]);
  });

  test('counts the last 24 hours', async () => {
    expect(await sendTimes(shop, 3, null, phone)).toEqual([201, 201, 429]);
    await runSql(shop.tenant, 'UPDATE leads SET created_at = created_at - 86400001 WHERE seq = 1');
    expect(await sendTimes(shop, 2, null, phone)).toEqual([201, 429]);
  });

  test('never refuses a replay, and is off at 0', async () => {
    const submission = submissionOf(shop, phone);
    expect((await post(shop, submission)).status).toBe(201);
    expect(await sendTimes(shop, 2, null, phone)).toEqual([201, 429]);
    expect((await post(shop, submission)).status).toBe(200);
    expect(new Set(await sendTimes(await limitedTo(0, 0), 7, null, phone))).toEqual(new Set([201]));
  });

  test('does not spend the challenge of what it turns away', async () => {
    const asking = await limitedTo(0, 1, 'on');
    expect((await send(asking, null, { ...phone, challenge: await solved(asking) })).status).toBe(201);
    const challenge = await solved(asking);
    expectLimited(await send(asking, null, { ...phone, challenge }), 86_400);
    expect((await send(asking, null, { challenge })).status).toBe(201);
  });
});

test('limits.take counts each kind apart, for routes of other kinds', async () => {
  const shop = await limitedTo(1);
  const take = (kind: string) =>
    Reflect.get(Object(tenantStub(shop.tenant)), 'callPart')('limits', 'take', [kind, 'a']);
  expect(await take('code')).toBeNull();
  expect(await take('code')).toMatchObject({ refused: 'rate_limited', retryAfterSeconds: 60 });
  expect(await take('submission')).toBeNull();
});

test('the challenge endpoint is not limited: a page may ask again', async () => {
  const shop = await limitedTo(1);
  for (let times = 0; times < 3; times++) {
    const answer = await call('GET', `/v1/t/${shop.tenant}/challenge`, {
      headers: { 'cf-connecting-ip': '203.0.113.7' },
    });
    expect(answer.status).toBe(200);
  }
});
