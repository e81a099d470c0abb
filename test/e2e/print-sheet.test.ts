/** Owns the printed sheet of a link: what it must tell, that it fits one A6 page, that its code reads; no other page. */
import jsQR from 'jsqr';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { lawfulDisclosure } from '../lawful-disclosure.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';
import { formDraft } from './tenant-client.ts';

let running: RunningTenant;
let browser: Browser;
beforeAll(async () => {
  [running, browser] = await Promise.all([runningTenant(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await running.end();
});

const disclosure = lawfulDisclosure;
/** A form that is not for loans may go without terms. */
const bareForm = {
  ...formDraft,
  title: '意向登记',
  disclosure: undefined,
  steps: [{ fields: formDraft.steps[0]?.fields.filter(({ kind }) => kind !== 'amount') }],
};
const longest = {
  ...disclosure,
  lender: '示例城乡居民消费金融股份有限公司北京大兴机场临空经济区分公司',
  fees: '利息由出借机构收取，按日计息；担保费由担保公司另行收取。'.repeat(8).slice(0, 140),
  risk: '贷款有风险，借款需谨慎；请根据个人能力合理贷款，理性消费。'.repeat(8).slice(0, 110),
};
const titles = { short: '小微企业经营贷', long: '小微企业与个体工商户经营周转贷款意向登记（北京地区）' };

async function sheetOf(
  id: string,
  title: string,
  told: unknown,
  name = '张敏',
  kind = 'staff',
): Promise<string> {
  const { client } = running;
  await client.call('PUT', `/v1/forms/${id}`, told ? { ...formDraft, title, disclosure: told } : bareForm);
  await client.call('POST', `/v1/forms/${id}/publish`);
  const promoter = await client.call('POST', '/v1/promoters', { kind, name });
  const link = await client.call('POST', '/v1/links', { form: id, promoter: promoter.body.id });
  return String(link.body.code);
}
const urlOf = (code: string) => `${running.server.url}/p/acme/print/${code}`;
async function opened(code: string, viewport = { width: 1280, height: 800 }): Promise<Page> {
  const page = await browser.newPage({ viewport, deviceScaleFactor: 2 });
  expect((await page.goto(urlOf(code)))?.status()).toBe(200);
  return page;
}

/** Reads the QR code of a picture, drawn by the browser at a scale. */
async function read(page: Page, picture: Buffer, scale: number): Promise<string | undefined> {
  const pixels = await page.evaluate(
    async ([base64, by]) => {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(Math.round(bitmap.width * by), Math.round(bitmap.height * by));
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      // One sign for each pixel: black on white needs no more, and a list of numbers takes half a minute to hand over.
      let grey = '';
      for (let at = 0; at < data.length; at += 4) grey += String.fromCharCode(data[at] ?? 0);
      return { grey, width: canvas.width, height: canvas.height };
    },
    [picture.toString('base64'), scale] as const,
  );
  const { grey, width, height } = pixels;
  const data = new Uint8ClampedArray(grey.length * 4).fill(255);
  for (let at = 0; at < grey.length; at++) data.fill(grey.charCodeAt(at), at * 4, at * 4 + 3);
  return jsQR(data, width, height)?.data;
}

describe.each([
  ['short', titles.short, disclosure],
  ['long', titles.long, longest],
  [
    'awkward',
    'Ａ'.repeat(40),
    {
      ...disclosure,
      lender: 'Bank of Example (China) Limited, Beijing Branch',
      risk: '贷款有风险，借款需谨慎',
    },
  ],
] as const)('with a %s text', (name, headline, told) => {
  test('it tells all it must, fits one A6 page and is read, at half the size too', async () => {
    const link = await sheetOf(`print-${name}`, headline, told);
    const page = await opened(link);
    await page.emulateMedia({ media: 'print' });
    const sheet = page.locator('.a6');
    const text = await sheet.textContent();
    for (const said of [
      '广告',
      headline,
      told.lender,
      '3.85%–10.8%',
      told.fees,
      told.risk,
      told.approvalId,
      '张敏',
      '示例助贷',
    ]) {
      expect(text).toContain(said);
    }
    const [scale, inner, outer] = await sheet.evaluate((node) => {
      const svg = node.querySelector('svg');
      const code = svg?.querySelectorAll('path')[1]?.getBoundingClientRect();
      return [(code?.width ?? 0) / (96 / 25.4), node.scrollHeight, node.clientHeight];
    });
    // Its side in millimetres, without the quiet zone.
    expect(scale).toBeGreaterThanOrEqual(40);
    expect(inner).toBeLessThanOrEqual(outer ?? 0);
    // Nothing lies on anything else.
    const [title, code, from, terms] = await Promise.all(
      ['h1', '.code', '.from', '.terms'].map((part) => sheet.locator(part).boundingBox()),
    );
    for (const [above, below] of [
      [title, code],
      [code, from],
      [from, terms],
    ]) {
      expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual((below?.y ?? 0) + 0.5);
    }
    const clipped = await sheet.evaluate(
      (node) =>
        [...node.querySelectorAll('*')].filter((one) => {
          const [box, whole] = [one.getBoundingClientRect(), node.getBoundingClientRect()];
          return box.bottom > whole.bottom + 1 || box.right > whole.right + 1;
        }).length,
    );
    expect(clipped).toBe(0);
    const smallest = await sheet.evaluate((node) =>
      Math.min(
        ...[...node.querySelectorAll('p,dt,dd,span')].map((one) =>
          Number.parseFloat(getComputedStyle(one).fontSize),
        ),
      ),
    );
    expect(smallest / (96 / 72)).toBeGreaterThanOrEqual(6.5);
    const picture = await page.locator('.code').screenshot();
    for (const by of [1, 0.5]) {
      expect(await read(page, picture, by)).toBe(`${running.server.url}/s/acme/${link}`);
    }
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf);
    // 105 × 148 mm in points; Chromium rounds to whole ones.
    expect(Math.abs(Number(box?.[1]) - 297.6)).toBeLessThan(1);
    expect(Math.abs(Number(box?.[2]) - 419.5)).toBeLessThan(1);
    const kept = process.env.JINJIAN_SCREENS;
    if (kept !== undefined) {
      await page.emulateMedia({ media: 'screen' });
      await page.locator('.a6').screenshot({ path: `${kept}/print-${name}.png` });
    }
    await page.close();
  });
});

test('a partner’s sheet names the tenant alone', async () => {
  const page = await opened(await sheetOf('print-partner', titles.short, disclosure, '汽贸城', 'partner'));
  expect(await page.locator('.from').textContent()).toBe('示例助贷');
  await page.close();
});

test('of a campaign’s link it bears the campaign’s words, and ends with the campaign', async () => {
  const { client } = running;
  const campaign = {
    title: '春季经营贷款',
    landing: { form: 'print-campaign' },
    copy: { headline: '旺季备货，早一点安排', lines: [], cta: '扫码登记' },
    disclosure: { ...disclosure, approvalId: '示审营〔2026〕第0200号' },
    mandate: {
      institution: disclosure.lender,
      licence: 'B0000H000000001',
      scope: '企业经营贷款的网络营销',
      region: '示例市',
      from: '2026-01-01',
      until: '2099-12-31',
      listUrl: 'https://bank-a.example/partners',
    },
  };
  await sheetOf('print-campaign', titles.short, disclosure);
  expect((await client.call('PUT', '/v1/campaigns/print-spring', campaign)).status).toBe(200);
  const link = await client.call('POST', '/v1/links', { campaign: 'print-spring' });
  const child = await client.call('POST', '/v1/links', { parent: link.body.code });
  const page = await opened(String(child.body.code));
  const text = await page.locator('.a6').textContent();
  for (const said of [campaign.copy.headline, '受上述机构委托推广', campaign.disclosure.approvalId]) {
    expect(text).toContain(said);
  }
  await page.close();
  const ended = { ...campaign, mandate: { ...campaign.mandate, until: '2026-02-01' } };
  expect((await client.call('PUT', '/v1/campaigns/print-spring', ended)).status).toBe(200);
  await expect
    .poll(async () => (await fetch(urlOf(String(child.body.code)))).status, { timeout: 10_000 })
    .toBe(410);
});

test('without terms, or with more words than A6 holds, nothing is printed', async () => {
  const bare = await fetch(urlOf(await sheetOf('print-bare', titles.short, null)));
  expect(bare.status).toBe(422);
  const wordy = { ...disclosure, fees: '费'.repeat(251) };
  const full = await fetch(urlOf(await sheetOf('print-wordy', titles.short, wordy)));
  expect(full.status).toBe(422);
  expect(await full.text()).toContain('A6 放不下');
});

test('of a link that has ended or is not there, a page that says so', async () => {
  const code = await sheetOf('print-ended', titles.short, disclosure);
  await running.client.call('DELETE', `/v1/links/${code}`);
  for (const [one, status] of [
    [code, 410],
    ['23456789AB', 404],
  ] as const) {
    expect((await fetch(urlOf(one))).status).toBe(status);
  }
});
