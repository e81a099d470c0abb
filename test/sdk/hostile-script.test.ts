/** Scripts of the page that freeze, patch or remove what ours stands on: the form is filled and sent, or says that it can't. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
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
import { bundle } from './sample-form.ts';
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
});

/** A page whose own script runs before ours, and some of it after. */
function openAfter(own: string, after = '') {
  server.pages.set(
    '/',
    partnerPage(`<script>${own}</script>${scriptPage('biz-loan')}<script>${after}</script>`),
  );
  return openPage(browser, server, '/?utm_source=wx');
}

const values = {
  name: '张三',
  phone: '13800138000',
  identity: 'individual',
  region: '320400',
  amount: 200_000,
  term: 12,
};

/** Page scripts under which nothing at all may change. */
const harmless: [string, string][] = [
  [
    'the prototypes are frozen',
    'for (const one of [Object, Array, Map, Set, Promise, Function, String, Number, Date, RegExp, Event, EventTarget, Node, Element, HTMLElement, JSON]) { Object.freeze(one.prototype ?? one); Object.freeze(one); }',
  ],
  [
    'Object.prototype and Array.prototype have enumerable additions',
    "Object.prototype.extend = function () {}; Object.prototype.theme = 'x'; Array.prototype.contains = function () {}; Array.prototype.extra = 1;",
  ],
  [
    'Array.prototype has a toJSON (Prototype.js before 1.7)',
    'Array.prototype.toJSON = function () { return "[" + this.length + "]" };',
  ],
  [
    'Object.prototype has a toJSON',
    'Object.defineProperty(Object.prototype, "toJSON", { value() { return "stolen" }, configurable: true, writable: true });',
  ],
  [
    'String.prototype and Date.prototype have a toJSON (Prototype.js)',
    'String.prototype.toJSON = function () { return "\\"" + this + "\\"" }; Number.prototype.toJSON = String.prototype.toJSON; Date.prototype.toJSON = function () { return "then" };',
  ],
  ['IntersectionObserver is gone', 'delete window.IntersectionObserver;'],
  [
    'sendBeacon is gone, and throws elsewhere',
    'Object.defineProperty(navigator, "sendBeacon", { value: undefined });',
  ],
  ['sendBeacon throws', 'navigator.sendBeacon = () => { throw new Error("no") };'],
  ['crypto.randomUUID is gone', 'delete Crypto.prototype.randomUUID;'],
  [
    'reading storage throws',
    'for (const name of ["sessionStorage", "localStorage"]) Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError") } });',
  ],
  [
    'storage is full',
    'Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") };',
  ],
  [
    'storage holds nonsense',
    'Storage.prototype.getItem = () => "{\\"__proto__\\":1}"; Storage.prototype.setItem = () => {};',
  ],
  [
    'customElements.define says what it does',
    'const define = customElements.define; customElements.define = function (name, ...rest) { console.log("defining", name); return define.call(this, name, ...rest) };',
  ],
  [
    'console is silenced',
    'window.console = { log() {}, get error() { return undefined }, get warn() { return undefined } };',
  ],
  ['AbortController is gone', 'delete window.AbortController;'],
  ['requestAnimationFrame never calls back', 'window.requestAnimationFrame = () => 0;'],
  [
    'a listener of the page stops every event it can',
    'for (const name of ["submit", "input", "change", "keydown"]) document.addEventListener(name, (event) => event.stopPropagation());',
  ],
];

test.each(harmless)('where %s the form is filled and sent as ever', async (_name, own) => {
  const { page, trouble } = await openAfter(own);
  await fillApplicant(page);
  await fillBusiness(page);
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已受理').waitFor();
  expect(server.posted).toHaveLength(1);
  const { submission } = server.posted[0] ?? {};
  expect(submission).toMatchObject({ form: 'biz-loan', formVersion: 4, values });
  expect(submission?.values).toEqual(values);
  expect(submission?.grants.map(({ notice, decision }) => [notice, decision])).toEqual([
    ['privacy', 'granted'],
    ['sensitive', 'refused'],
    ['provide-bank-a', 'refused'],
  ]);
  expect(submission?.id).toMatch(/^sub_[\w-]{22}$/);
  expect(trouble).toEqual([]);
});

/** Page scripts that cost something beside the form, never the application. */
const costly: [string, string][] = [
  [
    'URLSearchParams is patched to throw',
    'window.URLSearchParams = class { constructor() { throw new Error("no") } };',
  ],
  ['URLSearchParams is gone', 'delete window.URLSearchParams;'],
  [
    'IntersectionObserver is a stand-in that never reports',
    'window.IntersectionObserver = class { observe() {} unobserve() {} disconnect() {} };',
  ],
  [
    'IntersectionObserver throws',
    'window.IntersectionObserver = class { constructor() { throw new Error("no") } };',
  ],
];

test.each(costly)('where %s the application is sent all the same', async (_name, own) => {
  const { page } = await openAfter(own);
  await fillApplicant(page);
  await fillBusiness(page);
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已受理').waitFor();
  expect(server.posted.map(({ submission }) => submission.values)).toEqual([values]);
});

