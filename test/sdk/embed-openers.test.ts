/** What opens a form above the page: the page's own links, what it waits for, and that it never comes back by itself. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, button, consent, openPage, submitButton, textbox } from './open-page.ts';
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
const viewport = { width: 1280, height: 800 };
const long = '<div style="height:3000px">内容</div>';
const script = '<script src="/w/acme/short.js"></script>';
const sdk = '<script src="/w/jinjian.js"></script>';

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', formOf([phone]));
  server.bundles.set('biz-loan', bundle);
});

const dialog = (page: Page) => page.getByRole('dialog', { name: '贷款咨询' });
const element = (attributes: string) =>
  `<jinjian-form tenant="acme" form="short" ${attributes}></jinjian-form>`;

/** When a form that waits for something listens: its part and its form are there. */
async function listening(page: Page): Promise<void> {
  await page.waitForFunction('document.querySelector("jinjian-form").bundle');
  await page.waitForLoadState('networkidle');
}

test('open-on="load" opens it with the page; closed once, it does not come back in this tab', async () => {
  server.pages.set('/', partnerPage(element('mode="popup" open-on="load"') + script));
  const { page } = await openPage(browser, server, '/', { viewport });
  await dialog(page).waitFor();
  await button(page, '关闭').click();
  await page.reload();
  await listening(page);
  // Longer than it takes to open: nothing is waited for any more.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
  expect(await dialog(page).isVisible()).toBe(false);
  await page.evaluate('document.querySelector("jinjian-form").open()');
  await dialog(page).waitFor();
});

test.each(['popup', 'drawer'])(
  'a %s leaves the page where it was read, open and shut again',
  async (mode) => {
    const opener = `<button data-jinjian-open="short" data-jinjian-mode="${mode}">我要咨询</button>`;
    server.pages.set('/', partnerPage(element('') + script + long + opener + long));
    const { page } = await openPage(browser, server, '/', { viewport });
    await textbox(page, '手机号码').waitFor();
    await button(page, '我要咨询').scrollIntoViewIfNeeded();
    const there = await page.evaluate('scrollY');
    expect(there).toBeGreaterThan(1000);
    await button(page, '我要咨询').click();
    await dialog(page).waitFor();
    expect(await page.evaluate('scrollY')).toBe(there);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await page.evaluate('scrollY')).toBe(there);
  },
);

test('open-on="scroll:50" opens it past the middle of the page, and not before', async () => {
  server.pages.set('/', partnerPage(element('mode="drawer" open-on="scroll:50"') + long + script));
  const { page } = await openPage(browser, server, '/', { viewport });
  await listening(page);
  const scrollTo = (share: number) =>
    page.evaluate((to) => {
      const { scrollHeight, clientHeight } = document.documentElement;
      window.scrollTo(0, (scrollHeight - clientHeight) * to);
      return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }, share);
  await scrollTo(0.4);
  expect(await dialog(page).isVisible()).toBe(false);
  await scrollTo(0.6);
  await dialog(page).waitFor();
});

test('open-on="time:1" opens it after a second', async () => {
  server.pages.set('/', partnerPage(element('mode="popup" open-on="time:1"') + script));
  const { page } = await openPage(browser, server, '/', { viewport });
  await listening(page);
  await dialog(page).waitFor();
});

test('open-on="exit" opens it when the pointer leaves by the top edge, and by no other', async () => {
  server.pages.set('/', partnerPage(element('mode="popup" open-on="exit"') + long + script));
  const { page } = await openPage(browser, server, '/', { viewport });
  await listening(page);
  const leave = (clientY: number) =>
    page.evaluate(
      (y) =>
        document.body.dispatchEvent(new MouseEvent('mouseout', { bubbles: true, clientX: 9, clientY: y })),
      clientY,
    );
  await leave(400);
  expect(await dialog(page).isVisible()).toBe(false);
  await leave(-1);
  await dialog(page).waitFor();
});

test('what is not understood is told, once', async () => {
  server.pages.set('/', partnerPage(element('mode="popup" open-on="sometime"') + script));
  const { page, trouble } = await openPage(browser, server, '/');
  await listening(page);
  await expect
    .poll(() => trouble)
    .toEqual(['[jinjian] open-on="sometime": there are load, scroll:50, time:8 and exit']);
});

