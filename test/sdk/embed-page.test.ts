/** What a page gives an embedded form and gets from it: reserved height, source of the visit, answers but never a consent. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
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

/** Sums the layout shifts that no input explains, from the first frame on. */
const watchShifts = `<script>shifts=0;new PerformanceObserver((list)=>{for(const one of list.getEntries())if(!one.hadRecentInput)shifts+=one.value}).observe({type:'layout-shift',buffered:true})</script>`;

test.each([
  ['390×844', { width: 390, height: 844 }, 1100],
  ['1280×800', { width: 1280, height: 800 }, 900],
])('with its height reserved nothing moves when the form comes, at %s', async (_name, viewport, height) => {
  server.pages.set(
    '/',
    partnerPage(
      `<jinjian-form tenant="acme" form="biz-loan" height="${height}"></jinjian-form><p>之后的内容</p><script async src="/w/acme/biz-loan.js"></script>`,
      `<style>jinjian-form[height="${height}"]{display:block;min-height:${height}px}</style>${watchShifts}`,
    ),
  );
  const { page } = await openPage(browser, server, '/', { viewport });
  await page.getByRole('heading', { name: '小微企业经营贷申请' }).waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await page.evaluate('shifts')).toBe(0);
});

test('a height is reserved for an inline form only, and follows its attribute', async () => {
  server.pages.set(
    '/',
    partnerPage(`<jinjian-form tenant="acme" form="short" height="1500"></jinjian-form>${scriptPage()}`),
  );
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').waitFor();
  const form = page.locator('jinjian-form');
  const height = () => form.evaluate((one) => one.getBoundingClientRect().height);
  expect(await height()).toBe(1500);
  await form.evaluate((one) => one.setAttribute('height', '1600'));
  await expect.poll(height).toBe(1600);
  await form.evaluate((one) => one.setAttribute('mode', 'popup'));
  await expect.poll(height).toBe(0);
});

test('attributes of look and place change without a new form: what was typed stays', async () => {
  server.pages.set('/', partnerPage(scriptPage()));
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').fill('13800138000');
  await page.locator('jinjian-form').evaluate((one) => {
    for (const [name, value] of [
      ['look', 'lake'],
      ['theme', 'dark'],
      ['label', '申请'],
      ['height', '900'],
      ['mode', 'popup'],
    ] as const)
      one.setAttribute(name, value);
  });
  await textbox(page, '手机号码').waitFor({ state: 'hidden' });
  await page.locator('jinjian-form').evaluate((one) => one.removeAttribute('mode'));
  await textbox(page, '手机号码').waitFor();
  expect((await textbox(page, '手机号码').inputValue()).replace(/ /g, '')).toBe('13800138000');
});

test('where the visitor came from is known though the page has gone elsewhere since', async () => {
  server.pages.set('/', partnerPage('<script src="/w/jinjian.js"></script>'));
  const { page } = await openPage(browser, server, '/?utm_source=wechat&utm_campaign=spring&r=ABCDEFGH23');
  await page.evaluate(() => history.pushState(null, '', '/apply?step=1'));
  await page.evaluate("Jinjian('open','acme/short')");
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted[0]?.submission).toMatchObject({
    utm: { source: 'wechat', campaign: 'spring' },
    ref: 'ABCDEFGH23',
    page: { path: '/apply' },
  });
});

test('no way of giving answers ticks a consent', async () => {
  const tricks = {
    privacy: true,
    'c-privacy': 'on',
    checked: true,
    ticked: ['privacy'],
    grants: [{ notice: 'privacy', decision: 'granted' }],
    phone: '13800138000',
  };
  const text = JSON.stringify(tricks).replace('{', '{"__proto__":{"checked":true,"ticked":["privacy"]},');
  server.pages.set(
    '/',
    partnerPage(
      `<jinjian-form id="own" tenant="acme" form="short" prefill='${text}' checked privacy="true"></jinjian-form>${scriptPage()}`,
    ),
  );
  const { page } = await openPage(browser, server, '/?privacy=true&c-privacy=on&checked=1');
  await textbox(page, '手机号码').waitFor();
  await page.evaluate(`{
    const tricks = ${text};
    own.prefill = tricks;
    own.checked = true;
    Jinjian('prefill', '#own', tricks);
    Jinjian('open', 'acme/short', { prefill: tricks });
  }`);
  await page.getByRole('dialog').waitFor();
  expect((await textbox(page, '手机号码').inputValue()).replace(/ /g, '')).toBe('13800138000');
  expect(await consent(page).isChecked()).toBe(false);
  await page.evaluate(`{
    const box = own.shadowRoot.querySelector('.row input');
    box.checked = true;
    box.click();
    box.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  }`);
  await submitButton(page).click();
  await page.getByText('请阅读并勾选《个人信息处理规则》后提交').first().waitFor();
  expect(server.posted).toEqual([]);
});
