/** Owns what bounds the codes that a tenant pays for: the challenge, a day's budget, ranges of numbers, who asks; no phone's own waits. */
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Answer, call, expectProblem, pick } from './api.ts';
import { post, submit } from './applicant.ts';
import { asked, openLendingShop } from './authorisation-shop.ts';
import { addWebhook, eventually, sendDue, standInReceivers } from './receiver.ts';
import { configure, type Shop } from './scenario.ts';
import { askCode, openSmsShop, readConsole, type SentCodes, withPhone } from './sms-shop.ts';
import { solved } from './solve.ts';
import { rowsOf, storedIn } from './stored.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Of a day of mainland China. */
const morning = Date.parse('2026-12-01T10:00:00+08:00');

let sent: SentCodes;
beforeEach(() => {
  sent = readConsole();
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(morning);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

/** Each in a range of its own. */
let ranges = 1_300_000;
const spread = () => `${ranges++}0001`;
/** All in one. */
let numbers = 0;
const inOneRange = () => `1391234${String(numbers++).padStart(4, '0')}`;

const set = (shop: Shop, settings: Record<string, unknown>) =>
  configure('PATCH', '/v1/tenant', shop.owner, { settings });
const waited = (answer: Answer) => Number(answer.headers.get('retry-after'));
const messages = () => sent.lines.filter((line) => line.includes('gets')).length;

/** Asks so many times, each for another phone. */
async function askTimes(shop: Shop, times: number, phone: () => string, headers = {}): Promise<number[]> {
  const statuses: number[] = [];
  for (let at = 0; at < times; at++) {
    statuses.push((await askCode(shop, phone(), shop.form, { headers })).status);
  }
  return statuses;
}
const allSent = (times: number) => Array.from({ length: times }, () => 202);

describe('the challenge', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openSmsShop();
    await set(shop, { challenge: 'on' });
  });

  test('is asked for: without one, with a made-up or an old one, nothing is sent or kept', async () => {
    const old = await solved(shop, 21 * minute);
    const other = await solved(await openSmsShop());
    const before = await storedIn(shop.tenant);
    for (const challenge of [undefined, '', 'x', old, other]) {
      expectProblem(
        await askCode(shop, spread(), shop.form, challenge === undefined ? {} : { challenge }),
        403,
        'challenge_failed',
      );
    }
    expect(await storedIn(shop.tenant)).toEqual(before);
    expect(messages()).toBe(0);
  });

  test('is good for one code, whoever’s phone is named, and for the submission that comes after it', async () => {
    const challenge = await solved(shop);
    const phone = spread();
    expect((await askCode(shop, phone, shop.form, { challenge })).status).toBe(202);
    const code = sent.last(shop);
    for (const another of [spread(), phone]) {
      pass(minute);
      expectProblem(await askCode(shop, another, shop.form, { challenge }), 403, 'challenge_failed');
    }
    expect(messages()).toBe(1);
    const submission = withPhone(shop, phone, code, { challenge });
    expect((await post(shop, submission)).status).toBe(201);
  });

  test('asked with at once for fifty phones, it brings one message', async () => {
    const challenge = await solved(shop);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => askCode(shop, spread(), shop.form, { challenge })),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(messages()).toBe(1);
  });

  test('is not used up by a wish that is refused', async () => {
    const challenge = await solved(shop);
    expectProblem(await askCode(shop, '12345', shop.form, { challenge }), 422, 'invalid_values');
    expectProblem(await askCode(shop, spread(), 'nothing', { challenge }), 404, 'unknown_form');
    expect((await askCode(shop, spread(), shop.form, { challenge })).status).toBe(202);
  });

  test('is neither asked for nor looked at where it is off', async () => {
    const open = await openSmsShop();
    expect((await askCode(open, spread(), open.form, { challenge: 'x' })).status).toBe(202);
  });
});

