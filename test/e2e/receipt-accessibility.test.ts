/** Every state of the receipt's page before axe, light and dark, on a phone and a desk; nothing sticks out, no complaint. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { openScreen, receiptScreens } from './receipt-screens.ts';
import { type ReceiptTenant, receiptTenant } from './receipt-tenant.ts';

let tenant: ReceiptTenant;
let browser: Browser;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

beforeAll(async () => {
  [tenant, browser] = await Promise.all([receiptTenant(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await tenant.end();
});

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const options = JSON.stringify({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.flat().join(' ')}`));
}

const views = {
  phone: { width: 390, height: 844 },
  desk: { width: 1280, height: 800 },
  zoomed: { width: 195, height: 422 },
};

test.each(receiptScreens)('$name: nothing serious, nothing sticks out', async (screen) => {
  // axe's own script is no part of the page's policy.
  const page = await openScreen(browser, tenant, screen, { bypassCSP: true, reducedMotion: 'reduce' });
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [name, size] of Object.entries(views)) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      expect(await findings(page), `${colorScheme}, ${name}`).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${colorScheme}, ${name}`).toBe(0);
      const folder = process.env.JINJIAN_SHOTS;
      if (folder)
        await page.screenshot({
          path: `${folder}/${screen.name}, ${colorScheme}, ${name}.png`,
          fullPage: true,
        });
    }
  }
  await page.context().close();
});
