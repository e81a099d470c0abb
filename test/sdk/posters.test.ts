/** Every template in Chromium with real fonts: drawn with short, long and awkward words, its code read back. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { templates } from '../../sdk/share/poster/templates.ts';
import { launchChromium } from '../browser/chromium.ts';
import { awkward, extremes, long, short } from './poster-campaigns.ts';
import { drawOn, linkUrl, posterPage, posterServer, readBack } from './poster-page.ts';
import type { RoutedServer } from './routed-server.ts';

let browser: Browser;
let server: RoutedServer;
let page: Page;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), posterServer()]);
  page = await posterPage(browser, server);
});
afterAll(() => Promise.all([browser.close(), server.close()]));

/** With POSTER_PICTURES set to a folder, each poster is put there to be looked at. */
const pictures = process.env.POSTER_PICTURES;

async function keepPicture(name: string): Promise<void> {
  if (pictures === undefined) return;
  const bytes = await page.evaluate(async () => {
    const data = new Uint8Array((await window.poster?.arrayBuffer()) ?? new ArrayBuffer());
    let text = '';
    for (let at = 0; at < data.length; at += 8192)
      text += String.fromCharCode(...data.subarray(at, at + 8192));
    return btoa(text);
  });
  mkdirSync(pictures, { recursive: true });
  writeFileSync(join(pictures, `${name}.png`), Buffer.from(bytes, 'base64'));
}

const texts = { short, long, awkward };

for (const { name, width, height } of templates) {
  test.each(Object.entries(texts))(
    `${name} with %s words is drawn, and its code is read`,
    async (words, campaign) => {
      const drawn = await drawOn(page, server, campaign, { template: name });
      expect(drawn).toMatchObject({
        poster: { template: name, width: 2 * width, height: 2 * height, notices: [] },
      });
      await keepPicture(`${name}-${words}`);
      expect(await readBack(page, 1, null)).toBe(linkUrl);
      expect(await readBack(page, 0.5, null)).toBe(linkUrl);
      expect(await readBack(page, 1, 0.6)).toBe(linkUrl);
      expect(await readBack(page, 0.5, 0.6)).toBe(linkUrl);
    },
  );

  test.each(Object.entries(extremes))(
    `${name} with %s of the tenant's own is a poster still`,
    async (words, campaign) => {
      const drawn = await drawOn(page, server, campaign, { template: name });
      expect(drawn).toMatchObject({ poster: { template: name } });
      await keepPicture(`${name}-${words.replace(' ', '-')}`);
      expect(await readBack(page, 0.5, 0.6)).toBe(linkUrl);
    },
  );
}