test('where storage throws it still opens by itself and still stays closed', async () => {
  server.pages.set('/frame', partnerPage(element('mode="popup" open-on="load"') + script));
  server.pages.set(
    '/',
    '<!doctype html><link rel="icon" href="data:,"><iframe sandbox="allow-scripts" src="/frame" width="600" height="700">',
  );
  const { page, trouble } = await openPage(browser, server, '/');
  const frame = page.frameLocator('iframe');
  await frame.getByRole('dialog').waitFor();
  await frame.getByRole('button', { name: '关闭', exact: true }).click();
  await frame.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(trouble).toEqual([]);
});

test('with two that open at once, the second does not cover the first', async () => {
  server.pages.set(
    '/',
    partnerPage(
      `${element('mode="popup" open-on="load"')}<jinjian-form tenant="acme" form="biz-loan" mode="popup" open-on="load"></jinjian-form>${script}<script src="/w/acme/biz-loan.js"></script>`,
    ),
  );
  const { page } = await openPage(browser, server, '/');
  await dialog(page).waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.getByRole('dialog').count()).toBe(1);
});

test.each([
  ['by tenant and form', 'acme/short'],
  ['by form', 'short'],
  ['as the only form', ''],
])('a link opens the form %s and leads nowhere', async (_name, named) => {
  server.pages.set(
    '/',
    partnerPage(
      `<a href="/elsewhere" data-jinjian-open="${named}"><b>申请</b></a>${element('mode="popup"')}${script}`,
    ),
  );
  const { page, trouble } = await openPage(browser, server, '/');
  await page.getByText('申请', { exact: true }).click();
  await dialog(page).waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
  expect(trouble).toEqual([]);
});

test('a button added later makes the form it names, as it wants it', async () => {
  server.pages.set('/', partnerPage(sdk));
  const { page, requests, trouble } = await openPage(browser, server, '/', { viewport });
  await page.evaluate(() => {
    const made = document.createElement('button');
    Object.assign(made.dataset, { jinjianOpen: 'acme/short', jinjianMode: 'drawer' });
    made.textContent = '申请';
    document.body.append(made);
  });
  expect(await page.locator('jinjian-form').count()).toBe(0);
  await button(page, '申请').click();
  await dialog(page).waitFor();
  await dialog(page).evaluate((one) => Promise.all(one.getAnimations().map(({ finished }) => finished)));
  expect(await dialog(page).boundingBox()).toMatchObject({ x: 800, y: 0, height: 800 });
  await button(page, '关闭').click();
  await button(page, '申请').click();
  await dialog(page).waitFor();
  expect(await page.locator('jinjian-form').count()).toBe(1);
  expect(requests.filter(({ path }) => path.endsWith('-embed.js'))).toHaveLength(1);
  expect(trouble).toEqual([]);
});

test('a form by its own id needs one tenant on the page; else the console says what to write', async () => {
  server.pages.set(
    '/',
    partnerPage(`<button data-jinjian-open="biz-loan">贷款</button>${element('mode="popup"')}${script}`),
  );
  const { page } = await openPage(browser, server, '/');
  await button(page, '贷款').click();
  await page.getByRole('dialog', { name: '小微企业经营贷申请' }).waitFor();
  server.pages.set('/', partnerPage(`<button data-jinjian-open="biz-loan">贷款</button>${sdk}`));
  const bare = await openPage(browser, server, '/');
  await button(bare.page, '贷款').click();
  await expect
    .poll(() => bare.trouble)
    .toEqual(['[jinjian] open: no form "biz-loan" here; name it "tenant/form"']);
});

test('after success closing ends it: the tab is gone, and the receipt is there for who opens it again', async () => {
  server.pages.set(
    '/',
    partnerPage(
      `<button id="again" data-jinjian-open="">再看</button>${element('mode="tab" label="申请"')}${script}`,
    ),
  );
  const { page } = await openPage(browser, server, '/', { viewport });
  await button(page, '申请').click();
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  await button(page, '关闭').click();
  await button(page, '申请').waitFor({ state: 'hidden' });
  await page.locator('#again').click();
  await page.getByText('申请已提交').waitFor();
});

test('a script tag in the head can say by itself how its form opens', async () => {
  server.pages.set(
    '/',
    partnerPage(
      '<p>内容</p>',
      '<script async src="/w/acme/short.js" data-mode="drawer" data-open-on="load"></script>',
    ),
  );
  const { page } = await openPage(browser, server, '/', { viewport });
  await dialog(page).waitFor();
  expect(await page.locator('jinjian-form').getAttribute('mode')).toBe('drawer');
});