describe('the day’s budget', () => {
  test('is told of once at four fifths, ends the sending with a truthful wait, and is new the next day', async () => {
    const shop = await openSmsShop();
    const receivers = standInReceivers(shop.tenant);
    await addWebhook(shop, 'crm');
    await addWebhook(shop, 'bank', 'bank-a');
    await set(shop, { limits: { codesPerDay: 5 } });
    const warnings = async () =>
      Object(await configure('GET', '/v1/events', shop.owner)).items.filter(
        (item: unknown) => pick(item, 'type') === 'codes.budget_warning',
      );
    expect(await askTimes(shop, 3, spread)).toEqual(allSent(3));
    expect(await warnings()).toEqual([]);
    expect(await askTimes(shop, 2, spread)).toEqual(allSent(2));
    const data = { tenant: shop.tenant, codes: { day: '2026-12-01', sent: 4, perDay: 5 } };
    expect(await warnings()).toMatchObject([{ data }]);
    await sendDue(shop.tenant);
    await eventually(() => expect(receivers.typesTo('crm.example')).toEqual(['codes.budget_warning']));
    expect(JSON.parse(receivers.to('crm.example')[0]?.body ?? '')).toMatchObject({ data });
    expect(receivers.typesTo('bank.example')).toEqual([]);
    // Waiting for the receiver has moved the clock.
    vi.setSystemTime(morning);
    const before = await storedIn(shop.tenant);
    const phone = spread();
    const refused = await askCode(shop, phone);
    expectProblem(refused, 429, 'rate_limited');
    expect(waited(refused)).toBe((14 * hour) / 1000);
    expect(await storedIn(shop.tenant)).toEqual(before);
    expect(messages()).toBe(5);
    pass(14 * hour - 1);
    expect(waited(await askCode(shop, phone))).toBe(1);
    pass(1);
    expect((await askCode(shop, phone)).status).toBe(202);
    expect(await warnings()).toHaveLength(1);
    expect(await rowsOf(shop.tenant, 'code_days')).toMatchObject([{ day: '2026-12-02', sent: 1 }]);
  });

  test('is the tenant’s to raise, and is then told of anew; 0 is none', async () => {
    const shop = await openSmsShop();
    await set(shop, { limits: { codesPerDay: 1 } });
    expect(await askTimes(shop, 2, spread)).toEqual([202, 429]);
    await set(shop, { limits: { codesPerDay: 3 } });
    expect(await askTimes(shop, 3, spread)).toEqual([202, 202, 429]);
    expect(await rowsOf(shop.tenant, 'code_warnings')).toMatchObject([
      { sent: 1, per_day: 1 },
      { sent: 3, per_day: 3 },
    ]);
    await set(shop, { limits: { codesPerDay: 0 } });
    expect(await askTimes(shop, 5, spread)).toEqual(allSent(5));
    expect(await rowsOf(shop.tenant, 'code_warnings')).toHaveLength(2);
  });

  test('holds for wishes that come at once', async () => {
    const shop = await openSmsShop();
    await set(shop, { limits: { codesPerDay: 4 } });
    const answers = await Promise.all(Array.from({ length: 20 }, () => askCode(shop, spread())));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(4);
    expect(messages()).toBe(4);
  });

  test('is not spent by what a vendor refuses, and is by what may have arrived', async () => {
    const shop = await openSmsShop();
    const sms = { provider: 'tencent', secretId: 'a', secretKey: 'b', sdkAppId: '1', signName: '签' };
    await set(shop, { limits: { codesPerDay: 2 }, sms: { ...sms, templateId: '1' } });
    vi.stubGlobal('fetch', async () => Response.json({ Response: { Error: { Code: 'FailedOperation' } } }));
    expect(await askTimes(shop, 5, spread)).toEqual([502, 502, 502, 502, 502]);
    vi.stubGlobal('fetch', () => Promise.reject(new DOMException('timed out', 'TimeoutError')));
    expect(await askTimes(shop, 3, spread)).toEqual([502, 502, 429]);
  });

  test('of a tenant made before there was one is the default', async () => {
    const shop = await openSmsShop();
    const { settings } = Object(await configure('GET', '/v1/tenant', shop.owner));
    expect(settings.limits.codesPerDay).toBe(2000);
  });
});

describe('a range of numbers', () => {
  test('gets 30 codes an hour; the next is refused and costs nothing, and other ranges go on', async () => {
    const shop = await openSmsShop();
    expect(await askTimes(shop, 30, inOneRange)).toEqual(allSent(30));
    pass(10 * minute);
    const before = await storedIn(shop.tenant);
    const phone = inOneRange();
    const refused = await askCode(shop, phone);
    expectProblem(refused, 429, 'rate_limited');
    expect(waited(refused)).toBe(50 * 60);
    expect(await storedIn(shop.tenant)).toEqual(before);
    expect((await askCode(shop, spread())).status).toBe(202);
    expect(messages()).toBe(31);
    pass(50 * minute);
    // The phone's own allowance was not touched: it has its five an hour.
    for (let at = 0; at < 5; at++) {
      expect((await askCode(shop, phone)).status).toBe(202);
      pass(minute);
    }
  });

  test('gets 100 a day', async () => {
    const shop = await openSmsShop();
    for (let at = 0; at < 4; at++) {
      expect(await askTimes(shop, at < 3 ? 30 : 10, inOneRange)).toEqual(allSent(at < 3 ? 30 : 10));
      pass(hour);
    }
    const refused = await askCode(shop, inOneRange());
    expectProblem(refused, 429, 'rate_limited');
    expect(waited(refused)).toBe((20 * hour) / 1000);
    expect(messages()).toBe(100);
  });

  test('is kept as a digest, and dies with its sends', async () => {
    const shop = await openSmsShop();
    const phone = inOneRange();
    await askCode(shop, phone);
    const [row] = await rowsOf(shop.tenant, 'codes');
    expect(String(row?.range_key)).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(await storedIn(shop.tenant))).not.toContain(phone.slice(0, 7));
    pass(day);
    await askCode(shop, spread());
    expect(await rowsOf(shop.tenant, 'codes')).toHaveLength(1);
  });
});

