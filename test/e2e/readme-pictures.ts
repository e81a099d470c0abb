/** Owns `npm run screenshot`: the README's pictures, taken of the running demo; must not touch the demo's own data. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { RunningDemo } from '../../demo/run-demo.ts';
import { launchChromium } from '../browser/chromium.ts';
import { applyOnPhone, phone } from './apply-on-phone.ts';
import { runningDemo } from './running-demo.ts';
import { visits } from './visits.ts';

const docs = resolve(import.meta.dirname, '../../docs');

async function main(): Promise<void> {
  const demo = await runningDemo();
  try {
    const browser = await launchChromium();
    mkdirSync(docs, { recursive: true });
    await takePictures(browser, demo).finally(() => browser.close());
  } finally {
    await demo.close();
  }
}

async function takePictures(browser: Browser, demo: RunningDemo): Promise<void> {
  let screens: Buffer[] = [];
  for (const visit of visits) {
    screens = [];
    await applyOnPhone(browser, demo, visit, async (page, edge) => {
      screens.push(await screen(page, edge));
    });
  }
  await composeForm(browser, screens);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 });
  await page.goto(demo.crmUrl);
  await page
    .locator('.lead')
    .nth(visits.length - 1)
    .waitFor({ timeout: 10_000 });
  await page.getByText('实时接收中').waitFor();
  const bottom = await page.locator('#leads').evaluate((list) => list.getBoundingClientRect().bottom);
  const clip = { x: 0, y: 0, width: 1280, height: Math.ceil(bottom) + 24 };
  await page.screenshot({ path: join(docs, 'crm.png'), clip, fullPage: true });
}

/** The phone's screen with the form's start at its top, or its end at its bottom. */
async function screen(page: Page, edge: 'start' | 'end'): Promise<Buffer> {
  await page.locator('.apply').evaluate((form, block) => form.scrollIntoView({ block }), edge);
  return page.screenshot();
}

/** The screens side by side, on a quiet ground. */
async function composeForm(browser: Browser, screens: readonly Buffer[]): Promise<void> {
  const gap = 40;
  const width = gap + screens.length * (phone.width + gap);
  const page = await browser.newPage({
    viewport: { width, height: phone.height + 2 * gap },
    deviceScaleFactor: 2,
  });
  const pictures = screens.map(
    (png) =>
      `<img width="${phone.width}" height="${phone.height}" src="data:image/png;base64,${png.toString('base64')}">`,
  );
  await page.setContent(
    `<style>body{margin:0;padding:${gap}px;display:flex;gap:${gap}px;background:#eef1ef}img{border-radius:24px;outline:1px solid #cfd6d2}</style>${pictures.join('')}`,
    { waitUntil: 'load' },
  );
  await page.screenshot({ path: join(docs, 'form.png') });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const reason = error instanceof Error ? error.message : 'unknown error';
    console.error(`无法截图 · no screenshot: ${reason.split('\n')[0]}`);
    process.exit(1);
  },
);
