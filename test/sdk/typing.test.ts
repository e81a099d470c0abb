/** Typing: phone numbers are grouped without moving the caret, identity numbers are masked once they are left. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Field } from '../../contract/form.ts';
import { launchChromium } from '../browser/chromium.ts';
import { button, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf, withSensitive } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const common = { required: true, purpose: '用于匹配产品' };
const fields: Field[] = [
  { ...common, id: 'phone', kind: 'phone', label: '手机号码' },
  { ...common, id: 'id_number', kind: 'id_number', label: '身份证号码' },
  { ...common, id: 'amount', kind: 'amount', label: '申请金额', min: 10_000, max: 500_000, step: 1000 },
  { ...common, id: 'since', kind: 'date', label: '成立日期', min: '2000-01-01', max: '2026-11-22' },
];

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', withSensitive(formOf(fields)));
  server.pages.set('/', partnerPage(scriptPage()));
});

/** The filling part is here: it groups and masks. */
async function ready(): Promise<Page> {
  const { page } = await openPage(browser, server, '/');
  await page.locator('h2').click();
  await page.waitForFunction(
    () => document.querySelector('jinjian-form')?.shadowRoot?.adoptedStyleSheets.length === 2,
  );
  return page;
}

function caret(page: Page): Promise<number | null | undefined> {
  return page.locator('jinjian-form').evaluate((element) => {
    const focused = element.shadowRoot?.activeElement;
    return focused instanceof HTMLInputElement ? focused.selectionStart : undefined;
  });
}

test('a phone number is grouped as it is typed at its end', async () => {
  const page = await ready();
  const box = textbox(page, '手机号码');
  await box.pressSequentially('1380');
  expect(await box.inputValue()).toBe('138 0');
  await box.pressSequentially('0138000');
  expect(await box.inputValue()).toBe('138 0013 8000');
  for (let presses = 0; presses < 5; presses++) await page.keyboard.press('Backspace');
  expect(await box.inputValue()).toBe('138 0013');
});

test('mending a digit in the middle leaves the caret where it is; leaving groups again', async () => {
  const page = await ready();
  const box = textbox(page, '手机号码');
  await box.pressSequentially('13800138000');
  await box.evaluate((input) => input instanceof HTMLInputElement && input.setSelectionRange(5, 5));
  await page.keyboard.press('Backspace');
  await page.keyboard.type('9');
  expect(await caret(page)).toBe(5);
  expect(await box.inputValue()).toBe('138 9013 8000');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('7');
  expect(await caret(page)).toBe(4);
  await box.blur();
  expect(await box.inputValue()).toBe('138 7013 8000');
});

test.each(['+86 138-0013-8000', '0086 13800138000', '１３８００１３８０００', '138.0013.8000'])(
  '%s pasted is the number it says',
  async (pasted) => {
    const page = await ready();
    const box = textbox(page, '手机号码');
    await box.click();
    await page.keyboard.insertText(pasted);
    await box.blur();
    expect(await box.inputValue()).toBe('138 0013 8000');
    expect(await page.locator('.error:not(:empty)').count()).toBe(0);
  },
);

test('an identity number is masked once left, shown at a touch, and legible while it is wrong', async () => {
  const page = await ready();
  const box = textbox(page, '身份证号码');
  await box.fill('11010519491231002x');
  expect(await box.inputValue()).toBe('11010519491231002x');
  await box.blur();
  expect(await box.inputValue()).toBe('110***********002X');
  await button(page, '显示').click();
  expect(await box.inputValue()).toBe('11010519491231002x');
  await button(page, '隐藏').click();
  expect(await box.inputValue()).toBe('110***********002X');
  await textbox(page, '手机号码').focus();
  await page.keyboard.press('Tab');
  expect(await box.inputValue()).toBe('11010519491231002x');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('110105194912310021');
  await box.blur();
  await page.getByText('身份证号码的最后一位与前面不符，请逐位核对').first().waitFor();
  expect(await box.inputValue()).toBe('110105194912310021');
  expect(await button(page, '显示').count()).toBe(0);
});

test('what is masked on screen is sent whole', async () => {
  const page = await ready();
  await textbox(page, '手机号码').fill('13800138000');
  await textbox(page, '身份证号码').fill('11010519491231002X');
  await page.getByRole('button', { name: '20万元', exact: true }).click();
  expect(await page.locator('.amount').textContent()).toContain('20万元');
  await page.getByLabel('成立日期').fill('2019-03-01');
  await page.locator('.own').getByRole('checkbox').click();
  await page.locator('.agree .row').first().getByRole('checkbox').click();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted[0]?.submission.values).toEqual({
    phone: '13800138000',
    id_number: '11010519491231002X',
    amount: 200_000,
    since: '2019-03-01',
  });
});

test('the date control is the phone’s own, with the form’s bounds, and says what is outside them', async () => {
  const page = await ready();
  const box = page.getByLabel('成立日期');
  expect(await box.getAttribute('type')).toBe('date');
  expect([await box.getAttribute('min'), await box.getAttribute('max')]).toEqual([
    '2000-01-01',
    '2026-11-22',
  ]);
  await box.fill('1999-12-31');
  await box.blur();
  await page.getByText('不能早于 2000-01-01').first().waitFor();
});

test('a number that the page filled in is mended in its middle like any other', async () => {
  server.pages.set(
    '/',
    partnerPage(`<jinjian-form prefill='{"phone":"13800138000"}'></jinjian-form>${scriptPage()}`),
  );
  const page = await ready();
  const box = textbox(page, '手机号码');
  await box.focus();
  await box.evaluate((input) => input instanceof HTMLInputElement && input.setSelectionRange(5, 5));
  await page.keyboard.press('Backspace');
  await page.keyboard.type('7');
  expect(await caret(page)).toBe(5);
  await box.blur();
  expect((await box.inputValue()).replace(/ /g, '')).toHaveLength(11);
});
