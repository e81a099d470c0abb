/** What the applicant and the page learn: the success view, and events without personal data. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import {
  ageBox,
  consent,
  fillApplicant,
  fillBusiness,
  openPage,
  scriptPage,
  submitButton,
} from './open-page.ts';
import { bundle } from './sample-form.ts';
import { accepted, partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();

/** Writes down each event that reaches the document. */
const listener = `<script>window.heard=[];for(const n of['ready','step','submit','done','error'])
document.addEventListener('jinjian:'+n,e=>{heard.push([n,e.detail]);if(window.stopIt&&n==='submit')e.preventDefault()})</script>`;

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('biz-loan', bundle);
  server.pages.set('/', partnerPage(listener + scriptPage('biz-loan')));
});

async function atSubmit() {
  const { page } = await openPage(browser, server, '/', {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await fillApplicant(page);
  await fillBusiness(page);
  await consent(page).click();
  await ageBox(page).check();
  return page;
}

test('success shows the tenant’s words, the receipt number to copy, and the receipt', async () => {
  const share = { code: 'ABCDEFGH23', url: 'http://127.0.0.1:9/s/acme/ABCDEFGH23' };
  server.replies = [{ status: 201, body: { ...accepted, share } }];
  const page = await atSubmit();
  await submitButton(page).click();
  await page.getByRole('heading', { name: '申请已受理' }).waitFor();
  expect(
    await page.locator('jinjian-form').evaluate((element) => element.shadowRoot?.activeElement?.textContent),
  ).toBe('申请已受理');
  expect(await page.getByRole('link', { name: '查看授权回执' }).getAttribute('href')).toBe(
    accepted.receipt.url,
  );
  await page.getByRole('button', { name: '复制网址' }).click();
  await page.getByRole('button', { name: '已复制' }).waitFor();
  const [address] = accepted.receipt.url.split('#');
  expect(await page.evaluate(() => navigator.clipboard.readText()), 'without its secret').toBe(address);
  await page.getByText('转发给朋友').waitFor();
  const told = await page.locator('[part=success]').textContent();
  expect(told).toContain('是否申请由朋友自行决定');
  expect(told).not.toMatch(/奖|佣|返|红包|现金|好礼|积分|有礼/);
  const kept = process.env.JINJIAN_SCREENS;
  if (kept !== undefined) await page.screenshot({ path: `${kept}/success.png` });
  await page.getByRole('button', { name: '复制' }).last().click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(share.url);
});

test('events tell the page each stage, and nothing of the applicant', async () => {
  server.replies = [{ status: 403, body: { code: 'origin_not_allowed' } }];
  const page = await atSubmit();
  await submitButton(page).click();
  await page.getByRole('alert').getByText('此页面尚未开通提交').waitFor();
  await submitButton(page).click();
  await page.getByText('申请已受理').waitFor();
  const heard = await page.evaluate('heard');
  const form = { tenant: 'acme', form: 'biz-loan' };
  // The applicant's own link ends in a secret, which the page around the form is not told.
  const { id, url } = accepted.receipt;
  expect(await page.getByRole('link', { name: '查看授权回执' }).getAttribute('href')).toBe(url);
  expect(url).toContain('#');
  const receipt = { id, url: url.split('#')[0] };
  expect(heard).toEqual([
    ['ready', { ...form, version: 4 }],
    ['step', { ...form, step: 2, steps: 2 }],
    ['submit', { ...form, version: 4 }],
    ['error', { ...form, code: 'origin_not_allowed' }],
    ['submit', { ...form, version: 4 }],
    ['done', { ...form, lead: accepted.lead, receipt }],
  ]);
});

test('a page can stop the sending', async () => {
  const page = await atSubmit();
  await page.evaluate('window.stopIt = true');
  await submitButton(page).click();
  await expect.poll(() => page.evaluate("heard.some(([name]) => name === 'submit')")).toBe(true);
  await submitButton(page).waitFor();
  expect(server.posted).toEqual([]);
});
