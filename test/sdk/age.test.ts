/** The statement of age: a row of its own where no identity number tells it, ticked by hand alone, sent as what it is. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Field } from '../../contract/form.ts';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, button, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf, notices } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.pages.set('/', partnerPage(scriptPage()));
});

const phone: Field = {
  id: 'phone',
  kind: 'phone',
  label: '手机号码',
  required: true,
  purpose: '与您联系',
};
const idNumber: Field = { id: 'idNumber', kind: 'id_number', label: '身份证号码', purpose: '核对身份' };
const missing = '请确认您已年满18周岁，勾选后提交';

/** A form of some fields, with a refusable consent for the identity number. */
function serve(...fields: Field[]): void {
  const bundle = formOf(fields);
  const [, sensitive] = notices;
  if (sensitive === undefined) throw new Error('no sensitive notice');
  bundle.notices = [...bundle.notices, { ...sensitive, fields: ['idNumber'] }];
  bundle.form.consents.push({
    notice: sensitive.id,
    required: false,
    version: sensitive.version,
    digest: sensitive.digest,
  });
  server.bundles.set('short', bundle);
}

test('without it the form is not sent, and says what is missing beside it; with it the statement goes along', async () => {
  serve(phone);
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  expect(await ageBox(page).isChecked()).toBe(false);
  await submitButton(page).click();
  await page.locator('.age').getByText(missing).waitFor();
  expect(await ageBox(page).evaluate((box) => box.matches(':focus'))).toBe(true);
  expect(server.posted).toEqual([]);
  await page.locator('.age').getByText('我已年满18周岁').click();
  await page.locator('.age .error:empty').waitFor({ state: 'attached' });
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted[0]?.submission.declarations).toEqual({ adult: true });
  expect(server.posted[0]?.submission.grants.map(({ notice }) => notice)).toEqual(['privacy', 'sensitive']);
});

test('where an identity number has to be given and its consent is ticked it is not asked for', async () => {
  serve(phone, { ...idNumber, required: true });
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').fill('13800138000');
  await textbox(page, '身份证号码').fill('110105199003070025');
  await consent(page).click();
  await consent(page, 1).click();
  expect(await page.locator('.age').count()).toBe(0);
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted[0]?.submission).not.toHaveProperty('declarations');
});

test('where an identity number may be left out it is asked for', async () => {
  serve(phone, idNumber);
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await submitButton(page).click();
  await page.getByText(missing).first().waitFor();
  expect(server.posted).toEqual([]);
});

test('it stands on the last step alone', async () => {
  const bundle = formOf([phone]);
  bundle.form.steps.push({
    title: '其他',
    fields: [{ id: 'note', kind: 'text', label: '备注', purpose: '了解' }],
  });
  server.bundles.set('short', bundle);
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '手机号码').fill('13800138000');
  await page.locator('.more').waitFor({ state: 'attached' });
  expect(await page.locator('.age').count()).toBe(0);
  await button(page, '下一步').click();
  await ageBox(page).waitFor();
});
