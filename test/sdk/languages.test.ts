/** The form in each of its languages, from the first word to the last; and that no other language is fetched. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Locale } from '../../contract/form.ts';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, button, consent, openPage, scriptPage, textbox } from './open-page.ts';
import { formIn, type Spoken, spoken } from './sample-languages.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => server.reset());

/** Which languages' files were asked for. */
function fetched(): string[] {
  return server.requests.flatMap((path) => /-(zh-CN|zh-TW|en)\.js$/.exec(path)?.[1] ?? []);
}

/** All that the form shows, and what it only says. */
function wordsOf(page: Page): Promise<string> {
  return page.locator('jinjian-form').evaluate((host) => {
    const place = host.shadowRoot?.querySelector('.j');
    const said = [...(place?.querySelectorAll('[aria-label]') ?? [])].map((one) =>
      one.getAttribute('aria-label'),
    );
    return [place?.textContent, ...said].join('\n');
  });
}

/** What would be another language's. */
const scripts: Record<Locale, RegExp> = {
  'zh-CN': /[請選寫億個與網聯絡訊額審編號單]/,
  'zh-TW': /[请选写亿个与网联络讯额审编号单]/,
  en: /[\u3000-\u9fff\uff00-\uffef]/,
};

async function walk(page: Page, says: Spoken, locale: Locale): Promise<void> {
  const [name, phone, amount] = says.labels;
  const seen: string[] = [];
  const look = async () => seen.push(await wordsOf(page));
  await page.getByText(says.rate).waitFor();
  await look();
  await textbox(page, name).fill('张三');
  await button(page, says.next).click();
  await page.getByText(says.step).waitFor();
  await button(page, says.next).click();
  await page.locator('.error').getByText(says.required).waitFor();
  await textbox(page, phone).fill('123');
  await button(page, says.next).click();
  await page.locator('.error').getByText(says.invalidPhone).waitFor();
  await look();
  await textbox(page, phone).fill('13800138000');
  await button(page, says.next).click();
  await button(page, says.quick).waitFor();
  await textbox(page, amount).fill('200000');
  await page.locator('.amount').getByText(says.aside, { exact: true }).waitFor();
  await page.locator('.term').getByText(says.term, { exact: true }).click();
  await look();
  await button(page, says.back).waitFor();
  await button(page, says.next).click();
  await page.getByText(says.review).waitFor();
  await page.getByText(says.change, { exact: true }).first().waitFor();
  expect(await page.locator('.review').textContent()).toContain(says.term);
  await look();
  await button(page, says.submit).click();
  await page.locator('.error').getByText(says.consentMissing).waitFor();
  await button(page, says.notice).click();
  await page.getByRole('dialog').getByRole('heading', { name: says.purposes }).waitFor();
  await page.locator('.text').hover();
  await page.mouse.wheel(0, 9_000);
  await button(page, says.agree).waitFor();
  await look();
  await button(page, says.close).click();
  await consent(page).click();
  await ageBox(page).check();
  await button(page, says.submit).click();
  await page.getByText(says.received).waitFor();
  await page.getByRole('link', { name: says.receipt }).waitFor();
  await button(page, says.copy).waitFor();
  await look();
  // The applicant's own name is in Chinese in every language.
  const said = seen.join('\n').split('张三').join('');
  expect(scripts[locale].exec(said)?.[0]).toBeUndefined();
}

describe.each(Object.entries(spoken) as [Locale, Spoken][])('in %s', (locale, says) => {
  test('by the form’s own locale: every view, no other language’s file', async () => {
    server.bundles.set('short', formIn(locale));
    server.pages.set('/', partnerPage(scriptPage()));
    const { page, trouble } = await openPage(browser, server, '/');
    expect(await page.locator('.j').getAttribute('lang')).toBe(locale);
    await walk(page, says, locale);
    expect(fetched()).toEqual([locale]);
    // The stand-in has no door, which the form shows as a missing file and goes on.
    expect(trouble.filter((text) => !text.includes('status of 404'))).toEqual([]);
  });

  test('by the attribute, over a form of another language', async () => {
    server.bundles.set('short', formIn(locale, locale === 'en' ? 'zh-CN' : 'en'));
    server.pages.set('/', partnerPage(`<jinjian-form locale="${locale}"></jinjian-form>${scriptPage()}`));
    const { page } = await openPage(browser, server, '/');
    await button(page, says.next).waitFor();
    expect(await page.locator('.j').getAttribute('lang')).toBe(locale);
    await walk(page, says, locale);
    expect(fetched()).toEqual([locale]);
  });

  test.each([320, 360, 390])('nothing is wider than a screen of %i px', async (width) => {
    server.bundles.set('short', formIn(locale));
    server.pages.set(
      '/',
      `<!doctype html><meta name="viewport" content="width=device-width"><body style="margin:16px">${scriptPage()}`,
    );
    const { page } = await openPage(browser, server, '/', { viewport: { width, height: 700 } });
    await button(page, says.next).waitFor();
    await textbox(page, says.labels[0]).fill('张三');
    expect(await tooWide(page)).toEqual([]);
    await button(page, says.next).click();
    await textbox(page, says.labels[1]).fill('13800138000');
    await button(page, says.next).click();
    await page.locator('.term').getByText(says.term, { exact: true }).click();
    await textbox(page, says.labels[2]).fill('500000');
    expect(await tooWide(page)).toEqual([]);
  });
});

/** Texts that end outside the box they stand in. */
function tooWide(page: Page): Promise<string[]> {
  return page.locator('jinjian-form').evaluate((host) =>
    [...(host.shadowRoot?.querySelectorAll('button, .options label, .progress, .told, h2, dd') ?? [])]
      .filter((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        const text = range.getBoundingClientRect();
        const box = one.getBoundingClientRect();
        return text.left < box.left - 1 || text.right > box.right + 1 || box.right > innerWidth;
      })
      .map((one) => one.textContent ?? ''),
  );
}

test('glyphs follow the form’s language inside the shadow root', async () => {
  server.bundles.set('short', formIn('zh-TW'));
  server.pages.set('/', partnerPage(scriptPage()));
  const { page } = await openPage(browser, server, '/');
  const locale = await page
    .locator('.main')
    .evaluate((one) => getComputedStyle(one).getPropertyValue('-webkit-locale'));
  expect(locale).toBe('"zh-TW"');
});
