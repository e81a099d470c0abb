/** A tenant's texts with markup, addresses that run script, direction overrides, no spaces and no end: shown as text, in place. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Field, PublishedForm } from '../../contract/form.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import type { FormBundle } from '../../contract/submission.ts';
import { launchChromium } from '../browser/chromium.ts';
import { measure } from './form-measures.ts';
import { ageBox, openPage, scriptPage } from './open-page.ts';
import { bundle as sample } from './sample-form.ts';
import { accepted, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => server.reset());

const markup =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template that some engine might run
  '<script>window.ran=1</script><img src=x onerror="window.ran=1"><svg/onload=window.ran=1>"\'`]]>--></script><style>*{display:none}</style>{{7*7}}${7*7}<a href="javascript:window.ran=1">点我</a>';
const override = '\u202E转出权授\u2066\u2067\u200F名字';
const invisible = '授\u200B权\u200D\u2060\uFEFF\u00AD同\u0000意\u0007\u001B[31m';
const emoji = '👨‍👩‍👧‍👦🏳️‍🌈'.repeat(40);
const word = 'W'.repeat(500);
const long = '借款须谨慎，请按约定还款。'.repeat(770);

const texts: [string, string][] = [
  ['markup and scripts', markup],
  ['direction overrides', override],
  ['signs nobody sees', invisible],
  ['emoji', emoji],
  ['a word of 500 letters', word],
  ['10,000 characters', long],
];

/** The sample form with `text` for every text that a tenant writes; lists and recipients too. */
function saying(text: string): FormBundle {
  const notices = sample.notices.map(
    (notice): PublishedNotice => ({
      ...notice,
      title: text,
      summary: text,
      blocks: [
        { type: 'heading', text },
        { type: 'paragraph', text, strong: true },
        { type: 'list', items: [text, `${text}。`] },
      ],
      purposes: [text],
      infoKinds: [text],
      retention: text,
      refusal: text,
      withdrawal: text,
      contact: text,
      parties: (notice.parties ?? []).map((party) => ({
        ...party,
        legalName: text,
        contact: text,
        address: text,
      })),
    }),
  );
  const fields = sample.form.steps
    .flatMap((step) => step.fields)
    .map((field): Field => {
      const said = { ...field, required: false, label: text, purpose: text, help: text };
      if (said.kind === 'choice' || said.kind === 'multi')
        return { ...said, options: said.options.map(({ value }) => ({ value, label: text })) };
      return said.kind === 'term' ? said : { ...said, placeholder: text };
    });
  const { disclosure } = sample.form;
  const form: PublishedForm = {
    ...sample.form,
    title: text,
    steps: [
      { title: text, fields: [] },
      { title: text, fields },
    ],
    success: { title: text, text },
  };
  if (disclosure) form.disclosure = { ...disclosure, lender: text, fees: text, risk: text, approvalId: text };
  return { ...sample, form, notices };
}

async function openSaying(text: string): Promise<{ page: Page; trouble: string[] }> {
  const hostile = saying(text);
  const [first, last] = hostile.form.steps;
  // One step for what is above the fields, one for the fields themselves.
  hostile.form.steps = [
    { ...first, fields: last?.fields.slice(0, 2) ?? [] },
    { ...last, fields: last?.fields.slice(2) ?? [] },
  ];
  server.bundles.set('biz-loan', hostile);
  server.pages.set(
    '/',
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>伙伴页面</title>
    <meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"></head><body>${scriptPage('biz-loan')}</body></html>`,
  );
  return openPage(browser, server, '/', { viewport: { width: 390, height: 844 } });
}

async function expectInPlace(page: Page): Promise<void> {
  const found = await measure(page.locator('jinjian-form'));
  expect(found.outside).toEqual([]);
  expect(found.documentOverflow).toBe(0);
  expect(found.lowestTarget).toBeGreaterThanOrEqual(48);
}

