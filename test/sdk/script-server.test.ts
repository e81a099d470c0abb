/** The form's server is the one that its script names, whatever brought the script; `base` goes before it. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, consent, openPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
/** The form's server, and the partner's site: that one has no form. */
const [server, partner] = [new StandIn(), new StandIn()];
const phone = {
  id: 'phone',
  kind: 'phone',
  label: '手机号码',
  required: true,
  purpose: '用于联系您',
} as const;

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen(), partner.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close(), partner.close()]));
beforeEach(async () => {
  server.reset();
  partner.reset();
  server.bundles.set('short', formOf([phone]));
  partner.scripts.set('/copies/short.js', await formScript());
  partner.scripts.set(
    '/copies/sdk.js',
    `${await text('/w/jinjian.js')}Jinjian.load({"base":"${server.origin}"});`,
  );
});

async function text(path: string): Promise<string> {
  return (await fetch(server.origin + path)).text();
}

/** As the Worker writes it: with its own origin. */
async function formScript(base = server.origin): Promise<string> {
  return (await text('/w/acme/short.js')).replace('Jinjian.load({', `Jinjian.load({"base":"${base}",`);
}

/** The partner's page, filled and sent; nothing but its own files may be asked of the partner. */
async function sentFrom(body: string, head = ''): Promise<void> {
  partner.pages.set('/', partnerPage(body, head));
  const { page, trouble } = await openPage(browser, partner, '/', { formServer: server.origin });
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted).toHaveLength(1);
  expect(partner.requests.filter((path) => path !== '/' && !path.startsWith('/copies/'))).toEqual([]);
  expect(trouble).toEqual([]);
}

const element = '<jinjian-form tenant="acme" form="short"></jinjian-form>';
const get = 'fetch("/copies/short.js").then((answer) => answer.text()).then';

test.each([
  ['a copy on the partner’s host', '<script src="/copies/short.js"></script>'],
  ['a copy of the SDK alone', `${element}<script src="/copies/sdk.js"></script>`],
  ['a module', '<script type="module" src="/copies/short.js"></script>'],
  ['an import', '<script>import("/copies/short.js")</script>'],
  ['eval, after the page', `<script>onload = () => ${get}((code) => (0, eval)(code))</script>`],
  [
    'a blob',
    `<script>${get}((code) => { const script = document.createElement("script"); script.src = URL.createObjectURL(new Blob([code], { type: "text/javascript" })); document.body.append(script) })</script>`,
  ],
  [
    'a tag manager, as text of its own',
    `<script>${get}((code) => { const script = document.createElement("script"); script.text = code; document.head.append(script) })</script>`,
  ],
  [
    'a loader that delays every script until something is touched',
    `<script type="lazy" data-src="/copies/short.js"></script><script>onload = () => setTimeout(() => { for (const late of document.querySelectorAll("[type=lazy]")) late.replaceWith(Object.assign(document.createElement("script"), { src: late.dataset.src })) }, 100)</script>`,
  ],
  ['a page with a base address of its own', '<base href="/copies/"><script src="short.js"></script>'],
])('%s sends to the server that gave the script', (_what, body) => sentFrom(body));

test('two scripts in the wrong order: the element’s own server comes with its form', async () => {
  const elsewhere = 'https://other.example';
  partner.scripts.set('/copies/other.js', `Jinjian.load({"base":"${elsewhere}"});`);
  await sentFrom(
    `${element}<script src="/copies/sdk.js"></script><script src="/copies/other.js"></script><script src="/copies/short.js"></script>`,
  );
});

test.each([
  [
    'the element',
    (origin: string) =>
      `<jinjian-form tenant="acme" form="short" base="${origin}/"></jinjian-form><script src="/copies/wrong.js"></script>`,
  ],
  ['the script tag', (origin: string) => `<script src="/copies/wrong.js" data-base="${origin}"></script>`],
  [
    'the mounting call',
    (origin: string) =>
      `<div id="here"></div><script src="/copies/wrong-sdk.js"></script><script>Jinjian("mount", "#here", { tenant: "acme", form: "short", base: "${origin}" })</script>`,
  ],
])('the server that %s names goes before the script’s, for every part', async (_what, body) => {
  const wrong = 'http://127.0.0.1:9';
  partner.scripts.set('/copies/wrong.js', await formScript(wrong));
  partner.scripts.set(
    '/copies/wrong-sdk.js',
    `${await text('/w/jinjian.js')}Jinjian.load({"base":"${wrong}"});`,
  );
  await sentFrom(body(server.origin));
});
