/** The region field: province, then city; loaded when it may be needed, asked for until it is whole. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Field } from '../../contract/form.ts';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, chooseRegion, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const name: Field = { id: 'name', kind: 'name', label: '姓名', required: true, purpose: '用于称呼您' };
const region: Field = {
  id: 'region',
  kind: 'region',
  label: '所在地区',
  required: true,
  purpose: '用于匹配当地银行',
};
const isPart = (path: string) => path.endsWith('-region.js');

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', formOf([name, region]));
  server.pages.set('/', partnerPage(scriptPage()));
});

const list = (page: Page, called: '省份' | '城市') => page.getByRole('combobox', { name: called });

function focusedName(page: Page): Promise<string | null | undefined> {
  return page
    .locator('jinjian-form')
    .evaluate((element) => element.shadowRoot?.activeElement?.getAttribute('aria-label'));
}

async function sent(page: Page): Promise<unknown> {
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  return server.posted[0]?.submission.values;
}

test('the lists are asked for with the first touch of the form, once, and not before', async () => {
  const { page } = await openPage(browser, server, '/');
  await submitButton(page).waitFor();
  expect(server.requests.filter(isPart)).toEqual([]);
  await textbox(page, '姓名').fill('张三');
  await list(page, '省份').waitFor();
  expect(server.requests.filter(isPart)).toHaveLength(1);
  await chooseRegion(page, '所在地区', '广东', '深圳市');
  expect(await sent(page)).toEqual({ name: '张三', region: '440300' });
});

test('a form without a region field never asks for them', async () => {
  server.bundles.set('short', formOf([name]));
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').fill('张三');
  await sent(page);
  expect(server.requests.filter(isPart)).toEqual([]);
});

test('a province without its city is no answer: the city is asked for, and gets the focus', async () => {
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').fill('张三');
  await submitButton(page).click();
  await page.getByText('请选择所在地区', { exact: true }).first().waitFor();
  await list(page, '省份').waitFor();
  await list(page, '省份').selectOption({ label: '江苏' });
  await submitButton(page).click();
  const told = page.locator('.field .error:not(:empty)');
  await expect.poll(() => told.allInnerTexts()).toEqual(['请选择城市']);
  expect(await focusedName(page)).toBe('城市');
  expect(await list(page, '城市').getAttribute('aria-invalid')).toBe('true');
  expect(await list(page, '省份').getAttribute('aria-invalid')).toBe('false');
  await list(page, '城市').selectOption({ label: '常州市' });
  await expect.poll(() => told.count()).toBe(0);
});

test('going from the province to the city is not told off on the way', async () => {
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').fill('张三');
  await list(page, '省份').selectOption({ label: '江苏' });
  await list(page, '省份').focus();
  await page.keyboard.press('Tab');
  expect(await focusedName(page)).toBe('城市');
  expect(await page.locator('.field .error:not(:empty)').count()).toBe(0);
});

test('a municipality is chosen with its one city; another province asks anew', async () => {
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').fill('张三');
  expect(await list(page, '城市').isDisabled()).toBe(true);
  await list(page, '省份').selectOption({ label: '北京' });
  expect(await list(page, '城市').inputValue()).toBe('110100');
  await list(page, '省份').selectOption({ label: '四川' });
  expect(await list(page, '城市').inputValue()).toBe('');
  await list(page, '省份').selectOption({ label: '上海' });
  expect(await sent(page)).toEqual({ name: '张三', region: '310100' });
});

test.each([
  ['440300', '44', '440300'],
  ['440305', '44', '440300'],
  ['429004', '42', '429004'],
  ['310000', '31', '310100'],
  ['320000', '32', ''],
])('an answer %s from the page is shown as what it is', async (code, province, city) => {
  server.pages.set(
    '/',
    partnerPage(`<jinjian-form prefill='{"region":"${code}"}'></jinjian-form>${scriptPage()}`),
  );
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').fill('张三');
  await expect.poll(() => list(page, '省份').inputValue()).toBe(province);
  expect(await list(page, '城市').inputValue()).toBe(city);
  await submitButton(page).click();
  await page.locator('.row .error:not(:empty)').first().waitFor();
  const told = await page.locator('.field .error:not(:empty)').allInnerTexts();
  expect(told).toEqual(city === '' ? ['请选择城市'] : []);
});

test('lists that are lost say so, and come at the next touch', async () => {
  server.regionDrops = 99;
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').fill('张三');
  await page.locator('.field .error', { hasText: '地区列表暂时无法加载' }).waitFor();
  server.regionDrops = 0;
  await page.locator('#f-region').click();
  await list(page, '省份').waitFor();
  expect(await page.locator('.field .error:not(:empty)').count()).toBe(0);
  // The lists took the place of what was touched: the focus is still there.
  expect(await focusedName(page)).toBe('省份');
});

test('the field is one group with its label; both lists are 48 px high and stand side by side on a phone', async () => {
  const { page } = await openPage(browser, server, '/', { viewport: { width: 390, height: 844 } });
  await textbox(page, '姓名').fill('张三');
  const group = page.getByRole('group', { name: '所在地区' });
  await group.waitFor();
  const [first, second] = await group
    .locator('select')
    .evaluateAll((lists) => lists.map((one) => one.getBoundingClientRect().toJSON()));
  expect(first.height).toBeGreaterThanOrEqual(48);
  expect(first.top).toBe(second.top);
  expect(second.left).toBeGreaterThan(first.right);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});

test('a form whose very first touch is this field keeps the focus there while the lists arrive', async () => {
  server.bundles.set('short', formOf([region]));
  const { page } = await openPage(browser, server, '/');
  await page.getByLabel('所在地区').focus();
  await list(page, '省份').waitFor();
  await expect.poll(() => focusedName(page)).toBe('省份');
});
