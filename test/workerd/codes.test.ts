/** Owns codes by SMS through the API: when one is sent, what it proves, how long and how often; no vendor. */
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { call, expectProblem, findingsOf, pickText } from './api.ts';
import { post, submissionOf } from './applicant.ts';
import { expectRefused } from './refusal.ts';
import { configure, openShop, publishForm, type Shop } from './scenario.ts';
import { newestContent } from './sealed-content.ts';
import { askCode, openSmsShop, readConsole, type SentCodes, verifiedDraft, withPhone } from './sms-shop.ts';
import { foundIn, rowCounts, rowsOf, storedIn } from './stored.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

let shop: Shop;
let sent: SentCodes;
let nextPhone = 13_700_000_000;
/** A phone that no other test has. */
const freshPhone = () => String(nextPhone++);

beforeAll(async () => {
  shop = await openSmsShop();
});
beforeEach(() => {
  sent = readConsole();
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

async function codeFor(phone: string): Promise<string> {
  const answer = await askCode(shop, phone);
  expect(answer.status, answer.text).toBe(202);
  return sent.last(shop);
}

/** Another code than this one. */
const otherThan = (code: string) => (code === '000000' ? '000001' : '000000');
const refusedFor = (code: string) => ({ status: 422, code: 'invalid_values', findings: [`phone ${code}`] });

describe('a wish for a code', () => {
  test('is answered with nothing, whether the phone is known or not', async () => {
    const phone = freshPhone();
    const first = await askCode(shop, phone);
    expect([first.status, first.text]).toEqual([202, '']);
    expect(first.headers.get('cache-control')).toBe('no-store');
    await post(shop, withPhone(shop, phone, sent.last(shop)));
    pass(minute);
    const known = await askCode(shop, phone);
    const told = (answer: typeof first) =>
      [...answer.headers].filter(([name]) => name !== 'x-request-id').sort();
    expect([known.status, known.text]).toEqual([202, '']);
    expect(told(known)).toEqual(told(first));
  });

  test('takes the phone as people write it', async () => {
    const phone = freshPhone();
    expect((await askCode(shop, `+86 ${phone.slice(0, 3)} ${phone.slice(3)}`)).status).toBe(202);
    expect((await askCode(shop, phone)).status).toBe(429);
  });

  test.for([
    ['a phone that is none', '12345', 422, 'invalid_values', 'phone invalid_phone'],
    ['a landline', '02012345678', 422, 'invalid_values', 'phone invalid_phone'],
  ] as const)('for %s is refused', async ([, phone, status, code, finding]) => {
    const before = await storedIn(shop.tenant);
    const answer = await askCode(shop, phone);
    expectProblem(answer, status, code);
    expect(findingsOf(answer)).toEqual([finding]);
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('for a form that is not there, or asks for none, is refused', async () => {
    expectProblem(await askCode(shop, freshPhone(), 'nothing'), 404, 'unknown_form');
    const plain = await askCode(shop, freshPhone(), 'biz');
    expectProblem(plain, 422, 'invalid_request');
    expect(findingsOf(plain)).toEqual(['form sms_not_asked']);
  });

  test('is still heard for a form whose new version asks no more, while the old one is taken', async () => {
    const own = await openSmsShop();
    await publishForm(own.tenant, own.owner, 'sms', {
      ...verifiedDraft,
      steps: [plainStep],
      consents: [{ notice: 'privacy', required: true }],
    });
    expect((await askCode(own, freshPhone())).status).toBe(202);
    pass(25 * hour);
    expect(findingsOf(await askCode(own, freshPhone()))).toEqual(['form sms_not_asked']);
  });

  test('from another site, of no tenant, or with anything else in it is refused', async () => {
    expectProblem(await askCode({ ...shop, tenant: 'nobody-here' }, freshPhone()), 404, 'unknown_tenant');
    const path = `/v1/t/${shop.tenant}/codes`;
    const stranger = await call('POST', path, {
      body: { phone: freshPhone(), form: shop.form },
      headers: { origin: 'https://elsewhere.example' },
    });
    expectProblem(stranger, 403, 'origin_not_allowed');
    for (const body of [{}, { phone: 1, form: 'sms' }, { phone: freshPhone(), form: 'sms', code: '1' }]) {
      expectProblem(await call('POST', path, { body }), 422, 'invalid_request');
    }
  });
});

const plainStep = {
  fields: [{ id: 'phone', kind: 'phone', label: '手机号码', required: true, purpose: '联系您' }],
};

describe('limits', () => {
  test('60 seconds apart, with a truthful Retry-After (SE-03)', async () => {
    const phone = freshPhone();
    await codeFor(phone);
    pass(20 * second);
    const early = await askCode(shop, phone);
    expectProblem(early, 429, 'rate_limited');
    expect(early.headers.get('retry-after')).toBe('40');
    pass(39_001);
    expect((await askCode(shop, phone)).headers.get('retry-after')).toBe('1');
    pass(999);
    expect((await askCode(shop, phone)).status).toBe(202);
    // Another phone does not wait.
    expect((await askCode(shop, freshPhone())).status).toBe(202);
  });

  test('5 an hour and 10 a day (SE-03)', async () => {
    const phone = freshPhone();
    const waited = async () => Number((await askCode(shop, phone)).headers.get('retry-after'));
    for (let at = 0; at < 5; at++) {
      await codeFor(phone);
      pass(minute);
    }
    expect(await waited()).toBe(55 * 60);
    pass(55 * minute);
    for (let at = 0; at < 5; at++) {
      await codeFor(phone);
      pass(minute);
    }
    // The tenth was the last of the day, which began with the first: 65 minutes ago.
    expect(await waited()).toBe(23 * 3600 - 5 * 60);
    pass(23 * hour - 5 * minute - 1);
    expect(await waited()).toBe(1);
    pass(1);
    await codeFor(phone);
  });

  test('two wishes at once send one message', async () => {
    const phone = freshPhone();
    const before = sent.lines.length;
    const answers = await Promise.all(Array.from({ length: 8 }, () => askCode(shop, phone)));
    expect(answers.filter((answer) => answer.status === 202)).toHaveLength(1);
    expect(sent.lines.length - before).toBe(1);
  });
});

describe('a submission', () => {
  test('with the right code is accepted like any other, and the record says that the phone was proven', async () => {
    const phone = freshPhone();
    const answer = await post(shop, withPhone(shop, phone, await codeFor(phone)));
    expect(answer.status, answer.text).toBe(201);
    const lead = await configure('GET', `/v1/leads/${pickText(answer.json, 'lead')}`, shop.owner);
    expect(lead).toMatchObject({ flags: [] });
    const { content } = await newestContent(shop.tenant);
    expect(content.records.map(({ record }) => record.phoneVerified)).toEqual([true, true, true, true]);
  });

  test('without a code is refused, and leaves no trace', async () => {
    const phone = freshPhone();
    await codeFor(phone);
    await expectRefused(shop, withPhone(shop, phone), refusedFor('code_required'));
    await expectRefused(shop, withPhone(shop, phone, '  '), refusedFor('code_required'));
  });

  test('with a wrong code is refused and may try again', async () => {
    const phone = freshPhone();
    const code = await codeFor(phone);
    const wrong = await post(shop, withPhone(shop, phone, otherThan(code)));
    expectProblem(wrong, 422, 'invalid_values');
    expect(findingsOf(wrong)).toEqual(['phone invalid_code']);
    expect((await post(shop, withPhone(shop, phone, code))).status).toBe(201);
  });

  test('takes the code as it is pasted', async () => {
    const phone = freshPhone();
    const code = await codeFor(phone);
    const wide = code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    expect((await post(shop, withPhone(shop, phone, ` ${wide} `))).status).toBe(201);
  });

  test('five wrong tries end a code, and the right one comes too late', async () => {
    const phone = freshPhone();
    const code = await codeFor(phone);
    for (let at = 0; at < 5; at++) {
      const wrong = await post(shop, withPhone(shop, phone, otherThan(code)));
      expect(findingsOf(wrong)).toEqual(['phone invalid_code']);
    }
    await expectRefused(shop, withPhone(shop, phone, code), refusedFor('code_expired'));
    pass(minute);
    expect((await post(shop, withPhone(shop, phone, await codeFor(phone)))).status).toBe(201);
  });

  test('fifty tries at once are counted each: five at most are compared', async () => {
    const phone = freshPhone();
    const code = await codeFor(phone);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => post(shop, withPhone(shop, phone, otherThan(code)))),
    );
    const told = answers.map((answer) => findingsOf(answer)[0]);
    expect(told.filter((one) => one === 'phone invalid_code')).toHaveLength(5);
    expect(told.filter((one) => one === 'phone code_expired')).toHaveLength(45);
  });

  test('a code lives five minutes (SE-03)', async () => {
    const [early, late] = [freshPhone(), freshPhone()];
    const [first, other] = [await codeFor(early), await codeFor(late)];
    pass(5 * minute - 1);
    expect((await post(shop, withPhone(shop, early, first))).status).toBe(201);
    pass(1);
    await expectRefused(shop, withPhone(shop, late, other), refusedFor('code_expired'));
  });

  test('a code is good once', async () => {
    const phone = freshPhone();
    const code = await codeFor(phone);
    const body = withPhone(shop, phone, code);
    expect((await post(shop, body)).status).toBe(201);
    await expectRefused(shop, withPhone(shop, phone, code), refusedFor('code_expired'));
    // The same submission again is a replay, whatever became of its code.
    for (const phoneCode of [code, '999999', undefined]) {
      const replay = await post(shop, { ...body, phoneCode });
      expect(replay.status).toBe(200);
      expect(replay.headers.get('idempotent-replay')).toBe('true');
    }
  });

  test('that is refused for something else spends no code', async () => {
    const phone = freshPhone();
    const code = await codeFor(phone);
    const unasked = withPhone(shop, phone, code, { grants: [] });
    await expectRefused(shop, unasked, { status: 422, code: 'consent_missing' });
    await expectRefused(shop, withPhone(shop, phone, code, { values: { name: '张三', phone, amount: -1 } }), {
      status: 422,
      code: 'invalid_values',
      findings: ['amount invalid_amount'],
    });
    expect((await post(shop, withPhone(shop, phone, code))).status).toBe(201);
  });

  test('a code is its phone’s and its tenant’s alone', async () => {
    const [phone, other] = [freshPhone(), freshPhone()];
    const code = await codeFor(phone);
    await expectRefused(shop, withPhone(shop, other, code), refusedFor('code_expired'));
    const neighbour = await openSmsShop();
    await expectRefused(neighbour, withPhone(neighbour, phone, code), refusedFor('code_expired'));
    // The code that was sent last counts, the one before no more.
    pass(minute);
    const newer = await codeFor(phone);
    if (newer !== code)
      expect(findingsOf(await post(shop, withPhone(shop, phone, code)))).toEqual(['phone invalid_code']);
    expect((await post(shop, withPhone(shop, phone, newer))).status).toBe(201);
  });

  test('to a form without codes needs none, and writes none', async () => {
    const plain = await openShop();
    expect((await post(plain, submissionOf(plain, { phoneCode: '123456' }))).status).toBe(201);
    expect((await rowCounts(plain.tenant)).codes).toBe(0);
    const { content } = await newestContent(plain.tenant);
    expect(content.records.some(({ record }) => 'phoneVerified' in record)).toBe(false);
  });
});

describe('what is kept', () => {
  test('is digests that die: neither phone nor code is anywhere in clear', async () => {
    const own = await openSmsShop();
    const phone = freshPhone();
    expect((await askCode(own, phone)).status).toBe(202);
    const code = sent.last(own);
    const stored = await storedIn(own.tenant);
    expect(foundIn(stored, [phone])).toEqual([]);
    // Six digits turn up in any hex by chance: the code is looked for as a whole cell, as text and as bytes.
    const hex = [...code].map((digit) => `3${digit}`).join('');
    expect(JSON.stringify(stored)).not.toMatch(new RegExp(`"${code}"|[:,]${Number(code)}[,}]|${hex}`));
    expect(sent.lines.join('\n')).not.toContain(phone);
    const [row] = await rowsOf(own.tenant, 'codes');
    expect(String(row?.code)).toMatch(/^[0-9a-f]{32}$/);
    expect((await post(own, withPhone(own, phone, code))).status).toBe(201);
    expect(await rowsOf(own.tenant, 'codes')).toMatchObject([{ code: null }]);
    pass(24 * hour);
    expect((await askCode(own, freshPhone())).status).toBe(202);
    expect(await rowsOf(own.tenant, 'codes')).toHaveLength(1);
    expect(await rowsOf(own.tenant, 'codes')).not.toContainEqual(
      expect.objectContaining({ phone_key: row?.phone_key }),
    );
  });
});

describe('a form with a verified phone', () => {
  test('is not published while nobody could send the code', async () => {
    const plain = await openShop();
    await configure('PUT', '/v1/forms/sms', plain.owner, verifiedDraft);
    const answer = await call('POST', '/v1/forms/sms/publish', { key: plain.owner });
    expectProblem(answer, 422, 'form_rejected');
    expect(findingsOf(answer)).toEqual(['steps.0.fields.1.verify sms_not_configured']);
  });

  test('and SMS settings that could not send are refused, with nothing changed', async () => {
    const before = await storedIn(shop.tenant);
    const answer = await call('PATCH', '/v1/tenant', {
      key: shop.owner,
      body: { name: '改名', settings: { sms: { provider: 'tencent', secretId: 'id', signName: '进件' } } },
    });
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual([
      'settings.sms.secretKey sms_key_missing',
      'settings.sms.sdkAppId sms_key_missing',
      'settings.sms.templateId sms_key_missing',
    ]);
    expect(answer.text).toContain('短信服务 tencent 还需要 secretKey');
    expect(await storedIn(shop.tenant)).toEqual(before);
  });
});
