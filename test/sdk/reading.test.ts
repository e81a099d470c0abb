/** Reading before agreeing: the timer, the end by hand, and what can't be ticked unread. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PublishedNotice } from '../../contract/notice.ts';
import type { FormBundle } from '../../contract/submission.ts';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, button, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf, notices } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const [privacy] = notices;
if (privacy === undefined) throw new Error('the sample has no notice');

const credit: PublishedNotice = {
  ...privacy,
  id: 'credit',
  digest: `sha256:${'7c'.repeat(32)}`,
  kind: 'credit_query',
  title: '征信查询授权书',
  summary: '我单独授权查询我的信用信息。',
  parties: undefined,
};
const timed: PublishedNotice = {
  ...privacy,
  id: 'timed',
  digest: `sha256:${'8d'.repeat(32)}`,
  kind: 'marketing',
  title: '营销信息接收说明',
  summary: '我愿意接收电话或短信。',
  minReadingSeconds: 3,
};

function bundleOf(): FormBundle {
  const short = formOf([{ id: 'name', kind: 'name', label: '姓名', required: true, purpose: '用于称呼您' }]);
  const more = [credit, timed];
  const pins = more.map(({ id, version, digest }) => ({ notice: id, required: false, version, digest }));
  return {
    ...short,
    form: { ...short.form, consents: [...short.form.consents, ...pins] },
    notices: [...short.notices, ...more],
  };
}

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', bundleOf());
  server.pages.set('/', partnerPage(scriptPage()));
});

const sheet = (page: Page) => page.getByRole('dialog');
const agree = (page: Page) => sheet(page).locator('.main');

async function open(): Promise<Page> {
  const { page } = await openPage(browser, server, '/', { viewport: { width: 390, height: 700 } });
  await textbox(page, '姓名').fill('张三');
  await page.waitForFunction(
    () => document.querySelector('jinjian-form')?.shadowRoot?.adoptedStyleSheets.length === 2,
  );
  return page;
}

async function readToEnd(page: Page): Promise<void> {
  await sheet(page).locator('.text').hover();
  await page.mouse.wheel(0, 9000);
}

test('a credit authorisation is opened, not ticked, by a tap on its box (CR-05)', async () => {
  const page = await open();
  await consent(page, 1).click();
  await sheet(page).waitFor();
  await button(page, '请阅读至文末').waitFor();
  await page.keyboard.press('Escape');
  expect(await consent(page, 1).isChecked()).toBe(false);
});

test('agreeing is open only after the end was in view, and ticks this consent alone', async () => {
  const page = await open();
  await consent(page, 1).click();
  await agree(page).click({ force: true });
  expect(await sheet(page).count()).toBe(1);
  await readToEnd(page);
  await button(page, '已阅读并同意').click();
  await expect.poll(() => sheet(page).count()).toBe(0);
  expect([await consent(page).isChecked(), await consent(page, 1).isChecked()]).toEqual([false, true]);
  expect(await consent(page, 2).isChecked()).toBe(false);
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  const grant = server.posted[0]?.submission.grants[1];
  expect(grant).toMatchObject({ decision: 'granted', presentation: { scrolledToEnd: true, trusted: true } });
});

test('a script that scrolls to the end opens nothing; its click on the button agrees to nothing', async () => {
  const page = await open();
  await consent(page, 1).click();
  const text = sheet(page).locator('.text');
  await text.evaluate((one) => one.scrollTo(0, 99_999));
  await page.waitForTimeout(200);
  await button(page, '请阅读至文末').waitFor();
  await readToEnd(page);
  await text.evaluate((one) => one.scrollTo(0, 0));
  await page.mouse.wheel(0, 9000);
  await button(page, '已阅读并同意').waitFor();
  await agree(page).evaluate((one) => {
    if (one instanceof HTMLElement) one.click();
    one.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
  });
  expect(await sheet(page).count()).toBe(1);
  await page.keyboard.press('Escape');
  expect(await consent(page, 1).isChecked()).toBe(false);
});

test('once read, its box can be ticked and unticked by itself', async () => {
  const page = await open();
  await consent(page, 1).click();
  await readToEnd(page);
  await button(page, '已阅读并同意').waitFor();
  await page.keyboard.press('Escape');
  await consent(page, 1).click();
  expect(await consent(page, 1).isChecked()).toBe(true);
  await consent(page, 1).click();
  expect(await consent(page, 1).isChecked()).toBe(false);
});

test('a reading time counts down on screen, goes on where it was, and only then opens the button', async () => {
  const page = await open();
  await page.clock.install();
  await consent(page, 2).click();
  await button(page, '请阅读全文，还需 3 秒').waitFor();
  await page.clock.runFor(1000);
  await button(page, '请阅读全文，还需 2 秒').waitFor();
  await page.keyboard.press('Escape');
  await page.clock.runFor(5000);
  await consent(page, 2).click();
  await button(page, '请阅读全文，还需 2 秒').waitFor();
  await page.clock.runFor(2000);
  await button(page, '请阅读至文末').waitFor();
  await readToEnd(page);
  await button(page, '已阅读并同意').click();
  expect(await consent(page, 2).isChecked()).toBe(true);
});

test('a box ticked before the filling part was here is opened for reading once it is', async () => {
  const { page } = await openPage(browser, server, '/');
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/*-filling.js', async (route) => {
    await held;
    await route.continue();
  });
  await consent(page, 0).click();
  await consent(page, 1).click();
  letGo();
  await sheet(page).waitFor();
  await page.keyboard.press('Escape');
  expect([await consent(page).isChecked(), await consent(page, 1).isChecked()]).toEqual([true, false]);
});
