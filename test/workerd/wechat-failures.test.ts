/** Owns what becomes of a page's signature when WeChat refuses, stalls or babbles, and what each side is told of it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fault } from '../wechat/wechat-account.ts';
import { type Answer, call, findingsOf, pick, pickList, pickText } from './api.ts';
import { makeKey } from './scenario.ts';
import {
  askSignature,
  checkAccount,
  isTaken,
  openWechatShop,
  setUpWechat,
  type WechatShop,
} from './wechat-shop.ts';

let shop: WechatShop;
let logged: string[];
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  // A morning in China, so that the day's end is far.
  vi.setSystemTime(Date.UTC(2026, 10, 27, 1, 0, 0));
  logged = [];
  for (const level of ['log', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => void logged.push(parts.join(' ')));
  shop = await openWechatShop();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const later = (ms: number) => vi.setSystemTime(Date.now() + ms);
const calls = () => [shop.account.count('token'), shop.account.count('ticket')];

/** Nothing of the account may be told to anyone. */
function expectNoSecrets(text: string): void {
  for (const secret of [shop.account.secret, 'TOKEN-', 'TICKET-', '203.0.113.7'])
    expect(text).not.toContain(secret);
}

function expectUnavailable(answer: Answer, retryAfter: number): void {
  expect(answer.status, answer.text).toBe(502);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.json).toMatchObject({ code: 'wechat_unavailable', title: '微信接口暂时不可用，请稍后再试' });
  expect(answer.headers.get('retry-after')).toBe(String(retryAfter));
}

/** A timeout that comes at once, in place of seconds. */
function hurry(): void {
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('late', 'TimeoutError')), 30);
    return controller.signal;
  });
}

const noAnswer: [string, Fault, string][] = [
  ['garbage', { status: 200, text: '<html>oops' }, 'unreadable'],
  ['a page without end', { status: 200, text: 'x'.repeat(20_000) }, 'unreadable'],
  ['an empty answer', { status: 502, text: '' }, 'unreadable'],
  ['a ticket without a life', { status: 200, text: '{"access_token":"A","ticket":"B"}' }, 'unreadable'],
  ['no connection', 'unreachable', 'unreachable'],
  ['no answer in time', 'hang', 'timeout'],
];

describe.each(['token', 'ticket'] as const)('asked for a %s, WeChat gives', (kind) => {
  test.for(noAnswer)('%s: 502, and half a minute’s rest', async ([, fault, reason]) => {
    hurry();
    shop.account.lasting[kind] = fault;
    const before = await askSignature(shop);
    expectUnavailable(before, 30);
    expect(pick(Object(before.json), 'title')).toBeTruthy();
    const once = calls();
    await Promise.all(Array.from({ length: 20 }, () => askSignature(shop)));
    later(29_000);
    expectUnavailable(await askSignature(shop), 1);
    expect(calls()).toEqual(once);
    expect(logged).toEqual([expect.stringContaining(`WeChat gave no ticket ${shop.tenant} ${reason}`)]);
    expectNoSecrets(logged.join());
    later(1000);
    delete shop.account.lasting[kind];
    expect(isTaken(shop.account, await askSignature(shop))).toBe(true);
  });
});

