/** Several forms on one page: of two tenants, of one, the same one twice, and two copies of the script. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Field } from '../../contract/form.ts';
import { launchChromium } from '../browser/chromium.ts';
import { openPage, scriptPage } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { accepted, partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const phone: Field = { id: 'phone', kind: 'phone', label: '手机号码', required: true, purpose: '用于联系您' };
const note: Field = { id: 'note', kind: 'text', label: '备注', required: true, purpose: '用于联系您' };

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  // Two tenants whose forms have the same id and digest, as templates make them.
  server.bundles.set('acme/short', formOf([phone]));
  server.bundles.set('globex/short', formOf([phone, note]));
  const other = formOf([phone, note], 'other');
  other.digest = other.form.digest = `sha256:${'6f'.repeat(32)}`;
  server.bundles.set('acme/other', other);
});

/** The element of one tenant's form. */
function formAt(page: Page, tenant: string, form = 'short'): Locator {
  return page.locator(`jinjian-form[tenant="${tenant}"][form="${form}"]`);
}

async function fill(form: Locator, number: string, text = ''): Promise<void> {
  await form.getByRole('textbox', { name: '手机号码' }).fill(number);
  if (text) await form.getByRole('textbox', { name: '备注' }).fill(text);
  await form.locator('.row').first().getByRole('checkbox').click();
  await form.locator('.age').getByRole('checkbox').check();
}

async function send(form: Locator): Promise<void> {
  await form.getByRole('button', { name: '提交并授权联系' }).click();
  await form.getByText('申请已提交').waitFor();
}

function sent() {
  return server.posted.map(({ tenant, submission: { form, values } }) => ({ tenant, form, values }));
}

test('forms of two tenants with the same id keep apart: values, ids, tenants', async () => {
  server.pages.set('/', partnerPage(`${scriptPage()}<script src="/w/globex/short.js"></script>`));
  const { page, trouble } = await openPage(browser, server, '/');
  const [acme, globex] = [formAt(page, 'acme'), formAt(page, 'globex')];
  await fill(acme, '13800138000');
  await fill(globex, '13912345678', '两家');
  expect(await acme.getByRole('textbox', { name: '手机号码' }).inputValue()).toBe('138 0013 8000');
  await send(globex);
  await send(acme);
  expect(sent()).toEqual([
    { tenant: 'globex', form: 'short', values: { phone: '13912345678', note: '两家' } },
    { tenant: 'acme', form: 'short', values: { phone: '13800138000' } },
  ]);
  expect(new Set(server.posted.map(({ submission }) => submission.id)).size).toBe(2);
  await expect
    .poll(() => server.requests.filter((path) => path.endsWith('/visits')).sort(), { timeout: 5_000 })
    .toEqual([
      ...Array<string>(2).fill('/v1/t/acme/visits'),
      ...Array<string>(2).fill('/v1/t/globex/visits'),
    ]);
  expect(trouble).toEqual([]);
});

test('events say whose they are', async () => {
  server.pages.set(
    '/',
    partnerPage(
      `<script>window.heard=[];document.addEventListener('jinjian:done',({detail,target})=>heard.push([detail.tenant,target.getAttribute('tenant')]))</script>
      ${scriptPage()}<script src="/w/globex/short.js"></script>`,
    ),
  );
  const { page } = await openPage(browser, server, '/');
  await fill(formAt(page, 'globex'), '13912345678', '两家');
  await send(formAt(page, 'globex'));
  expect(await page.evaluate('heard')).toEqual([['globex', 'globex']]);
});

test('two forms of one tenant send under ids of their own, at the same time', async () => {
  server.replies = [
    { status: 201, body: accepted, delayMs: 300 },
    { status: 201, body: accepted, delayMs: 300 },
  ];
  server.pages.set('/', partnerPage(`${scriptPage()}${scriptPage('other')}`));
  const { page, trouble } = await openPage(browser, server, '/');
  const [short, other] = [formAt(page, 'acme'), formAt(page, 'acme', 'other')];
  await fill(short, '13800138000');
  await fill(other, '13912345678', '另一份');
  await short.getByRole('button', { name: '提交并授权联系' }).click();
  await other.getByRole('button', { name: '提交并授权联系' }).click();
  await short.getByText('申请已提交').waitFor();
  await other.getByText('申请已提交').waitFor();
  expect(sent()).toEqual([
    { tenant: 'acme', form: 'short', values: { phone: '13800138000' } },
    { tenant: 'acme', form: 'other', values: { phone: '13912345678', note: '另一份' } },
  ]);
  expect(new Set(server.posted.map(({ submission }) => submission.id)).size).toBe(2);
  expect(trouble).toEqual([]);
});

