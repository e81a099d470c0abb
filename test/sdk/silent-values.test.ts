/** Values that come without events, and dates that are none: what is shown is sent or spoken of, never wiped or dropped. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Field } from '../../contract/form.ts';
import { launchChromium } from '../browser/chromium.ts';
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
import { formOf } from './sample-form.ts';
import { accepted, partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const asked = { required: true, purpose: '用于联系您' };
const name: Field = { id: 'name', kind: 'name', label: '姓名', ...asked };
const phone: Field = { id: 'phone', kind: 'phone', label: '手机号码', ...asked };
const email: Field = { id: 'email', kind: 'email', label: '邮箱', ...asked };
const note: Field = { id: 'note', kind: 'text', label: '备注', maxLength: 200, ...asked };
const since: Field = { id: 'since', kind: 'date', label: '成立日期', purpose: '用于匹配产品' };
const options = [
  { value: 'a', label: '甲' },
  { value: 'b', label: '乙' },
];

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.pages.set('/', partnerPage(scriptPage()));
});

async function open(fields: Field[], locale = 'zh-CN'): Promise<Page> {
  server.bundles.set('short', formOf(fields));
  const { page } = await openPage(browser, server, '/', { locale });
  await submitButton(page).waitFor();
  return page;
}

/** As password managers and automation of the careless kind do. */
async function setSilently(page: Page, values: Record<string, string>): Promise<void> {
  await page.evaluate((values) => {
    const root = document.querySelector('jinjian-form')?.shadowRoot;
    for (const [id, value] of Object.entries(values)) {
      const control = root?.querySelector<HTMLInputElement>(`[name="${id}"]`);
      if (control) control.value = value;
    }
  }, values);
}

async function send(page: Page) {
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.locator('#done').waitFor();
  return server.posted.at(-1)?.submission.values;
}

const filled = { name: '张三', phone: '13800138000', email: 'a@b.cn', note: '第一行\n第二行' };

test('what was put in before anything was touched is sent', async () => {
  const page = await open([name, phone, email, note]);
  await setSilently(page, filled);
  expect(await send(page)).toEqual(filled);
});

test('what was put in once the form was touched outlives typing elsewhere, and is sent', async () => {
  const page = await open([name, phone, email, note]);
  await textbox(page, '姓名').fill('李四');
  await page.waitForLoadState('networkidle');
  await setSilently(page, { phone: filled.phone, email: filled.email, note: filled.note });
  await textbox(page, '姓名').pressSequentially('五');
  expect(await textbox(page, '邮箱').inputValue()).toBe(filled.email);
  expect(await send(page)).toEqual({ ...filled, name: '李四五' });
});

test('what takes the place of a typed answer without an event is what is judged and sent', async () => {
  const page = await open([name, phone]);
  await textbox(page, '姓名').fill('李四');
  await textbox(page, '手机号码').fill('1380');
  await textbox(page, '姓名').focus();
  await page.locator('#e-phone').getByText(/\S/).waitFor();
  await setSilently(page, { name: '张三', phone: '13800138000' });
  await textbox(page, '手机号码').focus();
  await textbox(page, '姓名').focus();
  expect(await page.locator('#e-phone').textContent()).toBe('');
  expect(await send(page)).toEqual({ name: '张三', phone: '13800138000' });
});

test('an identity number put in over its mask is the new one', async () => {
  const page = await open([{ id: 'idno', kind: 'id_number', label: '身份证号码', ...asked }, name]);
  await textbox(page, '身份证号码').fill('110101199003077635');
  await textbox(page, '姓名').fill('张三');
  expect(await textbox(page, '身份证号码').inputValue()).toMatch(/\*/);
  await setSilently(page, { idno: '11010119900307109X' });
  await textbox(page, '姓名').fill('张三丰');
  await textbox(page, '身份证号码').focus();
  expect(await textbox(page, '身份证号码').inputValue()).toBe('11010119900307109X');
});

