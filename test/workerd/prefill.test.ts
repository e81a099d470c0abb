/** Owns signed prefill through the API, tokens made by node:crypto as a partner would; and hidden fields to the CRM. */
import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type Answer, call, expectProblem, findingsOf, pick } from './api.ts';
import { person, post, submissionOf } from './applicant.ts';
import { first } from './outbox.ts';
import { addWebhook, sendDue, standInReceivers } from './receiver.ts';
import { configure, formDraft, openShop, partnerOrigin, publishForm, type Shop } from './scenario.ts';
import { foundIn, storedIn } from './stored.ts';

const secret = 'the partner’s own secret, UTF-8';
const draft = {
  ...formDraft,
  steps: [
    ...formDraft.steps,
    {
      fields: [
        { id: 'source', kind: 'text', label: '来源', purpose: '统计渠道', hidden: true, maxLength: 20 },
      ],
    },
  ],
};

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await configure('PATCH', '/v1/tenant', shop.owner, { settings: { prefillSecret: secret } });
  shop = { ...shop, ...(await publishForm(shop.tenant, shop.owner, 'biz', draft)) };
});

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

/** A token as API.md describes it, by an independent implementation. */
function tokenOf(content: unknown, key = secret): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const part = Buffer.from(text, 'utf8').toString('base64url');
  return `${part}.${createHmac('sha256', key).update(part).digest('base64url')}`;
}

function open(token: unknown, form = 'biz', of = shop): Promise<Answer> {
  return call('POST', `/v1/t/${of.tenant}/prefill`, {
    body: { form, token },
    headers: { origin: partnerOrigin },
  });
}
const signed = (values: unknown, more: Record<string, unknown> = {}) =>
  tokenOf({ form: 'biz', values, exp: inSeconds(3600), ...more });

