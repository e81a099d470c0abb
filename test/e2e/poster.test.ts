/** Owns the proof that a promoter's phone draws a poster with the server's own code and saves it from there; no stand-in. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installedVersion } from '../../bin/serve/installed.ts';
import { launchChromium } from '../browser/chromium.ts';
import { short } from '../sdk/poster-campaigns.ts';
import { drawOn, readBack } from '../sdk/poster-page.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';
import { clientOf } from './tenant-client.ts';

let running: RunningTenant;
let browser: Browser;
beforeAll(async () => {
  [running, browser] = await Promise.all([runningTenant(), launchChromium()]);
});
afterAll(() => Promise.all([running.end(), browser.close()]));

test('drawn, put up, saved, scanned: the code opens the form with the promoter’s code', async () => {
  const { client, server } = running;
  const { body: promoter } = await client.call('POST', '/v1/promoters', { kind: 'staff', name: '张晓梅' });
  const key = String(promoter.token);
  const own = clientOf(server.url, key);
  const { body: link } = await own.call('POST', '/v1/links', { form: 'loan', channel: 'moments' });
  const { body: qr } = await own.call('GET', `/v1/links/${link.code}/qr`);

  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${server.url}/healthz`);
  await page.addScriptTag({ path: join(import.meta.dirname, '../../node_modules/jsqr/dist/jsQR.js') });
  const part = `/w/jinjian-${installedVersion()}-share.js`;
  await page.addScriptTag({
    content: `window.share = import('${part}').then((module) => module.default({}))`,
  });
  const drawn = await drawOn(page, { origin: server.url }, short, {
    key,
    qr: { size: Number(qr.size), modules: String(qr.modules) },
    template: 'letter',
  });
  if ('failed' in drawn) throw new Error(drawn.failed);
  expect(drawn.poster.notices).toEqual([]);
  expect(drawn.poster.url).toMatch(/\/i\/acme\/[\w-]{22}\.png$/);

  // As a long press does: the picture by its address, and nothing of the page that drew it.
  const saved = await browser.newPage();
  await saved.goto(server.url + new URL(drawn.poster.url).pathname);
  const shown = await saved.evaluate(() => {
    const image = document.querySelector('img');
    return { type: document.contentType, width: image?.naturalWidth, height: image?.naturalHeight };
  });
  expect(shown).toEqual({ type: 'image/png', width: 1500, height: 2668 });

  const read = (await readBack(page, 0.5, 0.6)) ?? '';
  expect(read).toBe(link.url);
  const followed = await fetch(read, { redirect: 'manual' });
  expect(followed.status).toBe(302);
  expect(followed.headers.get('location')).toBe(`${server.publicUrl}/f/acme/loan?r=${link.code}`);
});
