/** Networks that break at each step, clocks that are wrong, fingers, browsers and scripts that interfere: nothing is lost or doubled. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Field } from '../../contract/form.ts';
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
  textbox,
} from './open-page.ts';
import { bundle, formOf, withSensitive } from './sample-form.ts';
import { accepted, partnerPage, StandIn } from './stand-in.ts';

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
  server.pages.set('/next', partnerPage('<p>下一页</p>'));
});

const values = {
  name: '张三',
  phone: '13800138000',
  identity: 'individual',
  region: '320400',
  amount: 200_000,
  term: 12,
};

async function fillAll(page: Page): Promise<void> {
  await fillApplicant(page);
  await fillBusiness(page);
  await consent(page).click();
  await ageBox(page).check();
}

async function expectSentOnce(page: Page): Promise<void> {
  await page.getByText('申请已受理').waitFor();
  expect(new Set(server.posted.map(({ submission }) => submission.id)).size).toBe(1);
  expect(server.posted.at(-1)?.submission.values).toEqual(values);
}

test('offline before the first touch: the button says so, and goes on once the network is back', async () => {
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').waitFor();
  await page.context().setOffline(true);
  await textbox(page, '姓名').fill('张三');
  await textbox(page, '手机号码').fill('138 0013 8000');
  await button(page, '下一步').click();
  await page.getByRole('alert').getByText('您填写的内容都在').waitFor();
  expect(await textbox(page, '姓名').inputValue()).toBe('张三');
  await page.context().setOffline(false);
  await fillAll(page);
  await submitButton(page).click();
  await expectSentOnce(page);
});

test('offline between the steps: the next step is there, and sending waits for the network and then goes by itself', async () => {
  const { page } = await openPage(browser, server, '/');
  await fillApplicant(page);
  await page.context().setOffline(true);
  await fillBusiness(page);
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByRole('button', { name: '网络已断开，联网后自动提交…' }).waitFor();
  await page.context().setOffline(false);
  await expectSentOnce(page);
  expect(server.posted).toHaveLength(1);
});

test('the form cannot be fetched: it says so and is there at the next try', async () => {
  server.pages.set(
    '/',
    partnerPage(
      '<jinjian-form tenant="acme" form="biz-loan"></jinjian-form><script src="/w/jinjian.js"></script>',
    ),
  );
  let cuts = 1;
  const { page } = await openPage(browser, server, '/next');
  await page.route('**/v1/t/acme/forms/biz-loan', (route) => (cuts-- > 0 ? route.abort() : route.continue()));
  await page.goto(`${server.origin}/`);
  await page.getByRole('alert').getByText('申请表暂时无法显示，请稍后重新加载').waitFor();
  await button(page, '重新加载').click();
  await textbox(page, '姓名').waitFor();
});

test('an answer that is lost after the server had it is asked for under the same id', async () => {
  server.replies = ['drop', { status: 200, body: accepted }];
  const { page } = await openPage(browser, server, '/');
  await fillAll(page);
  await submitButton(page).click();
  await expectSentOnce(page);
  expect(server.posted).toHaveLength(2);
});

/** To the rules, and to what the number asks for beside it. */
async function agreeToBoth(page: Page): Promise<void> {
  await page.locator('.own').getByRole('checkbox').click();
  await page.locator('.agree .row').first().getByRole('checkbox').click();
}

test.each([
  ['a year behind', -365],
  ['a year ahead', 365],
  ['in 1970', -20_400],
])('a clock that is %s changes nothing but the times in the submission', async (_name, days) => {
  const clock = new Date(Math.max(60_000, Date.now() + days * 86_400_000));
  const { page, trouble } = await openPage(browser, server, '/?r=ABCDEFGH23', { clock });
  await fillAll(page);
  await submitButton(page).click();
  await page.getByText('申请已受理').waitFor();
  const { submission } = server.posted[0] ?? {};
  expect(submission?.values).toEqual(values);
  expect(submission?.ref).toBe('ABCDEFGH23');
  expect(Math.abs(Date.parse(submission?.startedAt ?? '') - clock.getTime())).toBeLessThan(120_000);
  for (const { presentation } of submission?.grants ?? [])
    expect(presentation?.visibleMs).toBeGreaterThanOrEqual(0);
  expect(trouble).toEqual([]);
});

