/** A page translator puts other nodes in place of the form's texts: what it says next replaces them whole. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { accepted, partnerPage, StandIn } from './stand-in.ts';

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
  server.pages.set('/', partnerPage(scriptPage()));
});

/** As extensions do that look into shadow roots; what asks not to be translated is left. */
async function translate(page: Page): Promise<void> {
  await page.locator('jinjian-form').evaluate((element) => {
    const root = element.shadowRoot;
    if (!root) throw new Error('no shadow root');
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walk.nextNode()) if (walk.currentNode instanceof Text) texts.push(walk.currentNode);
    for (const text of texts) {
      if (!text.data.trim() || text.parentElement?.closest('style,font,[translate=no]')) continue;
      const font = document.createElement('font');
      font.textContent = `T:${text.data}`;
      text.replaceWith(font);
    }
  });
}

test('an error that was translated is gone once the field is right', async () => {
  const { page, trouble } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').fill('123');
  await textbox(page, '手机号码').blur();
  await page.locator('.error', { hasText: '手机号码' }).waitFor();
  await translate(page);
  const field = page.locator('input[name=phone]');
  await field.fill('13800138000');
  await field.blur();
  await expect.poll(() => page.locator('.field .error').textContent()).toBe('');
  await field.fill('12');
  await field.blur();
  await expect.poll(() => page.locator('.field .error').textContent()).toMatch(/^[^T]*手机号码/);
  expect(trouble).toEqual([]);
});

test('the button says what is happening, and the answer is shown, translated or not', async () => {
  server.replies = [{ status: 201, body: accepted, delayMs: 800 }];
  const { page, trouble } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).waitFor();
  await translate(page);
  await page.locator('button[type=submit]').click();
  await expect.poll(() => page.locator('button[type=submit]').textContent()).toBe('正在提交…');
  await page.getByText('申请已提交').waitFor();
  expect(trouble).toEqual([]);
});

test('the words of a consent ask not to be translated', async () => {
  const { page } = await openPage(browser, server, '/');
  await consent(page).waitFor();
  await translate(page);
  expect(await page.locator('.agree font').count()).toBe(0);
});

test('the receipt’s address is copied as it was given, whatever a translator made of it, and said to be only when it was', async () => {
  const { page } = await openPage(browser, server, '/', {
    init: `window.copied = [];
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: (text) => { window.copied.push(text); return window.refused ? Promise.reject() : Promise.resolve() } } });
      document.addEventListener('copy', (event) => event.preventDefault());
      document.execCommand = () => true;`,
  });
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  await translate(page);
  const copy = page.locator('.slip button');
  await page.evaluate(() => Reflect.set(window, 'refused', true));
  await copy.click();
  expect(await copy.textContent()).not.toContain('已复制');
  await page.evaluate(() => Reflect.set(window, 'refused', false));
  await copy.click();
  await expect.poll(() => copy.textContent()).toBe('已复制');
  const [address] = accepted.receipt.url.split('#');
  expect(await page.evaluate(() => Reflect.get(window, 'copied'))).toEqual([address, address]);
});
