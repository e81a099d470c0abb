/** Owns that the sheet of a loan's whole cost is read before the first sending and stays at hand; must not know how it is judged. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { withAnnualCost } from '../../contract/annual-cost.ts';
import { launchChromium } from '../browser/chromium.ts';
import { lawfulDisclosure } from '../lawful-disclosure.ts';
import { button, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const guarantee = {
  item: '担保费',
  kind: 'guarantee' as const,
  collector: '示例融资担保有限公司',
  how: '每月随还款收取',
  standard: '年化2%',
  annualRate: 2,
};
const late = {
  item: '逾期罚息',
  kind: 'default' as const,
  collector: lawfulDisclosure.lender,
  how: '逾期之日起按逾期本金计收',
  standard: '执行利率上浮50%',
};
const disclosure = withAnnualCost({
  ...lawfulDisclosure,
  fees: '全部息费见综合融资成本明示表',
  costs: [...lawfulDisclosure.costs, guarantee, late],
});
const short = formOf([
  { id: 'name', kind: 'name', label: '姓名', purpose: '称呼您', required: true },
  { id: 'phone', kind: 'phone', label: '手机号码', purpose: '联系您', required: true },
]);
const bundle = { ...short, form: { ...short.form, disclosure } };

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', bundle);
  server.pages.set('/', partnerPage(`<jinjian-form></jinjian-form>${scriptPage()}`));
});

const sheet = (page: Page) => page.getByRole('dialog', { name: '综合融资成本明示表' });

async function filledPage(): Promise<Page> {
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').fill('张三');
  await textbox(page, '手机号码').fill('13800138000');
  const next = button(page, '下一步');
  if ((await next.count()) > 0) await next.click();
  await consent(page).check();
  await page.getByRole('checkbox', { name: '我已年满18周岁' }).check();
  return page;
}

test('opens by itself before the first sending, and sends once it was on screen for its time (MK-14, MK-30)', async () => {
  const page = await filledPage();
  await submitButton(page).click();
  await sheet(page).waitFor();
  const main = sheet(page).locator('.main');
  expect(await main.textContent()).toMatch(/^请先阅读，还需 [1-5] 秒$/);
  await main.click({ force: true });
  expect(server.posted).toEqual([]);
  await button(page, '我已阅读，继续提交').click();
  await expect.poll(() => server.posted.length).toBe(1);
  const sent = server.posted[0]?.submission.costSheet;
  expect(sent?.digest).toBe(bundle.digest);
  expect(sent?.visibleMs).toBeGreaterThanOrEqual(5000);
});

test('is not sent past by closing it, and is read once', async () => {
  const page = await filledPage();
  await submitButton(page).click();
  await page.keyboard.press('Escape');
  await sheet(page).waitFor({ state: 'detached' });
  expect(server.posted).toEqual([]);
  await button(page, '查看综合融资成本明示表').click();
  await button(page, '我已阅读，关闭').click();
  expect(server.posted).toEqual([]);
  await submitButton(page).click();
  await expect.poll(() => server.posted.length).toBe(1);
});

test('is agreed to by no script', async () => {
  const page = await filledPage();
  await submitButton(page).click();
  await button(page, '我已阅读，继续提交').waitFor();
  await sheet(page)
    .locator('.main')
    .evaluate((main) => main.dispatchEvent(new MouseEvent('click', { bubbles: true })));
  await sheet(page).waitFor();
  expect(server.posted).toEqual([]);
});

test('tells every charge with standard, way and collector, no figure smaller than another (MK-11)', async () => {
  const page = await filledPage();
  await button(page, '查看综合融资成本明示表').click();
  const text = await sheet(page).textContent();
  for (const said of [
    '5.85%–12.8%',
    '3.85%–10.8%',
    ...Object.values(guarantee).map(String).slice(2, 5),
    late.standard,
  ])
    expect(text).toContain(said);
  expect(text).toContain('以本金10万元、期限12个月、等额本息测算');
  expect(text).toContain('除上列息费外，贷款机构及其合作机构不向借款人收取其他费用');
  const sizes = await page
    .locator('.told dd, .whole b, .sheet dd')
    .evaluateAll((all) => all.map((one) => getComputedStyle(one).fontSize));
  expect(new Set(sizes).size).toBe(1);
  expect(await page.locator('.whole').textContent()).toBe('年化综合融资成本5.85%–12.8%');
});

test('of a form without one asks nothing', async () => {
  server.bundles.set('short', short);
  const page = await filledPage();
  expect(await button(page, '查看综合融资成本明示表').count()).toBe(0);
  await submitButton(page).click();
  await expect.poll(() => server.posted.length).toBe(1);
  expect(server.posted[0]?.submission).not.toHaveProperty('costSheet');
});

const kept = process.env.JINJIAN_SCREENS;
test.skipIf(kept === undefined)('looks well on phones and desks, in light and dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const viewport of [
      { width: 390, height: 844 },
      { width: 1280, height: 800 },
    ]) {
      const page = await filledPage();
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await page.screenshot({ path: `${kept}/form-${colorScheme}-${viewport.width}.png` });
      await button(page, '查看综合融资成本明示表').click();
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${kept}/sheet-${colorScheme}-${viewport.width}.png` });
      await page.close();
    }
});
