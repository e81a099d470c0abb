/** Every state of the receipt's page before axe, light and dark, on a phone and a desk; nothing sticks out, no complaint. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { findings, overflow, shoot } from '../browser/look.ts';
import { openScreen, receiptScreens } from './receipt-screens.ts';
import { type ReceiptTenant, receiptTenant } from './receipt-tenant.ts';

let tenant: ReceiptTenant;
let browser: Browser;

beforeAll(async () => {
  [tenant, browser] = await Promise.all([receiptTenant(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await tenant.end();
});

const views = {
  phone: { width: 390, height: 844 },
  desk: { width: 1280, height: 800 },
  zoomed: { width: 195, height: 422 },
};

test.each(receiptScreens)('$name: axe finds nothing, nothing sticks out', async (screen) => {
  // axe's own script is no part of the page's policy.
  const page = await openScreen(browser, tenant, screen, { bypassCSP: true, reducedMotion: 'reduce' });
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [name, size] of Object.entries(views)) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      expect(await findings(page), `${colorScheme}, ${name}`).toEqual([]);
      expect(await overflow(page), `${colorScheme}, ${name}`).toBe(0);
      await shoot(page, `${screen.name}, ${colorScheme}, ${name}`);
    }
  }
  await page.context().close();
});
