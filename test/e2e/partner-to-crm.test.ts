/** Owns the main job end to end: a phone on a partner's page, the real server, the demo's CRM; must not reach inside. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { applyOnPhone, phone } from './apply-on-phone.ts';
import { runningDemo, type TestDemo } from './running-demo.ts';
import { referred, visits } from './visits.ts';

let browser: Browser;
let demo: TestDemo;

beforeAll(async () => {
  [demo, browser] = await Promise.all([runningDemo(), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  await demo.close();
});

/** What the page's console said is wrong, and the submission it sent. */
function watch(page: Page) {
  const seen = { wrong: [] as string[], submission: '' };
  page.on('console', (message) => {
    if (message.type() === 'error') seen.wrong.push(message.text());
  });
  page.on('request', (request) => {
    if (request.url().endsWith('/submissions')) seen.submission = request.postData() ?? '';
  });
  return seen;
}

test('a form sent from a phone shows at the CRM within a second, with the chain that brought it', async () => {
  const crm = await browser.newPage({ locale: 'zh-CN' });
  await crm.goto(demo.crmUrl);
  await applyOnPhone(browser, demo, referred);
  const lead = crm.locator('.lead').first();
  await lead.waitFor({ timeout: 1000 });
  const text = ((await lead.textContent()) ?? '').replace(/\s+/g, '');
  expect(text).toMatch(/员工张敏.*客户李先生.*本次申请/);
  expect(text).toContain('签名已验证');
  expect(text).toContain('138****8000');
  expect(text).toContain('50万元');
});

test('on another origin, under a policy without exceptions, the form proves its work unseen and arrives', async () => {
  const policy = (await fetch(demo.partnerUrl)).headers.get('content-security-policy') ?? '';
  expect(policy).toContain(`script-src ${demo.serverUrl};`);
  expect(policy).not.toMatch(/unsafe|worker-src|\*/);
  expect(new URL(demo.partnerUrl).origin).not.toBe(new URL(demo.serverUrl).origin);
  const published = await fetch(`${demo.serverUrl}/v1/t/huikai/challenge`);
  expect(published.status).toBe(200);
  const [personal] = visits;
  if (personal === undefined) throw new Error('no visit of the personal form');
  let seen: ReturnType<typeof watch> | undefined;
  await applyOnPhone(browser, demo, personal, async (page) => {
    seen ??= watch(page);
  });
  const { challenge, ...unproven } = JSON.parse(seen?.submission ?? '{}');
  expect(JSON.parse(Buffer.from(String(challenge), 'base64').toString())).toHaveProperty('solution.counter');
  expect(seen?.wrong).toEqual([]);
  // The door does ask: the same person without the proof is sent away.
  const refused = await fetch(`${demo.serverUrl}/v1/t/huikai/submissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: demo.partnerUrl },
    body: JSON.stringify({ ...unproven, id: `${unproven.id}2` }),
  });
  expect([refused.status, (await refused.json()).code]).toEqual([403, 'challenge_failed']);
});

test('the link at the end of the article opens the form that was begun above it, and gives it back', async () => {
  const page = await browser.newPage({ viewport: phone, locale: 'zh-CN' });
  const { wrong } = watch(page);
  await page.goto(demo.partnerUrl);
  await page.getByRole('textbox', { name: '申请金额' }).fill('500000');
  const opener = page.getByRole('link', { name: '登记融资意向' });
  await opener.click();
  const drawer = page.getByRole('dialog', { name: '企业经营贷款意向登记' });
  await expect.poll(() => drawer.getByRole('textbox', { name: '申请金额' }).inputValue()).toMatch(/^50/);
  await page.keyboard.press('Escape');
  await expect.poll(() => opener.evaluate((link) => link === document.activeElement)).toBe(true);
  expect(await page.locator('#apply').getByRole('textbox', { name: '申请金额' }).inputValue()).toMatch(/^50/);
  expect(wrong).toEqual([]);
  await page.close();
});
