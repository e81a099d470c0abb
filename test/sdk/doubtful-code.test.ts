/** A company's code that does not fit its check sign: the form says so, takes the applicant's word, and never refuses it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

const doubtful = '91350100M000100Y44';
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
    formOf([{ id: 'uscc', kind: 'uscc', label: '信用代码', required: true, purpose: '用于核对企业' }]),
  );
  server.pages.set('/', partnerPage(scriptPage()));
});

async function filled(code: string): Promise<Page> {
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '信用代码').fill(code);
  await consent(page).click();
  await ageBox(page).check();
  return page;
}
const sent = () => server.posted.map(({ submission }) => submission.values.uscc);
const doubt = (page: Page) => page.getByRole('status').getByText('请对照营业执照核对');

test('is told of beside the field as soon as it is whole, and moves nothing when it is left, and goes out when it was confirmed', async () => {
  const page = await filled(doubtful);
  await doubt(page).waitFor();
  await page.getByRole('button', { name: '已核对，确实如此' }).click();
  await page.getByRole('button', { name: '已核对，确实如此', pressed: true }).waitFor();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(sent()).toEqual([doubtful]);
});

test('is asked about before sending, once; going on is an answer too', async () => {
  const page = await filled(doubtful);
  await submitButton(page).click();
  const confirm = page.getByRole('button', { name: '已核对，确实如此' });
  await expect.poll(() => confirm.evaluate((one) => one.matches(':focus'))).toBe(true);
  expect(sent()).toEqual([]);
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(sent()).toEqual([doubtful]);
});

test('another one is asked about anew, and a right one is not', async () => {
  const page = await filled(doubtful);
  await page.getByRole('button', { name: '已核对，确实如此' }).click();
  await textbox(page, '信用代码').fill('91350100M000100Y45');
  await textbox(page, '信用代码').blur();
  await doubt(page).waitFor();
  await textbox(page, '信用代码').fill('91350100M000100Y43');
  await textbox(page, '信用代码').blur();
  await doubt(page).waitFor({ state: 'detached' });
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(sent()).toEqual(['91350100M000100Y43']);
});
