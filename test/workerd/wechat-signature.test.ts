/** Owns what a visitor's page is signed with: one ticket for everybody, got anew in time, for the tenant's pages only. */
import { evictDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { expectProblem, findingsOf, pick, publicUrl } from './api.ts';
import { configure, openShop, partnerOrigin, tenantStub } from './scenario.ts';
import { foundIn, rowsOf, runSql, storedIn } from './stored.ts';
import {
  askSignature,
  isTaken,
  openWechatShop,
  pageUrl,
  setUpWechat,
  type WechatShop,
} from './wechat-shop.ts';

let shop: WechatShop;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  // A morning in China, so that the day's end is far.
  vi.setSystemTime(Date.UTC(2026, 10, 27, 1, 0, 0));
  shop = await openWechatShop();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const later = (ms: number) => vi.setSystemTime(Date.now() + ms);
const minute = 60_000;
/** Token and ticket calls so far. */
const calls = () => [shop.account.count('token'), shop.account.count('ticket')];

async function expectTaken(url = pageUrl): Promise<void> {
  const answer = await askSignature(shop, url);
  expect(answer.status, answer.text).toBe(200);
  expect(isTaken(shop.account, answer, url)).toBe(true);
}

describe('a page of the tenant', () => {
  test('is signed as WeChat checks it, and the answer holds the four values alone', async () => {
    const answer = await askSignature(shop);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toEqual({
      appId: shop.account.appId,
      timestamp: Math.floor(Date.now() / 1000),
      nonceStr: expect.stringMatching(/^[0-9a-f]{16}$/),
      signature: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    expect(isTaken(shop.account, answer)).toBe(true);
    expect(answer.headers.get('access-control-allow-origin')).toBe(partnerOrigin);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    await expectTaken(`${pageUrl}#/step/2`);
    await expectTaken(`${publicUrl}/f/${shop.tenant}/biz?r=ABCDEFGHJK`);
  });

  test('has a nonce of its own each time', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => askSignature(shop)));
    expect(new Set(answers.map(({ json }) => pick(json, 'nonceStr'))).size).toBe(20);
  });
});

describe('is not signed:', () => {
  test.for([
    ['https://evil.example/', 'url url_not_yours'],
    [`${publicUrl}/f/another/loan`, 'url url_not_yours'],
    ['', 'url required'],
    ['javascript:alert(1)', 'url not_a_url'],
  ] as const)('%s', async ([url, finding]) => {
    const answer = await askSignature(shop, url);
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual([finding]);
    expect(calls()).toEqual([0, 0]);
  });

  test('what a foreign site asks for', async () => {
    expectProblem(await askSignature(shop, pageUrl, 'https://evil.example'), 403, 'origin_not_allowed');
  });

  test('a page of a tenant without an account, or whose account lacks its secret', async () => {
    const other = await openShop();
    expectProblem(await askSignature(other), 404, 'wechat_not_configured');
    await configure('PATCH', '/v1/tenant', other.owner, { settings: { wechat: { appId: 'wx1' } } });
    expectProblem(await askSignature(other), 404, 'wechat_not_configured');
    expect(calls()).toEqual([0, 0]);
  });
});

describe('the ticket', () => {
  test('costs fifty visitors at once one token call and one ticket call', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => askSignature(shop)));
    expect(answers.every((answer) => isTaken(shop.account, answer))).toBe(true);
    expect(calls()).toEqual([1, 1]);
    await expectTaken();
    expect(calls()).toEqual([1, 1]);
  });

  test('is asked for with the secret in the body, and by a token in the query', async () => {
    await expectTaken();
    const [token, ticket] = shop.account.calls;
    expect(token).toMatchObject({ method: 'POST', target: '/cgi-bin/stable_token' });
    expect(JSON.parse(token?.body ?? '')).toEqual({
      grant_type: 'client_credential',
      appid: shop.account.appId,
      secret: shop.account.secret,
    });
    expect(ticket?.method).toBe('GET');
    expect(ticket?.target).toMatch(/^\/cgi-bin\/ticket\/getticket\?access_token=TOKEN-\S+&type=jsapi$/);
  });

  test('is got anew ten minutes before its end, and serves until then', async () => {
    await expectTaken();
    later(109 * minute);
    await expectTaken();
    expect(calls()).toEqual([1, 1]);
    later(2 * minute);
    await expectTaken();
    expect(shop.account.count('ticket')).toBe(2);
  });

  test('goes on serving while WeChat fails, as long as it is good', async () => {
    await expectTaken();
    later(111 * minute);
    vi.spyOn(console, 'error').mockImplementation(() => {});
    shop.account.lasting.token = { errcode: 45009 };
    shop.account.lasting.ticket = { errcode: 45009 };
    await expectTaken();
    await expectTaken();
    // The token is about to end too, and nothing comes after its refusal.
    expect(calls()).toEqual([2, 1]);
    later(10 * minute);
    expect((await askSignature(shop)).status).toBe(502);
    expect(calls()).toEqual([2, 1]);
  });

  test('outlives a restart, sealed; neither it nor the token is stored in clear', async () => {
    await expectTaken();
    const token = /access_token=([^&]+)/.exec(shop.account.calls[1]?.target ?? '')?.[1] ?? '';
    expect(token).not.toBe('');
    const secrets = [shop.account.liveTicket, token, shop.account.secret];
    expect(foundIn(await storedIn(shop.tenant), secrets)).toEqual([]);
    expect(await rowsOf(shop.tenant, 'wechat_ticket')).toHaveLength(1);
    await evictDurableObject(tenantStub(shop.tenant));
    await expectTaken();
    expect(calls()).toEqual([1, 1]);
  });

  test.for([
    ['the master key being gone', "'gone:AAAA'"],
    ['a byte being another', "replace(sealed, substr(sealed, -4), 'AAAA')"],
  ] as const)('that can’t be opened, %s, is got again', async ([, sealed]) => {
    await expectTaken();
    await runSql(shop.tenant, `UPDATE wechat_ticket SET sealed = ${sealed}`);
    await evictDurableObject(tenantStub(shop.tenant));
    await expectTaken();
    expect(calls()).toEqual([2, 2]);
  });

  test('goes with the account: another secret asks anew, and an account taken away leaves none', async () => {
    await expectTaken();
    await setUpWechat(shop, shop.account);
    expect(await rowsOf(shop.tenant, 'wechat_ticket')).toEqual([]);
    await expectTaken();
    expect(calls()).toEqual([2, 2]);
    await configure('PATCH', '/v1/tenant', shop.owner, { settings: { wechat: null } });
    expect(await rowsOf(shop.tenant, 'wechat_ticket')).toEqual([]);
    expectProblem(await askSignature(shop), 404, 'wechat_not_configured');
  });

  test('asked for under an account that was taken away meanwhile is not kept', async () => {
    const waiting = askSignature(shop);
    await vi.waitFor(() => expect(shop.account.calls.length).toBeGreaterThan(0), { interval: 1 });
    await configure('PATCH', '/v1/tenant', shop.owner, { settings: { wechat: null } });
    await waiting;
    expect(await rowsOf(shop.tenant, 'wechat_ticket')).toEqual([]);
  });
});
