/** A form that opens above the page: how each mode looks and closes, with focus, keyboard and what was typed. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, button, consent, openPage, submitButton, textbox } from './open-page.ts';
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
const small = { width: 390, height: 844 };
const large = { width: 1280, height: 800 };
const long = '<p id="text">内容</p><div style="height:3000px"></div>';

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', formOf([phone]));
});

/** A long page with a form of this mode, its script, and a button that opens it. */
function pageWith(attributes: string): void {
  server.pages.set(
    '/',
    partnerPage(
      `<button id="opener" data-jinjian-open="acme/short">申请</button>${long}<jinjian-form tenant="acme" form="short" ${attributes}></jinjian-form><script src="/w/acme/short.js"></script>`,
    ),
  );
}

const dialog = (page: Page) => page.getByRole('dialog', { name: '贷款咨询' });

async function boxOf(page: Page) {
  // The coming in is over.
  await dialog(page).evaluate((one) => Promise.all(one.getAnimations().map(({ finished }) => finished)));
  const box = await dialog(page).boundingBox();
  if (!box) throw new Error('the dialog has no box');
  return { ...box, right: box.x + box.width, bottom: box.y + box.height };
}

test.each(['popup', 'drawer', 'page', 'tab'])(
  '%s: nothing of the form is seen until it is opened',
  async (mode) => {
    pageWith(`mode="${mode}"`);
    const { page, trouble } = await openPage(browser, server, '/');
    await page.waitForFunction('document.querySelector("jinjian-form").bundle');
    expect(await textbox(page, '手机号码').isVisible()).toBe(false);
    await page.locator('#opener').click();
    await dialog(page).waitFor();
    await textbox(page, '手机号码').waitFor();
    expect(trouble).toEqual([]);
  },
);

test('an inline form fetches nothing for it', async () => {
  pageWith('');
  const { page, requests } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').waitFor();
  const paths = requests.filter(({ type }) => type !== 'ping').map(({ path }) => path);
  expect(paths).toEqual(['/', '/w/acme/short.js']);
});

test('a popup is centred on a large screen and fills the width of a phone from below', async () => {
  pageWith('mode="popup"');
  const { page } = await openPage(browser, server, '/', { viewport: large });
  await page.locator('#opener').click();
  const wide = await boxOf(page);
  expect(Math.abs(wide.x - (large.width - wide.right))).toBeLessThanOrEqual(16);
  expect(Math.abs(wide.y - (large.height - wide.bottom))).toBeLessThanOrEqual(1);
  await page.setViewportSize(small);
  expect(await boxOf(page)).toMatchObject({ x: 0, right: 390, bottom: 844 });
});

test.each([
  ['right', 'mode="drawer"', 'right', large.width],
  ['left', 'mode="drawer" side="left"', 'x', 0],
] as const)(
  'a drawer stands at the %s, from top to bottom; on a phone it comes from below',
  async (_side, attributes, edge, at) => {
    pageWith(attributes);
    const { page } = await openPage(browser, server, '/', { viewport: large });
    await page.locator('#opener').click();
    expect(await boxOf(page)).toMatchObject({ [edge]: at, y: 0, bottom: 800 });
    await page.setViewportSize(small);
    expect(await boxOf(page)).toMatchObject({ x: 0, right: 390, bottom: 844 });
  },
);

test.each([small, large])('a page covers the window, at %o', async (viewport) => {
  pageWith('mode="page"');
  const { page } = await openPage(browser, server, '/', { viewport });
  await page.locator('#opener').click();
  expect(await boxOf(page)).toMatchObject({ x: 0, y: 0, right: viewport.width, bottom: viewport.height });
});

test('a tab at the side says the form’s title, or its own label, and opens a drawer', async () => {
  pageWith('mode="tab"');
  const { page } = await openPage(browser, server, '/', { viewport: large });
  const tab = button(page, '贷款咨询');
  const box = await tab.boundingBox();
  expect(box && box.x + box.width).toBe(large.width);
  expect(box?.width).toBeGreaterThanOrEqual(48);
  expect(await tab.getAttribute('aria-expanded')).toBe('false');
  await page.locator('jinjian-form').evaluate((form) => form.setAttribute('label', '我要咨询'));
  await button(page, '我要咨询').click();
  expect(await boxOf(page)).toMatchObject({ right: large.width, y: 0, bottom: 800 });
  await page.keyboard.press('Escape');
  await expect.poll(() => button(page, '我要咨询').evaluate((one) => one.matches(':focus'))).toBe(true);
});