describe('a return code', () => {
  test('-1 is tried once more', async () => {
    shop.account.next.token.push({ errcode: -1 });
    shop.account.next.ticket.push({ errcode: -1 });
    expect(isTaken(shop.account, await askSignature(shop))).toBe(true);
    expect(calls()).toEqual([2, 2]);
    expect(logged).toEqual([]);
  });

  test('-1 twice is not tried again for half a minute', async () => {
    shop.account.next.token.push({ errcode: -1 }, { errcode: -1 });
    expectUnavailable(await askSignature(shop), 30);
    expectUnavailable(await askSignature(shop), 30);
    expect(calls()).toEqual([2, 0]);
  });

  test.for([40001, 42001, 40014])('%i on a ticket gets another token once', async (errcode) => {
    shop.account.next.ticket.push({ errcode });
    expect(isTaken(shop.account, await askSignature(shop))).toBe(true);
    expect(calls()).toEqual([2, 2]);
  });

  test('40001 because the kept token was replaced elsewhere gets another, and the page is signed', async () => {
    await askSignature(shop);
    later(111 * 60_000);
    shop.account.revokeTicket();
    shop.account.revokeToken();
    expect(isTaken(shop.account, await askSignature(shop))).toBe(true);
  });

  test('40001 again and again ends, and is left alone for five minutes', async () => {
    shop.account.lasting.ticket = { errcode: 40001 };
    expectUnavailable(await askSignature(shop), 300);
    expectUnavailable(await askSignature(shop), 300);
    expect(calls()).toEqual([2, 2]);
  });

  test('45009 rests until midnight in China, 45011 for a minute', async () => {
    shop.account.lasting.ticket = { errcode: 45009 };
    expectUnavailable(await askSignature(shop), 15 * 3600);
    later(15 * 3_600_000 - 1000);
    expectUnavailable(await askSignature(shop), 1);
    expect(calls()).toEqual([1, 1]);
    later(1000);
    shop.account.lasting.ticket = { errcode: 45011 };
    expectUnavailable(await askSignature(shop), 60);
  });

  test('of a wrong secret is left alone until the secret is set anew', async () => {
    await setUpWechat(shop, shop.account, 'a-secret-that-was-reset');
    expectUnavailable(await askSignature(shop), 300);
    expectUnavailable(await askSignature(shop), 300);
    expect(calls()).toEqual([1, 0]);
    await setUpWechat(shop, shop.account);
    expect(isTaken(shop.account, await askSignature(shop))).toBe(true);
  });
});

describe('the tenant', () => {
  test('learns that an account works, and until when its ticket is good', async () => {
    const answer = await checkAccount(shop);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toEqual({ appId: shop.account.appId, ticketUntil: '2026-11-27T03:00:00.000Z' });
    expect(isTaken(shop.account, await askSignature(shop))).toBe(true);
    expect(calls()).toEqual([1, 1]);
  });

  test('is told which address the whitelist lacks; the visitor is not', async () => {
    shop.account.lasting.token = { errcode: 40164 };
    const seen = await askSignature(shop);
    expectUnavailable(seen, 300);
    expectNoSecrets(seen.text);
    const told = await checkAccount(shop);
    expect(told.status).toBe(502);
    expect(findingsOf(told)).toEqual(['settings.wechat wechat_ip_not_listed']);
    expect(pickText(pickList(told.json, 'errors')[0], 'message')).toBe(
      '服务器的出口 IP 203.0.113.7 不在公众平台的 IP 白名单里，请添加后再试',
    );
    const english = await checkAccount(shop, { 'accept-language': 'en' });
    expect(pickText(pickList(english.json, 'errors')[0], 'message')).toContain('address 203.0.113.7 is not');
    // Once it is listed, asking does not wait, and visitors are served at once.
    delete shop.account.lasting.token;
    expect((await checkAccount(shop)).status).toBe(200);
    expect(isTaken(shop.account, await askSignature(shop))).toBe(true);
  });

  test.for([
    [{ errcode: 40013 }, 'wechat_app_rejected'],
    [{ errcode: 40125 }, 'wechat_secret_rejected'],
    [{ errcode: 40001 }, 'wechat_secret_rejected'],
    [{ errcode: 48001 }, 'wechat_no_permission'],
    [{ errcode: 45009 }, 'wechat_quota_used'],
    [{ errcode: 61024 }, 'wechat_refused'],
    [{ status: 200, text: 'garbage' }, 'wechat_no_answer'],
  ] as const)('is told of %j by %s', async ([fault, code]) => {
    shop.account.lasting.token = fault;
    const answer = await checkAccount(shop);
    expect(answer.status).toBe(502);
    expect(findingsOf(answer)).toEqual([`settings.wechat ${code}`]);
  });

  test('has its staff kept from it', async () => {
    for (const role of ['crm', 'compliance']) {
      const key = await makeKey(shop, role);
      expect((await call('POST', '/v1/wechat/check', { key })).status).toBe(403);
    }
  });
});
