/** Owns how a person shows on the receipt's page that the data are theirs, where the tenant sends codes; in a real browser. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { look } from '../browser/look.ts';
import { codeSentTo, sendsCodes } from './lending-tenant.ts';
import { applicant, type ReceiptTenant, receiptTenant } from './receipt-tenant.ts';
import type { Vendor } from './sms-vendor.ts';

let tenant: ReceiptTenant;
let browser: Browser;
let vendor: Vendor;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [tenant, browser] = await Promise.all([receiptTenant(), launchChromium()]);
  vendor = await sendsCodes(tenant.client);
});
afterAll(async () => {
  await browser.close();
  await tenant.end();
  await vendor.close();
});
beforeEach(async () => {
  await context?.close();
  // axe's own script is no part of the page's policy.
  context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'zh-CN',
    bypassCSP: true,
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
});

const open = async (url: string) => {
  await page.goto(url);
  await page.locator('.proof.ok').waitFor();
};
const verify = () => page.getByRole('button', { name: '验证', exact: true }).click();
const codeBox = () => page.getByRole('textbox', { name: '短信验证码' });

test('on the device that applied the number is enough; the secret leaves the address and stays in the browser', async () => {
  const { url, receipt } = await tenant.apply();
  await open(url);
  expect(page.url()).toBe(`${tenant.server.url}/r/${receipt}`);
  await page.getByText('您正在使用提交申请的设备，无需验证码。').waitFor();
  expect(await codeBox().isVisible()).toBe(false);
  await page.locator('#rights').scrollIntoViewIfNeeded();
  await look(page, 'receipt, on the device that applied');
  await page.reload();
  await page.locator('#phone').fill(applicant.phone);
  await verify();
  await page.locator('#values dd').first().waitFor();
  await page.getByText('删除我的信息').click();
  await page.getByRole('button', { name: '确认删除' }).click();
  await page.getByText('无法恢复。以下仅保留授权记录').waitFor();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('on any other the code that comes to the phone is asked for', async () => {
  const { url } = await tenant.apply();
  await open(url.replace(/#.*/, ''));
  await page.locator('#phone').fill(applicant.phone);
  await verify();
  await page.getByText('请填写6位短信验证码').waitFor();
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByText(`如果 ${applicant.phone} 是您提交时填写的号码`).waitFor();
  await page.getByRole('button', { name: /秒后可重发/ }).waitFor();
  await look(page, 'receipt, with a code');
  await codeBox().fill('000000');
  await verify();
  await page.getByText('验证码不正确，请核对短信后重新填写').waitFor();
  await expect.poll(() => codeSentTo(vendor, applicant.phone)).toMatch(/^\d{6}$/);
  await codeBox().fill(codeSentTo(vendor, applicant.phone) ?? '');
  await verify();
  await page.locator('#values dd').first().waitFor();
});

test('a link that brings another secret does not take the place of the one that is kept', async () => {
  const { url } = await tenant.apply();
  await open(url);
  await open(url.replace(/#.*/, '#AAAAAAAAAAAAAAAAAAAAAA'));
  await page.locator('#phone').fill(applicant.phone);
  await verify();
  await page.locator('#values dd').first().waitFor();
});

test('a browser that keeps nothing leaves the secret in the address, and uses it there', async () => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  const { url } = await tenant.apply();
  await open(url);
  expect(page.url()).toBe(url);
  await page.locator('#phone').fill(applicant.phone);
  await verify();
  await page.locator('#values dd').first().waitFor();
});

test('a secret that is none is dropped, and the code asked for', async () => {
  const { url } = await tenant.apply();
  await open(url.replace(/#.*/, '#AAAAAAAAAAAAAAAAAAAAAA'));
  await page.locator('#phone').fill(applicant.phone);
  await verify();
  await codeBox().waitFor();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});
