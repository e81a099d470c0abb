/** Consents that single fields need: asked for beside them, and what is not granted is not sent. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Field } from '../../contract/form.ts';
import { launchChromium } from '../browser/chromium.ts';
import { openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf, notices } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const purpose = '用于匹配产品';
const fields: Field[] = [
  { id: 'name', kind: 'name', label: '姓名', required: true, purpose },
  { id: 'income', kind: 'number', label: '月收入', required: true, purpose },
  {
    id: 'source',
    kind: 'choice',
    label: '收入来源',
    purpose,
    options: [
      { value: 'wages', label: '受雇' },
      { value: 'own', label: '自营' },
    ],
  },
  {
    id: 'since',
    kind: 'text',
    label: '自营多久',
    required: true,
    purpose,
    showIf: { field: 'source', op: 'eq', value: 'own' },
  },
  { id: 'note', kind: 'text', label: '备注', purpose },
];
const withheld = '不勾选则此项不会发送，其他内容照常提交。';

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  const [privacy, sensitive] = notices;
  if (privacy === undefined || sensitive === undefined) throw new Error('the sample has no notices');
  const covering = {
    ...sensitive,
    title: '收入信息处理同意书',
    summary: '我同意为匹配产品处理我的收入信息',
    fields: ['income', 'source'],
  };
  const short = formOf(fields);
  const consents = [privacy, covering].map(({ id, version, digest }, at) => ({
    notice: id,
    required: at === 0,
    version,
    digest,
  }));
  server.bundles.set('short', { ...short, form: { ...short.form, consents }, notices: [privacy, covering] });
  server.pages.set('/', partnerPage(scriptPage()));
});

const beside = (page: Page, label: string) =>
  page.locator('[part=field]', { hasText: label }).locator('.own').getByRole('checkbox');
const values = () => server.posted[0]?.submission.values;
const decisions = () => server.posted[0]?.submission.grants.map(({ decision }) => decision);
async function send(page: Page): Promise<void> {
  await page.locator('.agree .row').first().getByRole('checkbox').click();
  await page.locator('.age').getByText('我已年满18周岁').click();
  await submitButton(page).click();
  await page.locator('#done').waitFor();
}

test('a filled field asks for its own consent beside it, and says what becomes of it without', async () => {
  const { page, trouble } = await openPage(browser, server, '/');
  await textbox(page, '姓名').fill('张三');
  expect(await page.locator('.own').count()).toBe(0);
  await textbox(page, '月收入').fill('8000');
  await page.getByText(withheld).waitFor();
  await beside(page, '月收入').click();
  expect(await page.getByText(withheld).count()).toBe(0);
  // One decision, wherever it is made.
  expect(await page.locator('.agree .row').nth(1).getByRole('checkbox').isChecked()).toBe(true);
  await send(page);
  expect([values(), decisions()]).toEqual([{ name: '张三', income: 8000 }, ['granted', 'granted']]);
  expect(trouble).toEqual([]);
});

test('what is not agreed to is not sent, required or wrong as it may be, nor what hangs on it (PI-16)', async () => {
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').fill('张三');
  await textbox(page, '月收入').fill('many');
  await page.getByText('自营', { exact: true }).click();
  await page.getByText(withheld).first().waitFor();
  expect(await textbox(page, '自营多久').count()).toBe(0);
  await send(page);
  expect([values(), decisions()]).toEqual([{ name: '张三' }, ['granted', 'refused']]);
});

test('a required field left blank is missing until its applicant refuses to give it (PI-16)', async () => {
  const { page } = await openPage(browser, server, '/');
  const refusal = page.getByRole('checkbox', { name: '不同意提供此项，其他内容照常提交' });
  await textbox(page, '姓名').fill('张三');
  expect(await refusal.count()).toBe(0);
  await page.locator('.agree .row').first().getByRole('checkbox').click();
  await page.locator('.age').getByText('我已年满18周岁').click();
  await submitButton(page).click();
  await page.locator('#e-income:not(:empty)').waitFor();
  expect(server.posted).toEqual([]);
  // No script may refuse it for them.
  await refusal.evaluate((box) => box instanceof HTMLElement && box.click());
  expect(await refusal.isChecked()).toBe(false);
  await refusal.click();
  await page.locator('#e-income:empty').waitFor({ state: 'attached' });
  await submitButton(page).click();
  await page.locator('#done').waitFor();
  expect([values(), decisions()]).toEqual([{ name: '张三' }, ['granted', 'refused']]);
});

test('a refusal beside a field is taken back by the same box, and by filling the field in', async () => {
  const { page } = await openPage(browser, server, '/');
  const refusal = page.getByRole('checkbox', { name: '不同意提供此项，其他内容照常提交' });
  await textbox(page, '姓名').fill('张三');
  await page.locator('.agree .row').first().getByRole('checkbox').click();
  await page.locator('.age').getByText('我已年满18周岁').click();
  await submitButton(page).click();
  await refusal.click();
  await refusal.click();
  await submitButton(page).click();
  await page.locator('#e-income:not(:empty)').waitFor();
  expect(server.posted).toEqual([]);
  await refusal.click();
  await textbox(page, '月收入').fill('8000');
  await beside(page, '月收入').click();
  await submitButton(page).click();
  await page.locator('#done').waitFor();
  expect([values(), decisions()]).toEqual([{ name: '张三', income: 8000 }, ['granted', 'granted']]);
});

test('with its consent it is required and judged again', async () => {
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').fill('张三');
  await page.locator('.agree .row').nth(1).getByRole('checkbox').click();
  await page.locator('.agree .row').first().getByRole('checkbox').click();
  await submitButton(page).click();
  await page.locator('#e-income:not(:empty)').waitFor();
  expect(server.posted).toEqual([]);
});

test('a script can tick it no more than the others', async () => {
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').fill('张三');
  await textbox(page, '月收入').fill('8000');
  await beside(page, '月收入').evaluate((box) => box instanceof HTMLElement && box.click());
  expect(await beside(page, '月收入').isChecked()).toBe(false);
});

test('an identity number in a free field is told beside it, before anything is sent', async () => {
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').fill('张三');
  await textbox(page, '月收入').fill('8000');
  await page.locator('#f-note').fill('１１０１０５ 19491231 002x');
  await page.locator('.agree .row').first().getByRole('checkbox').click();
  await submitButton(page).click();
  expect(await page.locator('#e-note').textContent()).toContain('不能填写身份证号码');
  expect(server.posted).toEqual([]);
});
