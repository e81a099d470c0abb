/** Owns the whole way of a share: poster drawn on a phone, its code read, form sent, lead at the CRM, one more in the count; must not reach inside. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { campaign, qualifiedStaff, type Sharer, saveCampaign } from './lending-campaign.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';

const onPhone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
} as const;
const jsqr = readFileSync(createRequire(import.meta.url).resolve('jsqr/dist/jsQR.js'), 'utf8');
const applicant = { name: '王小明', phone: '13900139000' };

let running: RunningTenant;
let browser: Browser;
let sharer: Sharer;
beforeAll(async () => {
  [running, browser] = await Promise.all([runningTenant(), launchChromium()]);
  await saveCampaign(running.client);
  sharer = await qualifiedStaff(running.client);
});
afterAll(async () => {
  await browser.close();
  await running.end();
});

async function phonePage(): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...onPhone });
  return context.newPage();
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** The picture behind an address as a phone's gallery would hold it, read by a decoder that is not ours. */
async function decoded(address: string): Promise<string> {
  const bytes = Buffer.from(await (await fetch(address)).arrayBuffer());
  expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  const blank = await browser.newPage();
  await blank.evaluate(jsqr);
  const text = await blank.evaluate<string>(`(async () => {
    const bitmap = await createImageBitmap(await (await fetch('data:image/png;base64,${bytes.toString('base64')}')).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return jsQR(data, width, height)?.data ?? '';
  })()`);
  await blank.close();
  return text;
}

async function apply(address: string): Promise<void> {
  const page = await phonePage();
  await page.goto(address);
  await page.getByRole('textbox', { name: '姓名' }).fill(applicant.name);
  await page.getByRole('textbox', { name: '手机号码' }).fill(applicant.phone);
  await page.getByRole('textbox', { name: '意向金额' }).fill('200000');
  await page.getByRole('checkbox', { name: /^我/ }).first().check();
  await page.getByRole('checkbox', { name: '我已年满18周岁' }).check();
  await page.getByRole('button', { name: /^提交/ }).click();
  await page.getByRole('button', { name: '我已阅读，继续提交' }).click();
  await page.getByRole('link', { name: /回执/ }).waitFor({ timeout: 15_000 });
  await page.context().close();
}

const leadsShown = (page: Page) =>
  page.locator('.chart').filter({ hasText: '提交' }).locator('b').textContent();

describe('from the poster to the CRM', () => {
  test('the lead names promoter, campaign and chain; the share centre counts one more and shows nothing else of it', async () => {
    const { crm, server, client } = running;
    const page = await phonePage();
    const answers: Promise<string>[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/v1/')) answers.push(response.text().catch(() => ''));
    });
    await page.goto(`${server.url}/p/acme#k=${sharer.token}`);
    await page.getByText(campaign.copy.headline).waitFor();
    await page.getByText('还没有人打开您的链接。').waitFor();
    await button(page, '海报').click();
    const image = page.getByRole('img', { name: /的海报/ });
    await image.waitFor();
    const address = (await image.getAttribute('src')) ?? '';
    const link = await decoded(new URL(address, server.url).href);
    const code = /\/s\/acme\/([2-9A-HJ-NP-Z]{10})$/.exec(link)?.[1];
    expect(code, link).toBeDefined();

    await apply(link);
    await crm.until(1, 5000);
    const { data } = JSON.parse(crm.received[0]?.body ?? '');
    expect(data.lead.values).toMatchObject({ name: applicant.name, phone: applicant.phone });
    expect(data.attribution).toMatchObject({
      campaign: 'autumn',
      chain: [{ code, promoter: sharer.id, kind: 'staff', level: 1 }],
      credited: code,
    });

    await page.reload();
    await expect.poll(() => leadsShown(page)).toBe('1');
    const told = [await page.locator('.page').textContent(), ...(await Promise.all(answers))].join('\n');
    for (const secret of [applicant.name, applicant.phone, '139', String(data.lead.id), 'rc_acme', '200000'])
      expect(told, secret).not.toContain(secret);

    // The link of the first use is the one of every use.
    await button(page, '链接').click();
    await page.getByText(String(code)).waitFor();
    const links = await client.call('GET', '/v1/links');
    expect(links.body.items).toHaveLength(1);
    await page.context().close();
  });

  test('the applicant’s lead is out of the promoter’s reach by any address', async () => {
    const { body } = await running.client.call('GET', '/v1/leads');
    const [lead] = JSON.parse(JSON.stringify(body.items));
    for (const path of [
      '/v1/leads',
      `/v1/leads/${lead.id}`,
      `/v1/leads/${lead.id}/evidence`,
      '/v1/events',
      '/v1/deliveries',
    ])
      expect((await sharer.client.call('GET', path)).status, path).toBe(403);
  });

  test('a colleague sees nothing of it: neither link nor numbers', async () => {
    const colleague = await qualifiedStaff(running.client, '陈立');
    for (const path of ['/v1/shared/links', '/v1/shared/counts?days=30'])
      expect((await colleague.client.call('GET', path)).body.items, path).toEqual([]);
  });
});