/** An identity number, check digit and all (GB 11643-1999), of one born so many days ago. */
function idNumberOf(daysAgo: number): string {
  const born = new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10).replace(/-/g, '');
  const digits = `110105${born}002`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return digits + '10X98765432'[sum % 11];
}

const halfPast18 = idNumberOf(18.5 * 365.25);

async function openIdForm(clock: Date): Promise<Page> {
  const idNumber: Field = {
    id: 'idNumber',
    kind: 'id_number',
    label: '身份证号码',
    required: true,
    purpose: '用于核实身份',
  };
  server.bundles.set('short', withSensitive(formOf([idNumber])));
  server.pages.set('/', partnerPage(scriptPage('short')));
  const { page } = await openPage(browser, server, '/', { clock });
  return page;
}

test.each([
  ['a year behind', -365],
  ['in 1970', -20_400],
])('by a clock that is %s nobody of age is told to be under it', async (_name, days) => {
  const page = await openIdForm(new Date(Math.max(60_000, Date.now() + days * 86_400_000)));
  await textbox(page, '身份证号码').fill(halfPast18);
  await agreeToBoth(page);
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted[0]?.submission.values).toEqual({ idNumber: halfPast18 });
});

test('by a clock that is right one of 17 is told, and nothing is sent', async () => {
  const page = await openIdForm(new Date());
  await textbox(page, '身份证号码').fill(idNumberOf(17.5 * 365.25));
  await agreeToBoth(page);
  await submitButton(page).click();
  await page.getByText('年满18周岁').first().waitFor();
  expect(server.posted).toEqual([]);
});

test('a clock set back while the form is open loses neither time nor answers', async () => {
  const { page } = await openPage(browser, server, '/');
  await fillApplicant(page);
  await page.evaluate('{ const now = Date.now; Date.now = () => now() - 365 * 86400000; }');
  await fillBusiness(page);
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await expectSentOnce(page);
  for (const { presentation } of server.posted[0]?.submission.grants ?? [])
    expect(presentation?.visibleMs).toBeGreaterThanOrEqual(0);
});

test('two taps, Enter and a script’s click at once send one submission', async () => {
  server.replies = [{ status: 201, body: accepted, delayMs: 400 }];
  const { page } = await openPage(browser, server, '/');
  await fillAll(page);
  await submitButton(page).dblclick();
  await page.keyboard.press('Enter');
  await page.evaluate(() => {
    const form = document.querySelector('jinjian-form')?.shadowRoot?.querySelector('form');
    form?.requestSubmit();
    form?.dispatchEvent(new Event('submit', { cancelable: true }));
    form?.querySelector<HTMLButtonElement>('button[type=submit]')?.click();
  });
  await expectSentOnce(page);
  expect(server.posted).toHaveLength(1);
});

test('away and back before sending: what was typed is there again, no consent is ticked, and one is sent', async () => {
  const { page } = await openPage(browser, server, '/');
  await fillAll(page);
  await page.goto(`${server.origin}/next`);
  await page.goBack();
  // At the step it was left, with the answers of both.
  await expect.poll(() => textbox(page, '申请金额').inputValue()).toBe('200000');
  expect(await page.getByRole('combobox', { name: '城市' }).inputValue()).toBe('320400');
  expect(await page.getByRole('radio', { name: '个体工商户' }).isChecked()).toBe(true);
  for (let at = 0; at < 3; at++) expect(await consent(page, at).isChecked()).toBe(false);
  await button(page, '上一步').click();
  expect(await textbox(page, '姓名').inputValue()).toBe('张三');
  expect(await textbox(page, '手机号码').inputValue()).toBe('138 0013 8000');
  await button(page, '下一步').click();
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await expectSentOnce(page);
  expect(server.posted).toHaveLength(1);
});

