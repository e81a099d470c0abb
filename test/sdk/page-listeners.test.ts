/** Pages that scroll by script, make clicks of touches or listen for keys: the form's own controls stay the form's. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { button, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  const asked = { required: true, purpose: '用于联系您' };
  server.bundles.set(
    'short',
    formOf([
      { id: 'name', kind: 'name', label: '姓名', ...asked },
      { id: 'term', kind: 'term', label: '期限', options: [12, 24], ...asked },
    ]),
  );
});

const sensed =
  'touchstart touchend pointerdown pointerup mousedown mouseup click keydown keypress keyup wheel paste contextmenu selectstart';

/** As FastClick, iScroll, better-scroll, fullPage.js and Swiper do it: an input is left alone, all else is the page's. */
const greedy = `
  const isInput = (event) => /^(INPUT|TEXTAREA|BUTTON|SELECT|LABEL)$/.test(event.target.tagName);
  const prevent = (event) => { if (!isInput(event)) event.preventDefault(); };
  for (const type of ['touchstart', 'touchend', 'mousedown', 'click', 'keydown', 'wheel', 'paste', 'selectstart'])
    document.addEventListener(type, prevent, { passive: false });
  document.body.addEventListener('click', (event) => {
    if (!isInput(event)) { event.preventDefault(); event.stopPropagation(); }
  }, true);`;
const counting = `
  window.met = [];
  for (const type of '${sensed}'.split(' ')) document.addEventListener(type, (event) => {
    if (event.target.localName === 'jinjian-form') met.push(type + (event.key || ''));
  });`;

function pageWith(script: string, form = scriptPage(), body = ''): void {
  server.pages.set('/', partnerPage(`${body}${form}<script>${script}</script>`));
}

const met = (page: Page) => page.evaluate<string[]>('met');
const focusedName = (page: Page) =>
  page.evaluate('document.activeElement?.shadowRoot?.activeElement?.name ?? document.activeElement?.id');

test('a page that takes every touch and click that is no input’s leaves the form to be filled from the first touch on', async () => {
  pageWith(greedy);
  const { page } = await openPage(browser, server, '/', phone);
  await textbox(page, '姓名').tap();
  expect(await focusedName(page)).toBe('name');
  await page.keyboard.type('张 三');
  expect(await textbox(page, '姓名').inputValue()).toBe('张 三');
  await page.waitForLoadState('networkidle');
  await page.getByText('24个月').tap();
  expect(await page.getByRole('radio', { name: '24个月' }).isChecked()).toBe(true);
  await page.locator('.row label').first().tap();
  expect(await consent(page).isChecked()).toBe(true);
  await page.locator('.row .link').first().tap();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await submitButton(page).tap();
  await page.locator('.age .error').getByText(/\S/).waitFor();
});

test('what a hand does on the form’s controls never reaches the page’s own listeners', async () => {
  pageWith(counting);
  const { page } = await openPage(browser, server, '/', { hasTouch: true });
  await textbox(page, '姓名').tap();
  await page.waitForLoadState('networkidle');
  // Of the very first touch, before the filling part is here, only what ends it is the page's too.
  expect(await met(page)).toEqual(['pointerup', 'mouseup']);
  await page.evaluate('met = []');
  await textbox(page, '姓名').click();
  await page.keyboard.type('a b');
  for (const key of ['ArrowLeft', 'Space', 'PageDown', 'Home', 'Enter']) await page.keyboard.press(key);
  await page.mouse.wheel(0, 40);
  await page.getByText('24个月').click();
  await textbox(page, '姓名').click({ button: 'right' });
  await consent(page).click();
  expect(await met(page)).toEqual([]);
});

test('the page scrolls by the wheel as ever, over a control too', async () => {
  pageWith(counting, `${scriptPage()}<div style="height:3000px"></div>`);
  const { page } = await openPage(browser, server, '/', { hasTouch: true });
  await textbox(page, '姓名').click();
  await page.waitForLoadState('networkidle');
  await page.mouse.wheel(0, 300);
  await expect.poll(() => page.evaluate('scrollY')).toBe(300);
});

test('what stands around the controls is the page’s: a drag from there scrolls by script', async () => {
  pageWith(counting);
  const { page } = await openPage(browser, server, '/', { hasTouch: true });
  await textbox(page, '姓名').click();
  await page.waitForLoadState('networkidle');
  await page.locator('#p-name').tap();
  expect(await met(page)).toContain('touchstart');
});

test('a drag that began on the page finds its end over a control', async () => {
  const drag = `window.ended = 0; document.addEventListener('mouseup', () => ended++);`;
  pageWith(drag, scriptPage(), '<p id="outside">外面</p>');
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').click();
  await page.waitForLoadState('networkidle');
  const before = await page.evaluate('ended');
  await page.locator('#outside').hover();
  await page.mouse.down();
  await textbox(page, '姓名').hover();
  await page.mouse.up();
  expect(await page.evaluate('ended')).toBe(Number(before) + 1);
});

test('a dialog of the page around the form still hears Escape and Tab; the form’s own dialogs keep theirs', async () => {
  pageWith(counting);
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').click();
  await page.waitForLoadState('networkidle');
  await page.evaluate('met = []');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  expect(await met(page)).toEqual(['keydownEscape', 'keyupEscape', 'keydownTab', 'keyupTab']);
  await page.evaluate('met = []');
  await page.locator('.row .link').first().click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect((await met(page)).filter((one) => !one.startsWith('keyup'))).toEqual([]);
});

test('a form above the page keeps what happens in it, and closes by its button, Escape and the backdrop', async () => {
  pageWith(
    greedy + counting,
    '<jinjian-form tenant="acme" form="short" mode="popup"></jinjian-form><script src="/w/acme/short.js"></script>',
    '<button id="opener" data-jinjian-open="acme/short">申请</button>',
  );
  const { page } = await openPage(browser, server, '/', phone);
  const dialog = page.getByRole('dialog', { name: '贷款咨询' });
  for (const close of [
    () => button(page, '关闭').tap(),
    () => page.keyboard.press('Escape'),
    () => page.touchscreen.tap(195, 20),
  ]) {
    await page.locator('#opener').click();
    await dialog.waitFor();
    await page.evaluate('met = []');
    await textbox(page, '姓名').tap();
    await page.getByRole('heading', { name: '贷款咨询' }).first().tap();
    expect(await met(page)).toEqual([]);
    await close();
    await dialog.waitFor({ state: 'hidden' });
  }
});

test('while no event is under way the host is what it is', async () => {
  pageWith(counting);
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').click();
  await page.waitForLoadState('networkidle');
  await textbox(page, '姓名').pressSequentially('张三');
  await consent(page).click();
  expect(await page.evaluate('document.querySelector("jinjian-form").tagName')).toBe('JINJIAN-FORM');
});
