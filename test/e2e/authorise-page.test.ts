/** Owns the page of an authorisation in a real browser on the built script and the real server; must not reach inside. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { inputMethod, watchWrites, writesUnderWay } from '../browser/input-method.ts';
import { findings, look, shoot } from '../browser/look.ts';
import {
  type AskedLead,
  askedLead,
  codeSentTo,
  creditQuery,
  publishProvision,
  publishQuery,
  sendsCodes,
} from './lending-tenant.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';
import type { Vendor } from './sms-vendor.ts';

const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const screens = [
  ['a phone', onPhone],
  ['a desk', { viewport: { width: 1280, height: 800 } }],
  ['a phone at 200 %', { viewport: { width: 195, height: 422 }, deviceScaleFactor: 2 }],
] as const;

let running: RunningTenant;
let browser: Browser;
let vendor: Vendor;
beforeAll(async () => {
  [running, browser] = await Promise.all([runningTenant(), launchChromium()]);
  await publishQuery(running.client);
  await publishProvision(running.client);
  vendor = await sendsCodes(running.client);
});
afterAll(async () => {
  await browser.close();
  await running.end();
  await vendor.close();
});

interface Opened extends AskedLead {
  page: Page;
  /** What the browser's console said is wrong. */
  wrong: string[];
  /** What was posted to `…/decide`. */
  posted: Record<string, unknown>[];
}

async function open(options: BrowserContextOptions = onPhone, notice?: string): Promise<Opened> {
  const asked = await askedLead(running.client, notice);
  return { ...asked, ...(await openUrl(asked.url, options)) };
}

async function openUrl(url: string, options: BrowserContextOptions = onPhone) {
  const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const wrong: string[] = [];
  const posted: Record<string, unknown>[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) wrong.push(message.text());
  });
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('request', (request) => {
    if (request.url().endsWith('/decide')) posted.push(JSON.parse(request.postData() ?? '{}'));
  });
  await page.goto(url);
  return { page, wrong, posted };
}

const grant = (page: Page) => page.getByRole('button', { name: '同意并签署' });
const refuse = (page: Page) => page.getByRole('button', { name: '不同意' });
const state = (page: Page) => page.locator('#state');
const number = (page: Page) => page.getByRole('textbox', { name: '手机号码' });
const codeBox = (page: Page) => page.getByRole('textbox', { name: '短信验证码' });