describe('a prefill', () => {
  test('gives the values as the form’s own rules read them', async () => {
    const values = {
      amount: '200,000',
      term: 12,
      use: '周转',
      assets: ['房'],
      region: '440300',
      note: '张三推荐',
      source: 'app',
    };
    const answer = await open(signed(values));
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toEqual({ values: { ...values, amount: 200_000 } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(partnerOrigin);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('leaves out what names a person, is unknown or wrong, and keeps the rest', async () => {
    const answer = await open(
      signed({
        ...person,
        company: '深圳市某某有限公司',
        uscc: '91350100M000100Y43',
        amount: 5,
        term: 13,
        colour: 'red',
        __proto__: 'x',
        staff: 12,
        note: '',
      }),
    );
    expect(answer.json).toEqual({ values: { staff: 12 } });
    for (const text of [person.name, person.phone, person.idNumber, person.email]) {
      expect(answer.text).not.toContain(text);
    }
  });

  test('stores nothing', async () => {
    const before = await storedIn(shop.tenant);
    await open(signed({ amount: 10_000 }));
    expect(await storedIn(shop.tenant)).toEqual(before);
    expect(foundIn(before, [secret])).toEqual([]);
  });
});

describe('rejected', () => {
  const cases: [string, () => string, string][] = [
    [
      'another secret',
      () => tokenOf({ form: 'biz', values: {}, exp: inSeconds(60) }, `${secret}x`),
      'token prefill_bad_signature',
    ],
    [
      'a changed value',
      () =>
        signed({ staff: 1 }).replace(
          /^[^.]+/,
          Buffer.from(JSON.stringify({ form: 'biz', values: { staff: 2 }, exp: inSeconds(60) })).toString(
            'base64url',
          ),
        ),
      'token prefill_bad_signature',
    ],
    ['a signature cut short', () => signed({}).slice(0, -4), 'token prefill_bad_signature'],
    ['no signature', () => `${signed({}).split('.')[0]}.`, 'token prefill_bad_signature'],
    ['no point', () => 'abc', 'token prefill_bad_signature'],
    ['three parts', () => `${signed({})}.x`, 'token prefill_bad_signature'],
    ['an empty token', () => '', 'token prefill_bad_signature'],
    ['what is no JSON', () => tokenOf('form=biz'), 'token prefill_bad_content'],
    ['a list', () => tokenOf('[]'), 'token prefill_bad_content'],
    [
      'a consent',
      () => signed({}, { grants: [{ notice: 'privacy', decision: 'granted' }] }),
      'token prefill_bad_content',
    ],
    ['consents by another name', () => signed({}, { consents: ['privacy'] }), 'token prefill_bad_content'],
    ['no end', () => tokenOf({ form: 'biz', values: {} }), 'token prefill_bad_content'],
    ['an end in words', () => signed({}, { exp: '2030-01-01' }), 'token prefill_bad_content'],
    ['values that are a list', () => signed(['x']), 'token prefill_bad_content'],
    ['another form', () => signed({}, { form: 'loan' }), 'token prefill_other_form'],
    ['an end just now', () => signed({}, { exp: inSeconds(0) }), 'token prefill_expired'],
    ['an end in milliseconds', () => signed({}, { exp: Date.now() }), 'token prefill_too_long'],
    ['more than a day', () => signed({}, { exp: inSeconds(86_400 + 400) }), 'token prefill_too_long'],
  ];
  test.for(cases)('%s', async ([, token, finding]) => {
    const answer = await open(token());
    expectProblem(answer, 403, 'prefill_rejected');
    expect(findingsOf(answer)).toEqual([finding]);
  });

  test('a form that is not there, and a tenant without a secret', async () => {
    const nowhere = await open(signed({}, { form: 'nothing' }), 'nothing');
    expectProblem(nowhere, 403, 'prefill_rejected');
    expect(findingsOf(nowhere)).toEqual(['form unknown_form']);
    const plain = await openShop();
    expect(findingsOf(await open(signed({}), 'biz', plain))).toEqual(['token prefill_not_configured']);
    // Signed with nothing at all.
    expect(
      findingsOf(await open(tokenOf({ form: 'biz', values: {}, exp: inSeconds(60) }, ' '), 'biz', plain)),
    ).toEqual(['token prefill_not_configured']);
  });

  test('another shape, another site', async () => {
    expectProblem(await open(7), 422, 'invalid_request');
    expectProblem(await open('x'.repeat(8001)), 422, 'invalid_request');
    const stranger = await call('POST', `/v1/t/${shop.tenant}/prefill`, {
      body: { form: 'biz', token: signed({}) },
      headers: { origin: 'https://elsewhere.example' },
    });
    expectProblem(stranger, 403, 'origin_not_allowed');
    expect((await call('GET', `/v1/t/${shop.tenant}/prefill?token=x`)).status).toBe(405);
  });

  test('ends to the second, and a day with five minutes for clocks is the most', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const exp = inSeconds(86_400);
    const token = signed({ staff: 3 }, { exp });
    const slow = signed({ staff: 3 }, { exp: inSeconds(86_400 + 300) });
    expect((await open(token)).status).toBe(200);
    expect((await open(slow)).status).toBe(200);
    vi.setSystemTime(exp * 1000 - 1);
    expect((await open(token)).status).toBe(200);
    vi.setSystemTime(exp * 1000);
    expect(findingsOf(await open(token))).toEqual(['token prefill_expired']);
    vi.useRealTimers();
  });
});

describe('a hidden field', () => {
  test('reaches the CRM as any value does, and is judged like one', async () => {
    const receivers = standInReceivers(shop.tenant);
    await addWebhook(shop, 'crm');
    const accepted = await post(
      shop,
      submissionOf(shop, {
        values: { name: '张三', phone: person.phone, amount: 10_000, source: ' app-2026 ' },
      }),
    );
    expect(accepted.status, accepted.text).toBe(201);
    await sendDue(shop.tenant);
    const body: unknown = JSON.parse(first(receivers.to('crm.example')).body);
    expect(pick(body, 'data', 'lead', 'values', 'source')).toBe('app-2026');
    vi.unstubAllGlobals();
    const wrong = await post(
      shop,
      submissionOf(shop, {
        values: { name: '张三', phone: person.phone, amount: 10_000, source: 'x'.repeat(21) },
      }),
    );
    expect(findingsOf(wrong)).toEqual(['source too_long']);
  });

  test('that could carry a person is not published', async () => {
    const fields = [
      { id: 'who', kind: 'phone', label: '手机', purpose: '联系', hidden: true, required: true },
    ];
    const consents = [{ notice: 'privacy', required: true }];
    await configure('PUT', '/v1/forms/bad', shop.owner, { ...draft, steps: [{ fields }], consents });
    const answer = await call('POST', '/v1/forms/bad/publish', { key: shop.owner });
    expectProblem(answer, 422, 'form_rejected');
    expect(findingsOf(answer)).toEqual([
      'steps.0.fields.0.hidden hidden_kind',
      'steps.0.fields.0.required hidden_required',
    ]);
  });
});
