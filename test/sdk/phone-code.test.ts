/** The code by text message: asked for, counted down, void with another number, its errors where it is typed. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Field } from '../../contract/form.ts';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, button, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const phone: Field = {
  id: 'phone',
  kind: 'phone',
  label: '手机号码',
  required: true,
  purpose: '用于联系您',
  verify: 'sms',
};
const codeBox = (page: Page) => textbox(page, '短信验证码');
const told = (page: Page) => page.locator('.field .error:not(:empty)').allInnerTexts();

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', formOf([phone]));
  server.pages.set('/', partnerPage(scriptPage()));
});

/** A number is typed and a code asked for. */
async function askCode(number = '13800138000', prepare: (page: Page) => Promise<void> = async () => {}) {
  const { page } = await openPage(browser, server, '/');
  await prepare(page);
  await textbox(page, '手机号码').fill(number);
  await button(page, '获取验证码').click();
  return page;
}

function focused(page: Page): Promise<string | undefined> {
  return page.locator('jinjian-form').evaluate((element) => element.shadowRoot?.activeElement?.id);
}

test('the code is asked for with the number, typed, and sent beside the values', async () => {
  const page = await askCode();
  await page.getByText('验证码已发送至 138 0013 8000，5 分钟内有效').first().waitFor();
  expect(server.codes).toEqual([{ phone: '13800138000', form: 'short', challenge: expect.any(String) }]);
  expect(await page.locator('.sr').textContent()).toContain('验证码已发送至');
  expect(await focused(page)).toBe('f-phone.code');
  await codeBox(page).fill('123456');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted[0]?.submission).toMatchObject({
    values: { phone: '13800138000' },
    phoneCode: '123456',
  });
});

test('the input is one that phones fill in by themselves', async () => {
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').click();
  const box = codeBox(page);
  for (const [name, value] of [
    ['inputmode', 'numeric'],
    ['autocomplete', 'one-time-code'],
    ['maxlength', '6'],
    ['pattern', '\\d{6}'],
  ] as const)
    expect(await box.getAttribute(name)).toBe(value);
  await box.fill('１2ab３4');
  expect(await box.inputValue()).toBe('1234');
});

test('a phone that need not be proved has no such row', async () => {
  server.bundles.set('short', formOf([{ ...phone, verify: 'none' }]));
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(await codeBox(page).count()).toBe(0);
  expect(server.posted[0]?.submission.phoneCode).toBeUndefined();
});

test.each([
  ['', '请先填写手机号码，再获取验证码。'],
  ['1380013', '手机号码应为11位，现在是7位'],
])('no code is asked for with the number "%s"', async (number, message) => {
  const page = await askCode(number);
  await expect.poll(() => told(page)).toEqual([message]);
  expect(await focused(page)).toBe('f-phone');
  expect(server.codes).toEqual([]);
});

test('another one can be had after a minute, counted down, for this number', async () => {
  const page = await askCode('13800138000', (one) => one.clock.install());
  await page.getByRole('button', { name: /^(?:60|59|58) 秒后可重发$/ }).waitFor();
  await page.clock.runFor(30_000);
  await page.getByRole('button', { name: /^(?:30|29|28|27) 秒后可重发$/ }).click({ force: true });
  expect(server.codes).toHaveLength(1);
  await page.clock.runFor(31_000);
  await button(page, '重新获取').click();
  await expect.poll(() => server.codes.length).toBe(2);
});

test('another number voids the code, and gets one of its own at once', async () => {
  const page = await askCode();
  await page.getByText('验证码已发送至').first().waitFor();
  await codeBox(page).fill('123456');
  await textbox(page, '手机号码').fill('13900139000');
  expect(await codeBox(page).inputValue()).toBe('');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await expect.poll(() => told(page)).toEqual(['请填写6位短信验证码']);
  expect(server.posted).toEqual([]);
  await button(page, '获取验证码').click();
  await expect.poll(() => server.codes.map((one) => one.phone)).toEqual(['13800138000', '13900139000']);
});