test.each(texts)(
  '%s: nothing runs, nothing overflows, consents are readable, the form is sent',
  async (_name, text) => {
    const { page, trouble } = await openSaying(text);
    const main = page.locator('button[type=submit]');
    await main.waitFor();
    await expectInPlace(page);
    await main.click();
    await page.locator('.row').first().waitFor();
    await expectInPlace(page);
    const sentence = page.locator('.row label').first();
    expect(await sentence.evaluate((label) => Number.parseFloat(getComputedStyle(label).fontSize))).toBe(15);
    expect(await sentence.evaluate((label) => label.scrollWidth - label.clientWidth)).toBe(0);
    await page.locator('.row .link').first().click();
    const sheet = page.getByRole('dialog');
    await sheet.waitFor();
    expect(await sheet.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0);
    const scroller = sheet.locator('.text');
    expect(await scroller.evaluate((inner) => inner.scrollWidth - inner.clientWidth)).toBe(0);
    // What closes the sheet is on screen, however long its heading.
    await page.locator('.sheet .x').click();
    await sheet.waitFor({ state: 'detached' });
    await page.locator('.row').first().getByRole('checkbox').click();
    await ageBox(page).check();
    await main.click();
    await page.locator('.done').waitFor();
    await expectInPlace(page);
    expect(server.posted).toHaveLength(1);
    expect(await page.evaluate('typeof ran')).toBe('undefined');
    expect(trouble).toEqual([]);
  },
);

test('a receipt’s address that would run script is never a link', async () => {
  server.replies = [
    {
      status: 201,
      body: {
        ...accepted,
        receipt: { id: accepted.receipt.id, url: 'javascript:window.ran=1' },
        share: { code: 'ABCDEFGH23', url: 'javascript:window.ran=1' },
      },
    },
  ];
  const { page } = await openSaying('好');
  await page.locator('button[type=submit]').click();
  await page.locator('.row').first().getByRole('checkbox').click();
  await ageBox(page).check();
  await page.locator('button[type=submit]').click();
  // Taken for no answer at all, it is asked for again; the next one is good.
  await page.locator('.done').waitFor();
  expect(server.posted).toHaveLength(2);
  expect(await page.locator('.done a').getAttribute('href')).toMatch(/^https?:/);
});

/** Where each of some signs of a line is drawn, from left, in px; NaN for one that is not there. */
function lefts(page: Page, selector: string, signs: string[]): Promise<number[]> {
  return page.locator(selector).evaluate((line, wanted) => {
    const at = (sign: string) => {
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const index = node.textContent?.indexOf(sign) ?? -1;
        if (index < 0) continue;
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        return range.getBoundingClientRect().left;
      }
      return Number.NaN;
    };
    return wanted.map(at);
  }, signs);
}

function isRising(places: number[]): boolean {
  return places.every((place, at) => at === 0 || place > (places[at - 1] ?? Number.NaN));
}

test('a direction override in a name turns no words beside it', async () => {
  const named = structuredClone(sample);
  const [privacy] = named.notices;
  if (!privacy || !named.form.disclosure) throw new Error('the sample has changed');
  named.form.disclosure.lender = '江南\u202E银行';
  privacy.summary = '同意交给乙\u202E方公司用于办理。';
  privacy.parties = (privacy.parties ?? []).map((party) => ({ ...party, legalName: '乙\u202E方公司' }));
  named.form.steps = named.form.steps.map((step) => ({
    ...step,
    fields: step.fields.map((field) => ({ ...field, required: false })),
  }));
  server.bundles.set('biz-loan', named);
  server.pages.set('/', `<!doctype html><meta charset="utf-8"><body>${scriptPage('biz-loan')}</body>`);
  const { page } = await openPage(browser, server, '/', { viewport: { width: 900, height: 844 } });
  expect(await lefts(page, '.lender', ['贷', '由', '江', '提', '供']).then(isRising)).toBe(true);
  await page.locator('button[type=submit]').click();
  const row = page.locator('.row label').first();
  await row.waitFor();
  expect(await lefts(page, '.row:nth-of-type(1) label', ['同', '乙', '用', '办', '理']).then(isRising)).toBe(
    true,
  );
});
