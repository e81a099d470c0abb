/** The way through a form of several steps: progress, errors, focus, keyboard alone. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import {
  ageBox,
  button,
  consent,
  fillApplicant,
  fillBusiness,
  openPage,
  scriptPage,
  submitButton,
  textbox,
} from './open-page.ts';
import { bundle } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('biz-loan', bundle);
  server.pages.set('/', partnerPage(scriptPage('biz-loan')));
});

/** Id of what has the focus inside the form. */
function focused(page: Page): Promise<string | undefined> {
  return page.locator('jinjian-form').evaluate((element) => element.shadowRoot?.activeElement?.id);
}

test('a step is left only when it is right; its first error gets the focus and all are said', async () => {
  const { page } = await openPage(browser, server, '/');
  await page.getByText('第1步，共2步').waitFor();
  await button(page, '下一步').click();
  expect(await page.locator('.error:not(:empty)').allInnerTexts()).toEqual(['请填写姓名', '请填写手机号码']);
  expect(await focused(page)).toBe('f-name');
  expect(await page.locator('.sr').textContent()).toBe('有2处需要修改。请填写姓名');
  await textbox(page, '姓名').fill('张三');
  await button(page, '下一步').click();
  expect(await focused(page)).toBe('f-phone');
});

test('going back and forth keeps the answers and moves the focus to the step', async () => {
  const { page } = await openPage(browser, server, '/');
  await fillApplicant(page);
  await page.getByText('第2步，共2步').waitFor();
  expect(await focused(page)).toBe('step');
  await fillBusiness(page);
  await button(page, '上一步').click();
  expect(await textbox(page, '姓名').inputValue()).toBe('张三');
  await button(page, '下一步').click();
  expect(await textbox(page, '申请金额').inputValue()).toBe('200000');
  expect(await page.getByLabel('12个月', { exact: true }).isChecked()).toBe(true);
});

test('what is picked from a list is asked for as a choice', async () => {
  const { page } = await openPage(browser, server, '/');
  await fillApplicant(page);
  await submitButton(page).click();
  expect(await page.locator('.field .error:not(:empty)').allInnerTexts()).toEqual([
    '请选择经营身份',
    '请选择经营所在地',
    '请填写申请金额',
    '请选择希望期限',
  ]);
  expect(await focused(page)).toBe('f-identity');
});

test('errors of the server stand at their fields, on the step that has them', async () => {
  server.replies = [
    {
      status: 422,
      body: {
        code: 'invalid_values',
        errors: [{ path: 'phone', code: 'invalid_phone', message: '该号码无法接收来电' }],
      },
    },
  ];
  const { page } = await openPage(browser, server, '/');
  await fillApplicant(page);
  await fillBusiness(page);
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('该号码无法接收来电').first().waitFor();
  await page.getByText('第1步，共2步').waitFor();
  expect(await focused(page)).toBe('f-phone');
  expect(server.posted).toHaveLength(1);
});

test('the whole form can be filled and sent with the keyboard alone', async () => {
  const { page, trouble } = await openPage(browser, server, '/');
  const { keyboard } = page;
  await textbox(page, '姓名').waitFor();
  await keyboard.press('Tab');
  expect(await page.locator('.size').evaluate((one) => one.matches(':focus'))).toBe(true);
  await keyboard.press('Tab');
  await keyboard.type('张三');
  await keyboard.press('Tab');
  await keyboard.type('13800138000');
  await keyboard.press('Enter');
  await page.getByText('第2步，共2步').waitFor();
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await keyboard.press('ArrowDown');
  await keyboard.press('Tab');
  await keyboard.press('ArrowDown');
  // 北京 has one city, which is chosen with it.
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.type('200000');
  const quickAmounts = 4;
  for (let stops = 0; stops <= quickAmounts; stops++) await keyboard.press('Tab');
  await keyboard.press('ArrowRight');
  await keyboard.press('Tab');
  expect(await focused(page)).toBe('c-privacy');
  await keyboard.press('Space');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  expect(await focused(page)).toBe('');
  for (let stops = 0; stops < 5; stops++) await keyboard.press('Tab');
  expect(await focused(page)).toBe('c-.age');
  await keyboard.press('Space');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  expect(await page.locator('.error:not(:empty)').allInnerTexts()).toEqual([]);
  await page.getByText('申请已受理').waitFor();
  expect(server.posted[0]?.submission.values).toEqual({
    name: '张三',
    phone: '13800138000',
    identity: 'individual',
    region: '110100',
    amount: 200_000,
    term: 12,
  });
  expect(trouble).toEqual([]);
});

test('the disclosure stands above the first field, the rate as large as any other figure', async () => {
  const { page } = await openPage(browser, server, '/');
  const block = page.getByRole('region', { name: '产品信息披露' });
  for (const text of [
    '广告',
    '江南农村商业银行股份有限公司',
    '年化利率（单利）',
    '4.35%–12.6%',
    '1万元–50万元',
    'JN-2026-1107',
  ])
    await block.getByText(text).first().waitFor();
  const sizes = await block
    .locator('dd')
    .evaluateAll((figures) => figures.map((figure) => getComputedStyle(figure).fontSize));
  expect(new Set(sizes)).toEqual(new Set([sizes[0]]));
  const blockBox = await block.boundingBox();
  const fieldBox = await textbox(page, '姓名').boundingBox();
  expect(blockBox?.y).toBeLessThan(fieldBox?.y ?? 0);
});