/** Types the number and the code that comes to it. */
async function prove({ page, phone }: Pick<Opened, 'page' | 'phone'>): Promise<void> {
  await number(page).fill(phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.locator('#code-told', { hasText: '是您申请时留下的号码' }).waitFor();
  await expect.poll(() => codeSentTo(vendor, phone)).toMatch(/^\d{6}$/);
  await codeBox(page).fill(codeSentTo(vendor, phone) ?? '');
}

/** Reads as a person does: to the end by hand, for as long as it asks. */
async function read(page: Page): Promise<void> {
  await page.mouse.move(100, 300);
  await page.mouse.wheel(0, 20_000);
  await expect.poll(() => state(page).textContent(), { timeout: 10_000 }).toBe('请先确认签署人是您本人');
  await page.getByRole('checkbox', { name: '以上是我本人' }).check();
  await expect.poll(() => state(page).textContent()).toMatch(/^已阅读全文/);
}

describe.each(screens)('on %s', (name, options) => {
  test('it is read, signed with a code, and shows what came of it; axe finds nothing, light and dark', async () => {
    const opened = await open(options);
    const { page, wrong, posted, id, phone } = opened;
    const see = (screen: string) => look(page, `authorise, ${name}, ${screen}`, false);
    await see('unread');
    await read(page);
    await see('read');
    await grant(page).click();
    await page.getByText('请填写手机号码', { exact: true }).waitFor();
    expect(posted).toEqual([]);
    await see('without a phone');
    await number(page).fill('13900139000');
    await codeBox(page).fill('000000');
    await grant(page).click();
    await page.getByText('与您申请时留下的号码不一致，请核对').waitFor();
    await expect.poll(() => number(page).evaluate((input) => input === document.activeElement)).toBe(true);
    await see('with a wrong phone');
    await prove(opened);
    await see('with a code');
    await grant(page).click();
    await page.getByRole('heading', { name: '已签署' }).waitFor();
    await see('signed');
    expect(wrong).toEqual([]);
    expect(posted).toHaveLength(2);
    expect(posted[1]).toMatchObject({
      decision: 'granted',
      presentation: { scrolledToEnd: true, trusted: true },
    });
    const { presentation } = JSON.parse(JSON.stringify(posted[1]));
    expect(presentation.fontPx).toBeGreaterThanOrEqual(14);
    expect(presentation.contrast).toBeGreaterThanOrEqual(4.5);
    expect(presentation.visibleMs).toBeGreaterThan(0);
    const view = await running.client.call('GET', `/v1/authorisations/${id}`);
    expect(view.body).toMatchObject({ state: 'granted', method: 'phone_code', flags: [] });
    // Opened again, it shows the same; the receipt is one tap away.
    await page.reload();
    await page.getByRole('link', { name: '查看授权回执' }).click();
    await page.getByRole('heading', { name: '授权回执' }).waitFor();
    expect(page.url()).not.toContain(phone);
    await page.context().close();
  });
});

test('a number and a code that an input method composes are not written under it', async () => {
  const { url } = await askedLead(running.client);
  const context = await browser.newContext({ locale: 'zh-CN', ...onPhone });
  const page = await context.newPage();
  await page.addInitScript(watchWrites);
  await page.goto(url);
  const method = await inputMethod(page);
  await number(page).focus();
  await method.type(['1', '39', '00139000']);
  await codeBox(page).focus();
  await method.compose('12 3');
  expect(await codeBox(page).inputValue()).toBe('12 3');
  await method.commit('12 3');
  await method.type(['4', '56']);
  expect(await codeBox(page).inputValue()).toBe('123456');
  expect(await number(page).inputValue()).toBe('139 0013 9000');
  expect(await writesUnderWay(page)).toEqual([]);
  await context.close();
});

test('refusing is one tap, at once, and says so (PIPL 16)', async () => {
  const { page, posted, wrong } = await open();
  await refuse(page).click();
  await page.getByRole('heading', { name: '已记录：不同意' }).waitFor();
  expect(posted).toMatchObject([{ decision: 'refused' }]);
  expect(posted[0]).not.toHaveProperty('phone');
  expect(await findings(page)).toEqual([]);
  await shoot(page, 'authorise, refused', false);
  expect(wrong).toEqual([]);
  await page.context().close();
});

test('it can’t be signed unread: not before its time, not before its end, not by a script (CR-05)', async () => {
  const { page, posted } = await open();
  expect(await state(page).textContent()).toMatch(/^请阅读全文，还需 [12] 秒$/);
  await grant(page).click({ force: true });
  await expect.poll(() => state(page).textContent(), { timeout: 5000 }).toBe('请阅读至文末');
  await grant(page).click({ force: true });
  expect(await grant(page).getAttribute('aria-disabled')).toBe('true');
  // A script can scroll and click; it can't be a hand.
  const { page: scripted, posted: sent } = await open();
  await scripted.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await scripted.waitForTimeout(2600);
  expect(await state(scripted).textContent()).toBe('请阅读至文末');
  await scripted.evaluate(() => {
    for (const id of ['grant', 'refuse']) document.getElementById(id)?.click();
  });
  await scripted.waitForTimeout(200);
  expect([posted, sent]).toEqual([[], []]);
  await Promise.all([page.context().close(), scripted.context().close()]);
});

test('a hidden tab is no reading', async () => {
  const { page } = await open();
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => true });
  });
  const before = await state(page).textContent();
  await page.waitForTimeout(2500);
  expect(await state(page).textContent()).toBe(before);
  await page.context().close();
});

