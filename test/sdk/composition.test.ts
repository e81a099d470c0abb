/** An input method at work in the form's fields: nothing is written under it, and what it put in is what is sent. */
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Field } from '../../contract/form.ts';
import { launchChromium } from '../browser/chromium.ts';
import { inputMethod, watchWrites, writesUnderWay } from '../browser/input-method.ts';
import { ageBox, button, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const purpose = '用于联系您';
const fields: Field[] = [
  { id: 'phone', kind: 'phone', label: '手机号码', required: true, purpose, verify: 'sms' },
  { id: 'name', kind: 'name', label: '姓名', required: true, purpose },
  { id: 'idno', kind: 'id_number', label: '身份证号码', required: true, purpose },
  { id: 'uscc', kind: 'uscc', label: '统一社会信用代码', required: true, purpose },
  { id: 'company', kind: 'company', label: '企业名称', required: true, purpose },
  { id: 'email', kind: 'email', label: '邮箱', required: true, purpose },
  { id: 'amount', kind: 'amount', label: '申请金额', required: true, purpose, min: 10_000, max: 500_000 },
  { id: 'number', kind: 'number', label: '员工人数', required: true, purpose },
  { id: 'note', kind: 'text', label: '备注', required: true, purpose },
];

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', formOf(fields));
  server.pages.set('/', partnerPage(scriptPage()));
});

/** The form with its filling part here. */
async function openTouched(): Promise<Page> {
  const { page } = await openPage(browser, server, '/', { init: watchWrites });
  await textbox(page, '姓名').focus();
  await button(page, '获取验证码').waitFor();
  return page;
}

/** A text in parts, each of which is one composition. */
const parts = (signs: string) =>
  fc.array(fc.string({ unit: fc.constantFrom(...signs), minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  });
const digits = '0123456789';
const typed = fc.oneof(
  fc.record({
    label: fc.constantFrom('手机号码', '申请金额', '员工人数', '短信验证码'),
    parts: parts(digits),
  }),
  fc.record({ label: fc.constantFrom('身份证号码', '统一社会信用代码'), parts: parts(`${digits}Xx`) }),
  fc.record({ label: fc.constantFrom('姓名', '企业名称', '备注'), parts: parts('abc张三·@.') }),
  fc.record({ label: fc.constant('邮箱'), parts: parts('abc@.') }),
);

test('of any kind a field keeps what is composed in it, and nothing is written meanwhile', async () => {
  const page = await openTouched();
  const method = await inputMethod(page);
  await fc.assert(
    fc.asyncProperty(typed, async ({ label, parts }) => {
      const field = page.getByRole('textbox', { name: label });
      await field.fill('');
      await field.focus();
      await method.type(parts);
      const plain = (text: string) =>
        text.replace(/\s/g, '').slice(0, label === '短信验证码' ? 6 : undefined);
      expect(plain(await field.inputValue())).toBe(plain(parts.join('')));
      expect(await writesUnderWay(page)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('a phone number composed digit by digit is grouped as each is decided, and sent once', async () => {
  server.bundles.set(
    'short',
    formOf([{ id: 'phone', kind: 'phone', label: '手机号码', required: true, purpose }]),
  );
  const { page } = await openPage(browser, server, '/', { init: watchWrites });
  const field = textbox(page, '手机号码');
  const method = await inputMethod(page);
  await field.focus();
  await page.waitForLoadState('networkidle');
  await method.type([...'13800138000']);
  expect(await field.inputValue()).toBe('138 0013 8000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.locator('#done').waitFor();
  expect(server.posted.at(-1)?.submission.values).toEqual({ phone: '13800138000' });
  expect(await writesUnderWay(page)).toEqual([]);
});

test('a composition in the midst of a number leaves the caret where it is', async () => {
  const page = await openTouched();
  const field = textbox(page, '手机号码');
  const method = await inputMethod(page);
  await field.fill('138 8000');
  await field.focus();
  for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight'])
    await page.keyboard.press(key);
  await method.type(['0013']);
  expect(await field.inputValue()).toBe('138 00138000');
  expect(await field.evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(8);
});

test('what is drawn meanwhile for another reason waits for the end of the composition', async () => {
  const page = await openTouched();
  const method = await inputMethod(page);
  const field = textbox(page, '手机号码');
  await field.focus();
  await method.compose('1380013');
  await page.evaluate('document.querySelector("jinjian-form").prefill = { note: "上次的备注" }');
  expect(await textbox(page, '备注').inputValue()).toBe('上次的备注');
  expect(await field.inputValue()).toBe('1380013');
  await method.commit('1380013');
  expect(await field.inputValue()).toBe('138 0013');
  expect(await writesUnderWay(page)).toEqual([]);
});

test('a wrong value is judged anew once the composition is over, not at each of its signs', async () => {
  const page = await openTouched();
  const method = await inputMethod(page);
  const field = textbox(page, '姓名');
  await field.fill('1');
  await textbox(page, '备注').focus();
  const error = page.locator('#e-name');
  const said = await error.textContent();
  expect(said).not.toBe('');
  await field.fill('');
  await field.focus();
  await method.compose('zhang');
  expect(await error.textContent()).toBe(said);
  await method.commit('张三');
  expect(await error.textContent()).toBe('');
});

test('a quick amount that is pressed counts instead of what was being composed', async () => {
  const page = await openTouched();
  const method = await inputMethod(page);
  const field = page.getByRole('textbox', { name: '申请金额' });
  await field.focus();
  await method.compose('7');
  // On iPhones a button takes no focus.
  await button(page, '5万元').evaluate((one) => {
    one.addEventListener('mousedown', (event) => event.preventDefault());
  });
  await button(page, '5万元').click();
  expect(await field.inputValue()).toBe('50000');
});