test.each([
  ['the close button', (page: Page) => button(page, '关闭').click()],
  ['Escape', (page: Page) => page.keyboard.press('Escape')],
  ['the backdrop', (page: Page) => page.mouse.click(20, 20)],
  ['a script', (page: Page) => page.evaluate('document.querySelector("jinjian-form").close()')],
])('%s closes it; what was typed stays; the focus goes in and comes back', async (_name, close) => {
  pageWith('mode="popup"');
  const { page, trouble } = await openPage(browser, server, '/', { viewport: large });
  await page.locator('#opener').focus();
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  expect(await dialog(page).evaluate((one) => one.matches(':focus'))).toBe(true);
  await textbox(page, '手机号码').pressSequentially('1380013');
  await close(page);
  await dialog(page).waitFor({ state: 'hidden' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('opener');
  await page.locator('#opener').click();
  expect((await textbox(page, '手机号码').inputValue()).replace(' ', '')).toBe('1380013');
  expect(trouble).toEqual([]);
});

test('the close button is 48 px, there at once, and the first stop of the Tab key', async () => {
  pageWith('mode="popup"');
  const { page } = await openPage(browser, server, '/', { viewport: small });
  await page.locator('#opener').click();
  await dialog(page).waitFor();
  const box = await button(page, '关闭').boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(48);
  await page.keyboard.press('Tab');
  expect(await button(page, '关闭').evaluate((one) => one.matches(':focus'))).toBe(true);
});

test('a drag that began in the form and ends outside does not close it', async () => {
  pageWith('mode="popup"');
  const { page } = await openPage(browser, server, '/', { viewport: large });
  await page.locator('#opener').click();
  const box = await boxOf(page);
  await page.mouse.move(box.x + 60, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(20, 300, { steps: 4 });
  await page.mouse.up();
  expect(await dialog(page).isVisible()).toBe(true);
});

test('the page behind does not scroll, and does again afterwards, where it was', async () => {
  pageWith('mode="popup"');
  const { page } = await openPage(browser, server, '/', { viewport: large });
  await page.evaluate(() => scrollTo(0, 400));
  const before = await page.locator('#text').boundingBox();
  await page.evaluate('document.querySelector("jinjian-form").open()');
  await dialog(page).waitFor();
  expect(await page.locator('#text').boundingBox()).toEqual(before);
  await page.mouse.move(30, 400);
  await page.mouse.wheel(0, 600);
  // A frame in which the page could have scrolled.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await page.evaluate(() => scrollY)).toBe(400);
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'hidden' });
  await page.mouse.wheel(0, 600);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(400);
});

test('a notice opens above it, and Escape closes that first', async () => {
  pageWith('mode="drawer"');
  const { page } = await openPage(browser, server, '/', { viewport: small });
  await page.locator('#opener').click();
  await button(page, '《个人信息处理规则》').click();
  const sheet = page.getByRole('dialog', { name: '个人信息处理规则' });
  await sheet.waitFor();
  const isOnTop = await sheet.evaluate((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    const root = one.getRootNode() as ShadowRoot;
    return one.contains(root.elementFromPoint(left + width / 2, top + height / 2));
  });
  expect(isOnTop).toBe(true);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  expect(await dialog(page).isVisible()).toBe(true);
});

test('closed by a script with a notice open, neither keeps the page from answering', async () => {
  pageWith('mode="popup"');
  const { page } = await openPage(browser, server, '/', { viewport: large });
  await page.locator('#opener').click();
  await button(page, '《个人信息处理规则》').click();
  await page.getByRole('dialog', { name: '个人信息处理规则' }).waitFor();
  await page.evaluate('document.querySelector("jinjian-form").close()');
  await page.locator('#opener').click();
  await dialog(page).waitFor();
  await button(page, '《个人信息处理规则》').click();
  await page.getByRole('dialog', { name: '个人信息处理规则' }).waitFor();
});

test('the form is sent from it, its consent measured as shown', async () => {
  pageWith('mode="popup"');
  const { page } = await openPage(browser, server, '/', { viewport: small });
  await page.locator('#opener').click();
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted[0]?.submission.grants[0]?.presentation).toMatchObject({ trusted: true });
  expect(server.posted[0]?.submission.grants[0]?.presentation?.visibleMs).toBeGreaterThan(0);
});

test('motion stops for those who ask for none', async () => {
  pageWith('mode="popup"');
  const { page } = await openPage(browser, server, '/', { reducedMotion: 'reduce' });
  await page.locator('#opener').click();
  expect(await dialog(page).evaluate((one) => getComputedStyle(one).animationName)).toBe('none');
});

test('an inline form opens above the page too, leaves its place as high as it was, and comes back', async () => {
  pageWith('');
  const { page } = await openPage(browser, server, '/', { viewport: large });
  await textbox(page, '手机号码').fill('13800138000');
  const height = () => page.locator('jinjian-form').evaluate((one) => one.getBoundingClientRect().height);
  const before = await height();
  await page.locator('#opener').click();
  await dialog(page).waitFor();
  expect(await height()).toBe(before);
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'hidden' });
  await textbox(page, '手机号码').waitFor();
  expect(await height()).toBe(before);
});

test('without modal dialogs (Safari before 15.4) it is shown by style, keeps the focus and closes by Escape', async () => {
  server.pages.set(
    '/',
    partnerPage(
      `<script>HTMLDialogElement.prototype.showModal=HTMLDialogElement.prototype.close=undefined</script><button id="opener" data-jinjian-open="acme/short">申请</button><a href="#x" id="behind">后</a><jinjian-form tenant="acme" form="short" mode="popup"></jinjian-form><script src="/w/acme/short.js"></script>`,
    ),
  );
  const { page, trouble } = await openPage(browser, server, '/', { viewport: large });
  await page.locator('#opener').click();
  await dialog(page).waitFor();
  await page.evaluate(() => document.getElementById('behind')?.focus());
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('jinjian-form');
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'hidden' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('opener');
  expect(trouble).toEqual([]);
});

test('under a strict policy with trusted types, all of it works and is styled', async () => {
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'">`;
  server.pages.set(
    '/',
    `<!doctype html><html lang="zh-CN"><head>${policy}</head><body><button id="opener" data-jinjian-open="">申请</button><jinjian-form tenant="acme" form="short" mode="tab"></jinjian-form><script src="/w/acme/short.js"></script></body></html>`,
  );
  const { page, trouble } = await openPage(browser, server, '/', { viewport: large });
  await button(page, '贷款咨询').click();
  expect(await boxOf(page)).toMatchObject({ right: large.width, y: 0, bottom: 800 });
  await button(page, '关闭').click();
  expect(trouble.filter((text) => !text.includes('favicon'))).toEqual([]);
});