/** A page's fetch that keeps the answer from us. */
const brokenFetch: [string, string][] = [
  ['throws at once', 'window.fetch = () => { throw new Error("patched") };'],
  ['rejects', 'window.fetch = () => Promise.reject(new Error("patched"));'],
  ['answers nonsense', 'window.fetch = () => Promise.resolve({ ok: true, hello: 1 });'],
  ['answers nothing', 'window.fetch = () => undefined;'],
  ['is gone', 'delete window.fetch;'],
  ['never answers', 'window.fetch = () => new Promise(() => {});'],
];

test.each(brokenFetch)(
  'where the page’s fetch %s the form is sent once, by the other way there is',
  async (_name, own) => {
    // The time limit of one that never answers, and the wait for a retry, pass on the page's clock, not on ours.
    server.pages.set('/', partnerPage(`<script>${own}</script>${scriptPage('biz-loan')}`));
    const { page, trouble } = await openPage(browser, server, '/', { clock: new Date() });
    await fillApplicant(page);
    await fillBusiness(page);
    await consent(page).click();
    await ageBox(page).check();
    await submitButton(page).click();
    const isDone = async () => {
      await page.clock.runFor(4_000);
      return page.getByText('申请已受理').count();
    };
    await expect.poll(isDone, { timeout: 15_000 }).toBe(1);
    expect(server.posted.map(({ submission }) => submission.values)).toEqual([values]);
    expect(trouble).toEqual([]);
  },
);

/**
 * What is beyond help: the SDK, like any other script, is built on these, and a page that replaces them with something
 * that does not do the same breaks it. Then one clear console error stands, and words for the applicant.
 */
test('where the page broke what sending stands on, the applicant is told and the console says it once', async () => {
  const { page, trouble } = await openAfter(
    'document.addEventListener("jinjian:submit", () => { JSON.stringify = undefined });',
  );
  await fillApplicant(page);
  await fillBusiness(page);
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByRole('alert').waitFor();
  expect(await textbox(page, '申请金额').inputValue()).toBe('200000');
  expect(await submitButton(page).getAttribute('aria-disabled')).toBe('false');
  expect(trouble.filter((text) => text.startsWith('[jinjian]'))).toHaveLength(1);
});

test('where the page broke what filling stands on, the applicant is told at the first step, and what was typed stays', async () => {
  const { page } = await openAfter('performance.now = undefined;');
  await textbox(page, '姓名').fill('张三');
  await button(page, '下一步').click();
  await page.getByRole('alert').getByText('您填写的内容都在').waitFor();
  expect(await textbox(page, '姓名').inputValue()).toBe('张三');
  expect(await button(page, '下一步').getAttribute('aria-disabled')).toBe('false');
});

test.each([
  ['no script runs', 'delete window.Jinjian;', '<p></p>'],
  [
    'elements cannot be defined',
    'CustomElementRegistry.prototype.define = () => { throw new Error("no elements here") };',
    '<script src="/w/jinjian.js"></script>',
  ],
  [
    'shadow roots are gone',
    'Element.prototype.attachShadow = () => { throw new Error("no shadow here") };',
    '<script src="/w/jinjian.js"></script>',
  ],
])(
  'where %s the page’s own words between the tags stay, and at most one error is said',
  async (_name, own, tag) => {
    server.pages.set(
      '/',
      partnerPage(
        `<script>${own}</script><jinjian-form tenant="acme" form="biz-loan">请致电 400-800-1234 申请</jinjian-form>${tag}`,
      ),
    );
    const { page, trouble } = await openPage(browser, server, '/');
    await page.getByText('请致电 400-800-1234 申请').waitFor();
    expect(trouble.length).toBeLessThanOrEqual(1);
  },
);

test('words between the tags are for then only: a form that is shown stands in their place', async () => {
  server.pages.set(
    '/',
    partnerPage(
      `<jinjian-form tenant="acme" form="biz-loan"><p>请致电 400-800-1234 申请</p></jinjian-form><script src="/w/jinjian.js"></script>`,
    ),
  );
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').waitFor();
  expect(await page.getByText('请致电').isVisible()).toBe(false);
});

/** What a page could read of the applicant without us, it can read with us: the shadow root is open. It gets no more. */
test('events, the global object and storage carry nothing that was typed', async () => {
  const { page } = await openAfter(
    `window.heard = [];
    for (const name of ['ready', 'step', 'submit', 'done', 'error']) document.addEventListener('jinjian:' + name, ({ detail }) => heard.push(detail));`,
  );
  await fillApplicant(page);
  await fillBusiness(page);
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已受理').waitFor();
  const open = await page.evaluate(
    'JSON.stringify([heard, { ...localStorage }, { ...sessionStorage }, document.cookie, Object.keys(Jinjian), location.href])',
  );
  expect(open).toContain('biz-loan');
  expect(open).not.toMatch(/张三|13800138000|138 0013|200000/);
  const kept = await page.evaluate(
    () => document.querySelector('jinjian-form')?.shadowRoot?.textContent ?? '',
  );
  expect(kept).not.toMatch(/张三|13800138000/);
});