describe('an address', () => {
  const from = (address: string) => ({ 'cf-connecting-ip': address });

  test('gets 30 codes an hour for whatever phones; what was refused for another reason is not counted', async () => {
    const shop = await openSmsShop();
    await set(shop, { limits: { perIpPerMinute: 1000 } });
    expect(await askTimes(shop, 20, spread, from('203.0.113.7'))).toEqual(allSent(20));
    const phone = spread();
    expect(await askTimes(shop, 9, () => phone, from('203.0.113.7'))).toEqual([202, ...Array(8).fill(429)]);
    expect(await askTimes(shop, 9, spread, from('203.0.113.7'))).toEqual(allSent(9));
    const before = await storedIn(shop.tenant);
    const refused = await askCode(shop, spread(), shop.form, { headers: from('203.0.113.7') });
    expectProblem(refused, 429, 'rate_limited');
    expect(waited(refused)).toBe(3600);
    expect(await storedIn(shop.tenant)).toEqual(before);
    expect(await askTimes(shop, 1, spread, from('203.0.113.8'))).toEqual([202]);
    pass(hour);
    expect(await askTimes(shop, 1, spread, from('203.0.113.7'))).toEqual([202]);
  });

  test('is not counted where the tenant counts none', async () => {
    const shop = await openSmsShop();
    expect(await askTimes(shop, 40, spread, from('203.0.113.7'))).toEqual(allSent(40));
  });
});

describe('codes for an authorisation', () => {
  const codeFor = (of: { id: string }, phone: string) =>
    call('POST', `/v1/authorisations/${of.id}/codes`, { body: { phone } });

  test('are in the same budget; a stranger’s number spends none of it, and is refused like the applicant’s', async () => {
    const shop = await openLendingShop();
    await set(shop, { limits: { codesPerDay: 2 } });
    const phones = [spread(), spread(), spread()];
    const links = await Promise.all(
      phones.map(async (phone) =>
        asked(shop, await submit(shop, { values: { name: '张三', phone, amount: 10_000 } })),
      ),
    );
    for (let at = 0; at < 4; at++) expect((await codeFor(links[0] ?? { id: '' }, spread())).status).toBe(202);
    expect((await codeFor(links[0] ?? { id: '' }, phones[0] ?? '')).status).toBe(202);
    expect((await codeFor(links[1] ?? { id: '' }, phones[1] ?? '')).status).toBe(202);
    await eventually(() => expect(messages()).toBe(2));
    const [theirs, other] = [
      await codeFor(links[2] ?? { id: '' }, phones[2] ?? ''),
      await codeFor(links[2] ?? { id: '' }, spread()),
    ];
    expectProblem(theirs, 429, 'rate_limited');
    expect([other.status, waited(other)]).toEqual([429, waited(theirs)]);
    expect(waited(theirs)).toBe((14 * hour) / 1000);
  });

  test('are counted by the link: 10 an hour, whatever numbers are tried', async () => {
    const shop = await openLendingShop();
    const of = await asked(shop, await submit(shop));
    for (let at = 0; at < 10; at++) expect((await codeFor(of, spread())).status).toBe(202);
    expectProblem(await codeFor(of, spread()), 429, 'rate_limited');
    expect(messages()).toBe(0);
  });

  test('have the ranges of all other codes', async () => {
    const shop = await openLendingShop();
    const phone = inOneRange();
    const of = await asked(shop, await submit(shop, { values: { name: '张三', phone, amount: 10_000 } }));
    for (let at = 0; at < 3; at++) {
      const other = await asked(shop, await submit(shop));
      for (let wish = 0; wish < 10; wish++) expect((await codeFor(other, inOneRange())).status).toBe(202);
    }
    expectProblem(await codeFor(of, phone), 429, 'rate_limited');
    expect(messages()).toBe(0);
  });
});
