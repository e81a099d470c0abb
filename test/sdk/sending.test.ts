/** Sending: one application is one lead, whatever the network, the finger or the reload button does. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf, notices } from './sample-form.ts';
import { accepted, partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const phone = {
  id: 'phone',
  kind: 'phone',
  label: '手机号码',
  required: true,
  purpose: '用于联系您',
} as const;

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', formOf([phone]));
  server.pages.set('/', partnerPage(scriptPage()));
});

async function filled(): Promise<Page> {
  const { page } = await openPage(browser, server, '/');
  await fill(page);
  return page;
}

async function fill(page: Page, number = '13800138000'): Promise<void> {
  await textbox(page, '手机号码').fill(number);
  await consent(page).click();
  await ageBox(page).check();
}

function ids(): (string | undefined)[] {
  return server.posted.map(({ submission }) => submission.id);
}

test('a double tap sends once, and the button says what is happening', async () => {
  server.replies = [{ status: 201, body: accepted, delayMs: 600 }];
  const page = await filled();
  await submitButton(page).dblclick();
  await page.getByRole('button', { name: '正在提交…' }).click({ force: true });
  await page.getByText('申请已提交').waitFor();
  expect(server.posted).toHaveLength(1);
});

test.each([
  ['the connection breaks', 'drop' as const, '网络不稳定'],
  ['the server fails', { status: 503, body: { code: 'internal' } }, '服务器繁忙'],
  ['a captive portal answers', { status: 200, body: '<html>请登录WiFi</html>' }, '网络不稳定'],
  [
    'it was too much at once',
    { status: 429, body: { code: 'rate_limited' }, headers: { 'Retry-After': '1' } },
    '服务器繁忙',
  ],
])('when %s the same bytes are sent again, by themselves', async (_name, reply, why) => {
  server.replies = [reply];
  const page = await filled();
  await submitButton(page).click();
  await page.getByRole('button', { name: `${why}，正在重试…` }).waitFor();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted).toHaveLength(2);
  expect(server.posted[1]).toEqual(server.posted[0]);
});

test('coming back online ends the wait', async () => {
  server.replies = [{ status: 503, body: {}, headers: { 'Retry-After': '50' } }];
  const page = await filled();
  await submitButton(page).click();
  await page.getByRole('button', { name: '服务器繁忙，正在重试…' }).waitFor();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByText('申请已提交').waitFor();
});

test.each([
  [429, { code: 'rate_limited' }, '600', '提交过于频繁。您填写的内容都在，请10分钟后再试。'],
  [429, { code: 'rate_limited' }, '86400', '提交过于频繁。您填写的内容都在，请明天再试。'],
  [429, '<html>slow down</html>', '7200', '提交过于频繁。您填写的内容都在，请2小时后再试。'],
  [
    503,
    { code: 'overloaded', requestId: 'Abc_1234-x' },
    '300',
    '我们的服务器出了问题，与您的网络和填写的内容无关。您填写的内容都在，请5分钟后再试。（请求编号：Abc_1234-x）',
  ],
  [
    503,
    '<html>bad gateway</html>',
    '86400',
    '我们的服务器出了问题，与您的网络和填写的内容无关。您填写的内容都在，请明天再试。',
  ],
])('a wait too long to stand is said, not waited for: %i %j, %s s', async (status, body, seconds, said) => {
  server.replies = [{ status, body, headers: { 'Retry-After': seconds } }];
  const page = await filled();
  await submitButton(page).click();
  await page.getByRole('alert').getByText(said, { exact: true }).waitFor();
  expect(server.posted).toHaveLength(1);
});

test.each([400, 403, 404, 413, 415])(
  'a %i is final: nothing is sent again, what was typed stays',
  async (status) => {
    server.replies = [{ status, body: { code: 'some_code' } }];
    const page = await filled();
    await submitButton(page).click();
    await page.getByRole('alert').getByText('提交未成功').waitFor();
    await page.waitForTimeout(1_300);
    expect(server.posted).toHaveLength(1);
    expect(await textbox(page, '手机号码').inputValue()).toBe('138 0013 8000');
  },
);

test('the id outlives a reload and a failed try, and ends with success', async () => {
  server.replies = [{ status: 403, body: { code: 'origin_not_allowed' } }];
  const page = await filled();
  await submitButton(page).click();
  await page.getByRole('alert').waitFor();
  await page.reload();
  await fill(page);
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  await page.reload();
  await page.getByRole('button', { name: '再登记一次' }).click();
  await fill(page);
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  const [first, second, third] = ids();
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test('the browser keeps the id and nothing of the applicant', async () => {
  const page = await filled();
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).toMatch(/sub_/);
  expect(kept).not.toContain('138');
});

test('an id that was used for other values is replaced, once', async () => {
  server.replies = [{ status: 409, body: { code: 'submission_conflict' } }];
  const page = await filled();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(new Set(ids()).size).toBe(2);
});

test('a newer version is fetched: what was typed stays, consents are asked again, and it says why', async () => {
  const newer = formOf([phone]);
  const [privacy] = notices;
  const digest = `sha256:${'9'.repeat(64)}`;
  newer.version = 2;
  newer.form = {
    ...newer.form,
    version: 2,
    consents: [{ notice: 'privacy', required: true, version: 2, digest }],
  };
  newer.notices = privacy
    ? [{ ...privacy, version: 2, digest, summary: '我同意新版个人信息处理规则。' }]
    : [];
  newer.digest = digest;
  const page = await filled();
  server.bundles.set('short', newer);
  server.replies = [{ status: 409, body: { code: 'consent_outdated' } }];
  await submitButton(page).click();
  await page.getByRole('alert').getByText('授权文本已更新').waitFor();
  await page.getByText('我同意新版个人信息处理规则').waitFor();
  expect(await textbox(page, '手机号码').inputValue()).toBe('138 0013 8000');
  expect(await consent(page).isChecked()).toBe(false);
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted[1]?.submission).toMatchObject({ formVersion: 2, grants: [{ version: 2, digest }] });
  expect(ids()[1]).toBe(ids()[0]);
});
