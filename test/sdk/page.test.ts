/** The form against the page it stands on: style, schemes, storage, CSP, counts and referral. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const phone = {
  id: 'phone',
  kind: 'phone',
  label: '手机号码',
  required: true,
  purpose: '用于联系您',
} as const;

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', formOf([phone]));
  server.pages.set('/', partnerPage(scriptPage()));
});

function look(page: Page, selector: string) {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { fontSize, letterSpacing, textTransform, fontStyle, textAlign, color, backgroundColor } =
        getComputedStyle(element);
      const height = element.getBoundingClientRect().height;
      return { fontSize, letterSpacing, textTransform, fontStyle, textAlign, color, backgroundColor, height };
    });
}

async function send(page: Page): Promise<void> {
  await textbox(page, '手机号码').fill('13800138000');
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
}

test('the page’s own rules do not reach the form; inputs are 16 px and targets 48', async () => {
  const { page } = await openPage(browser, server, '/');
  expect(await look(page, '.field input')).toMatchObject({
    fontSize: '16px',
    letterSpacing: 'normal',
    textTransform: 'none',
    fontStyle: 'normal',
  });
  for (const target of ['.field input', '.main', '.link'])
    expect((await look(page, target)).height).toBeGreaterThanOrEqual(48);
  expect((await look(page, 'h2')).color).toBe('rgb(23, 33, 30)');
});

test('dark follows the system unless the page says otherwise', async () => {
  const { page } = await openPage(browser, server, '/', { colorScheme: 'dark' });
  expect((await look(page, '.j')).backgroundColor).toBe('rgb(22, 27, 25)');
  await page.locator('jinjian-form').evaluate((element) => element.setAttribute('theme', 'light'));
  expect((await look(page, '.j')).backgroundColor).toBe('rgb(255, 255, 255)');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.locator('jinjian-form').evaluate((element) => element.setAttribute('theme', 'dark'));
  expect((await look(page, '.j')).backgroundColor).toBe('rgb(22, 27, 25)');
});

test('the accent comes from the form’s theme, and the page’s style goes before it', async () => {
  const themed = formOf([phone]);
  themed.form.theme = { accent: '#123456', radius: '4px', x: 'red;}*{display:none' };
  server.bundles.set('short', themed);
  const { page } = await openPage(browser, server, '/');
  expect((await look(page, '.main')).backgroundColor).toBe('rgb(18, 52, 86)');
  await page.addStyleTag({ content: 'jinjian-form{--jinjian-accent:#654321}' });
  expect((await look(page, '.main')).backgroundColor).toBe('rgb(101, 67, 33)');
});

test('under a strict content security policy the form works and is styled', async () => {
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; connect-src 'self'">`;
  server.pages.set('/', `<!doctype html><html><head>${policy}</head><body>${scriptPage()}</body></html>`);
  const { page, trouble } = await openPage(browser, server, '/');
  expect((await look(page, '.main')).backgroundColor).toBe('rgb(11, 107, 83)');
  await send(page);
  expect(trouble.filter((text) => !text.includes('favicon'))).toEqual([]);
});

test('where style sheets cannot be adopted (Safari before 16.4) a style element does it', async () => {
  server.pages.set(
    '/',
    partnerPage(`<script>CSSStyleSheet.prototype.replaceSync=undefined</script>${scriptPage()}`),
  );
  const { page } = await openPage(browser, server, '/');
  expect((await look(page, '.main')).backgroundColor).toBe('rgb(11, 107, 83)');
});

test('in a sandboxed frame, where storage throws, the form still sends', async () => {
  server.pages.set('/frame', partnerPage(scriptPage()));
  server.pages.set(
    '/',
    '<!doctype html><iframe sandbox="allow-scripts allow-forms" src="/frame" width="500" height="900">',
  );
  const { page } = await openPage(browser, server, '/');
  const frame = page.frameLocator('iframe');
  await frame.getByRole('textbox', { name: '手机号码' }).fill('13800138000');
  await frame.locator('.row input').first().click();
  await ageBox(frame).check();
  await frame.getByRole('button', { name: '提交并授权联系' }).click();
  await frame.getByText('申请已提交').waitFor();
  expect(server.posted).toHaveLength(1);
});

test('motion stops for those who ask for none', async () => {
  const { page } = await openPage(browser, server, '/', { reducedMotion: 'reduce' });
  await page.getByRole('button', { name: '《个人信息处理规则》' }).click();
  expect(await page.locator('.sheet').evaluate((sheet) => getComputedStyle(sheet).animationName)).toBe(
    'none',
  );
});

test('one view once seen and one start at the first key, with the referral code', async () => {
  const { page } = await openPage(browser, server, '/?r=ABCDEFGH23');
  await expect
    .poll(() => server.visits, { timeout: 5_000 })
    .toEqual([{ kind: 'view', form: 'short', ref: 'ABCDEFGH23' }]);
  await textbox(page, '手机号码').pressSequentially('13800');
  await expect
    .poll(() => server.visits.slice(1))
    .toEqual([{ kind: 'start', form: 'short', ref: 'ABCDEFGH23' }]);
});

test('referral touches are remembered over visits and sent in order', async () => {
  const { page } = await openPage(browser, server, '/?r=ABCDEFGH23');
  await textbox(page, '手机号码').waitFor();
  await page.goto(`${server.origin}/?r=ZYXWVUTS98`);
  await textbox(page, '手机号码').waitFor();
  await page.goto(`${server.origin}/?r=not-a-code`);
  await send(page);
  const { ref, touches } = server.posted[0]?.submission ?? {};
  expect(ref).toBeUndefined();
  expect(touches?.map((touch) => touch.ref)).toEqual(['ABCDEFGH23', 'ZYXWVUTS98']);
});

test('the element’s ref attribute counts when the address has no code', async () => {
  server.pages.set('/', partnerPage(`<jinjian-form ref="ABCDEFGH23"></jinjian-form>${scriptPage()}`));
  const { page } = await openPage(browser, server, '/');
  await send(page);
  expect(server.posted[0]?.submission.ref).toBe('ABCDEFGH23');
});