test.each([
  ['45', /^4[3-5] 秒后可重发$/],
  ['2400', /^40分钟后可重发$/],
  ['86400', /^明天可重发$/],
])('asked too often, the button says when: Retry-After %s', async (seconds, name) => {
  server.codeReplies = [{ status: 429, body: { code: 'rate_limited' }, headers: { 'Retry-After': seconds } }];
  const page = await askCode();
  await page.getByRole('button', { name }).waitFor();
  expect(await told(page)).toEqual(['验证码获取次数较多，请按提示的时间再试。']);
  await page.getByRole('button', { name }).click({ force: true });
  expect(server.codes).toHaveLength(1);
});

test.each([
  [
    'a provider that fails',
    { status: 502, body: { code: 'code_not_sent' } },
    '验证码暂时无法发送，请稍后再试。',
  ],
  ['no network', 'drop' as const, '网络连接不稳定。'],
])('%s is said at the code, and it can be asked for again', async (_name, reply, message) => {
  server.codeReplies = [reply, reply];
  const page = await askCode();
  await page.locator('.code .error', { hasText: message }).waitFor();
  server.codeReplies = [];
  await button(page, '获取验证码').click();
  await page.getByText('验证码已发送至').first().waitFor();
  expect(await told(page)).toEqual([]);
});

test('each code takes a sum of its own: one that is used up is replaced unseen, and the last goes with the submission', async () => {
  const used = { status: 403, body: { code: 'challenge_failed' } };
  server.codeReplies = [used];
  const page = await askCode();
  await page.getByText('验证码已发送至').first().waitFor();
  const [first, second] = server.codes.map(({ challenge }) => challenge);
  expect(server.codes).toHaveLength(2);
  expect(second).not.toBe(first);
  await codeBox(page).fill('123456');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted[0]?.submission.challenge).toBe(second);
});

test('where no sum will do, it is said once, at the code', async () => {
  const used = { status: 403, body: { code: 'challenge_failed' } };
  server.codeReplies = [used, used];
  const page = await askCode();
  await page.locator('.code .error', { hasText: '验证码暂时无法发送，请稍后再试。' }).waitFor();
  expect(server.codes).toHaveLength(2);
});

test('a number that the server refuses is said at the number', async () => {
  const errors = [{ path: 'phone', code: 'invalid_phone', message: '该号码无法接收短信' }];
  server.codeReplies = [{ status: 422, body: { code: 'invalid_values', errors } }];
  const page = await askCode();
  await page.locator('#e-phone', { hasText: '该号码无法接收短信' }).waitFor();
  expect(await focused(page)).toBe('f-phone');
});

test.each([
  ['invalid_code', '验证码不正确'],
  ['code_expired', '验证码已失效'],
  ['code_required', '请填写验证码'],
])('the server’s %s stands at the code; the next one is sent under the same id', async (code, message) => {
  server.replies = [
    { status: 422, body: { code: 'invalid_values', errors: [{ path: 'phone', code, message }] } },
  ];
  const page = await askCode();
  await codeBox(page).fill('111111');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.locator('.code .error', { hasText: message }).waitFor();
  await expect.poll(() => focused(page)).toBe('f-phone.code');
  expect(await codeBox(page).getAttribute('aria-invalid')).toBe('true');
  expect(await textbox(page, '手机号码').getAttribute('aria-invalid')).toBe('false');
  await codeBox(page).fill('222222');
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted.map(({ submission }) => submission.phoneCode)).toEqual(['111111', '222222']);
  expect(new Set(server.posted.map(({ submission }) => submission.id)).size).toBe(1);
});

test('the browser that can read the message fills the code in, and is called off with the form', async () => {
  const pretend = () => {
    Object.assign(window, { OTPCredential: class {}, asked: [] });
    navigator.credentials.get = (wanted) =>
      new Promise((resolve, reject) => {
        Object.assign(window, { deliver: () => resolve(Object({ type: 'otp', code: '654321' })) });
        wanted?.signal?.addEventListener('abort', () => {
          Object.assign(window, { calledOff: true });
          reject(new Error('aborted'));
        });
      });
  };
  const page = await askCode('13800138000', (one) => one.evaluate(pretend));
  await page.getByText('验证码已发送至').first().waitFor();
  await page.evaluate('deliver()');
  await expect.poll(() => codeBox(page).inputValue()).toBe('654321');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(await page.evaluate('calledOff')).toBe(true);
});

test('the code is in no storage of the browser', async () => {
  const page = await askCode();
  await codeBox(page).fill('918273');
  await codeBox(page).blur();
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored).not.toContain('918273');
});
