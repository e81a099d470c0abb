/** Style sheets that ruin whatever they reach: the form stays readable, reachable by finger, left to right. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { measure } from './form-measures.ts';
import {
  ageBox,
  button,
  chooseRegion,
  consent,
  openPage,
  scriptPage,
  submitButton,
  textbox,
} from './open-page.ts';
import { bundle } from './sample-form.ts';
import { StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('biz-loan', bundle);
});

async function openWith(css: string): Promise<Page> {
  server.pages.set(
    '/',
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>伙伴页面</title>
    <meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
    <style>${css}</style></head><body>${scriptPage('biz-loan')}</body></html>`,
  );
  const { page } = await openPage(browser, server, '/', { viewport: { width: 390, height: 844 } });
  return page;
}

/** A real tap at the middle of an element: Playwright's own click mistakes a host that is `display: inline` for a cover. */
async function tap(page: Page, target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error('nothing there to tap');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

async function fill(page: Page): Promise<void> {
  await textbox(page, '姓名').fill('张三');
  await textbox(page, '手机号码').fill('138 0013 8000');
  await tap(page, button(page, '下一步'));
  await tap(page, page.getByText('个体工商户'));
  await chooseRegion(page, '经营所在地', '江苏', '常州市');
  await textbox(page, '申请金额').fill('200000');
  await tap(page, page.getByText('12个月', { exact: true }));
}

const sheets: [string, string][] = [
  ['everything is unset', '* { all: unset !important }'],
  ['every text is huge', 'html{font-size:80px} *{font-size:80px!important;line-height:3!important}'],
  ['every text is tiny', 'html,body,*{font-size:4px!important;letter-spacing:-.3em!important}'],
  [
    'the page reads right to left',
    'html{direction:rtl} *{direction:rtl!important;text-align:right!important}',
  ],
  ['the text override is on', 'body{direction:rtl;unicode-bidi:bidi-override}'],
  [
    'the page aims at what is inside',
    'jinjian-form *,jinjian-form::part(x),.j,.field,.row,.main{display:none!important;color:red!important} input,button,label,form,dialog{display:none!important}',
  ],
  [
    'all that can be inherited is set',
    'html{color:#fff0;font:italic 900 3px/1 cursive;text-indent:-999px;word-spacing:40px;white-space:pre;text-transform:uppercase;writing-mode:vertical-rl;-webkit-text-fill-color:#0000;-webkit-text-stroke:4px red;pointer-events:none;cursor:none;user-select:none;quotes:none;list-style:none;text-shadow:9px 9px red;border-collapse:collapse;caret-color:#0000;hyphens:auto;tab-size:99;font-variant:small-caps;font-feature-settings:"smcp"}',
  ],
  [
    'a filter and a transform are on the page',
    'body{filter:grayscale(1);transform:translateZ(0);contain:layout}',
  ],
];

test.each(sheets)('where %s the form is as it should be, and can be sent', async (_name, css) => {
  const page = await openWith(css);
  const form = page.locator('jinjian-form');
  await fill(page);
  const found = await measure(form);
  expect(found.smallestText).toBeGreaterThanOrEqual(13);
  expect(found.largestText).toBeLessThanOrEqual(20);
  expect(found.lowestTarget).toBeGreaterThanOrEqual(48);
  expect(found.directions).toEqual(['ltr']);
  expect(found.aligned).not.toContain('right');
  expect(found.outside).toEqual([]);
  expect(found.width).toBeGreaterThan(300);
  await tap(page, consent(page));
  await tap(page, ageBox(page));
  await tap(page, submitButton(page));
  await page.getByText('申请已受理').waitFor();
  const done = await measure(form);
  expect(done.smallestText).toBeGreaterThanOrEqual(13);
  expect(done.directions).toEqual(['ltr']);
});

test('the first step, with its disclosure, is as readable', async () => {
  const page = await openWith('* { all: unset !important } html{direction:rtl}');
  await page.getByText('广告').waitFor();
  const found = await measure(page.locator('jinjian-form'));
  expect(found.smallestText).toBeGreaterThanOrEqual(13);
  expect(found.directions).toEqual(['ltr']);
  expect(found.outside).toEqual([]);
});

test.each(['display:none', 'visibility:hidden', 'opacity:0'])(
  'a page may hide the form, or what it is in, by %s',
  async (rule) => {
    const page = await openWith(`body{${rule}}`);
    const button = page.locator('button[type=submit]');
    await button.waitFor({ state: 'attached' });
    const isShown = await button.evaluate((element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    );
    expect(isShown).toBe(false);
  },
);

test.each([
  ['nothing', '', 15],
  ['zoom', 'body{zoom:.5}', 7.5],
  ['a transform', 'body{transform:scale(.6)}', 9],
  ['zoom on the element', 'jinjian-form{zoom:.8}', 12],
])(
  'a page that shrinks the form by %s is on record with the size as rendered',
  async (_name, css, fontPx) => {
    const page = await openWith(css);
    await fill(page);
    await tap(page, consent(page));
    await tap(page, ageBox(page));
    await tap(page, submitButton(page));
    await page.getByText('申请已受理').waitFor();
    for (const { presentation } of server.posted[0]?.submission.grants ?? [])
      expect(presentation?.fontPx).toBeCloseTo(fontPx, 1);
    expect(server.posted[0]?.submission.grants).toHaveLength(3);
  },
);

test.each([
  ['', 'a number'],
  ['body{mix-blend-mode:multiply}', 'null'],
  ['jinjian-form{mix-blend-mode:difference}', 'null'],
])('where the page says %o the contrast on record is %s', async (css, kind) => {
  const page = await openWith(css);
  await fill(page);
  await tap(page, consent(page));
  await tap(page, ageBox(page));
  await tap(page, submitButton(page));
  await page.getByText('申请已受理').waitFor();
  const contrasts = server.posted[0]?.submission.grants.map(({ presentation }) => presentation?.contrast);
  expect(contrasts).toHaveLength(3);
  for (const contrast of contrasts ?? [])
    if (kind === 'null') expect(contrast).toBeNull();
    else expect(contrast).toBeGreaterThan(4.5);
});
