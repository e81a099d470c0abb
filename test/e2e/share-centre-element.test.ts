/** Owns `<jinjian-share>` on a tenant's own page, of another origin than the server; must not check its screens. */
import { createServer } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { qualifiedStaff, saveCampaign } from './lending-campaign.ts';
import { freePort } from './receiving-crm.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';
import { campaigns, counts, setStage } from './share-centre-stage.ts';

let running: RunningTenant;
let browser: Browser;
let site = '';
const server = createServer((_request, response) => {
  const script = `${running.server.url}/w/jinjian-0.1.0-centre.js`;
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(
    `<!doctype html><style>button{display:none!important}*{color:red}</style><jinjian-share tenant="acme"></jinjian-share><script src="${script}"></script>`,
  );
});
beforeAll(async () => {
  [running, browser] = await Promise.all([runningTenant(), launchChromium()]);
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${port}/`;
});
afterAll(async () => {
  await browser.close();
  server.close();
  await running.end();
});

test('it opens with the token, draws a poster and copies a link, the page’s own style kept out', async () => {
  await saveCampaign(running.client);
  const { token } = await qualifiedStaff(running.client);
  const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  await setStage(page, { campaigns, counts: counts(Date.now()), contents: [] });
  await page.goto(`${site}#k=${token}`);
  await page.getByRole('heading', { name: '张敏 员工' }).waitFor();
  expect(page.url()).toBe(site);
  await page.getByRole('button', { name: '海报', exact: true }).click();
  await page.getByRole('img', { name: /的海报/ }).waitFor();
  const colour = await page
    .getByRole('heading', { name: '张敏 员工' })
    .evaluate((heading) => getComputedStyle(heading).color);
  expect(colour).not.toBe('rgb(255, 0, 0)');
  await page.getByRole('button', { name: '链接', exact: true }).click();
  await page.getByText(`${running.server.url}/s/acme/`).waitFor();
  await page.context().close();
});
