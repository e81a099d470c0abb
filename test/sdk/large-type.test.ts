/** Large type: by one press, kept for the visit, 24 px and 60 px at least on every screen, legible, nothing sideways. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { findings, shoot } from '../browser/look.ts';
import { measure } from './form-measures.ts';
import { openScreen, type Screen, screens } from './form-screens.ts';
import { ageBox, button, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));

const wanted = "sessionStorage.setItem('jinjian:large', '1')";
const phone = { width: 390, height: 844 };
const views = [
  { name: 'phone', size: phone },
  { name: 'desk', size: { width: 1280, height: 800 } },
];
const reached = screens.filter(({ isFetched }) => !isFetched);

async function openLarge(screen: Screen) {
  const large: Screen = {
    ...screen,
    reach: async (opened, at) => {
      await opened.page.evaluate(wanted);
      await opened.page.reload();
      await opened.page.locator('.j[data-large]').waitFor();
      return screen.reach(opened, at);
    },
  };
  return openScreen(browser, server, large, { reducedMotion: 'reduce' });
}

test.each(reached)('$name: large enough, legible, and no wider than the screen', async (screen) => {
  const { page } = await openLarge(screen);
  const form = page.locator('jinjian-form');
  for (const { name, size } of views) {
    await page.setViewportSize(size);
    const found = await measure(form);
    const zoom = await page.locator('.j').evaluate((place) => Number(getComputedStyle(place).zoom));
    expect(found.smallestText * zoom, name).toBeGreaterThanOrEqual(24);
    // On a desk an opened text is wider than the form below it.
    if (name === 'phone') expect(found.outside).toEqual([]);
    expect(found.documentOverflow, name).toBe(0);
    const lowest = await form.evaluate((element) => {
      const controls = element.shadowRoot?.querySelectorAll('input, select, textarea, button, .done a') ?? [];
      const isSeen = (one: Element) => one.getClientRects().length > 0 && !one.matches('.more *');
      const lines = [...controls].filter((one) => isSeen(one) && !one.matches('.row input'));
      return Math.min(...lines.map((one) => one.getBoundingClientRect().height));
    });
    expect(lowest, name).toBeGreaterThanOrEqual(60);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findings(page), `${colorScheme} on a ${name}`).toEqual([]);
      await shoot(page, `large, ${screen.name}, ${colorScheme}, ${name}`);
    }
  }
});

test('one press makes it large, the next visit of the tab begins so, another press ends it (AX-30)', async () => {
  server.reset();
  server.bundles.set(
    'short',
    formOf([{ id: 'phone', kind: 'phone', label: '手机号码', required: true, purpose: '联系您' }]),
  );
  server.pages.set('/', partnerPage(scriptPage()));
  const { page, trouble } = await openPage(browser, server, '/', { viewport: phone });
  const size = () =>
    page
      .locator('label', { hasText: '手机号码' })
      .first()
      .evaluate((label) => label.getBoundingClientRect().height);
  await textbox(page, '手机号码').waitFor();
  const usual = await size();
  await button(page, '大字版').click();
  await page.locator('.j[data-large]').waitFor();
  expect(await size()).toBeGreaterThanOrEqual(usual * 1.4);
  expect(await button(page, '大字版').getAttribute('aria-pressed')).toBe('true');
  await page.reload();
  await page.locator('.j[data-large]').waitFor();
  await button(page, '大字版').click();
  await page.locator('.j:not([data-large])').waitFor();
  expect(await page.evaluate("sessionStorage.getItem('jinjian:large')")).toBeNull();
  expect(trouble).toEqual([]);
});

test('what a consent was shown in is measured as it is on the screen', async () => {
  server.reset();
  server.bundles.set(
    'short',
    formOf([{ id: 'phone', kind: 'phone', label: '手机号码', required: true, purpose: '联系您' }]),
  );
  server.pages.set('/', partnerPage(scriptPage()));
  const { page } = await openPage(browser, server, '/', { viewport: phone });
  await button(page, '大字版').click();
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  const [grant] = server.posted[0]?.submission.grants ?? [];
  expect(grant?.presentation?.fontPx).toBeGreaterThanOrEqual(23.9);
});
