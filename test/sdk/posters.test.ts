/** Every template in Chromium with real fonts: drawn with short, long and awkward words, its code read back. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { templates } from '../../sdk/share/poster/templates.ts';
import { plainLook, qrMatrix } from '../../worker/router/qr-code.ts';
import { launchChromium } from '../browser/chromium.ts';
import { awkward, extremes, long, short } from './poster-campaigns.ts';
import { drawOn, keepPicture, linkUrl, posterPage, posterServer, readBack } from './poster-page.ts';
import type { RoutedServer } from './routed-server.ts';

let browser: Browser;
let server: RoutedServer;
let page: Page;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), posterServer()]);
  page = await posterPage(browser, server);
});
afterAll(() => Promise.all([browser.close(), server.close()]));

const texts = { short, long, awkward };

for (const { name, width, height } of templates) {
  test.each(Object.entries(texts))(
    `${name} with %s words is drawn, and its code is read`,
    async (words, campaign) => {
      const drawn = await drawOn(page, server, campaign, { template: name });
      expect(drawn).toMatchObject({
        poster: { template: name, width: 2 * width, height: 2 * height, notices: [] },
      });
      await keepPicture(page, `${name}-${words}`);
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
      await keepPicture(page, `${name}-${words.replace(' ', '-')}`);
      expect(await readBack(page, 0.5, 0.6)).toBe(linkUrl);
    },
  );
}

test.each([30, 45, 64, 90, 120, 160])(
  'a link of %i signs is read at half size after a JPEG',
  async (length) => {
    const url = 'https://jinjian.example.com/s/'.padEnd(length, 'acme-K7M2QX9RTB');
    expect(
      await drawOn(page, server, short, { template: 'night', qr: qrMatrix(url, plainLook) }),
    ).toHaveProperty('poster');
    expect(await readBack(page, 0.5, 0.6)).toBe(url);
  },
);
