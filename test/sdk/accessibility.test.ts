/** Every screen of the form before axe, light and dark, on a phone, a desk and at 200 % zoom; and nothing clipped there. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { findings, shoot } from '../browser/look.ts';
import { measure } from './form-measures.ts';
import { openScreen, screens } from './form-screens.ts';
import { StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));

const views = [
  { name: 'phone', size: { width: 390, height: 844 } },
  { name: 'desk', size: { width: 1280, height: 800 } },
];

test.each(screens)('$name: axe finds nothing, light and dark, on a phone and a desk', async (screen) => {
  const { page } = await openScreen(browser, server, screen, { reducedMotion: 'reduce' });
  for (const colorScheme of ['light', 'dark'] as const)
    for (const { name, size } of views) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      expect(await findings(page), `${colorScheme} on a ${name}`).toEqual([]);
      await shoot(page, `${screen.name}, ${colorScheme}, ${name}`);
    }
});

test('axe does look inside the form: grey on white is found there', async () => {
  const [, , first] = screens;
  if (!first) throw new Error('no first screen');
  const { page } = await openScreen(browser, server, first, { reducedMotion: 'reduce' });
  await page.addStyleTag({ content: 'jinjian-form{--jinjian-accent:#ccc}' });
  expect(await findings(page)).toEqual([
    'color-contrast: jinjian-form .size',
    'color-contrast: jinjian-form .main > span',
  ]);
});

/** A phone's page at 200 % zoom is laid out in half the width (WCAG 1.4.4, 1.4.10). */
describe('at 200 % zoom', () => {
  const zoomed = {
    viewport: { width: 195, height: 422 },
    deviceScaleFactor: 2,
    reducedMotion: 'reduce',
  } as const;
  test.each(screens)('$name: nothing is clipped, nothing scrolls two ways', async (screen) => {
    const { page } = await openScreen(browser, server, screen, zoomed);
    await shoot(page, `${screen.name}, zoomed`);
    const found = await measure(page.locator('jinjian-form'));
    expect(found.documentOverflow).toBe(0);
    expect(found.outside).toEqual([]);
    expect(await clipped(page)).toEqual([]);
    expect(await findings(page)).toEqual([]);
  });
});

/**
 * Controls and texts whose content is larger than their box while they do not scroll, and what sticks out sideways.
 * Not what nobody is to see: `.more` holds the input that only machines fill.
 */
function clipped(page: Page): Promise<string[]> {
  return page.locator('jinjian-form').evaluate((form) => {
    const all = [...(form.shadowRoot?.querySelectorAll('.j *') ?? [])];
    return all
      .filter(
        (one) =>
          one.getClientRects().length > 0 &&
          !one.matches('.sr, .sr *, .more, .more *, select, option, svg *, [type=checkbox], [type=radio]'),
      )
      .filter((one) => {
        const { overflowX, overflowY, display } = getComputedStyle(one);
        if (display === 'inline') return false;
        const isWide = one.scrollWidth > one.clientWidth + 1;
        const isTall = one.scrollHeight > one.clientHeight + 1;
        return (
          (isWide && overflowX !== 'visible') ||
          (isTall && overflowY === 'hidden') ||
          (isWide && one.matches('button, label, p, h2, h3, input'))
        );
      })
      .map((one) => `${one.localName}.${one.className}: ${one.textContent?.slice(0, 20)}`);
  });
}
