/** Owns the page of lists and notices in a real browser: reached from the form, readable at any width, whole on A4. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { findings } from '../browser/look.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';
import { formDraft } from './tenant-client.ts';

let running: RunningTenant;
let browser: Browser;
let url = '';
beforeAll(async () => {
  [running, browser] = await Promise.all([runningTenant(), launchChromium()]);
  url = `${running.server.url}/f/acme/loan`;
});
afterAll(async () => {
  await browser.close();
  await running.end();
});

async function openPage(
  width: number,
  height: number,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    javaScriptEnabled: true,
    colorScheme,
    locale: 'zh-CN',
  });
  return context.newPage();
}

describe.each([
  ['phone', 390, 844],
  ['small phone', 320, 568],
  ['desk', 1280, 800],
] as const)('on a %s', (_name, width, height) => {
  test('it is reached from the form’s foot, fits the screen and leads back (PI-05)', async () => {
    const page = await openPage(width, height);
    await page.goto(url);
    await page.getByRole('link', { name: '个人信息清单与告知文本' }).click();
    await page.getByRole('heading', { level: 1, name: '个人信息清单与告知文本' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const [collected] = await page.getByRole('table').all();
    for (const field of formDraft.steps.flatMap((step) => step.fields)) {
      const row = collected
        ?.getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: field.label, exact: true }) });
      expect(await row?.textContent(), field.label).toContain(field.purpose);
    }
    await page.getByRole('navigation').getByRole('link', { name: '向示例银行提供信息的授权' }).click();
    expect(page.url()).toContain('#notice-provide-bank-a');
    expect(await page.locator('#notice-provide-bank-a h3').isVisible()).toBe(true);
    await page.getByRole('link', { name: '返回表单' }).click();
    expect(page.url()).toBe(url);
    await page.context().close();
  });

  test.each(['light', 'dark'] as const)('axe finds nothing, %s', async (scheme) => {
    const page = await openPage(width, height, scheme);
    await page.goto(`${url}/notices`);
    expect(await findings(page)).toEqual([]);
    await page.context().close();
  });
});

test('on A4 nothing is cut off, black on white, and the address is told', async () => {
  // The printable width of A4 with the page's own margins, in CSS pixels.
  const page = await openPage(688, 1000, 'dark');
  await page.goto(`${url}/notices`);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const measured = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    ink: getComputedStyle(document.body).color,
    navigation: getComputedStyle(document.querySelector('nav') ?? document.body).display,
    layout: [...document.querySelectorAll('table')].map((table) => getComputedStyle(table).display),
    cut: [...document.querySelectorAll('td, th, p, li')].filter(
      (part) => part.scrollWidth > part.clientWidth + 1,
    ).length,
  }));
  expect(measured.width).toBeLessThanOrEqual(688);
  expect(measured).toMatchObject({ ink: 'rgb(0, 0, 0)', navigation: 'none', cut: 0 });
  expect(new Set(measured.layout)).toEqual(new Set(['table']));
  expect(await page.getByText(`${url}/notices`).isVisible()).toBe(true);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  // A4 in points, as the page itself asks for.
  expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45](?:\.\d+)? 84[12](?:\.\d+)?\]/);
  await page.context().close();
});
