/** Owns the page of an authorisation as the server writes it: every word told, nobody named, a strict policy; no script. */
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { toBase64 } from '../../worker/encoding/bytes.ts';
import { sha256 } from '../../worker/encoding/digest.ts';
import { call, pickText } from './api.ts';
import { person, submit } from './applicant.ts';
import { ask, asked, decideOn, grant, openLendingShop, queryDraft, refusalOf } from './authorisation-shop.ts';
import { configure, type Shop } from './scenario.ts';

let shop: Shop;
let lead: string;
beforeAll(async () => {
  shop = await openLendingShop();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  lead = await submit(shop);
});
afterEach(() => vi.useRealTimers());

/** The words of a page, without its markup. */
const wordsOf = (html: string) =>
  html
    .replace(/<(style|script)[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

test('tells every word of the text, with the lender, the bureau, purpose, validity and refusal (CR-02, CR-05, CR-13)', async () => {
  const of = await asked(shop, lead);
  const page = await call('GET', of.path);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const words = wordsOf(page.text);
  for (const told of [
    '诚信助贷请您阅读并决定',
    '征信查询授权书',
    '甲银行股份有限公司',
    '95500',
    '中国人民银行征信中心',
    '贷款审批：审核您本人的贷款申请',
    '自签署起30日内有效，最多查询2次',
    '一、我们收集什么',
    '我们收集您的姓名与手机号码。',
    '评估贷款申请',
    '贷款未成的三十天后删除',
    '不同意则无法提供服务',
    '在回执页面一键撤回',
    '第1版',
    of.digest.slice(7, 23),
    // CR-10: reports, objections, complaints.
    '每年可免费查询本人信用报告2次',
    '20日内核查并书面答复',
    '30日内书面答复',
  ])
    expect(words).toContain(told);
  // CR-05: what is strong is bold, and someone can be called to explain.
  expect(page.text).toContain('<strong>我们收集您的姓名与手机号码。</strong>');
  expect(page.text).toContain('<a href="tel:400-000-0000"'.replace(/-/g, ''));
  // CR-14: nothing is promised for agreeing.
  expect(words).not.toMatch(/奖励|红包|优惠|抽奖|立减|送/);
});

test.for([
  ['loan_review', '贷款审批'],
  ['card_review', '信用卡审批'],
  ['guarantor_review', '担保审查'],
  ['post_loan', '贷后管理'],
  ['legal_representative', '企业贷款审查'],
] as const)('says the statutory purpose %s in words (CR-04)', async ([creditPurpose, said]) => {
  const id = `for-${creditPurpose.replaceAll('_', '-')}`;
  await configure('POST', '/v1/notices', shop.owner, queryDraft({ id, creditPurpose }));
  const page = await call('GET', (await asked(shop, lead, id)).path);
  expect(wordsOf(page.text)).toContain(said);
});

test.for([
  ['zh-CN', '同意并签署', 'zh-CN'],
  ['zh-TW', '同意並簽署', 'zh-TW'],
  ['en', 'Agree and sign', 'en'],
] as const)('speaks the language of its text: %s', async ([locale, said, lang]) => {
  const id = `in-${locale.toLowerCase()}`;
  await configure('POST', '/v1/notices', shop.owner, queryDraft({ id, locale }));
  const of = await asked(shop, lead, id);
  const page = await call('GET', of.path, { headers: { 'accept-language': 'fr' } });
  expect(page.text).toContain(`<html lang="${lang}">`);
  expect(wordsOf(page.text)).toContain(said);
  await grant(of);
  expect((await call('GET', of.path)).text).toContain(`<html lang="${lang}">`);
});

test('names nobody: no personal data in page, address or answer, before or after', async () => {
  const of = await asked(shop, lead);
  const open = await call('GET', of.path);
  const granted = await grant(of);
  const done = await call('GET', of.path);
  for (const answer of [open, granted, done])
    for (const value of [...Object.values(person), lead]) expect(answer.text).not.toContain(value);
});

test('runs under a policy without exceptions, is cached nowhere, indexed nowhere, and says nothing of where it is', async () => {
  const page = await call('GET', (await asked(shop, lead)).path);
  const policy = page.headers.get('content-security-policy') ?? '';
  const style = /<style>(.*?)<\/style>/s.exec(page.text)?.[1] ?? '';
  expect(policy).toContain(`style-src 'sha256-${toBase64(sha256(style))}'`);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*/);
  expect(page.headers.get('cache-control')).toBe('no-store, no-transform');
  expect(page.text).toContain('<meta name="robots" content="noindex,nofollow">');
  expect(page.text).toContain('<meta name="referrer" content="no-referrer">');
  // No inline script, handler or style attribute.
  expect(page.text).not.toMatch(/<script(?![^>]*src=)|\son[a-z]+=|\sstyle=/);
  const script = /<script src="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const found = await call('GET', script);
  expect([found.status, found.headers.get('cache-control')]).toEqual([
    200,
    'public, max-age=31536000, immutable, no-transform',
  ]);
});

test('a tenant’s own text stays text', async () => {
  const evil = '<img src=x onerror=alert(1)>"\'&';
  await configure(
    'POST',
    '/v1/notices',
    shop.owner,
    queryDraft({
      id: 'evil',
      title: evil,
      blocks: [{ type: 'paragraph', text: evil }],
      contact: `${evil} 400-000-0000`,
    }),
  );
  const page = await call('GET', (await asked(shop, lead, 'evil')).path);
  expect(page.text).not.toContain('<img');
  expect(wordsOf(page.text)).toContain('onerror=alert(1)');
});

test('shows what was decided and the text once more, and hands the receipt to nobody who opens the link', async () => {
  const of = await asked(shop, lead);
  const answer = await grant(of);
  const page = await call('GET', of.path);
  const words = wordsOf(page.text);
  for (const told of [
    '已签署',
    '您已授权甲银行股份有限公司',
    '有效期至',
    '我们收集您的姓名与手机号码。',
    '每年可免费查询',
  ])
    expect(words).toContain(told);
  // With the receipt everything can be withdrawn; the tenant and whoever it was passed on to know this link.
  expect(page.text).not.toContain(pickText(answer.json, 'receipt', 'id'));
  expect(page.text).not.toContain('/r/rc_');
  expect(page.text).not.toContain('id="grant"');
  const other = await asked(shop, lead, 'report-a');
  await decideOn(other, refusalOf(other));
  expect(wordsOf((await call('GET', other.path)).text)).toContain('已记录：不同意');
});

test('asks for the code; where none can be had any more it says that it can’t be signed', async () => {
  const own = await openLendingShop();
  const of = await asked(own, await submit(own));
  expect((await call('GET', of.path)).text).toContain('id="code"');
  await configure('PATCH', '/v1/tenant', own.owner, { settings: { sms: null } });
  const page = await call('GET', of.path);
  expect(page.text).not.toContain('id="code"');
  expect(wordsOf(page.text)).toContain('这份授权书暂不能签署。您可以选择不同意');
});

test('a page that is not there is a page that says so', async () => {
  const page = await call('GET', '/a/au_nobody-here_aaaaaaaaaaaaaaaaaaaaaaaaaa');
  expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  expect((await ask(shop, lead)).status).toBe(201);
});