test('the same form twice is two applications: neither is lost to the other', async () => {
  server.pages.set(
    '/',
    partnerPage(
      `<jinjian-form tenant="acme" form="short"></jinjian-form><jinjian-form tenant="acme" form="short"></jinjian-form>${scriptPage()}`,
    ),
  );
  const { page } = await openPage(browser, server, '/');
  const [upper, lower] = [formAt(page, 'acme').nth(0), formAt(page, 'acme').nth(1)];
  await fill(upper, '13800138000');
  await fill(lower, '13912345678');
  await send(upper);
  await send(lower);
  expect(sent().map(({ values }) => values.phone)).toEqual(['13800138000', '13912345678']);
  expect(new Set(server.posted.map(({ submission }) => submission.id)).size).toBe(2);
});

const twice = '<jinjian-form tenant="acme" form="short"></jinjian-form>'.repeat(2) + scriptPage();

test('the same form twice, sent at once with the same answers, is two applications still', async () => {
  const late = { status: 201, body: accepted, delayMs: 600 };
  server.replies = [late, late];
  server.pages.set('/', partnerPage(twice));
  const { page, trouble } = await openPage(browser, server, '/');
  const [upper, lower] = [formAt(page, 'acme').nth(0), formAt(page, 'acme').nth(1)];
  await fill(upper, '13800138000');
  await fill(lower, '13800138000');
  for (const form of [upper, lower]) await form.getByRole('button', { name: '提交并授权联系' }).click();
  for (const form of [upper, lower]) await form.getByText('申请已提交').waitFor();
  expect(server.posted).toHaveLength(2);
  expect(new Set(server.posted.map(({ submission }) => submission.id)).size).toBe(2);
  expect(trouble).toEqual([]);
});

test('the same form twice: neither shows what was typed into the other, and each has its own again after a reload', async () => {
  server.pages.set('/', partnerPage(twice));
  const { page } = await openPage(browser, server, '/');
  const at = (which: number) => formAt(page, 'acme').nth(which).getByRole('textbox', { name: '手机号码' });
  await at(1).fill('13912345678');
  await at(0).focus();
  await expect.poll(() => at(1).inputValue()).toBe('139 1234 5678');
  await at(1).focus();
  expect([await at(0).inputValue(), await at(1).inputValue()]).toEqual(['', '139 1234 5678']);
  await page.reload();
  await expect.poll(() => at(1).inputValue()).toBe('139 1234 5678');
  expect(await at(0).inputValue()).toBe('');
  await at(0).fill('13800138000');
  await page.reload();
  await expect.poll(() => at(0).inputValue()).toBe('138 0013 8000');
  await expect.poll(() => at(1).inputValue()).toBe('139 1234 5678');
});

test('the same form twice, the second sent while offline and loaded anew, goes out by itself', async () => {
  server.replies = ['hold'];
  server.pages.set('/', partnerPage(twice));
  const { page } = await openPage(browser, server, '/');
  const lower = formAt(page, 'acme').nth(1);
  await fill(lower, '13912345678');
  await page.context().setOffline(true);
  await lower.getByRole('button', { name: '提交并授权联系' }).click();
  await lower.getByRole('button', { name: '网络已断开，联网后自动提交…' }).waitFor();
  await page.context().setOffline(false);
  // It goes out as soon as there is a network; the answer must not come before the page is gone.
  await expect.poll(() => server.posted.length).toBe(1);
  await page.reload();
  await formAt(page, 'acme').nth(1).getByText('申请已提交').waitFor();
  expect(new Set(server.posted.map(({ submission }) => submission.id)).size).toBe(1);
  expect(server.posted.at(-1)?.submission.values).toEqual({ phone: '13912345678' });
});

test('two copies of the script, one form: shown once, sent once', async () => {
  server.pages.set(
    '/',
    partnerPage(
      `<script src="/w/jinjian.js"></script><script src="/w/jinjian.js?again"></script><div id="here">${scriptPage()}</div>`,
    ),
  );
  const { page, trouble } = await openPage(browser, server, '/');
  await fill(formAt(page, 'acme'), '13800138000');
  await send(formAt(page, 'acme'));
  expect(await page.locator('jinjian-form').count()).toBe(1);
  expect(await page.locator('#here jinjian-form').count()).toBe(1);
  expect(server.posted).toHaveLength(1);
  expect(trouble).toEqual([]);
});

test('the same form script twice: each tag its form, each sent under its own id', async () => {
  server.pages.set('/', partnerPage(`<p>上</p>${scriptPage()}<p>下</p>${scriptPage()}`));
  const { page, trouble } = await openPage(browser, server, '/');
  await page.getByRole('textbox', { name: '手机号码' }).first().waitFor();
  const count = await page.locator('jinjian-form').count();
  for (let at = 0; at < count; at++) {
    await fill(page.locator('jinjian-form').nth(at), `1380013800${at}`);
    await send(page.locator('jinjian-form').nth(at));
  }
  expect(sent().map(({ values }) => values.phone)).toEqual(
    Array.from({ length: count }, (_, at) => `1380013800${at}`),
  );
  expect(new Set(server.posted.map(({ submission }) => submission.id)).size).toBe(count);
  expect(trouble).toEqual([]);
});
