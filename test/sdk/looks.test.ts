/** The form's looks as rendered: which colours win, in the light and the dark, and for those who need more contrast. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { consent, openPage, scriptPage, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const phone = {
  id: 'phone',
  kind: 'phone',
  label: '手机号码',
  required: true,
  purpose: '用于联系您',
} as const;
const term = { id: 'term', kind: 'term', label: '期限', purpose: '用于匹配', options: [6, 12] } as const;

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => server.reset());

function open(
  theme?: Record<string, string>,
  attributes = '',
  head = '',
  colorScheme: 'light' | 'dark' = 'light',
) {
  const bundle = formOf([phone, { ...term, options: [...term.options] }]);
  if (theme) bundle.form.theme = theme;
  server.bundles.set('short', bundle);
  server.pages.set('/', partnerPage(`<jinjian-form ${attributes}></jinjian-form>${scriptPage()}`, head));
  return openPage(browser, server, '/', { colorScheme });
}

/** Any computed colour as the browser paints it, 0 to 255. */
function painted(page: Page, selector: string, property: string): Promise<number[]> {
  return page
    .locator(selector)
    .first()
    .evaluate((element, name) => {
      const canvas = document.createElement('canvas').getContext('2d');
      if (!canvas) throw new Error('no canvas');
      canvas.fillStyle = getComputedStyle(element).getPropertyValue(name);
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    }, property);
}

