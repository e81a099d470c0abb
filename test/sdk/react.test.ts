/** A page of real React 19 in StrictMode: the element is mounted twice, drawn again, taken off, put back. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, button, consent, openPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
let app = '';
const server = new StandIn();

/** The app with React's development build, which is the one that mounts twice. */
async function bundled(): Promise<string> {
  const outcome = await build({
    configFile: false,
    logLevel: 'error',
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'react-app.js'), formats: ['iife'], name: 'ReactApp' },
    },
  });
  const [first] = Array.isArray(outcome) ? outcome : [outcome];
  const chunk = first !== undefined && 'output' in first ? first.output[0] : undefined;
  if (chunk === undefined) throw new Error('the app was not bundled');
  return chunk.code;
}

beforeAll(async () => {
  [browser, app] = await Promise.all([launchChromium(), bundled(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set(
    'short',
    formOf([{ id: 'phone', kind: 'phone', label: '手机号码', required: true, purpose: '用于联系您' }]),
  );
  server.pages.set(
    '/',
    partnerPage('<div id="root"></div><script src="/app.js"></script><script src="/w/jinjian.js"></script>'),
  );
  server.scripts.set('/app.js', app);
});

async function opened(): Promise<{ page: Page; trouble: string[] }> {
  const { page, trouble } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').waitFor();
  return { page, trouble };
}

function forms(page: Page): Promise<number> {
  return page.evaluate(
    () => document.querySelector('jinjian-form')?.shadowRoot?.querySelectorAll('form').length ?? 0,
  );
}

test('mounted twice it is one form, fetched once, and nothing is said on the console', async () => {
  const { page, trouble } = await opened();
  // StrictMode called the ref twice: this page does mount everything twice.
  expect(await page.evaluate('reactRefs')).toBeGreaterThan(1);
  expect(await page.locator('jinjian-form').count()).toBe(1);
  expect(await forms(page)).toBe(1);
  expect(server.requests.filter((path) => path.endsWith('/forms/short'))).toHaveLength(1);
  expect(trouble).toEqual([]);
});

test('drawn again with new props it keeps what was typed, and sends once', async () => {
  const { page, trouble } = await opened();
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await ageBox(page).check();
  for (let times = 0; times < 3; times++) await button(page, 'draw again').click();
  await page.getByText('drawn 3').waitFor();
  expect(await textbox(page, '手机号码').inputValue()).toBe('138 0013 8000');
  expect(await consent(page).isChecked()).toBe(true);
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  // React 19 hands the element's events to props; its state change draws the page, not the form.
  await page.getByText('done 1').waitFor();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted).toHaveLength(1);
  expect(trouble).toEqual([]);
});

test('one view is counted, whatever is drawn', async () => {
  const { page } = await opened();
  await button(page, 'draw again').click();
  await expect.poll(() => server.visits, { timeout: 5_000 }).toEqual([{ kind: 'view', form: 'short' }]);
  await textbox(page, '手机号码').fill('1');
  await button(page, 'draw again').click();
  await expect.poll(() => server.visits.map(({ kind }) => kind)).toEqual(['view', 'start']);
});

test('after a change of route and back there is one form with what was typed, no consent ticked, one submission', async () => {
  const { page, trouble } = await opened();
  await textbox(page, '手机号码').fill('13800138000');
  await button(page, 'go elsewhere').click();
  await page.getByText('另一页').waitFor();
  expect(await page.locator('jinjian-form').count()).toBe(0);
  await button(page, 'come back').click();
  await textbox(page, '手机号码').waitFor();
  expect(await forms(page)).toBe(1);
  await expect.poll(() => textbox(page, '手机号码').inputValue()).toBe('138 0013 8000');
  expect(await consent(page).isChecked()).toBe(false);
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted.map(({ submission }) => submission.values)).toEqual([{ phone: '13800138000' }]);
  expect(trouble).toEqual([]);
});

test('the same element put elsewhere by a script keeps what was typed while React goes on drawing', async () => {
  const { page, trouble } = await opened();
  await textbox(page, '手机号码').fill('13800138000');
  await button(page, 'other side').click();
  await page.locator('#right jinjian-form').waitFor();
  expect(await textbox(page, '手机号码').inputValue()).toBe('138 0013 8000');
  await page.evaluate(() => {
    const box = document.body.appendChild(document.createElement('div'));
    const form = document.querySelector('jinjian-form');
    const home = form?.parentElement;
    box.append(form ?? '');
    home?.append(form ?? '');
  });
  await button(page, 'draw again').click();
  expect(await textbox(page, '手机号码').inputValue()).toBe('138 0013 8000');
  expect(trouble).toEqual([]);
});
