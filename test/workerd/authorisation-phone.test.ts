/** Owns the proof of who signs an authorisation by the lead's own phone: its number, then its code; brute force; no text. */
import { evictDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Answer, call, expectProblem, findingsOf } from './api.ts';
import { person, post, submit } from './applicant.ts';
import {
  type Asked,
  asked,
  bringCode,
  decideOn,
  grantOf,
  openLendingShop,
  viewOf,
} from './authorisation-shop.ts';
import { configure, publishForm, type Shop, tenantStub } from './scenario.ts';
import { askCode, readConsole, type SentCodes, verifiedDraft, withPhone } from './sms-shop.ts';
import { foundIn, rowsOf, storedIn } from './stored.ts';

const minute = 60_000;
const hour = 60 * minute;
const stranger = (at: number) => `139${String(at).padStart(8, '0')}`;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

/** Everything of an answer that a guesser sees, but the request's own id. */
const seen = (answer: Answer) => [
  answer.status,
  answer.text.replace(/"requestId":"[^"]+"/, ''),
  ...[...answer.headers].filter(([name]) => name !== 'x-request-id').sort(),
];

describe('the number that the code belongs to (CR-03)', () => {
  let shop: Shop;
  let of: Asked;
  beforeAll(async () => {
    shop = await openLendingShop();
  });
  beforeEach(async () => {
    of = await asked(shop, await submit(shop));
  });

  test.for(['139 1234 5678', '+86 13912345678', '１３９１２３４５６７８'])(
    '%s is the lead’s phone',
    async (phone) => {
      await bringCode(of);
      expect((await decideOn(of, grantOf(of, { phone }))).status).toBe(200);
    },
  );

  test.for([
    [undefined, 'phone required'],
    ['', 'phone required'],
    ['12345', 'phone invalid_phone'],
    ['138****8000', 'phone invalid_phone'],
  ] as const)('%j is none, and no try', async ([phone, finding]) => {
    const before = await storedIn(shop.tenant);
    const answer = await decideOn(of, grantOf(of, { phone }));
    expectProblem(answer, 422, 'invalid_values');
    expect(findingsOf(answer)).toEqual([finding]);
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('a wrong one is refused; five an hour, then even the right one waits, with a true Retry-After', async () => {
    for (let at = 0; at < 5; at++) {
      const wrong = await decideOn(of, grantOf(of, { phone: stranger(at) }));
      expectProblem(wrong, 422, 'invalid_values');
      expect(findingsOf(wrong)).toEqual(['phone other_phone']);
      expect(wrong.text).not.toContain(stranger(at));
      pass(minute);
    }
    await bringCode(of);
    const right = await decideOn(of, grantOf(of));
    expectProblem(right, 429, 'rate_limited');
    expect(right.headers.get('retry-after')).toBe(String(55 * 60));
    pass(55 * minute - 1);
    expectProblem(await decideOn(of, grantOf(of)), 429, 'rate_limited');
    pass(1);
    await bringCode(of);
    expect((await decideOn(of, grantOf(of))).status).toBe(200);
    const stored = await storedIn(shop.tenant);
    expect(foundIn(stored, [person.phone, ...[0, 1, 2, 3, 4].map(stranger)])).toEqual([]);
  });

  test('fifty guesses at once are five', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => decideOn(of, grantOf(of, { phone: stranger(at) }))),
    );
    expect(answers.filter((answer) => answer.status === 422)).toHaveLength(5);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(45);
    expect(await viewOf(shop, of)).toMatchObject({ state: 'open' });
  });

  test('tries count for the person, over all that they were asked, and a restart forgives none', async () => {
    const lead = await submit(shop);
    const [query, report] = [await asked(shop, lead, 'query-a'), await asked(shop, lead, 'report-a')];
    for (let at = 0; at < 3; at++) await decideOn(query, grantOf(query, { phone: stranger(at) }));
    await evictDurableObject(tenantStub(shop.tenant));
    for (let at = 3; at < 5; at++) await decideOn(report, grantOf(report, { phone: stranger(at) }));
    expectProblem(await decideOn(report, grantOf(report)), 429, 'rate_limited');
    expectProblem(await decideOn(query, grantOf(query)), 429, 'rate_limited');
    // Refusing is not held up by anyone's guesses.
    expect((await decideOn(query, { decision: 'refused', digest: query.digest })).status).toBe(200);
  });

  test('no code is to be had where nothing sends one any more', async () => {
    await configure('PATCH', '/v1/tenant', shop.owner, { settings: { sms: null } });
    const answer = await call('POST', `/v1/authorisations/${of.id}/codes`, { body: { phone: person.phone } });
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual(['phone sms_not_configured']);
    expectProblem(await decideOn(of, grantOf(of)), 422, 'signing_unavailable');
  });
});