/** WCAG 2.2's own definition, written from its text. */
function wcag(one: number[], other: number[]): number {
  const luminance = (colour: number[]) => {
    const [r = 0, g = 0, b = 0] = colour.map((part) => {
      const srgb = part / 255;
      return srgb <= 0.04045 ? srgb / 12.92 : ((srgb + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [l1, l2] = [luminance(one), luminance(other)];
  return (Math.max(l1, l2) + 0.05) / (Math.min(l1, l2) + 0.05);
}

const button = (page: Page) => painted(page, '.main', 'background-color');
const radius = (page: Page) => page.locator('.main').evaluate((one) => getComputedStyle(one).borderRadius);
const pine = [11, 107, 83];
const lake = [24, 88, 168];
const ink = [34, 34, 34];

test('the look is the attribute’s, else the form’s, else pine; a change of it loses nothing', async () => {
  const { page } = await open({ look: 'lake' });
  expect(await button(page)).toEqual(lake);
  expect(await radius(page)).toBe('14px');
  await textbox(page, '手机号码').fill('138');
  const element = page.locator('jinjian-form');
  for (const [look, colour, corner] of [
    ['ink', ink, '4px'],
    ['pine', pine, '10px'],
    ['nothing-known', pine, '10px'],
    ['lake', lake, '14px'],
  ] as const) {
    await element.evaluate((one, name) => one.setAttribute('look', name), look);
    expect([look, await button(page), await radius(page)]).toEqual([look, colour, corner]);
  }
  await element.evaluate((one) => one.setAttribute('look', 'ink'));
  await element.evaluate((one) => one.removeAttribute('look'));
  expect(await button(page)).toEqual(lake);
  expect(await textbox(page, '手机号码').inputValue()).toBe('138');
});

test('in the dark each look has its own dark colours, and the page may ask for light', async () => {
  for (const [look, surface, accent] of [
    ['pine', [22, 27, 25], [92, 199, 162]],
    ['lake', [19, 26, 36], [138, 184, 245]],
    ['ink', [24, 24, 24], [238, 238, 238]],
  ] as const) {
    const { page } = await open(undefined, `look="${look}"`, '', 'dark');
    expect(await painted(page, '.j', 'background-color')).toEqual(surface);
    expect(await button(page)).toEqual(accent);
    await page.locator('jinjian-form').evaluate((one) => one.setAttribute('theme', 'light'));
    expect(await painted(page, '.j', 'background-color')).toEqual([255, 255, 255]);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.locator('jinjian-form').evaluate((one) => one.setAttribute('theme', 'dark'));
    expect(await painted(page, '.j', 'background-color')).toEqual(surface);
  }
});

test('every colour can be set by the page, over look and form, with a twin for the dark', async () => {
  const names = ['accent', 'tint', 'surface', 'ink', 'muted', 'line', 'edge', 'danger', 'on-accent', 'link'];
  const rule = names
    .map((name, at) => `--jinjian-${name}:#0000${at}0;--jinjian-${name}-dark:#00${at}000`)
    .join(';');
  for (const [host, scheme] of [
    ['jinjian-form', 'light'],
    [':root', 'dark'],
  ] as const) {
    const { page } = await open({ look: 'ink' }, '', `<style>${host}{${rule}}</style>`, scheme);
    const seen = await page
      .locator('.j')
      .evaluate((one, all) => all.map((name) => getComputedStyle(one).getPropertyValue(`--${name}`)), names);
    expect(seen).toEqual(names.map((_, at) => (scheme === 'light' ? `#0000${at}0` : `#00${at}000`)));
  }
});

test('text on the button can be read on any accent that a page sets, from the first touch on', async () => {
  const { page } = await open();
  await page.addStyleTag({ content: 'jinjian-form{--jinjian-accent:#fff}' });
  await textbox(page, '手机号码').focus();
  await expect.poll(() => painted(page, '.main', 'color')).toEqual([0, 0, 0]);
  const parts = [0, 48, 96, 112, 128, 144, 176, 208, 255];
  const accents = parts.flatMap((r) => parts.flatMap((g) => parts.map((b) => [r, g, b])));
  const onThem = await page.locator('.main').evaluate((main, all) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const host = document.querySelector<HTMLElement>('jinjian-form');
    if (!canvas || !host) throw new Error('no canvas or no form');
    return all.map((accent) => {
      host.style.setProperty('--jinjian-accent', `rgb(${accent.join()})`);
      canvas.fillStyle = getComputedStyle(main).color;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    });
  }, accents);
  const contrasts = accents.map((accent, at) => wcag(accent, onThem[at] ?? accent));
  const least = Math.min(...contrasts);
  // The best of black and white is 4.58 at worst; CSS lightness is not quite WCAG's luminance for strong blues.
  expect(least, String(accents[contrasts.indexOf(least)])).toBeGreaterThanOrEqual(4.4);
});

test('where the system picks the colours, what is chosen, ticked and to be closed still shows', async () => {
  const { page } = await open();
  await page.emulateMedia({ forcedColors: 'active' });
  await page.getByText('12个月', { exact: true }).click();
  await consent(page).click();
  const plain = await painted(page, '.j', 'background-color');
  await expect
    .poll(async () => wcag(await painted(page, '.options .on', 'background-color'), plain))
    .toBeGreaterThan(3);
  expect(
    wcag(
      await painted(page, '.options .on', 'background-color'),
      await painted(page, '.options .on', 'color'),
    ),
  ).toBeGreaterThan(3);
  expect(wcag(await painted(page, '.row :checked', 'background-color'), plain)).toBeGreaterThan(3);
  await page.locator('.row .link').first().click();
  await page.getByRole('dialog').waitFor();
  const cross = await page.locator('.x').evaluate((one) => getComputedStyle(one, '::before').backgroundColor);
  const sheet = await page.locator('.sheet').evaluate((one) => getComputedStyle(one).backgroundColor);
  expect(cross).not.toBe(sheet);
});

test('for those who ask for more contrast nothing is faint', async () => {
  const { page } = await open();
  await page.emulateMedia({ contrast: 'more' });
  await textbox(page, '手机号码').focus();
  await expect.poll(() => painted(page, '.purpose', 'color')).toEqual([23, 33, 30]);
  expect(await painted(page, '.field input', 'border-top-color')).toEqual([23, 33, 30]);
});
