/** Owns the stand-alone page in a real browser: under its own policy, without a jump, and without JavaScript. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';

let running: RunningTenant;
let browser: Browser;
let url = '';
beforeAll(async () => {
  [running, browser] = await Promise.all([runningTenant(), launchChromium()]);
  await running.client.call('PATCH', '/v1/tenant', { settings: { icp: '京ICP备12345678号-1' } });
  url = `${running.server.url}/f/acme/loan`;
});
afterAll(async () => {
  await browser.close();
  await running.end();
});

const screens = [
  ['phone', { width: 390, height: 844 }],
  ['desk', { width: 1280, height: 800 }],
] as const;

async function openPage(
  viewport: { width: number; height: number },
  javaScriptEnabled = true,
): Promise<Page> {
  const context = await browser.newContext({ viewport, javaScriptEnabled, locale: 'zh-CN' });
  return context.newPage();
}

/** Sums layout shifts from before the first paint on, as CLS does: those after a person's own input do not count. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let sum = 0;
    Reflect.set(window, 'shifted', () => sum);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += Number(Reflect.get(entry, 'value'));
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

describe.each(screens)('on a %s', (_name, viewport) => {
  test('the form mounts under the page’s own policy and nothing jumps', async () => {
    const page = await openPage(viewport);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await watchShifts(page);
    // The script is held back, so that the page is painted before the form is there.
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/w/acme/loan.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(url, { waitUntil: 'commit' });
    const stage = page.locator('.stage');
    await stage.waitFor({ state: 'attached' });
    expect(await stage.evaluate((element) => element.clientHeight)).toBeGreaterThanOrEqual(viewport.height);
    release();
    await page.getByRole('textbox', { name: '姓名' }).waitFor();
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))),
    );
    expect(await page.evaluate(() => Reflect.get(window, 'shifted')())).toBe(0);
    expect(complaints).toEqual([]);
    const filing = page.getByRole('link', { name: '京ICP备12345678号-1' });
    expect(await filing.getAttribute('href')).toBe('https://beian.miit.gov.cn/');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(viewport.width);
    await page.context().close();
  });

  test('without JavaScript it says what to do', async () => {
    const page = await openPage(viewport, false);
    await page.goto(url);
    await page.getByRole('heading', { name: '贷款意向登记' }).waitFor();
    const told = page.locator('noscript p');
    expect(await told.first().isVisible()).toBe(true);
    expect(await told.allInnerTexts()).toEqual([
      '填写这份申请表需要 JavaScript。请在浏览器设置中开启后刷新本页，或换用手机自带的浏览器打开。',
      '您也可以直接联系示例助贷（400-000-0000）办理。',
    ]);
    expect(await page.getByRole('link', { name: '京ICP备12345678号-1' }).isVisible()).toBe(true);
    await page.context().close();
  });
});
