/** Sums as people write them: what is typed is read out in one way, becomes figures once left, and shows its quick amount. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  const bounds = { min: 10_000, max: 500_000, step: 1000 };
  server.bundles.set(
    'short',
    formOf([{ id: 'amount', kind: 'amount', label: '金额', required: true, purpose: '匹配产品', ...bounds }]),
  );
  server.pages.set('/', partnerPage(scriptPage()));
});

async function typed(sum: string): Promise<Page> {
  const { page } = await openPage(browser, server, '/');
  // The first touch brings the rest of the form.
  await textbox(page, '金额').fill('1');
  await page.locator('.quick').waitFor();
  await textbox(page, '金额').fill(sum);
  return page;
}
const chosen = (page: Page) => page.locator('.quick [aria-pressed="true"]').allTextContents();

test.each(['50万', '五十万', '50w', '500,000', '５０万元', '伍拾万', '￥500000.00', '500000'])(
  '%s is read as 50万元, chosen below, and sent as 500000',
  async (sum) => {
    const page = await typed(sum);
    await page.locator('.amount').getByText('50万元', { exact: true }).waitFor();
    await textbox(page, '金额').blur();
    await expect.poll(() => textbox(page, '金额').inputValue()).toBe('500000');
    expect(await chosen(page)).toEqual(['50万元']);
    await consent(page).click();
    await ageBox(page).check();
    await submitButton(page).click();
    await page.getByText('申请已提交').waitFor();
    expect(server.posted.map(({ submission }) => submission.values.amount)).toEqual([500_000]);
  },
);

test('a quick amount that is tapped is the one that is shown', async () => {
  const page = await typed('');
  await page.getByRole('button', { name: '20万元', exact: true }).click();
  expect(await chosen(page)).toEqual(['20万元']);
  await page.getByRole('button', { name: '5万元', exact: true }).click();
  expect(await chosen(page)).toEqual(['5万元']);
  await textbox(page, '金额').fill('12000');
  expect(await chosen(page)).toEqual([]);
});

test('a sum that can’t be had is refused in the same words, and looks wrong while it is mended', async () => {
  const page = await typed('五千');
  await textbox(page, '金额').blur();
  await page.locator('.error', { hasText: '请输入 1万元 到 50万元 之间的数' }).waitFor();
  await textbox(page, '金额').focus();
  const [border, ring, said] = await textbox(page, '金额').evaluate((input) => {
    const error = input.closest('.field')?.querySelector('.error');
    const { borderTopColor, outlineColor } = getComputedStyle(input);
    return [borderTopColor, outlineColor, error ? getComputedStyle(error).color : ''];
  });
  expect([border, ring]).toEqual([said, said]);
});