test('by keyboard alone it is read and signed; the focus is always to be seen', async () => {
  const { page, phone } = await open({ viewport: { width: 1280, height: 800 } });
  await page.keyboard.press('End');
  await expect.poll(() => state(page).textContent(), { timeout: 10_000 }).toBe('请先确认签署人是您本人');
  const focused = () => page.evaluate(() => document.activeElement?.id);
  for (let at = 0; at < 10 && (await focused()) !== 'confirm'; at++) await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect.poll(() => state(page).textContent()).toMatch(/^已阅读全文/);
  for (let at = 0; at < 10 && (await focused()) !== 'phone'; at++) await page.keyboard.press('Tab');
  await page.keyboard.type(phone);
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('code');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('send');
  await page.keyboard.press('Enter');
  await expect.poll(() => codeSentTo(vendor, phone)).toMatch(/^\d{6}$/);
  await expect.poll(focused).toBe('code');
  await page.keyboard.type(codeSentTo(vendor, phone) ?? '');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('refuse');
  const outline = () =>
    page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineWidth);
  expect(await outline()).toBe('2px');
  await page.keyboard.press('Tab');
  expect([await focused(), await outline()]).toEqual(['grant', '2px']);
  expect(await number(page).inputValue()).toBe(grouped(phone));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '已签署' }).waitFor();
  await page.context().close();
});

test('open in two places: the second sees what the first decided, and can’t decide otherwise', async () => {
  const { page, url, phone } = await open();
  const second = await openUrl(url);
  await refuse(page).click();
  await page.getByRole('heading', { name: '已记录：不同意' }).waitFor();
  await read(second.page);
  await number(second.page).fill(phone);
  await codeBox(second.page).fill('000000');
  await grant(second.page).click();
  await second.page.getByRole('heading', { name: '已记录：不同意' }).waitFor();
  await Promise.all([page.context().close(), second.page.context().close()]);
});

test('without a network it says so, loses nothing, and signs once it is back', async () => {
  const opened = await open();
  const { page, id, phone } = opened;
  await read(page);
  await prove(opened);
  await page.context().setOffline(true);
  await grant(page).click();
  await expect.poll(() => state(page).textContent()).toBe('网络连接不稳定，请再点一次');
  await page.context().setOffline(false);
  expect(await number(page).inputValue()).toBe(grouped(phone));
  await grant(page).click();
  await page.getByRole('heading', { name: '已签署' }).waitFor();
  expect((await running.client.call('GET', `/v1/authorisations/${id}`)).body).toMatchObject({
    state: 'granted',
  });
  await page.context().close();
});

test('after five wrong numbers it says how long to wait', async () => {
  const { page } = await open();
  await read(page);
  await codeBox(page).fill('000000');
  for (let at = 0; at < 6; at++) {
    await number(page).fill(`1390013900${at}`);
    await grant(page).click();
    if (at < 5) await page.getByText('与您申请时留下的号码不一致，请核对').waitFor();
  }
  await expect.poll(() => state(page).textContent()).toMatch(/^尝试次数较多，请 (?:59|60) 分钟后再试$/);
  await page.context().close();
});

test('without JavaScript every word can be read, and it says why it can’t be signed', async () => {
  const { page } = await open({ ...onPhone, javaScriptEnabled: false });
  for (const block of creditQuery.blocks)
    for (const text of block.items ?? [block.text])
      expect(await page.getByText(text, { exact: true }).first().isVisible(), text).toBe(true);
  expect(await page.locator('noscript p', { hasText: '因此须开启 JavaScript' }).isVisible()).toBe(true);
  expect(await page.getByRole('button').count()).toBe(0);
  await page.context().close();
});

