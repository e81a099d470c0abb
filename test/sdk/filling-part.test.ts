/** The filling part: asked for at the first touch and not before, and its loss costs nobody what they typed. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, button, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const phone = {
  id: 'phone',
  kind: 'phone',
  label: '手机号码',
  required: true,
  purpose: '用于联系您',
} as const;
const isSecond = (path: string) => path.endsWith('-filling.js');

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', formOf([phone]));
  server.pages.set('/', partnerPage(scriptPage()));
});

test('nothing of it is asked for until the form is touched, and then once', async () => {
  const { page } = await openPage(browser, server, '/');
  await submitButton(page).waitFor();
  expect(server.requests.filter(isSecond)).toEqual([]);
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(server.requests.filter(isSecond)).toHaveLength(1);
});

test('a button that is the very first touch judges the form all the same', async () => {
  const { page } = await openPage(browser, server, '/');
  await submitButton(page).click();
  await page.getByText('请填写手机号码', { exact: true }).waitFor();
});

test('a notice that is the very first touch opens all the same', async () => {
  const { page } = await openPage(browser, server, '/');
  await page.locator('.row .link').first().click();
  await page.getByRole('dialog').waitFor();
});

test('a field that is left while it is on its way is judged once it is here, no other is', async () => {
  const more = { other: '备用手机', given: '单位手机' };
  const fields = Object.entries(more).map(([id, label]) => ({ ...phone, id, label }));
  server.bundles.set('short', formOf([phone, ...fields]));
  const element = `<jinjian-form tenant="acme" form="short" prefill='{"given":"137"}'></jinjian-form>`;
  server.pages.set('/', partnerPage(element + scriptPage()));
  const { page } = await openPage(browser, server, '/');
  let arrive = () => {};
  const way = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route('**/*-filling.js', async (route) => {
    await way;
    await route.continue();
  });
  await textbox(page, '手机号码').fill('138');
  await textbox(page, '备用手机').fill('139');
  expect(await page.locator('.wrong').count()).toBe(0);
  arrive();
  await page.locator('.error', { hasText: /^手机号码应为11位/ }).waitFor();
  expect(await page.locator('.wrong').count()).toBe(1);
});

test('lost on the way, it is fetched again at the next touch, and what was typed is still there', async () => {
  server.fillingDrops = 3;
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').fill('13800138000');
  await expect.poll(() => server.fillingDrops).toBeLessThan(3);
  await consent(page).click();
  for (let presses = 0; presses < 4 && (await page.locator('.age').count()) === 0; presses++) {
    await submitButton(page).click();
    await Promise.race([
      page.getByText('网络连接不稳定。').waitFor(),
      // Comes with the part.
      page.locator('.age').waitFor(),
    ]);
  }
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted).toHaveLength(1);
  expect(server.posted[0]?.submission.values).toEqual({ phone: '13800138000' });
  expect(server.posted[0]?.submission.grants[0]).toMatchObject({
    decision: 'granted',
    presentation: { trusted: true },
  });
});

test('while it cannot be had, the button says so', async () => {
  server.fillingDrops = 99;
  const { page } = await openPage(browser, server, '/');
  await button(page, '提交并授权联系').click();
  await page.getByRole('alert').getByText('网络连接不稳定').waitFor();
  expect(server.posted).toEqual([]);
});
