/** Owns the pages that promoters share, article, video, business card, in a real browser on the real server; must not judge texts. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { look } from '../browser/look.ts';
import { qualifiedStaff, saveCampaign } from './lending-campaign.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';

const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const screens = [
  ['a phone', onPhone],
  ['a desk', { viewport: { width: 1280, height: 800 } }],
] as const;

/** A portrait that nobody is: a plain square. */
const portrait =
  '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200" fill="#9fb8ae"/><circle cx="100" cy="78" r="36" fill="#f3f6f5"/><path d="M30 200c0-48 31-76 70-76s70 28 70 76z" fill="#f3f6f5"/></svg>';

let running: RunningTenant;
let browser: Browser;
let code = '';
beforeAll(async () => {
  [running, browser] = await Promise.all([runningTenant(), launchChromium()]);
  const { client } = running;
  await client.call('PATCH', '/v1/tenant', { settings: { icp: '京ICP备12345678号-1' } });
  await saveCampaign(client);
  const staff = await qualifiedStaff(client);
  await client.call('PATCH', `/v1/promoters/${staff.id}`, {
    title: '客户经理',
    phone: '010-1234 5678',
    photo: 'https://cdn.example/zhang.svg',
  });
  const link = await staff.client.call('POST', '/v1/links', { campaign: 'autumn' });
  code = String(link.body.code);
  await client.call('PUT', '/v1/contents/story', {
    kind: 'video',
    title: '一家面馆的备货账',
    url: 'https://cdn.example/shop.mp4',
    poster: 'https://cdn.example/shop.svg',
    transcript: '备货前，老板先把账算了一遍：借多少、还多少、什么时候还清。',
    campaign: 'autumn',
  });
  await client.call('PUT', '/v1/contents/apr', {
    kind: 'article',
    title: '年化利率怎么看：三分钟算清一笔贷款的成本',
    blocks: [
      { type: 'paragraph', text: '同一笔贷款，按单利和按IRR算出的数字并不一样。看懂口径，才能比较。' },
      { type: 'heading', text: '先看口径' },
      { type: 'paragraph', text: '单利口径按借款本金计算；IRR口径把每月还掉的本金也算进去。', strong: true },
      { type: 'heading', text: '再看三件事' },
      { type: 'list', items: ['利息之外还有哪些费用，由谁收取', '提前还款怎样计算', '逾期会有什么后果'] },
    ],
    campaign: 'autumn',
  });
});
afterAll(async () => {
  await browser.close();
  await running.end();
});

async function open(
  path: string,
  options: BrowserContextOptions = onPhone,
): Promise<{ page: Page; wrong: string[] }> {
  const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text());
  });
  page.on('pageerror', (error) => wrong.push(error.message));
  await page.route('https://cdn.example/**', (route) =>
    route.request().url().endsWith('.mp4')
      ? route.fulfill({ body: '', contentType: 'video/mp4' })
      : route.fulfill({ body: portrait, contentType: 'image/svg+xml' }),
  );
  await page.goto(running.server.url + path);
  return { page, wrong };
}

describe.each(screens)('on %s', (name, options) => {
  test.each([
    ['article', () => `/c/acme/apr?r=${code}`, '年化利率怎么看：三分钟算清一笔贷款的成本'],
    ['video', () => `/c/acme/story?r=${code}`, '一家面馆的备货账'],
    ['card', () => `/c/acme/card/${code}`, '张敏'],
  ] as const)('the %s stands without a finding of axe, light and dark', async (what, path, heading) => {
    const { page, wrong } = await open(path(), options);
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await page.getByText('广告', { exact: true }).first().waitFor();
    await page.getByText('京ICP备12345678号-1').waitFor();
    if (what === 'article') await page.getByRole('textbox', { name: '姓名' }).waitFor();
    await look(page, `content, ${name}, ${what}`);
    expect(wrong).toEqual([]);
    await page.context().close();
  });
});
