/** Owns the receipt's page as the server writes it: whole without script, no personal data, withdrawal by a plain form. */
import { beforeEach, describe, expect, test } from 'vitest';
import { call, expectProblem, pick, pickList } from './api.ts';
import { person } from './applicant.ts';
import { applied, type Holder, receiptOf, withdraw } from './holder.ts';
import { standInReceivers } from './receiver.ts';
import { configure, formDraft, noticeDraft, openShop, publishForm, type Shop } from './scenario.ts';
import { storedIn } from './stored.ts';

let shop: Shop;
let holder: Holder;
beforeEach(async () => {
  shop = await openShop();
  standInReceivers(shop.tenant);
  holder = await applied(shop);
});

const pageOf = async ({ receipt }: Holder) => (await call('GET', `/r/${receipt}`)).text;

function postForm({ receipt }: Holder, notice: string, headers: Record<string, string> = {}) {
  return call('POST', `/r/${receipt}/withdraw`, {
    raw: new URLSearchParams({ notice }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
}

describe('the page', () => {
  test('PI-06: tells who, what, until when and the exact text, without script and without personal data', async () => {
    const text = await pageOf(holder);
    for (const said of [
      '诚信助贷',
      '企业经营贷款申请',
      '授权书 provide-bank-a',
      '甲银行股份有限公司',
      '95500',
      '贷款未成的三十天后删除',
      '我们收集您的姓名与手机号码。',
      '在回执页面一键撤回',
      '等待发送',
    ]) {
      expect(text).toContain(said);
    }
    for (const value of Object.values(person)) expect(text).not.toContain(value);
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).toContain('<script src="/w/jinjian-0.1.0-receipt.js" defer></script>');
    const script = await call('GET', '/w/jinjian-0.1.0-receipt.js');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable, no-transform');
  });

  test('shows the version that was agreed to, whatever was published since', async () => {
    await configure(
      'POST',
      '/v1/notices',
      shop.owner,
      noticeDraft('marketing', 'marketing', { title: '新版营销授权' }),
    );
    await publishForm(shop.tenant, shop.owner, 'biz', { ...formDraft, title: '新版表单' });
    const text = await pageOf(holder);
    expect(text).toContain('授权书 marketing');
    expect(text).not.toContain('新版');
    const grants = pickList((await receiptOf(holder)).json, 'grants');
    expect(grants.map((grant) => pick(grant, 'version'))).toEqual([1, 1, 1, 1]);
    expect(grants.map((grant) => pick(grant, 'retention'))).toEqual(Array(4).fill('贷款未成的三十天后删除'));
  });

  test.for([
    ['zh-TW', '授權回執', '撤回此項授權'],
    ['en', 'Consent receipt', 'Withdraw this consent'],
  ] as const)('speaks the form’s language: %s', async ([locale, title, action]) => {
    const form = {
      ...shop,
      form: 'other',
      ...(await publishForm(shop.tenant, shop.owner, 'other', { ...formDraft, locale })),
    };
    const text = await pageOf(await applied(form));
    expect(text).toContain(`<html lang="${locale}">`);
    expect(text).toContain(title);
    expect(text).toContain(action);
    expect(text).not.toContain('您的授权');
  });

  test('offers withdrawal of what is granted alone, and rights only while there is data', async () => {
    expect((await pageOf(holder)).match(/method="post"/g)).toHaveLength(4);
    await withdraw(holder, 'marketing');
    expect((await pageOf(holder)).match(/method="post"/g)).toHaveLength(3);
    await withdraw(holder, 'privacy');
    const text = await pageOf(holder);
    expect(text).not.toContain('method="post"');
    expect(text).not.toContain('id="verify"');
    expect(text).toContain('无法恢复。以下仅保留授权记录。');
  });
});

describe('withdrawing without script', () => {
  test('PI-12: one form, and back to the page', async () => {
    const answer = await postForm(holder, 'marketing', {
      origin: 'https://jinjian.test',
      'sec-fetch-site': 'same-origin',
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`/r/${holder.receipt}`);
    expect(await pageOf(holder)).toContain('已撤回');
    // An old browser says nothing of where a form comes from; a second tap changes nothing.
    expect((await postForm(holder, 'marketing')).status).toBe(303);
  });

  test.for([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('not from another site: %j', async (headers) => {
    const before = await storedIn(shop.tenant);
    expectProblem(
      await postForm(holder, 'marketing', headers as Record<string, string>),
      403,
      'origin_not_allowed',
    );
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('what is no form, no notice or no receipt is refused', async () => {
    expectProblem(
      await call('POST', `/r/${holder.receipt}/withdraw`, { body: { notice: 'marketing' } }),
      415,
      'unsupported_media_type',
    );
    expectProblem(await postForm(holder, 'nothing'), 422, 'invalid_request');
    // No id ends in b: two bits of its last letter are always zero.
    expect(
      (await postForm({ ...holder, receipt: `${holder.receipt.slice(0, -1)}b` }, 'privacy')).status,
    ).toBe(404);
  });
});