test('options and regions that a script chose without an event stay chosen', async () => {
  const page = await open([
    { id: 'one', kind: 'choice', label: '一个', options, ...asked },
    { id: 'some', kind: 'multi', label: '几个', options, ...asked },
    { id: 'region', kind: 'region', label: '所在地', ...asked },
    name,
  ]);
  await textbox(page, '姓名').fill('张');
  await chooseRegion(page, '所在地', '江苏', '南京市');
  await page.evaluate(() => {
    const root = document.querySelector('jinjian-form')?.shadowRoot;
    for (const box of root?.querySelectorAll<HTMLInputElement>('[name=one][value=b],[name=some]') ?? [])
      box.checked = true;
    const city = root?.querySelector<HTMLSelectElement>('[name=region-city]');
    if (city) city.value = '320400';
  });
  await textbox(page, '姓名').fill('张三');
  expect(await send(page)).toEqual({ one: 'b', some: ['a', 'b'], region: '320400', name: '张三' });
});

test('a consent that a script ticked is no consent, however it is shown', async () => {
  const page = await open([name]);
  await textbox(page, '姓名').fill('张三');
  await page.evaluate(() => {
    const box = document.querySelector('jinjian-form')?.shadowRoot?.querySelector('.row input');
    if (box instanceof HTMLInputElement) box.checked = true;
  });
  await submitButton(page).click();
  await page.locator('.row .error').first().getByText(/\S/).waitFor();
  expect(server.posted).toEqual([]);
});

test('what a step shows is taken along to the next, and back', async () => {
  const short = formOf([name]);
  short.form.steps = [
    { title: '一', fields: [name] },
    { title: '二', fields: [email] },
  ];
  server.bundles.set('short', short);
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').focus();
  await page.waitForLoadState('networkidle');
  await setSilently(page, { name: '张三' });
  await button(page, '下一步').click();
  await textbox(page, '邮箱').waitFor();
  await setSilently(page, { email: 'a@b.cn' });
  await button(page, '上一步').click();
  expect(await textbox(page, '姓名').inputValue()).toBe('张三');
  await button(page, '下一步').click();
  expect(await textbox(page, '邮箱').inputValue()).toBe('a@b.cn');
});

test('what is set while a submission is on its way changes nothing', async () => {
  const page = await open([name]);
  server.replies = [{ status: 201, body: accepted, delayMs: 900 }];
  await textbox(page, '姓名').fill('张三');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await setSilently(page, { name: '李四' });
  await page.locator('#done').waitFor();
  expect(server.posted.map(({ submission }) => submission.values)).toEqual([{ name: '张三' }]);
});

test.each([
  ['half a date', '0506'],
  ['31 February', '02312024'],
  ['a year alone', '\t\t2024'],
])(
  '%s in an optional field is said on leaving it and on sending, and nothing is sent',
  async (_what, keys) => {
    const page = await open([name, since], 'en-US');
    await textbox(page, '姓名').fill('张三');
    const date = page.locator('[name=since]');
    await date.focus();
    for (const key of keys) await page.keyboard.press(key === '\t' ? 'Tab' : key);
    expect(await date.evaluate((input: HTMLInputElement) => input.validity.badInput)).toBe(true);
    await textbox(page, '姓名').focus();
    const error = page.locator('#e-since');
    expect(await error.textContent()).toContain('没有这一天');
    await consent(page).click();
    await ageBox(page).check();
    await submitButton(page).click();
    expect(await error.textContent()).toContain('没有这一天');
    expect(await date.evaluate((input: HTMLInputElement) => input.validity.badInput)).toBe(true);
    expect(server.posted).toEqual([]);
    await date.fill('2019-05-06');
    await textbox(page, '姓名').focus();
    expect(await error.textContent()).toBe('');
    await submitButton(page).click();
    await page.locator('#done').waitFor();
    expect(server.posted.at(-1)?.submission.values).toEqual({ name: '张三', since: '2019-05-06' });
  },
);

test('half a date that is taken out again is no error', async () => {
  const page = await open([name, since], 'en-US');
  const date = page.locator('[name=since]');
  await date.focus();
  await page.keyboard.type('05');
  await textbox(page, '姓名').fill('张三');
  expect(await page.locator('#e-since').textContent()).not.toBe('');
  await date.focus();
  await page.keyboard.press('Backspace');
  await textbox(page, '姓名').focus();
  expect(await page.locator('#e-since').textContent()).toBe('');
  expect(await send(page)).toEqual({ name: '张三' });
});