test('away and back from the browser’s memory: all is as it was left, and one is sent', async () => {
  const remembering = await launchChromium(['--disable-back-forward-cache']);
  try {
    const { page } = await openPage(remembering, server, '/', {
      init: "addEventListener('pageshow', (event) => { window.fromMemory = event.persisted })",
    });
    await fillAll(page);
    await page.evaluate('void (location.href = "/next")');
    await page.getByText('下一页').waitFor();
    await page.evaluate('void history.back()');
    await submitButton(page).waitFor();
    expect(await page.evaluate('fromMemory')).toBe(true);
    expect(await textbox(page, '申请金额').inputValue()).toBe('200000');
    expect(await consent(page).isChecked()).toBe(true);
    await submitButton(page).click();
    await expectSentOnce(page);
    expect(server.posted).toHaveLength(1);
  } finally {
    await remembering.close();
  }
});

test('back from the next page after sending: the receipt, never a second submission', async () => {
  const { page } = await openPage(browser, server, '/');
  await fillAll(page);
  await submitButton(page).click();
  await page.getByText('申请已受理').waitFor();
  await page.goto(`${server.origin}/next`);
  await page.goBack();
  await page
    .getByText(/申请已受理|您已登记/)
    .first()
    .waitFor();
  const text = await page.evaluate(
    () => document.querySelector('jinjian-form')?.shadowRoot?.textContent ?? '',
  );
  expect(text).not.toContain('13800138000');
  await page.getByRole('link', { name: '查看授权回执' }).waitFor();
  expect(server.posted).toHaveLength(1);
});

test('a page that is frozen and comes back while sending still sends once', async () => {
  server.replies = [{ status: 201, body: accepted, delayMs: 500 }];
  const { page } = await openPage(browser, server, '/');
  await fillAll(page);
  await submitButton(page).click();
  await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    document.dispatchEvent(new Event('visibilitychange'));
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await expectSentOnce(page);
  expect(server.posted).toHaveLength(1);
});

/** What autofill and password managers do to a form: every control there is gets a value and its events, seen or not. */
async function autofillEverything(page: Page): Promise<void> {
  await page.evaluate(() => {
    const known: Record<string, string> = {
      name: '张三',
      phone: '13800138000',
      amount: '200000',
      region: '32',
      'region-city': '320400',
      comments: '自动填充',
    };
    const controls = document
      .querySelector('jinjian-form')
      ?.shadowRoot?.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
        'input, select, textarea',
      );
    for (const control of controls ?? []) {
      const isBox = control instanceof HTMLInputElement && /^(?:checkbox|radio)$/.test(control.type);
      if (control instanceof HTMLInputElement && isBox) control.checked = true;
      else control.value = known[control.name] ?? '';
      if (isBox) control.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      for (const name of ['input', 'change', 'blur'])
        control.dispatchEvent(new Event(name, { bubbles: true, composed: true }));
    }
  });
}

test('autofill of everything fills fields, ticks no consent and is sent once the applicant ticks', async () => {
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').waitFor();
  await autofillEverything(page);
  await button(page, '下一步').click();
  await page.getByText('个体工商户').waitFor();
  await autofillEverything(page);
  await page.getByText('个体工商户').click();
  await page.getByText('12个月', { exact: true }).click();
  for (let at = 0; at < 3; at++) expect(await consent(page, at).isChecked()).toBe(false);
  await submitButton(page).click();
  await page.getByText('请阅读并勾选《个人信息处理规则》后提交').first().waitFor();
  expect(server.posted).toEqual([]);
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已受理').waitFor();
  expect(server.posted).toHaveLength(1);
  const { submission } = server.posted[0] ?? {};
  expect(submission?.values).toEqual(values);
  // The input that people never see was filled too: that is told, and costs the applicant nothing.
  expect(submission?.trap).toBe('自动填充');
  expect(submission?.grants.map(({ decision }) => decision)).toEqual(['granted', 'refused', 'refused']);
});
