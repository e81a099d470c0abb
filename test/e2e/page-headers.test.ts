/** Owns what the pages' headers do in a real browser: no complaint about them, frames and windows as meant; must not check any page's work. */
import { createServer } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { freePort } from './receiving-crm.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';

let running: RunningTenant;
let browser: Browser;
let partner = '';
const site = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end('<!doctype html><title>partner</title><body></body>');
});
beforeAll(async () => {
  [running, browser] = await Promise.all([runningTenant(), launchChromium()]);
  const port = await freePort();
  await new Promise<void>((resolve) => site.listen(port, '127.0.0.1', resolve));
  // Another site than the server's to a browser, which takes 127.0.0.1 and localhost for two.
  partner = `http://localhost:${port}`;
  await running.client.call('PATCH', '/v1/tenant', { origins: [partner] });
});
afterAll(async () => {
  await browser.close();
  site.close();
  await running.end();
});

async function open(url: string): Promise<{ page: Page; said: string[] }> {
  const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(url);
  return { page, said };
}

describe('a browser has nothing to say about the headers', () => {
  test.each(['/f/acme/loan', '/f/acme/loan/notices', '/p/acme', `/l/acme/ld_${'a'.repeat(26)}`, 'receipt'])(
    'of %s',
    async (asked) => {
      const { receipt } = (await running.client.submit()).body;
      const path = asked === 'receipt' ? `/r/${Reflect.get(Object(receipt), 'id')}` : asked;
      const { page, said } = await open(running.server.url + path);
      await page.locator('main').waitFor();
      await page.waitForLoadState('networkidle');
      expect(said).toEqual([]);
      await page.context().close();
    },
  );
});

test('the page may use no camera and no place, but the clipboard, and one-time codes', async () => {
  const { page } = await open(`${running.server.url}/f/acme/loan`);
  const allowed = await page.evaluate(() => {
    const policy: { allowsFeature(name: string): boolean } = Reflect.get(document, 'featurePolicy');
    const names = [
      'camera',
      'geolocation',
      'microphone',
      'payment',
      'usb',
      'clipboard-write',
      'otp-credentials',
    ];
    return names.filter((name) => policy.allowsFeature(name));
  });
  expect(allowed).toEqual(['clipboard-write', 'otp-credentials']);
  await page.context().close();
});

test('a form’s page in a frame of a listed site can be filled; in that of another it is not shown', async () => {
  for (const [address, isShown] of [
    [partner, true],
    [partner.replace('localhost', '127.0.0.1'), false],
  ] as const) {
    const { page } = await open(address);
    await page.evaluate((src) => {
      const frame = document.createElement('iframe');
      frame.src = src;
      document.body.append(frame);
    }, `${running.server.url}/f/acme/loan`);
    const form = page.frameLocator('iframe').locator('jinjian-form input').first();
    if (isShown) {
      await form.waitFor();
      await form.click();
    } else {
      await expect.poll(() => page.frames().at(-1)?.url()).toMatch(/^chrome-error:/);
      expect(await form.count()).toBe(0);
    }
    await page.context().close();
  }
});

test('a form’s page opened from a partner’s works, and neither window reaches the other', async () => {
  const { page } = await open(partner);
  const [opened] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate((url) => void window.open(url), `${running.server.url}/f/acme/loan`),
  ]);
  await opened.locator('jinjian-form input').first().waitFor();
  expect(await opened.evaluate(() => window.opener)).toBeNull();
  await page.context().close();
});
