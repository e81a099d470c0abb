/** A consent that the Worker finds shown badly: said at the consent, and measured anew at the next try. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));

test('refused for its size, it says so at the box; shown larger, it goes out under the same id', async () => {
  const phone = {
    id: 'phone',
    kind: 'phone',
    label: '手机号码',
    required: true,
    purpose: '与您联系',
  } as const;
  server.bundles.set('short', formOf([phone]));
  server.pages.set('/', partnerPage(scriptPage()));
  const message = '授权文字显示过小，请放大页面后再提交';
  const errors = [{ path: 'privacy', code: 'too_small', message }];
  server.replies = [{ status: 422, body: { code: 'consent_not_conspicuous', errors } }];
  const { page } = await openPage(browser, server, '/');
  const zoom = (factor: string) => page.evaluate((to) => document.body.style.setProperty('zoom', to), factor);
  await zoom('0.6');
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.locator('.row').getByText(message).waitFor();
  expect(await consent(page).isChecked()).toBe(true);
  await zoom('1');
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  const [small, large] = server.posted.map(({ submission }) => submission);
  expect(large?.id).toBe(small?.id);
  expect(small?.grants[0]?.presentation?.fontPx).toBeCloseTo(9, 1);
  expect(large?.grants[0]?.presentation?.fontPx).toBe(15);
});
