/** What a script tag's own `data-…` do to the form that it places: what is documented, and nothing else. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, consent, openPage, submitButton, textbox } from './open-page.ts';
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
const code = '7KQ2M9XVTB';

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', formOf([phone]));
});

async function open(data: string) {
  server.pages.set('/', partnerPage(`<script src="/w/acme/short.js" ${data}></script>`));
  return openPage(browser, server, '/');
}

async function send(page: Page): Promise<void> {
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
}

test.each([
  'path',
  'prefix',
  'children',
  'bundle',
  'hidden',
  'inner-h-t-m-l',
  'text-content',
  'style',
  'class-name',
  'id',
  'pristine',
  'given',
  'tenant',
  'form',
  'inert',
  'popover',
  'slot',
  'cfasync',
])('a foreign data-%s does nothing', async (name) => {
  const { page, trouble } = await open(`data-${name}="other"`);
  await textbox(page, '手机号码').waitFor();
  const element = page.locator('jinjian-form');
  expect(await element.evaluate((one) => one.getAttributeNames().sort())).toEqual(['form', 'tenant']);
  expect([await element.getAttribute('tenant'), await element.getAttribute('form')]).toEqual([
    'acme',
    'short',
  ]);
  expect(trouble).toEqual([]);
});

test('data-prefill holds answers as JSON, as the attribute does', async () => {
  const { page, trouble } = await open(`data-prefill='{"phone":"13800138000"}'`);
  await expect.poll(() => textbox(page, '手机号码').inputValue()).toMatch(/^138 ?0013 ?8000$/);
  expect(trouble).toEqual([]);
});

test.each(['code', 'ref'])('data-%s is the referral code that is sent', async (name) => {
  const { page } = await open(`data-${name}="${code}"`);
  await send(page);
  expect(server.posted.map(({ submission }) => submission.ref)).toEqual([code]);
});

test('a page’s own ?r= goes before `code`, and `code` before `ref`, by attribute and by property', async () => {
  const other = 'ABCDEFGH23';
  server.pages.set(
    '/',
    partnerPage(
      `<jinjian-form tenant="acme" form="short" ref="${other}"></jinjian-form><script>document.querySelector("jinjian-form").code="${code}"</script><script src="/w/acme/short.js"></script>`,
    ),
  );
  await send((await openPage(browser, server, '/')).page);
  await send((await openPage(browser, server, '/?r=ZZZZZ23456')).page);
  expect(server.posted.map(({ submission }) => submission.ref)).toEqual([code, 'ZZZZZ23456']);
});
