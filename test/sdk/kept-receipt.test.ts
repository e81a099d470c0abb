/** Owns that a receipt is found again: after a reload of the tab, on another day where the phone was asked to keep it; no other way. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import {
  ageBox,
  consent,
  fillApplicant,
  fillBusiness,
  openPage,
  scriptPage,
  submitButton,
} from './open-page.ts';
import { bundle } from './sample-form.ts';
import { accepted, partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const { id, url } = accepted.receipt;
const secret = url.split('#')[1] ?? '';

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('biz-loan', bundle);
  server.pages.set('/', partnerPage(scriptPage('biz-loan')));
});

async function applied(): Promise<Page> {
  const { page } = await openPage(browser, server, '/');
  await fillApplicant(page);
  await fillBusiness(page);
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByRole('heading', { name: '申请已受理' }).waitFor();
  return page;
}

const stored = (page: Page) => page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
const receiptLink = (page: Page) => page.getByRole('link', { name: '查看授权回执' });
/** Of the form's first step. */
const firstButton = (page: Page) => inShadow(page, '[part=button]');
const inShadow = (page: Page, selector: string) => page.locator('jinjian-form').locator(selector);

test('after a reload the form says 您已登记 and leads to the receipt, and sends nothing again', async () => {
  const page = await applied();
  for (const secretText of [id, secret, '13800138000']) expect(await stored(page)).not.toContain(secretText);
  const heard = "window.heard=[];document.addEventListener('jinjian:done',e=>heard.push(e.type))";
  await page.addInitScript(heard);
  await page.reload();
  await page.getByRole('heading', { name: '您已登记' }).waitFor();
  expect(await receiptLink(page).getAttribute('href')).toBe(url);
  expect(server.posted).toHaveLength(1);
  expect(await page.evaluate('heard'), 'counted once').toEqual([]);
});

test('the next applicant at the same tab starts with an empty form, and finds nothing of the one before', async () => {
  const page = await applied();
  await page.reload();
  await page.getByRole('button', { name: '再登记一次' }).click();
  await firstButton(page).waitFor();
  expect(await inShadow(page, 'input[type=tel]').first().inputValue()).toBe('');
  await page.reload();
  await firstButton(page).waitFor();
  expect(await receiptLink(page).count()).toBe(0);
});

test('another tab of the same phone finds no receipt that nobody asked to keep', async () => {
  const page = await applied();
  const other = await page.context().newPage();
  await other.goto(`${server.origin}/`);
  await firstButton(other).waitFor();
  await other.waitForTimeout(300);
  expect(await other.getByRole('heading', { name: '您已登记' }).count()).toBe(0);
});

test('kept when asked: another tab opens it by the number that applied, and by no other', async () => {
  const page = await applied();
  await page.getByRole('button', { name: '保存在这台手机' }).click();
  await page.getByText('输入手机号码即可查看回执').waitFor();
  for (const secretText of [id, secret, '13800138000']) expect(await stored(page)).not.toContain(secretText);
  const other = await page.context().newPage();
  await other.goto(`${server.origin}/`);
  await other.getByRole('heading', { name: '您已登记' }).waitFor();
  expect(await receiptLink(other).count()).toBe(0);
  const number = other.getByLabel('手机号码');
  await number.fill('13900139000');
  await other.getByRole('button', { name: '查看回执' }).click();
  await other.getByText('与保存回执时的手机号码不一致').waitFor();
  const { phone = '' } = Object(server.posted[0]?.submission.values);
  await number.fill(String(phone).replace(/^(...)(....)/, '$1 $2 '));
  await other.getByRole('button', { name: '查看回执' }).click();
  expect(await receiptLink(other).getAttribute('href')).toBe(url);
});

test('the phone forgets it when asked, and what was refused stays noted beside it', async () => {
  const page = await applied();
  await page.getByRole('button', { name: '保存在这台手机' }).click();
  await page.getByText('输入手机号码即可查看回执').waitFor();
  const other = await page.context().newPage();
  await other.goto(`${server.origin}/`);
  await other.getByRole('button', { name: '不再保存在这台手机' }).click();
  await firstButton(other).waitFor();
  expect(await stored(other)).not.toContain(':kept');
});