test('a code is asked for, counted down, and judged where it is typed', async () => {
  const { page, wrong, phone } = await open();
  await read(page);
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByText('请填写手机号码', { exact: true }).waitFor();
  await number(page).fill(phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.locator('#code-told', { hasText: `如果 ${grouped(phone)} 是您申请时留下的号码` }).waitFor();
  await page.getByRole('button', { name: /秒后可重发/ }).waitFor();
  await shoot(page, 'authorise, code', false);
  await grant(page).click();
  await page.getByText('请填写6位短信验证码').waitFor();
  await codeBox(page).fill('０００000');
  expect(await codeBox(page).inputValue()).toBe('000000');
  await grant(page).click();
  await page.getByText('验证码不正确，请核对短信后重新填写').waitFor();
  expect(await findings(page)).toEqual([]);
  expect(wrong).toEqual([]);
  await page.context().close();
});

describe('a provision', () => {
  const notice = 'later-bank-a';

  test('is signed without a code on the device that opened the receipt as it was given to its applicant', async () => {
    const asked = await askedLead(running.client, notice);
    const { page, posted, wrong } = await openUrl(asked.receipt);
    await page.getByRole('heading', { name: '授权回执' }).waitFor();
    // Kept, and taken out of the address: what is saved or passed on holds no secret.
    await expect.poll(() => new URL(page.url()).hash).toBe('');
    await page.goto(asked.url);
    await read(page);
    await page.getByText('您正在使用提交申请的设备').waitFor();
    expect(await number(page).isVisible()).toBe(false);
    await look(page, 'authorise, on the device that applied', false);
    await grant(page).click();
    await page.getByRole('heading', { name: '已签署' }).waitFor();
    expect(posted).toMatchObject([
      { decision: 'granted', receiptSecret: new URL(asked.receipt).hash.slice(1) },
    ]);
    expect(posted[0]).not.toHaveProperty('phone');
    expect(wrong).toEqual([]);
    const view = await running.client.call('GET', `/v1/authorisations/${asked.id}`);
    expect(view.body).toMatchObject({ state: 'granted', method: 'receipt_secret' });
    await page.context().close();
  });

  test('takes a code on any other, as the one who holds the receipt’s bare address', async () => {
    const opened = await open(onPhone, notice);
    const { page, receipt, url } = opened;
    await page.goto(receipt.replace(/#.*/, ''));
    await page.goto(url);
    await read(page);
    await prove(opened);
    await grant(page).click();
    await page.getByRole('heading', { name: '已签署' }).waitFor();
    await page.context().close();
  });

  test('with a kept secret that is none any more, it is signed as on any other device', async () => {
    const opened = await open(onPhone, notice);
    const { page, receipt, url } = opened;
    await page.goto(receipt.replace(/#.*/, '#AAAAAAAAAAAAAAAAAAAAAA'));
    await expect.poll(() => new URL(page.url()).hash).toBe('');
    await page.goto(url);
    await read(page);
    await grant(page).click();
    await number(page).waitFor();
    await prove(opened);
    await grant(page).click();
    await page.getByRole('heading', { name: '已签署' }).waitFor();
    await page.context().close();
  });

  test('where no codes are sent, says on another device where it can be signed; refusing stays one tap', async () => {
    const asked = await askedLead(running.client, notice);
    await running.client.call('PATCH', '/v1/tenant', { settings: { sms: null } });
    const { page, wrong } = await openUrl(asked.url);
    await page.mouse.move(100, 300);
    await page.mouse.wheel(0, 20_000);
    await page.getByText('请在提交申请的设备上先打开授权回执').waitFor();
    expect(await state(page).textContent()).toBe('请在提交申请的设备上签署');
    expect(await grant(page).getAttribute('aria-disabled')).toBe('true');
    await look(page, 'authorise, on another device', false);
    await refuse(page).click();
    await page.getByRole('heading', { name: '已记录：不同意' }).waitFor();
    expect(wrong).toEqual([]);
    await page.context().close();
  });
});

test('a query that can’t be signed any more says so', async () => {
  const own = await sendsCodes(running.client);
  const asked = await askedLead(running.client);
  await running.client.call('PATCH', '/v1/tenant', { settings: { sms: null } });
  const { page } = await openUrl(asked.url);
  await page.getByText('这份授权书暂不能签署').waitFor();
  expect(await state(page).textContent()).toBe('目前无法核实签署人身份，不能签署');
  await look(page, 'authorise, unavailable', false);
  await page.context().close();
  await own.close();
});

const grouped = (phone: string) => phone.replace(/^(\d{3})(\d{4})/, '$1 $2 ');
