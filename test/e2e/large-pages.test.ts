/** Owns large type on the pages of an authorisation and of a receipt, in a real browser; must not check what they say. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { look } from '../browser/look.ts';
import { askedLead, publishQuery, sendsCodes } from './lending-tenant.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';
import type { Vendor } from './sms-vendor.ts';

let running: RunningTenant;
let browser: Browser;
let vendor: Vendor;
beforeAll(async () => {
  [running, browser] = await Promise.all([runningTenant(), launchChromium()]);
  await publishQuery(running.client);
  vendor = await sendsCodes(running.client);
});
afterAll(async () => {
  await browser.close();
  await running.end();
  await vendor.close();
});

/** The smallest text and the lowest control on the glass, in px. */
function smallest(page: Page): Promise<{ text: number; target: number }> {
  return page.evaluate(() => {
    const zoom = Number(getComputedStyle(document.body).zoom);
    const seen = [...document.querySelectorAll('body *')].filter(
      (one) => one.getClientRects().length > 0 && !one.matches('.sr, option, script'),
    );
    const texts = seen.filter((one) =>
      [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
    );
    const targets = seen.filter((one) =>
      one.matches('button, .button, summary, select, input:not([type=checkbox])'),
    );
    return {
      text: Math.min(...texts.map((one) => Number.parseFloat(getComputedStyle(one).fontSize) * zoom)),
      target: Math.min(...targets.map((one) => one.getBoundingClientRect().height)),
    };
  });
}

async function expectLarge(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name: '大字版' });
  expect(await button.getAttribute('aria-pressed')).toBe('false');
  await button.click();
  expect(await button.getAttribute('aria-pressed')).toBe('true');
  for (const [view, size] of [
    ['phone', { width: 390, height: 844 }],
    ['desk', { width: 1280, height: 800 }],
  ] as const) {
    await page.setViewportSize(size);
    const found = await smallest(page);
    expect(found.text, view).toBeGreaterThanOrEqual(24);
    expect(found.target, view).toBeGreaterThanOrEqual(60);
    await look(page, `large ${name}, ${view}`);
  }
  await page.reload();
  await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');
  await button.click();
  await page.locator('html:not([data-large])').waitFor();
}

test('the page of an authorisation is enlarged by one press, for the visit, on a phone and a desk', async () => {
  const { url } = await askedLead(running.client);
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  await page.goto(url);
  await expectLarge(page, 'authorisation');
  await page.close();
});

test('so is the receipt’s', async () => {
  const { receipt } = await askedLead(running.client);
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  await page.goto(receipt);
  await page.getByRole('button', { name: '大字版' }).waitFor();
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
  });
  await expectLarge(page, 'receipt');
  await page.close();
});
