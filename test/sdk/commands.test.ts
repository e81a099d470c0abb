/** The page's commands, `Jinjian(…)`: called before the script is there or after, in order; what it says to what it does not know. */
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
const snippet = 'window.Jinjian=window.Jinjian||function(){(Jinjian.q=Jinjian.q||[]).push(arguments)};';
const sdk = '<script async src="/w/jinjian.js"></script>';

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', formOf([name, phone]));
  server.bundles.set('biz-loan', bundle);
});

/** A page whose head calls commands, then loads the script. */
function pageCalling(calls: string, body: string, script = sdk): void {
  server.pages.set('/', partnerPage(body, `<script>${snippet}${calls}</script>${script}`));
}

const said = (page: Page) => page.evaluate(() => Reflect.get(window, 'said'));

test('what was called before the script runs once it is there, in order', async () => {
  pageCalling(
    `said=[];Jinjian('on','ready',(event)=>said.push(event.detail.form));
     Jinjian('on','jinjian:ready',()=>said.push('again'));
     Jinjian('mount','#here',{tenant:'acme',form:'short',prefill:{name:'张三'}});
     Jinjian('prefill','#here',{phone:'13800138000'})`,
    '<div id="here"></div>',
  );
  const { page, trouble } = await openPage(browser, server, '/');
  await page.locator('#here').getByRole('textbox', { name: '姓名' }).waitFor();
  expect(await textbox(page, '姓名').inputValue()).toBe('张三');
  await expect
    .poll(async () => (await textbox(page, '手机号码').inputValue()).replace(/\D/g, ''))
    .toBe('13800138000');
  expect(await said(page)).toEqual(['short', 'again']);
  expect(trouble).toEqual([]);
});

test('a form mounted by command is not mounted a second time by its own script', async () => {
  const script = '<script async src="/w/acme/short.js"></script>';
  pageCalling("Jinjian('mount','#here',{tenant:'acme',form:'short'})", '<div id="here"></div>', script);
  const { page, requests } = await openPage(browser, server, '/');
  await page.locator('#here').getByRole('textbox', { name: '姓名' }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.locator('jinjian-form').count()).toBe(1);
  const paths = requests.filter(({ type }) => type !== 'ping').map(({ path }) => path);
  expect(paths).toEqual(['/', '/w/acme/short.js']);
});

test('open makes the form, with its answers, and close takes it off', async () => {
  pageCalling("Jinjian('open','acme/short',{mode:'popup',prefill:{name:'张三'}})", '<p>内容</p>');
  const { page } = await openPage(browser, server, '/');
  await page.getByRole('dialog', { name: '贷款咨询' }).waitFor();
  expect(await textbox(page, '姓名').inputValue()).toBe('张三');
  await page.evaluate("Jinjian('close', 'short')");
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

test('open before the form is there waits for it', async () => {
  pageCalling(
    "Jinjian('open','acme/short')",
    '<jinjian-form tenant="acme" form="short" mode="popup"></jinjian-form>',
    '<script async src="/w/acme/short.js"></script>',
  );
  const { page } = await openPage(browser, server, '/');
  await page.getByRole('dialog', { name: '贷款咨询' }).waitFor();
  expect(await page.locator('jinjian-form').count()).toBe(1);
});

test('on answers what ends it', async () => {
  pageCalling('', '<div id="here"></div>');
  const { page } = await openPage(browser, server, '/');
  await page.waitForFunction('Jinjian.load');
  await page.evaluate(`
    said = [];
    const stop = Jinjian('on', 'ready', () => said.push('ready'));
    Jinjian('on', 'done', () => said.push('done'));
    const tell = () => here.dispatchEvent(new CustomEvent('jinjian:ready', { bubbles: true }));
    tell();
    stop();
    tell();
  `);
  expect(await said(page)).toEqual(['ready']);
});

test('opening and closing are told', async () => {
  pageCalling(
    "said=[];for(const name of ['open','close'])Jinjian('on',name,({type,detail})=>said.push([type,detail]));Jinjian('open','acme/short')",
    '<p>内容</p>',
  );
  const { page } = await openPage(browser, server, '/');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  const detail = { tenant: 'acme', form: 'short' };
  await expect
    .poll(() => said(page))
    .toEqual([
      ['jinjian:open', detail],
      ['jinjian:close', detail],
    ]);
});

test('unmount takes the form off', async () => {
  pageCalling("Jinjian('mount','#here',{tenant:'acme',form:'short'})", '<div id="here"></div>');
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').waitFor();
  await page.evaluate("Jinjian('unmount', '#here')");
  await expect.poll(() => page.locator('jinjian-form').count()).toBe(0);
});

test('an unknown command and a target that is nowhere are told, and stop nothing', async () => {
  pageCalling(
    "Jinjian('explode');Jinjian('mount','#nowhere',{tenant:'acme',form:'short'});Jinjian('mount','#here',{tenant:'acme',form:'short'})",
    '<div id="here"></div>',
  );
  const { page, trouble } = await openPage(browser, server, '/');
  await textbox(page, '姓名').waitFor();
  await expect
    .poll(() => [...trouble].sort())
    .toEqual([
      '[jinjian] "explode" is no command: there are mount, unmount, open, close, prefill and on',
      '[jinjian] no #nowhere',
    ]);
});

test('of two copies the first one answers, and calls go to it', async () => {
  const scripts = '<script src="/w/acme/short.js"></script><script src="/w/acme/biz-loan.js"></script>';
  server.pages.set('/', partnerPage(`<div id="here"></div>${scripts}`));
  const { page, trouble } = await openPage(browser, server, '/');
  await page.getByRole('heading', { name: '小微企业经营贷申请' }).waitFor();
  await page.evaluate("Jinjian('open', 'biz-loan')");
  await page.getByRole('dialog', { name: '小微企业经营贷申请' }).waitFor();
  expect(await page.locator('jinjian-form').count()).toBe(2);
  expect(trouble).toEqual([]);
});
