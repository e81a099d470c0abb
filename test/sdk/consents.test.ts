/** Consent: never ticked but by a hand, what is shown is what is sent, the full text one tap away. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PublishedNotice } from '../../contract/notice.ts';
import { launchChromium } from '../browser/chromium.ts';
import {
  ageBox,
  button,
  consent,
  fillApplicant,
  fillBusiness,
  openPage,
  scriptPage,
  submitButton,
} from './open-page.ts';
import { bundle, notices } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('biz-loan', bundle);
  server.pages.set('/', partnerPage(scriptPage('biz-loan')));
});

async function atConsents(path = '/'): Promise<Page> {
  const { page } = await openPage(browser, server, path);
  await fillApplicant(page);
  await fillBusiness(page);
  return page;
}

function ticks(page: Page): Promise<boolean[]> {
  return page
    .locator('.row input')
    .evaluateAll((boxes) => boxes.map((box) => box instanceof HTMLInputElement && box.checked));
}

test('every consent starts unticked, whatever the address or the attributes say (PI-04) (MK-10)', async () => {
  server.pages.set(
    '/ticked',
    partnerPage(
      `<jinjian-form tenant="acme" form="biz-loan" privacy="granted" consents="all" checked></jinjian-form>${scriptPage('biz-loan')}`,
    ),
  );
  const page = await atConsents('/ticked?privacy=granted&consent=all');
  expect(await ticks(page)).toEqual([false, false, false, false]);
});

test('what is typed goes nowhere before it is agreed to and sent, and no cookie is set (PI-04)', async () => {
  const { page } = await openPage(browser, server, '/');
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  await fillApplicant(page);
  await fillBusiness(page);
  await submitButton(page).click();
  await page.locator('.row .error:not(:empty)').first().waitFor();
  expect(server.posted).toEqual([]);
  expect(sent.length).toBeGreaterThan(0);
  const typed = ['张三', encodeURIComponent('张三'), '13800138000', '200000'];
  expect(sent.filter((one) => typed.some((value) => one.includes(value)))).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
});

test('a row is a sentence that names the recipient in bold, with the notice beside it', async () => {
  const page = await atConsents();
  const row = page.locator('.row').nth(2);
  expect(await row.locator('label').textContent()).toBe(
    '我单独同意将我的姓名、手机号码、申请金额提供给江南农村商业银行股份有限公司，用于贷款审核、与您联系办理贷款。',
  );
  expect(await row.locator('b').textContent()).toBe('江南农村商业银行股份有限公司');
  await row.getByRole('button', { name: '《个人信息对外提供授权书》' }).waitFor();
});

test('a required consent left out is asked for; ticking it is enough', async () => {
  const page = await atConsents();
  await submitButton(page).click();
  expect(await page.locator('.row .error:not(:empty)').allInnerTexts()).toEqual([
    '请阅读并勾选《个人信息处理规则》后提交',
    '请确认您已年满18周岁，勾选后提交',
  ]);
  expect(server.posted).toEqual([]);
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已受理').waitFor();
  expect(
    server.posted[0]?.submission.grants.map(({ notice, version, digest, decision }) => ({
      notice,
      version,
      digest,
      decision,
    })),
  ).toEqual(
    notices.map(({ id, version, digest }) => ({
      notice: id,
      version,
      digest,
      decision: id === 'privacy' ? 'granted' : 'refused',
    })),
  );
});

test('MK-22: below a ticked marketing consent each channel can be left out; what is left is sent, none is a refusal', async () => {
  const [privacy] = notices;
  if (privacy === undefined) throw new Error('the sample form has no notice');
  const marketing: PublishedNotice = {
    ...privacy,
    id: 'marketing',
    kind: 'marketing',
    title: '产品资讯联系授权书',
    summary: '我愿意接收产品资讯，可随时退订。',
    digest: `sha256:${'5e'.repeat(32)}`,
    channels: ['sms', 'phone', 'wechat'],
  };
  const { id: notice, version, digest } = marketing;
  server.bundles.set('biz-loan', {
    ...bundle,
    notices: [...notices, marketing],
    form: {
      ...bundle.form,
      consents: [...bundle.form.consents, { notice, version, digest, required: false }],
    },
  });
  const page = await atConsents();
  const ways = page.locator('.ways button');
  expect(await ways.count()).toBe(0);
  await consent(page).click();
  await ageBox(page).check();
  await consent(page, 3).click();
  expect(await ways.allInnerTexts()).toEqual(['短信', '电话', '微信']);
  const pressed = () => ways.evaluateAll((all) => all.map((one) => one.getAttribute('aria-pressed')));
  expect(await pressed()).toEqual(['true', 'true', 'true']);
  // A script's click decides nothing.
  await ways.first().evaluate((one) => one instanceof HTMLElement && one.click());
  expect(await pressed()).toEqual(['true', 'true', 'true']);
  await ways.nth(0).click();
  await ways.nth(1).click();
  expect(await pressed()).toEqual(['false', 'false', 'true']);
  await ways.nth(2).click();
  expect((await ticks(page))[3]).toBe(false);
  expect(await ways.count()).toBe(0);
  await consent(page, 3).click();
  await ways.nth(1).click();
  await submitButton(page).click();
  await page.getByText('申请已受理').waitFor();
  expect(server.posted[0]?.submission.grants.at(-1)).toMatchObject({
    notice: 'marketing',
    decision: 'granted',
    channels: ['sms', 'wechat'],
  });
});

test.each([
  ['calls click() on the box', 'input', 'click'],
  ['calls click() on its label', 'label', 'click'],
  ['makes a click event for the box', 'input', 'event'],
  ['makes a click event for its label', 'label', 'event'],
])('a script that %s ticks nothing', async (_name, part, act) => {
  const page = await atConsents();
  await page.locator('jinjian-form').evaluate(
    (element, [selector, how]) => {
      for (const one of element.shadowRoot?.querySelectorAll<HTMLElement>(`.row ${selector}`) ?? []) {
        if (how === 'click') one.click();
        else one.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true }));
      }
    },
    [part, act] as const,
  );
  expect(await ticks(page)).toEqual([false, false, false, false]);
  await submitButton(page).click();
  await page.locator('.row .error:not(:empty)').first().waitFor();
  expect(server.posted).toEqual([]);
});

test('a box that a script sets is not a consent: the form goes on asking', async () => {
  const page = await atConsents();
  await page.locator('jinjian-form').evaluate((element) => {
    for (const box of element.shadowRoot?.querySelectorAll<HTMLInputElement>('.row input') ?? []) {
      box.checked = true;
      box.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });
  await submitButton(page).click();
  await page.locator('.row .error:not(:empty)').first().waitFor();
  expect(await ticks(page)).toEqual([false, false, false, false]);
  expect(server.posted).toEqual([]);
});

test('the sentence is a label: tapping it ticks its own consent and no other; again unticks (PI-09)', async () => {
  const page = await atConsents();
  await page
    .locator('.row label')
    .nth(1)
    .click({ position: { x: 5, y: 5 } });
  expect(await ticks(page)).toEqual([false, true, false, false]);
  await page
    .locator('.row label')
    .nth(1)
    .click({ position: { x: 5, y: 5 } });
  expect(await ticks(page)).toEqual([false, false, false, false]);
});

test('the full text opens in a dialog with every duty told, closes by Esc, and gives the focus back', async () => {
  const page = await atConsents();
  await button(page, '《个人信息对外提供授权书》').click();
  const sheet = page.getByRole('dialog', { name: '个人信息对外提供授权书' });
  await sheet.waitFor();
  expect(await sheet.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
    '提供方式',
    '处理目的',
    '涉及的个人信息',
    '接收方',
    '保存期限',
    '不同意的后果',
    '如何撤回',
    '联系方式',
  ]);
  await sheet.getByText('联系方式：95300，江苏省常州市武进区延政中路9号').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  expect(
    await page.locator('jinjian-form').evaluate((element) => element.shadowRoot?.activeElement?.textContent),
  ).toBe('《个人信息对外提供授权书》');
  expect(await ticks(page)).toEqual([false, false, false, false]);
});

test('reading to the end by hand is told, scrolling by script is not', async () => {
  const page = await atConsents();
  for (const [title, byHand] of [
    ['《个人信息处理规则》', true],
    ['《个人信息对外提供授权书》', false],
  ] as const) {
    await button(page, title).click();
    const text = page.locator('.sheet .text');
    await text.hover();
    if (byHand) await page.mouse.wheel(0, 9000);
    else await text.evaluate((element) => element.scrollTo(0, 9000));
    await expect
      .poll(() => text.evaluate((one) => one.scrollTop + one.clientHeight >= one.scrollHeight - 2))
      .toBe(true);
    await page.waitForTimeout(100);
    await page.getByRole('button', { name: '关闭' }).last().click();
  }
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已受理').waitFor();
  const told = server.posted[0]?.submission.grants.map((grant) => grant.presentation);
  expect(told?.map((one) => one?.scrolledToEnd)).toEqual([true, false, false]);
  expect(told?.map((one) => one?.trusted)).toEqual([true, undefined, undefined]);
  for (const one of told ?? []) {
    expect(one?.fontPx).toBe(15);
    expect(one?.contrast).toBeGreaterThan(7);
    expect(one?.visibleMs).toBeGreaterThan(0);
  }
});

test('contrast is not claimed when the page makes the form see-through', async () => {
  server.pages.set('/', partnerPage(`<div style="opacity:.3">${scriptPage('biz-loan')}</div>`));
  const page = await atConsents();
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已受理').waitFor();
  expect(server.posted[0]?.submission.grants[0]?.presentation?.contrast).toBeNull();
});

test('without modal dialogs (Safari before 15.4) the text opens, holds the focus and closes by Esc', async () => {
  server.pages.set(
    '/',
    partnerPage(`<script>delete HTMLDialogElement.prototype.showModal</script>${scriptPage('biz-loan')}`),
  );
  const page = await atConsents();
  await button(page, '《个人信息处理规则》').click();
  await page.getByRole('dialog', { name: '个人信息处理规则' }).waitFor();
  for (let stops = 0; stops < 6; stops++) await page.keyboard.press('Tab');
  const inside = () =>
    page
      .locator('jinjian-form')
      .evaluate((element) => Boolean(element.shadowRoot?.activeElement?.closest('.sheet')));
  expect(await inside()).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
});
