/** Where a form appears on a page, however its script is loaded. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { openPage, scriptPage, textbox } from './open-page.ts';
import { bundle, formOf } from './sample-form.ts';
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

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', formOf([phone]));
  server.bundles.set('biz-loan', bundle);
});

test('a script tag puts the form right where it stands, with one request and nothing said on the console', async () => {
  server.pages.set('/', partnerPage(`<p id="a">前</p>${scriptPage()}<p id="b">后</p>`));
  const { page, trouble, requests } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').waitFor();
  expect(await page.evaluate(() => [...document.body.children].map((one) => one.localName))).toEqual([
    'p',
    'script',
    'jinjian-form',
    'p',
  ]);
  expect(requests.filter(({ type }) => type !== 'document')).toEqual([
    { type: 'script', path: '/w/acme/short.js' },
  ]);
  expect(trouble).toEqual([]);
});

test.each([
  ['async', '<script async src="/w/acme/short.js"></script>'],
  ['defer', '<script defer src="/w/acme/short.js"></script>'],
  [
    'inserted by another script',
    '<script>document.currentScript.after(Object.assign(document.createElement("script"),{src:"/w/acme/short.js"}))</script>',
  ],
])('a script tag that is %s works the same', async (_name, tag) => {
  server.pages.set('/', partnerPage(`<div id="here">${tag}</div>`));
  const { page, trouble } = await openPage(browser, server, '/');
  await page.locator('#here jinjian-form').getByRole('textbox', { name: '手机号码' }).waitFor();
  expect(await page.locator('jinjian-form').count()).toBe(1);
  expect(trouble).toEqual([]);
});

test('a tag in the head puts the form at the end of the page', async () => {
  server.pages.set('/', partnerPage('<p>内容</p>', scriptPage()));
  const { page } = await openPage(browser, server, '/');
  await page.locator('body > p + jinjian-form').getByRole('textbox', { name: '手机号码' }).waitFor();
});

test.each([
  ['before the tag', `<jinjian-form id="own" tenant="acme" form="short"></jinjian-form>${scriptPage()}`],
  ['after the tag', `${scriptPage()}<jinjian-form id="own" tenant="acme" form="short"></jinjian-form>`],
  ['naming no form', `<jinjian-form id="own"></jinjian-form>${scriptPage()}`],
])('an element of the page %s gets the form, and it is the only one', async (_name, body) => {
  server.pages.set('/', partnerPage(body));
  const { page, requests } = await openPage(browser, server, '/');
  await page.locator('#own').getByRole('textbox', { name: '手机号码' }).waitFor();
  await expect.poll(() => page.locator('jinjian-form').count()).toBe(1);
  expect(requests.filter(({ type }) => type === 'fetch')).toEqual([]);
});

test('an element added later gets the form its script brought', async () => {
  server.pages.set(
    '/',
    partnerPage(`<jinjian-form tenant="acme" form="short"></jinjian-form>${scriptPage()}`),
  );
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').waitFor();
  await page.evaluate(() => {
    document.querySelector('jinjian-form')?.remove();
    document.body.insertAdjacentHTML('beforeend', '<jinjian-form id="late" tenant="acme" form="short">');
  });
  await page.locator('#late').getByRole('textbox', { name: '手机号码' }).waitFor();
});

test('two forms on one page, each by its own script: the second copy uses the first one', async () => {
  server.pages.set('/', partnerPage(scriptPage() + scriptPage('biz-loan')));
  const { page, trouble } = await openPage(browser, server, '/');
  await page.getByRole('heading', { name: '贷款咨询' }).waitFor();
  await page.getByRole('heading', { name: '小微企业经营贷申请' }).waitFor();
  expect(await page.locator('jinjian-form').count()).toBe(2);
  expect(trouble).toEqual([]);
});

test('elements for two forms wait for their own scripts and fetch nothing', async () => {
  server.pages.set(
    '/',
    partnerPage(
      `<jinjian-form tenant="acme" form="biz-loan"></jinjian-form><jinjian-form tenant="acme" form="short"></jinjian-form>${scriptPage()}${scriptPage('biz-loan')}`,
    ),
  );
  const { page, requests } = await openPage(browser, server, '/');
  await page.locator('jinjian-form').nth(0).getByRole('heading', { name: '小微企业经营贷申请' }).waitFor();
  await page.locator('jinjian-form').nth(1).getByRole('heading', { name: '贷款咨询' }).waitFor();
  expect(requests.filter(({ type }) => type === 'fetch')).toEqual([]);
});

test('the SDK alone fetches the form an element names; properties work as attributes do', async () => {
  server.pages.set('/', partnerPage('<script src="/w/jinjian.js"></script>'));
  const { page, requests } = await openPage(browser, server, '/');
  await page.evaluate((base) => {
    const element = Object.assign(document.createElement('jinjian-form'), {
      tenant: 'acme',
      form: 'short',
      base,
    });
    document.body.append(element);
  }, server.origin);
  await textbox(page, '手机号码').waitFor();
  expect(requests.filter(({ type }) => type === 'fetch')).toEqual([
    { type: 'fetch', path: '/v1/t/acme/forms/short' },
  ]);
});

test('a form that cannot load says so in its place and loads when asked again', async () => {
  server.bundles.delete('short');
  server.pages.set(
    '/',
    partnerPage(
      '<script src="/w/jinjian.js"></script><jinjian-form tenant="acme" form="short"></jinjian-form>',
    ),
  );
  const { page, trouble } = await openPage(browser, server, '/');
  await page.getByRole('alert').getByText('申请表暂时无法显示').waitFor();
  expect(trouble.filter((text) => text.startsWith('[jinjian]'))).toEqual([
    '[jinjian] <jinjian-form tenant="acme" form="short"> cannot load: unknown_form',
  ]);
  server.bundles.set('short', formOf([phone]));
  await page.getByRole('button', { name: '重新加载' }).click();
  await textbox(page, '手机号码').waitFor();
});

test('moving the element keeps what was typed', async () => {
  server.pages.set('/', partnerPage(`<div id="to"></div>${scriptPage()}`));
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').fill('13800138000');
  await page.evaluate(() =>
    document.querySelector('#to')?.append(document.querySelector('jinjian-form') ?? ''),
  );
  expect(await page.locator('#to').getByRole('textbox').inputValue()).toMatch(/^138 ?0013 ?8000$/);
});
