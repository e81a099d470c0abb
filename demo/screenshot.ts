/** Owns `npm run screenshot`: the README's pictures, taken of the running demo; must not touch the demo's own data. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { html } from './html.ts';
import { type RunningDemo, runDemo } from './run-demo.ts';
import { type Visit, visits } from './screenshot-visits.ts';

const docs = resolve(import.meta.dirname, '..', 'docs');
const phone = { width: 390, height: 844 };

/** Where systems put Chromium; `CHROMIUM_PATH` goes first. */
const browserPaths = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

async function main(): Promise<void> {
  const executablePath = browserPaths.find((path) => path !== '' && existsSync(path));
  if (executablePath === undefined) throw new Error('no Chromium found: install it or set CHROMIUM_PATH');
  const dataDir = mkdtempSync(join(tmpdir(), 'jinjian-screenshot-'));
  try {
    const demo = await runDemo({ dataDir, ports: { server: 0, partner: 0, crm: 0, staff: 0 } });
    try {
      const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--hide-scrollbars'];
      const browser = await chromium.launch({ executablePath, args });
      mkdirSync(docs, { recursive: true });
      await takePictures(browser, demo).finally(() => browser.close());
    } finally {
      await demo.close();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function takePictures(browser: Browser, demo: RunningDemo): Promise<void> {
  let screens: Buffer[] = [];
  for (const visit of visits) screens = await apply(browser, demo, visit);
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

/** One person fills a form on the partner's page and sends it. Answers the screens: each step, and the receipt. */
async function apply(browser: Browser, demo: RunningDemo, visit: Visit): Promise<Buffer[]> {
  const context = await browser.newContext({ viewport: phone, deviceScaleFactor: 2, locale: 'zh-CN' });
  const page = await context.newPage();
  const referral = visit.link === undefined ? '' : `?r=${demo.codeOf(visit.link)}`;
  await page.goto(demo.partnerUrl + visit.path + referral);
  await page.getByRole('button', { name: '下一步' }).waitFor();
  const screens: Buffer[] = [];
  for (const [at, answers] of visit.steps.entries()) {
    for (const [label, answer] of Object.entries(answers)) await fill(page, label, answer);
    const isLast = at === visit.steps.length - 1;
    if (isLast) {
      // Consents read like sentences in the first person; other checkboxes are answers.
      const consents = page.getByRole('checkbox', { name: /^我/ });
      for (const place of visit.consents) await consents.nth(place).check();
    }
    const button = page.getByRole('button', { name: isLast ? /^提交/ : '下一步' });
    screens.push(await screen(page, isLast ? 'end' : 'start'));
    await button.click();
  }
  await page.getByText('登记已收到').waitFor({ timeout: 15_000 });
  screens.push(await screen(page, 'start'));
  await context.close();
  return screens;
}

/** Answers one field, whatever control the form draws. Options are tapped on their words, as a person does. */
async function fill(page: Page, label: string, answer: string): Promise<void> {
  const group = page.getByRole('group', { name: label });
  const list = page.getByRole('combobox', { name: label });
  if ((await group.count()) > 0) await group.getByText(answer, { exact: true }).click();
  else if ((await list.count()) > 0) await list.selectOption({ label: answer });
  else await page.getByRole('textbox', { name: label }).fill(answer);
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
      html`<img width="${phone.width}" height="${phone.height}" src="data:image/png;base64,${png.toString('base64')}">`,
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