describe('its code', () => {
  let shop: Shop;
  let of: Asked;
  let sent: SentCodes;
  let phone = '';
  let nextPhone = 13_600_000_000;
  beforeAll(async () => {
    shop = await openLendingShop();
  });
  beforeEach(async () => {
    phone = String(nextPhone++);
    of = await asked(shop, await submit(shop, { values: { name: '张三', phone, amount: 10_000 } }));
    sent = readConsole();
  });
  const codeFor = (number: string, one: Asked = of) =>
    call('POST', `/v1/authorisations/${one.id}/codes`, { body: { phone: number } });
  const signWith = (code: string, one: Asked = of) => decideOn(one, grantOf(one, { phone, code }));

  test('the right one signs, and the view says how', async () => {
    expect((await codeFor(phone)).status).toBe(202);
    const answer = await vi.waitFor(() => sent.last(shop));
    expect((await signWith(answer)).status).toBe(200);
    expect(await viewOf(shop, of)).toMatchObject({ state: 'granted', method: 'phone_code' });
  });

  test('is taken by its name of before, too', async () => {
    expect((await codeFor(phone)).status).toBe(202);
    const phoneCode = await vi.waitFor(() => sent.last(shop));
    expect((await decideOn(of, grantOf(of, { phone, code: undefined, phoneCode }))).status).toBe(200);
  });

  test('is asked for: who knows the number has proven nothing', async () => {
    const answer = await decideOn(of, grantOf(of, { phone, code: undefined }));
    expectProblem(answer, 422, 'invalid_values');
    expect(findingsOf(answer)).toEqual(['code code_required']);
  });

  test('a wrong one may be tried again, five times; then it takes another code', async () => {
    await codeFor(phone);
    const code = await vi.waitFor(() => sent.last(shop));
    const wrong = code === '000000' ? '000001' : '000000';
    for (let at = 0; at < 5; at++) expect(findingsOf(await signWith(wrong))).toEqual(['code invalid_code']);
    expect(findingsOf(await signWith(code))).toEqual(['code code_expired']);
    pass(minute);
    await codeFor(phone);
    const next = await vi.waitFor(() => {
      expect(sent.lines.filter((line) => line.includes('gets'))).toHaveLength(2);
      return sent.last(shop);
    });
    expect((await signWith(next)).status).toBe(200);
  });

  test('a code for a form, or for another authorisation, proves nothing here', async () => {
    const form = {
      ...shop,
      form: 'sms',
      ...(await publishForm(shop.tenant, shop.owner, 'sms', verifiedDraft)),
    };
    await askCode(form, phone);
    expect(findingsOf(await signWith(sent.last(shop)))).toEqual(['code invalid_code']);
    pass(minute);
    const other = await asked(
      shop,
      await submit(shop, { values: { name: '张三', phone, amount: 10_000 } }),
      'report-a',
    );
    await codeFor(phone, other);
    const code = await vi.waitFor(() => {
      expect(sent.lines.filter((line) => line.includes('gets'))).toHaveLength(2);
      return sent.last(shop);
    });
    expect(findingsOf(await signWith(code))).toEqual(['code invalid_code']);
    // Nor does it prove anything to a form.
    const refused = await post(form, withPhone(form, phone, code));
    expect(findingsOf(refused)).toEqual(['phone invalid_code']);
    expect((await signWith(code, other)).status).toBe(200);
  });

  test('asking for one tells nobody whose phone it is: answers, waits and limits are the same, and no message goes out', async () => {
    const foreign = String(nextPhone++);
    let taken = 0;
    for (const wait of [0, 10_000, minute, minute, minute, minute, minute, hour]) {
      pass(wait);
      const [theirs, others] = [await codeFor(phone), await codeFor(foreign)];
      expect(seen(others)).toEqual(seen(theirs));
      if (theirs.status === 202) taken++;
    }
    expect(taken).toBe(6);
    // One message for each of theirs, none for the other's.
    const messages = () => sent.lines.filter((line) => line.includes('gets'));
    await vi.waitFor(() => expect(messages()).toHaveLength(taken));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(messages()).toHaveLength(taken);
    const stored = { codes: await rowsOf(shop.tenant, 'codes') };
    expect(foundIn(stored, [phone, foreign])).toEqual([]);
  });

  test('asking with a stranger’s phone leaves that person’s own code as it was', async () => {
    const form = {
      ...shop,
      form: 'sms',
      ...(await publishForm(shop.tenant, shop.owner, 'sms', verifiedDraft)),
    };
    const foreign = String(nextPhone++);
    await askCode(form, foreign);
    const code = sent.last(shop);
    pass(minute);
    expect((await codeFor(foreign)).status).toBe(202);
    expect((await post(form, withPhone(form, foreign, code))).status).toBe(201);
  });

  test('60 seconds apart, 5 an hour', async () => {
    expect((await codeFor(phone)).status).toBe(202);
    const early = await codeFor(phone);
    expectProblem(early, 429, 'rate_limited');
    expect(early.headers.get('retry-after')).toBe('60');
    for (let at = 0; at < 4; at++) {
      pass(minute);
      expect((await codeFor(phone)).status).toBe(202);
    }
    pass(minute);
    expect((await codeFor(phone)).headers.get('retry-after')).toBe(String(55 * 60));
  });

  test('a vendor that fails changes nothing of the answer', async () => {
    await configure('PATCH', '/v1/tenant', shop.owner, {
      settings: {
        sms: {
          provider: 'tencent',
          secretId: 'a',
          secretKey: 'b',
          sdkAppId: '1',
          signName: '签',
          templateId: '1',
        },
      },
    });
    vi.stubGlobal('fetch', async () => new Response('', { status: 500 }));
    expect((await codeFor(phone)).status).toBe(202);
    await vi.waitFor(() => expect(sent.lines.join()).toContain('an SMS code was not sent'));
    expect(sent.lines.join()).not.toContain(phone);
    vi.unstubAllGlobals();
    await configure('PATCH', '/v1/tenant', shop.owner, { settings: { sms: { provider: 'console' } } });
  });

  test('what is no phone, an ended link, and anything else in the body are refused', async () => {
    expect(findingsOf(await codeFor('12345'))).toEqual(['phone invalid_phone']);
    const path = `/v1/authorisations/${of.id}/codes`;
    expectProblem(await call('POST', path, { body: { phone, form: 'x' } }), 422, 'invalid_request');
    await decideOn(of, { decision: 'refused', digest: of.digest });
    expectProblem(await codeFor(phone), 410, 'link_gone');
  });
});
