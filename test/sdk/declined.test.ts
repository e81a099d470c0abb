/** Refused optional consents: left alone for 48 hours in this browser, and one tap away. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import {
  ageBox,
  button,
  consent,
  fillApplicant,
  fillBusiness,
  openPage,
  scriptPage,
  submitButton,
} from './open-page.ts';
import { bundle } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const hourMs = 3_600_000;
const askAgain = '您近日未同意的可选授权不再询问，点此查看';

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('biz-loan', bundle);
  server.pages.set('/', partnerPage(scriptPage('biz-loan')));
});

const titles = (page: Page) => page.locator('.row .link').allInnerTexts();

/** Applies once with the second consent refused, then comes back that much later. */
async function comeBack(laterMs: number): Promise<Page> {
  const { page } = await openPage(browser, server, '/');
  await fillApplicant(page);
  await fillBusiness(page);
  await consent(page, 0).click();
  await consent(page, 2).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已受理').waitFor();
  await page.evaluate((ms) => {
    const key = 'jinjian:acme:no';
    const kept: Record<string, number> = JSON.parse(localStorage.getItem(key) ?? '{}');
    for (const id of Object.keys(kept)) kept[id] = (kept[id] ?? 0) - ms;
    localStorage.setItem(key, JSON.stringify(kept));
  }, laterMs);
  await page.reload();
  await button(page, '再登记一次').click();
  await fillApplicant(page);
  await fillBusiness(page);
  return page;
}

test('a refusal of yesterday is not asked again, and not sent as another (PI-11)', async () => {
  const page = await comeBack(24 * hourMs);
  expect(await titles(page)).toEqual(['《个人信息处理规则》', '《个人信息对外提供授权书》']);
  await button(page, askAgain).waitFor();
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已受理').waitFor();
  expect(server.posted[1]?.submission.grants.map(({ notice }) => notice)).toEqual([
    'privacy',
    'provide-bank-a',
  ]);
});

test('who wants to see it can: asked again, unticked', async () => {
  const page = await comeBack(24 * hourMs);
  await button(page, askAgain).click();
  expect(await titles(page)).toHaveLength(3);
  expect(await consent(page, 1).isChecked()).toBe(false);
  expect(await button(page, askAgain).count()).toBe(0);
});

test.each([
  ['after 48 hours', 48 * hourMs + 1000],
  ['when its time lies ahead, of a clock that was wrong', -10_000 * hourMs],
])('it is asked again %s', async (_name, laterMs) => {
  const page = await comeBack(laterMs);
  expect(await titles(page)).toHaveLength(3);
});
