/** Mounting into a reserved height shifts nothing on the page. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { openPage, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set(
    'short',
    formOf([
      { id: 'name', kind: 'name', label: '姓名', required: true, purpose: '用于称呼您' },
      { id: 'phone', kind: 'phone', label: '手机号码', required: true, purpose: '用于联系您' },
    ]),
  );
});

/** Writes down every shift of the page's layout, from the very start. */
const watch = `window.shifts = [];
new PerformanceObserver((list) => { for (const entry of list.getEntries()) shifts.push(entry.value) }).observe({ type: 'layout-shift', buffered: true });`;

/** The rule of the README: what keeps the place before the script is there. */
const recipe = 'jinjian-form[height="720"]{display:block;min-height:720px}';

function pageWith(tag: string, css: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>伙伴页面</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><style>body{margin:0}${css}</style></head>
<body><h1>经营贷</h1><jinjian-form tenant="acme" form="short" height="720"></jinjian-form><p id="below">页面的其他内容</p>${tag}</body></html>`;
}

const sources: [string, string][] = [
  ['its own script', '<script async src="/w/acme/short.js"></script>'],
  ['a fetch', '<script async src="/w/jinjian.js"></script>'],
];

/** The page is shown, then the script comes: what is below is where it was. */
async function openSlowly(css: string, tag: string): Promise<Page> {
  server.pages.set('/', pageWith(tag, css));
  const page = await openPainted('**/w/**', '#below');
  await textbox(page, '姓名').waitFor();
  await page.evaluate(painted);
  return page;
}

/** Two frames from now. */
const painted = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

/** Opens `/` and lets requests for `held` go on once `shown` is there and was painted. */
async function openPainted(held: string, shown: string): Promise<Page> {
  const { page } = await openPage(browser, server, '/blank', {
    init: watch,
    viewport: { width: 390, height: 844 },
  });
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(held, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(`${server.origin}/`, { waitUntil: 'commit' });
  await page.locator(shown).waitFor();
  await page.evaluate(painted);
  release();
  return page;
}

test.each(sources)('a form that comes by %s moves nothing on a page with the rule', async (_name, tag) => {
  const page = await openSlowly(recipe, tag);
  const height = await page.locator('jinjian-form').evaluate((form) => form.getBoundingClientRect().height);
  expect(height).toBe(720);
  expect(await page.evaluate('shifts')).toEqual([]);
});

test('without a reserved height the page does shift: the measure is one', async () => {
  const page = await openSlowly('', '<script async src="/w/acme/short.js"></script>');
  expect(await page.evaluate('shifts.length')).toBeGreaterThan(0);
});

test('the attribute alone reserves the height, from the moment the element is known', async () => {
  // The script is in the head: the element is known when the parser meets it. Then the page is painted while the
  // parser waits for another script, and only once all is parsed does the form load, by fetch.
  server.scripts.set('/other.js', '');
  server.pages.set(
    '/',
    pageWith('<script src="/other.js"></script>', '').replace(
      '</head>',
      '<script src="/w/jinjian.js"></script></head>',
    ),
  );
  const page = await openPainted('**/other.js', '#below');
  await textbox(page, '姓名').waitFor();
  const form = page.locator('jinjian-form');
  expect(await form.evaluate((element) => getComputedStyle(element).minHeight)).toBe('720px');
  expect(await page.evaluate('shifts')).toEqual([]);
  await form.evaluate((element) => element.setAttribute('height', '1e9;color:red'));
  expect(await form.evaluate((element) => getComputedStyle(element).color)).not.toBe('rgb(255, 0, 0)');
});
