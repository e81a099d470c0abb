/** Late answers: what arrives after the form has moved on changes neither what was sent nor what stands there now. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
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
const mail = { id: 'mail', kind: 'email', label: '邮箱', required: true, purpose: '用于联系您' } as const;

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', formOf([phone]));
  server.bundles.set('other', formOf([mail], 'other'));
  server.pages.set('/', partnerPage(scriptPage()));
});

test('what is being sent can no longer be edited', async () => {
  server.replies = [
    { status: 503, body: {} },
    { status: 201, body: accepted, delayMs: 300 },
  ];
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByRole('button', { name: '服务器繁忙，正在重试…' }).waitFor();
  await textbox(page, '手机号码').fill('13900139000');
  expect(await textbox(page, '手机号码').inputValue()).toMatch(/^138 ?0013 ?8000$/);
  await page.getByText('申请已提交').waitFor();
  expect(server.posted.map(({ submission }) => submission.values.phone)).toEqual([
    '13800138000',
    '13800138000',
  ]);
});

test('the answer to a form that was replaced does not draw over the new one', async () => {
  server.replies = [{ status: 201, body: accepted, delayMs: 700 }];
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await expect.poll(() => server.posted.length).toBe(1);
  await page.locator('jinjian-form').evaluate((element) => element.setAttribute('form', 'other'));
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.src = '/w/acme/other.js';
    document.body.append(script);
  });
  await textbox(page, '邮箱').waitFor();
  await page.waitForTimeout(1000);
  expect(await page.getByText('申请已提交').count()).toBe(0);
  expect(await textbox(page, '邮箱').isVisible()).toBe(true);
});
