/** Where a tag may stand that opens a form above the page: hidden, inert, moved or cut off, and the form is seen all the same. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, button, consent, openPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set(
    'short',
    formOf([{ id: 'phone', kind: 'phone', label: '手机号码', required: true, purpose: '用于联系您' }]),
  );
});

const hidden: [place: string, before: string, after: string][] = [
  ['display: none', '<div style="display:none">', '</div>'],
  ['visibility: hidden', '<div style="visibility:hidden">', '</div>'],
  ['a box without a size', '<div style="width:0;height:0;overflow:hidden">', '</div>'],
  ['a closed fold', '<details><summary>更多</summary>', '</details>'],
  ['an inert box', '<div inert>', '</div>'],
  ['content-visibility: hidden', '<div style="content-visibility:hidden">', '</div>'],
  ['hidden="until-found"', '<div hidden="until-found">', '</div>'],
  ['a box that is not spoken', '<div aria-hidden="true">', '</div>'],
  ['opacity: 0 and no pointer', '<div style="opacity:0;pointer-events:none">', '</div>'],
  ['a closed dialog of the page', '<dialog>', '</dialog>'],
  ['a transformed box', '<div style="transform:scale(0)">', '</div>'],
  ['a clipped box', '<div style="clip-path:inset(100%);position:absolute">', '</div>'],
];
const holding: [place: string, style: string][] = [
  ['transform', 'transform:translateZ(0);margin-top:600px;height:300px;overflow:hidden'],
  ['filter', 'filter:grayscale(1)'],
  ['contain', 'contain:layout paint;height:50px'],
  ['content-visibility', 'content-visibility:auto;contain-intrinsic-size:200px'],
  ['perspective', 'perspective:100px'],
  ['will-change', 'will-change:transform'],
  ['backdrop-filter', 'backdrop-filter:blur(1px)'],
  ['a container', 'container-type:inline-size'],
  ['a low layer', 'position:relative;z-index:-1'],
];

const element = (attributes: string) =>
  `<jinjian-form tenant="acme" form="short" ${attributes}></jinjian-form><script src="/w/acme/short.js"></script>`;
const opener = '<button id="opener" data-jinjian-open="acme/short">申请</button>';
const long = '<div style="height:1500px"></div>';

/** A touch of its middle meets it. */
function isMet(place: Locator): Promise<boolean> {
  return place.evaluate((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    const root = one.getRootNode();
    const met = root instanceof ShadowRoot ? root.elementFromPoint(left + width / 2, top + height / 2) : null;
    return width > 0 && one.contains(met);
  });
}

async function openAt(body: string, viewport = { width: 1000, height: 800 }): Promise<Page> {
  server.pages.set('/', partnerPage(body));
  const { page } = await openPage(browser, server, '/', { viewport });
  await page.waitForFunction('document.querySelector("jinjian-form").bundle');
  return page;
}

const dialog = (page: Page) => page.getByRole('dialog', { name: '贷款咨询' });

test.each(hidden)(
  '%s: a form that opens above the page is seen, sent, and lets the page go',
  async (_place, before, after) => {
    const page = await openAt(`${opener}${before}${element('mode="popup"')}${after}${long}`);
    await page.locator('#opener').click();
    await dialog(page).waitFor();
    expect(await isMet(textbox(page, '手机号码'))).toBe(true);
    await textbox(page, '手机号码').fill('13800138000');
    await consent(page).click();
    await ageBox(page).check();
    await submitButton(page).click();
    await page.locator('#done').waitFor();
    await button(page, '关闭').click();
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await page.evaluate('document.documentElement.style.overflow')).toBe('');
    await page.locator('#opener').click({ trial: true });
    expect(server.posted).toHaveLength(1);
  },
);

test.each(holding)('%s: the tab stays at the window’s side, scrolled or not', async (_place, style) => {
  const page = await openAt(`<div style="${style}">${element('mode="tab" label="立即登记"')}</div>${long}`);
  const tab = button(page, '立即登记');
  const top = async () => Math.round((await tab.boundingBox())?.y ?? -1);
  await tab.waitFor();
  const before = await top();
  await page.evaluate('scrollTo(0, 400)');
  await page.waitForTimeout(100);
  expect([await top(), before > 200, before < 600]).toEqual([before, true, true]);
  expect(await isMet(tab)).toBe(true);
  await tab.click();
  await dialog(page).waitFor();
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'hidden' });
  expect(await tab.evaluate((one) => (one.getRootNode() as ShadowRoot).activeElement === one)).toBe(true);
});

test('in a hidden place the form looks as anywhere, in the colours that the page sets, and its filling part too', async () => {
  const page = await openAt(
    `<style>jinjian-form { --jinjian-accent: rgb(1, 2, 3) }</style>${opener}<div hidden>${element('mode="drawer" theme="light"')}</div>${long}`,
  );
  await page.locator('#opener').click();
  await textbox(page, '手机号码').click();
  await page.waitForLoadState('networkidle');
  const colour = await submitButton(page).evaluate((one) => getComputedStyle(one).backgroundColor);
  expect(colour).toBe('rgb(1, 2, 3)');
  await page.locator('.row .link').first().click();
  const sheet = page.getByRole('dialog', { name: '个人信息处理规则' });
  await sheet.waitFor();
  expect(await sheet.evaluate((one) => getComputedStyle(one).display)).toBe('flex');
  await page.keyboard.press('Escape');
  await button(page, '关闭').click();
  await page.evaluate(() => {
    const form = document.querySelector('jinjian-form');
    form?.parentElement?.removeAttribute('hidden');
    form?.setAttribute('mode', 'inline');
  });
  await textbox(page, '手机号码').waitFor();
  expect(
    await page.locator('jinjian-form').evaluate((one) => one.getBoundingClientRect().height),
  ).toBeGreaterThan(200);
  expect(await page.locator('.age').evaluate((one) => getComputedStyle(one).display)).not.toBe('block');
});

test('with its element the layer leaves the page, and with it what was open', async () => {
  const page = await openAt(`${opener}<div hidden>${element('mode="popup"')}</div>${long}`);
  await page.locator('#opener').click();
  await dialog(page).waitFor();
  await page.evaluate('document.querySelector("jinjian-form").remove()');
  expect(await page.locator('jinjian-layer').count()).toBe(0);
  expect(await page.evaluate('document.documentElement.style.overflow')).toBe('');
});

test('where nothing hides it a form opens inside its own element', async () => {
  const page = await openAt(`${opener}${element('mode="popup"')}${long}`);
  await page.locator('#opener').click();
  await dialog(page).waitFor();
  expect(await page.locator('jinjian-layer').count()).toBe(0);
});
