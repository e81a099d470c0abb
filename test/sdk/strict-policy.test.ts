/** A page with a strict content security policy, on another origin than the form's server: shown, styled, filled, sent. */
import { createHash } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, button, consent, openPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { StandIn, script } from './stand-in.ts';

let browser: Browser;
/** Where the form comes from. */
const server = new StandIn();
/** Where the page is. */
const partner = new StandIn();
const bundle = formOf([
  { id: 'name', kind: 'name', label: '姓名', required: true, purpose: '用于称呼您' },
  { id: 'phone', kind: 'phone', label: '手机号码', required: true, purpose: '用于联系您' },
  { id: 'amount', kind: 'amount', label: '申请金额', required: true, purpose: '用于匹配产品', min: 10_000 },
]);

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen(), partner.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close(), partner.close()]));
beforeEach(() => {
  server.reset();
  partner.reset();
  server.bundles.set('short', bundle);
});

const watchViolations = `window.violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  violations.push(event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sample));`;

/** Opens a page with nothing but `body` under a policy; page and form's server have different origins. */
async function openUnder(policy: string[], body: string, init = '') {
  partner.pageHeaders.set('/', { 'Content-Security-Policy': policy.join('; ') });
  partner.pages.set(
    '/',
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>伙伴页面</title></head><body>${body}</body></html>`,
  );
  return openPage(browser, partner, '/', { init: watchViolations + init, formServer: server.origin });
}

function violations(page: Page): Promise<string[]> {
  return page.evaluate('violations');
}

/** The parts that show that both style sheets are in force. */
function looks(page: Page) {
  return page.locator('jinjian-form').evaluate((form) => {
    const root = form.shadowRoot;
    const style = (selector: string) => getComputedStyle(root?.querySelector(selector) ?? form);
    return {
      button: style('button[type=submit]').backgroundColor,
      input: style('input').borderRadius,
      inputSize: style('input').fontSize,
    };
  });
}

const styled = { button: 'rgb(11, 107, 83)', input: '10px', inputSize: '16px' };

async function useForm(page: Page): Promise<void> {
  await textbox(page, '姓名').fill('张三');
  await textbox(page, '手机号码').fill('13800138000');
  await textbox(page, '申请金额').fill('200000');
  await page.getByText('20万元').waitFor();
  // The sheet is of the second part, with a style of its own.
  await button(page, '《个人信息处理规则》').click();
  await page.getByRole('dialog').waitFor();
  const position = await page.getByRole('dialog').evaluate((sheet) => getComputedStyle(sheet).position);
  expect(position).toBe('fixed');
  await page.keyboard.press('Escape');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
}

function strict(): string[] {
  return [
    "default-src 'none'",
    `script-src ${server.origin}`,
    "style-src 'self'",
    `connect-src ${server.origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types jinjian',
  ];
}

function versionedPath(): string {
  return `${server.origin}/w/jinjian-${process.env.npm_package_version ?? '0.1.0'}.js`;
}

test('with no unsafe source and Trusted Types the form is styled, filled and sent, and nothing is reported', async () => {
  const { page, trouble } = await openUnder(
    strict(),
    `<script src="${server.origin}/w/acme/short.js"></script>`,
  );
  await textbox(page, '姓名').waitFor();
  expect(await looks(page)).toEqual(styled);
  await useForm(page);
  expect(await violations(page)).toEqual([]);
  expect(trouble).toEqual([]);
  expect(server.posted.map(({ submission }) => submission.page?.origin)).toEqual([partner.origin]);
});

test('the immutable file of one version holds under its integrity, and the form is fetched', async () => {
  const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`;
  const { page, trouble } = await openUnder(
    strict(),
    `<jinjian-form tenant="acme" form="short" base="${server.origin}"></jinjian-form>
     <script src="${versionedPath()}" integrity="${integrity}" crossorigin="anonymous"></script>`,
  );
  await textbox(page, '姓名').waitFor();
  expect(await looks(page)).toEqual(styled);
  await useForm(page);
  expect(await violations(page)).toEqual([]);
  expect(trouble).toEqual([]);
});

test('a file that is not the one the page vouched for does not run', async () => {
  const integrity = `sha384-${createHash('sha384').update(`${script} `).digest('base64')}`;
  const { page } = await openUnder(
    strict(),
    `<script src="${versionedPath()}" integrity="${integrity}" crossorigin="anonymous"></script>`,
  );
  expect(await page.evaluate("typeof Jinjian + ' ' + typeof customElements.get('jinjian-form')")).toBe(
    'undefined undefined',
  );
});

test.each([
  ['replaceSync is not there (Chrome before 73)', 'delete CSSStyleSheet.prototype.replaceSync;'],
  [
    'no sheet can be constructed (Safari before 16.4)',
    'const Sheet = CSSStyleSheet; window.CSSStyleSheet = new Proxy(Sheet, { construct() { throw new TypeError("Illegal constructor") } });',
  ],
])('where %s, style elements carry the nonce of the script tag', async (_name, init) => {
  const { page, trouble } = await openUnder(
    [
      "default-src 'none'",
      "script-src 'nonce-abc'",
      "style-src 'nonce-abc'",
      `connect-src ${server.origin}`,
      "require-trusted-types-for 'script'",
      'trusted-types jinjian',
    ],
    `<script nonce="abc" src="${server.origin}/w/acme/short.js"></script>`,
    init,
  );
  await textbox(page, '姓名').waitFor();
  expect(await looks(page)).toEqual(styled);
  await useForm(page);
  expect(await violations(page)).toEqual([]);
  expect(trouble).toEqual([]);
});

test('where a policy refuses every style, the form stands without it and can be sent', async () => {
  const { page } = await openUnder(
    ["default-src 'none'", `script-src ${server.origin}`, `connect-src ${server.origin}`],
    `<script src="${server.origin}/w/acme/short.js"></script>`,
    'const Sheet = CSSStyleSheet; window.CSSStyleSheet = new Proxy(Sheet, { construct() { throw new TypeError("Illegal constructor") } });',
  );
  await textbox(page, '姓名').fill('张三');
  await textbox(page, '手机号码').fill('13800138000');
  await textbox(page, '申请金额').fill('200000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
});
