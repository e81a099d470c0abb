/** Owns how to bring the sample form to each of its screens; must not judge what is on them. */
import type { Browser } from 'playwright-core';
import {
  ageBox,
  button,
  consent,
  fillApplicant,
  fillBusiness,
  type OpenOptions,
  type OpenPage,
  openPage,
  scriptPage,
  submitButton,
  textbox,
} from './open-page.ts';
import { bundle } from './sample-form.ts';
import { accepted, type StandIn } from './stand-in.ts';

export interface Screen {
  name: string;
  /** Brings a page that has just opened to this screen. */
  reach(opened: OpenPage, server: StandIn): Promise<unknown>;
  /** The element stands there without the form's script: loading and its failure. */
  isFetched?: boolean;
}

const second = async ({ page }: OpenPage) => {
  await fillApplicant(page);
  await fillBusiness(page);
};

/** Every screen of a form, in the order an applicant would meet them. */
export const screens: readonly Screen[] = [
  {
    name: 'loading',
    isFetched: true,
    reach: ({ page }) => page.getByText('正在加载…').waitFor(),
  },
  {
    name: 'load failure',
    isFetched: true,
    reach: ({ page }) => page.getByRole('button', { name: '重新加载' }).waitFor(),
  },
  { name: 'first step', reach: ({ page }) => textbox(page, '姓名').waitFor() },
  {
    name: 'errors',
    reach: async ({ page }) => {
      await button(page, '下一步').click();
      await page.getByText('请填写手机号码').first().waitFor();
    },
  },
  { name: 'second step with consents', reach: second },
  {
    name: 'consents missing',
    reach: async (opened) => {
      await second(opened);
      await submitButton(opened.page).click();
      await opened.page.getByText('请阅读并勾选《个人信息处理规则》后提交').first().waitFor();
    },
  },
  {
    name: 'sheet',
    reach: async (opened) => {
      await second(opened);
      await button(opened.page, '《个人信息处理规则》').click();
      await opened.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'refusal said',
    reach: async (opened, server) => {
      server.replies = [{ status: 403, body: { code: 'origin_not_allowed' } }];
      await second(opened);
      await consent(opened.page).click();
      await ageBox(opened.page).check();
      await submitButton(opened.page).click();
      await opened.page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'sending',
    reach: async (opened, server) => {
      server.replies = [{ status: 201, body: accepted, delayMs: 20_000 }];
      await second(opened);
      await consent(opened.page).click();
      await ageBox(opened.page).check();
      await submitButton(opened.page).click();
      await button(opened.page, '正在提交…').waitFor();
    },
  },
  {
    name: 'success',
    reach: async (opened) => {
      await second(opened);
      await consent(opened.page).click();
      await ageBox(opened.page).check();
      await submitButton(opened.page).click();
      await opened.page.getByText('申请已受理').waitFor();
    },
  },
];

/** Opens the sample form on a plain page with a heading, and brings it to a screen. */
export async function openScreen(
  browser: Browser,
  server: StandIn,
  screen: Screen,
  options: OpenOptions = {},
): Promise<OpenPage> {
  server.reset();
  const isLoading = screen.name === 'loading';
  if (screen.name !== 'load failure') server.bundles.set('biz-loan', bundle);
  const form = screen.isFetched
    ? '<jinjian-form tenant="acme" form="biz-loan"></jinjian-form><script src="/w/jinjian.js"></script>'
    : scriptPage('biz-loan');
  server.pages.set(
    '/',
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>贷款申请</title>
    <meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
    <meta name="color-scheme" content="light dark"><style>body{margin:0}</style></head>
    <body><main><h1>伙伴页面</h1>${form}</main></body></html>`,
  );
  // A form's answer that never comes holds the page at loading.
  const init = isLoading ? 'window.fetch = () => new Promise(() => {});' : '';
  const opened = await openPage(browser, server, '/', { init, ...options });
  await screen.reach(opened, server);
  return opened;
}
