/** Owns the way of a newcomer into the demo's share centre: from the staff page, signed in; must not check its screens. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { shoot } from '../browser/look.ts';
import { runningDemo, type TestDemo } from './running-demo.ts';

let demo: TestDemo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([runningDemo(), launchChromium()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await demo.close();
});

test('the staff page opens it signed in: campaigns, a poster, an article to share', async () => {
  const page = await (
    await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 844 } })
  ).newPage();
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  await page.goto(demo.staffUrl);
  await shoot(page, 'staff');
  await page.getByRole('link', { name: '以张敏的身份打开分享中心' }).click();
  await page.getByRole('heading', { name: '张敏 员工' }).waitFor();
  expect(page.url()).toBe(`${demo.serverUrl}/p/huikai`);
  const card = page.getByRole('listitem').filter({ hasText: '旺季备货经营贷款' });
  await card.getByRole('button', { name: '海报', exact: true }).click();
  const poster = page.getByRole('img', { name: /的海报/ });
  await poster.waitFor();
  expect(await poster.getAttribute('src')).toMatch(/^http/);
  await shoot(page, 'demo-centre');
  await card.getByRole('button', { name: '更多', exact: true }).click();
  const article = card.getByRole('link', { name: /^文章/ });
  const [opened] = await Promise.all([page.waitForEvent('popup'), article.click()]);
  await opened.getByRole('heading', { name: '年化利率怎么看：先看口径，再比数字' }).waitFor();
  await opened.getByRole('button', { name: '下一步' }).waitFor();
  await shoot(opened, 'demo-article');
  expect(wrong).toEqual([]);
});
