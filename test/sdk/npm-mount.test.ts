/** The npm entry in a page: mounting as often as a framework does gives one form, and taking it off leaves nothing behind. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { openPage, textbox } from './open-page.ts';
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
const name = { id: 'name', kind: 'name', label: '姓名', required: true, purpose: '用于称呼您' } as const;

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', formOf([name, phone]));
  server.bundles.set('biz-loan', bundle);
});

/** A page that has the package as `jinjian`, and `options` for the short form. */
async function openWith(body: string): Promise<{ page: Page; trouble: string[] }> {
  server.pages.set(
    '/',
    partnerPage(
      `${body}<script type="module">import * as jinjian from '/npm/index.js';window.jinjian=jinjian;window.options={tenant:'acme',form:'short',base:location.origin}</script>`,
    ),
  );
  const { page, trouble } = await openPage(browser, server, '/');
  await page.waitForFunction('window.jinjian');
  return { page, trouble };
}

const views = () => server.visits.filter(({ kind }) => kind === 'view').length;

test('mounted, unmounted and mounted again, as StrictMode does: one form, what was typed stays, one view', async () => {
  const { page, trouble } = await openWith('<div id="here"></div>');
  await page.evaluate(`{
    heard = [];
    effect = () => {
      const form = jinjian.mount(here, options);
      form.on('ready', () => heard.push('ready'));
      return () => form.unmount();
    };
    effect()();
    cleanUp = effect();
  }`);
  await textbox(page, '姓名').fill('张三');
  await page.evaluate('cleanUp(); cleanUp = effect()');
  expect(await textbox(page, '姓名').inputValue()).toBe('张三');
  expect(await page.locator('jinjian-form').count()).toBe(1);
  await expect.poll(views, { timeout: 5_000 }).toBe(1);
  // The listener of the first round left with it.
  expect(await page.evaluate('heard')).toEqual(['ready']);
  expect(trouble).toEqual([]);
});

test('mounting twice without unmounting is one form; other options reach it', async () => {
  const { page } = await openWith('<div id="here"></div>');
  const isSame = await page.evaluate(`
    jinjian.mount(here, options).element ===
      jinjian.mount('#here', { ...options, mode: undefined, theme: 'dark', prefill: { name: '张三' } }).element
  `);
  expect(isSame).toBe(true);
  await textbox(page, '姓名').waitFor();
  expect(await textbox(page, '姓名').inputValue()).toBe('张三');
  const form = page.locator('jinjian-form');
  expect(await form.getAttribute('theme')).toBe('dark');
  expect(await form.getAttribute('mode')).toBe(null);
});

test('another form in the same target takes the place of the first', async () => {
  const { page } = await openWith('<div id="here"></div>');
  await page.evaluate('jinjian.mount(here, options)');
  await textbox(page, '手机号码').waitFor();
  await page.evaluate("jinjian.mount(here, { ...options, form: 'biz-loan' })");
  await page.getByRole('heading', { name: '小微企业经营贷申请' }).waitFor();
  expect(await page.locator('jinjian-form').count()).toBe(1);
});

test('removed for good it ends; mounted there later it is a new view, with the draft of what was typed', async () => {
  const { page, trouble } = await openWith('<div id="here"></div>');
  await page.evaluate('form = jinjian.mount(here, options)');
  await textbox(page, '姓名').fill('张三');
  await expect.poll(views, { timeout: 5_000 }).toBe(1);
  await page.evaluate('form.unmount()');
  await expect
    .poll(() => page.evaluate('form.element.shadowRoot.querySelector("form")'), { timeout: 5_000 })
    .toBe(null);
  await page.evaluate('jinjian.mount(here, options)');
  await expect.poll(() => textbox(page, '姓名').inputValue(), { timeout: 5_000 }).toBe('张三');
  await expect.poll(views, { timeout: 5_000 }).toBe(2);
  expect(trouble).toEqual([]);
});

test('taken off by a route change while open, it lets the page go', async () => {
  const { page, trouble } = await openWith('<div id="here"></div>');
  await page.evaluate("form = jinjian.mount(here, { ...options, mode: 'popup' }); form.open()");
  await page.getByRole('dialog', { name: '贷款咨询' }).waitFor();
  expect(await page.evaluate('document.documentElement.style.overflow')).toBe('hidden');
  await page.evaluate('place = here; place.remove()');
  expect(await page.evaluate('document.documentElement.style.overflow')).toBe('');
  await page.evaluate('document.body.append(place); form.open()');
  await page.getByRole('dialog', { name: '贷款咨询' }).waitFor();
  expect(trouble).toEqual([]);
});

test('unmount, prefill and on by target and for the page', async () => {
  const { page } = await openWith('<div id="here"></div><div id="there"></div>');
  await page.evaluate(`{
    heard = [];
    jinjian.on('jinjian:ready', ({ detail }) => heard.push(detail.form));
    jinjian.mount(here, options);
    jinjian.mount('#there', { ...options, form: 'biz-loan' });
    jinjian.prefill('#here', { name: '张三' });
  }`);
  await page.locator('#there').getByRole('heading', { name: '小微企业经营贷申请' }).waitFor();
  expect(await page.locator('#here').getByRole('textbox', { name: '姓名' }).inputValue()).toBe('张三');
  expect(await page.evaluate('heard.sort()')).toEqual(['biz-loan', 'short']);
  await page.evaluate("jinjian.unmount('#there')");
  expect(await page.locator('jinjian-form').count()).toBe(1);
});

test('imported on a server it does nothing bad', async () => {
  const entry: { version: string; mount: unknown } = await import(
    new URL('../../dist/sdk/index.js', import.meta.url).href
  );
  expect(entry.version).toMatch(/^\d/);
  expect(typeof entry.mount).toBe('function');
});

test('an element that is given another form’s name shows that one', async () => {
  const { page } = await openWith('<div id="here"></div>');
  await page.evaluate('jinjian.mount(here, options)');
  await textbox(page, '手机号码').waitFor();
  await page.locator('jinjian-form').evaluate((one) => one.setAttribute('form', 'biz-loan'));
  await page.getByRole('heading', { name: '小微企业经营贷申请' }).waitFor();
});
