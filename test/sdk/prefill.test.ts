/** Answers from a partner's signed token and hidden fields from the page's address: what they fill, and what they never do. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Field } from '../../contract/form.ts';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();

const fields: Field[] = [
  { id: 'phone', kind: 'phone', label: '手机号码', required: true, purpose: '与您联系' },
  { id: 'amount', kind: 'amount', label: '申请金额', purpose: '了解融资规模' },
  { id: 'channel', kind: 'text', label: '渠道', purpose: '了解来源', hidden: true, maxLength: 10 },
  { id: 'rooms', kind: 'number', label: '门店数', purpose: '了解规模', hidden: true, max: 9 },
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

/** Its name ends with the mark of an optional field. */
function amount(page: Page) {
  return page.getByRole('textbox', { name: /^申请金额/ });
}

async function send(query: string) {
  const { page } = await openPage(browser, server, `/?${query}`);
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  return server.posted[0]?.submission.values;
}

test('a token goes to the server before the first touch, and its answers stand in the fields', async () => {
  server.prefillReplies = [
    { status: 200, body: { values: { amount: 200_000, privacy: true, nobody: 'x' } } },
  ];
  const { page } = await openPage(browser, server, '/?jjp=abc.def');
  await expect.poll(() => amount(page).inputValue()).toBe('200000');
  expect(server.tokens).toEqual([{ form: 'short', token: 'abc.def' }]);
  expect(await consent(page).isChecked()).toBe(false);
});

test('what was typed stays, whatever a late token brings', async () => {
  const body = { values: { amount: 200_000 } };
  server.prefillReplies = [{ status: 200, body, delayMs: 800 }];
  const { page } = await openPage(browser, server, '/?jjp=abc.def');
  await amount(page).fill('50000');
  await expect.poll(() => server.tokens.length).toBe(1);
  await page.waitForTimeout(1200);
  expect(await amount(page).inputValue()).toBe('50000');
});

test('a token that the server refuses brings nothing and stops nobody', async () => {
  expect(await send('jjp=forged')).toEqual({ phone: '13800138000' });
});

test('hidden fields are never drawn, and take the parameter of their name', async () => {
  const { page } = await openPage(browser, server, '/?channel=expo');
  expect(await page.getByText('渠道').count()).toBe(0);
  expect(await send('channel=expo&rooms=3&amount=200000')).toEqual({
    phone: '13800138000',
    channel: 'expo',
    rooms: 3,
  });
});

test('a hidden value that is wrong is left out: nobody could mend it', async () => {
  expect(await send('channel=far-too-long-a-name&rooms=99')).toEqual({ phone: '13800138000' });
});
