/** Owns the steps every browser test shares: a page with its console watched, the form's parts by role; must not assert a behaviour. */
import type { Browser, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core';
import type { StandIn } from './stand-in.ts';

export interface OpenPage {
  page: Page;
  /** Console errors, page errors and requests that leave the stand-in. */
  trouble: string[];
  /** Type of each request to the stand-in, with its path. */
  requests: { type: string; path: string }[];
}

export interface OpenOptions extends BrowserContextOptions {
  /** Script that runs in every frame before any script of the page. */
  init?: string;
  /** What the page's clock says when it opens; from then on a test can move it by `page.clock`. */
  clock?: Date;
  /** Another origin that the page may speak to, when its form's server is not where the page is. */
  formServer?: string;
}

/** A new visitor: own storage, own page, everything that goes wrong on it written down. */
export async function openPage(
  browser: Browser,
  server: StandIn,
  path: string,
  { init, clock, formServer, ...options }: OpenOptions = {},
): Promise<OpenPage> {
  // The page of the test before would go on counting and retrying.
  for (const earlier of browser.contexts()) await earlier.close();
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  const page = await context.newPage();
  if (init) await page.addInitScript(init);
  if (clock) await page.clock.install({ time: clock });
  page.setDefaultTimeout(8_000);
  const trouble: string[] = [];
  const requests: OpenPage['requests'] = [];
  page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol === 'data:') return;
    requests.push({ type: request.resourceType(), path: url.pathname });
    if (url.origin !== server.origin && url.origin !== formServer)
      trouble.push(`left the page's server: ${url.origin}`);
  });
  await page.goto(server.origin + path);
  return { page, trouble, requests };
}

/** Puts a page with the form script where `/` is. */
export function scriptPage(form = 'short'): string {
  return `<script src="/w/acme/${form}.js"></script>`;
}

export function textbox(page: Page, name: string): Locator {
  return page.getByRole('textbox', { name, exact: true });
}

export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}

export function submitButton(page: Page): Locator {
  return button(page, '提交并授权联系');
}

/** The n-th consent's checkbox. */
export function consent(page: Page, at = 0): Locator {
  return page.locator('.row').nth(at).getByRole('checkbox');
}

/** The statement of age, which a form asks for that takes no identity number. */
export function ageBox(page: Page | FrameLocator): Locator {
  return page.locator('.age').getByRole('checkbox');
}

/** Fills the sample form's first step and goes to the second. */
export async function fillApplicant(page: Page): Promise<void> {
  await textbox(page, '姓名').fill('张三');
  await textbox(page, '手机号码').fill('138 0013 8000');
  await button(page, '下一步').click();
}

/** Chooses a province, then a city of it, by their names. */
export async function chooseRegion(
  page: Page | FrameLocator,
  label: string,
  province: string,
  city: string,
): Promise<void> {
  const group = page.getByRole('group', { name: label });
  await group.getByRole('combobox', { name: '省份' }).selectOption({ label: province });
  await group.getByRole('combobox', { name: '城市' }).selectOption({ label: city });
}

/** Fills the sample form's second step, consents not ticked. */
export async function fillBusiness(page: Page): Promise<void> {
  await page.getByText('个体工商户').click();
  await chooseRegion(page, '经营所在地', '江苏', '常州市');
  await textbox(page, '申请金额').fill('200000');
  await page.getByText('12个月', { exact: true }).click();
}
