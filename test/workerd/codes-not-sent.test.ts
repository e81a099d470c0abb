/** Owns what a visitor is told, and what is kept, when the vendor did not take a code; the vendor is a stand-in. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { vendorTimeoutMs } from '../../worker/sms/call-vendor.ts';
import { type Answer, expectProblem, findingsOf } from './api.ts';
import { post } from './applicant.ts';
import { configure, openShop, publishForm, type Shop } from './scenario.ts';
import { askCode, readConsole, type SentCodes, verifiedDraft, withPhone } from './sms-shop.ts';
import { foundIn, rowsOf, storedIn } from './stored.ts';

const phone = '13612345678';
const minute = 60_000;
const secretKey = 'SECRET-OF-THE-VENDOR';

let shop: Shop;
let logged: SentCodes;
beforeEach(async () => {
  shop = await openShop();
  await configure('PATCH', '/v1/tenant', shop.owner, {
    settings: {
      sms: {
        provider: 'tencent',
        secretId: 'id',
        secretKey,
        sdkAppId: '14',
        signName: '进件',
        templateId: '1',
      },
    },
  });
  shop = { ...shop, form: 'sms', ...(await publishForm(shop.tenant, shop.owner, 'sms', verifiedDraft)) };
  logged = readConsole();
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** The code in the vendor's last request. */
let asked = '';
function vendor(reply: () => Response | Promise<Response>): { calls: RequestInit[] } {
  const calls: RequestInit[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    expect(url).toBe('https://sms.tencentcloudapi.com/');
    calls.push(init);
    asked = /"TemplateParamSet":\["(\d{6})"\]/.exec(String(init.body))?.[1] ?? '';
    return reply();
  });
  return { calls };
}
const answering = (status: unknown, http = 200) =>
  Response.json({ Response: { SendStatusSet: [status], RequestId: 'r' } }, { status: http });
const taken = () => answering({ Code: 'Ok' });

function expectNotSent(answer: Answer): void {
  expect(answer.status).toBe(502);
  expect(answer.json).toMatchObject({ code: 'code_not_sent', title: '验证码暂时无法发送，请稍后再试' });
  expect(answer.headers.get('retry-after')).toBeNull();
}

describe('a vendor that', () => {
  test.for([
    [
      'refuses',
      () => answering({ Code: 'LimitExceeded.PhoneNumberDailyLimit', Message: phone }),
      'LimitExceeded.PhoneNumberDailyLimit',
    ],
    [
      'refuses the call',
      () => Response.json({ Response: { Error: { Code: 'AuthFailure.SignatureFailure' } } }),
      'AuthFailure.SignatureFailure',
    ],
    ['answers with a page', () => new Response('<html>13612345678</html>'), 'unreadable_answer'],
    ['answers without end', () => new Response('x'.repeat(20_000)), 'answer_too_long'],
    ['answers 200 and nothing', () => new Response(''), 'unreadable_answer'],
    [
      'sends us elsewhere',
      () => new Response(null, { status: 302, headers: { location: 'http://10.0.0.1/' } }),
      'unreadable_answer',
    ],
    ['is unreachable', () => Promise.reject(new TypeError('connection lost')), 'unreachable'],
  ] as const)('%s: 502, the phone may try again at once, and the log says why', async ([, reply, reason]) => {
    const before = await storedIn(shop.tenant);
    const { calls } = vendor(reply);
    for (let at = 0; at < 12; at++) expectNotSent(await askCode(shop, phone));
    expect(calls).toHaveLength(12);
    expect(calls.every((init) => init.redirect === 'manual')).toBe(true);
    expect(logged.lines).toHaveLength(12);
    expect(logged.lines[0]).toBe(`an SMS code was not sent ${shop.tenant} tencent ${reason}`);
    expect(await storedIn(shop.tenant)).toEqual(before);
    vendor(taken);
    expect((await askCode(shop, phone)).status).toBe(202);
    expect((await post(shop, withPhone(shop, phone, asked))).status).toBe(201);
  });

  test('says that it took the message with an HTTP error is believed by its body', async () => {
    vendor(() => answering({ Code: 'Ok' }, 500));
    expect((await askCode(shop, phone)).status).toBe(202);
  });
});

describe('a vendor that does not answer in time', () => {
  beforeEach(() => {
    expect(vendorTimeoutMs).toBe(10_000);
    vendor(() => Promise.reject(new DOMException('timed out', 'TimeoutError')));
  });

  test('gives the minute back, and the code is good should it arrive', async () => {
    expectNotSent(await askCode(shop, phone));
    expect(logged.lines[0]).toMatch(/ timeout$/);
    const late = asked;
    expect((await post(shop, withPhone(shop, phone, late))).status).toBe(201);
    expectNotSent(await askCode(shop, phone));
  });

  test('can not be used to flood a phone: each may have arrived, and counts for the hour', async () => {
    for (let at = 0; at < 5; at++) expectNotSent(await askCode(shop, phone));
    const stopped = await askCode(shop, phone);
    expectProblem(stopped, 429, 'rate_limited');
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(3500);
    expect(Number(stopped.headers.get('retry-after'))).toBeLessThanOrEqual(3600);
  });
});

test('a code whose send failed proves nothing, and the one before it stays good, its wrong tries counted', async () => {
  vendor(() => answering({ Code: 'FailedOperation.X' }));
  expectNotSent(await askCode(shop, phone));
  const never = asked;
  expect(findingsOf(await post(shop, withPhone(shop, phone, never)))).toEqual(['phone code_expired']);
  vendor(taken);
  expect((await askCode(shop, phone)).status).toBe(202);
  const good = asked;
  const wrong = () => post(shop, withPhone(shop, phone, good === '000000' ? '000001' : '000000'));
  for (let at = 0; at < 3; at++) expect(findingsOf(await wrong())).toEqual(['phone invalid_code']);
  vi.setSystemTime(Date.now() + minute);
  vendor(() => answering({ Code: 'FailedOperation.X' }));
  expectNotSent(await askCode(shop, phone));
  expect(await rowsOf(shop.tenant, 'codes')).toMatchObject([{ tries: 3 }]);
  expect((await post(shop, withPhone(shop, phone, good))).status).toBe(201);
  // Spent, it does not come back.
  expectNotSent(await askCode(shop, phone));
  expect(await rowsOf(shop.tenant, 'codes')).toMatchObject([{ code: null }]);
});

test('the vendor’s secret is stored sealed, and no phone in clear', async () => {
  vendor(taken);
  expect((await askCode(shop, phone)).status).toBe(202);
  expect(foundIn(await storedIn(shop.tenant), [phone, secretKey])).toEqual([]);
  const view = await configure('GET', '/v1/tenant', shop.owner);
  expect(JSON.stringify(view)).not.toContain(secretKey);
});
