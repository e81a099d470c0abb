/** Owns the way of evidence from a real server to the packed verifier and to paper; must not know each fault. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { repository } from '../gates/source-file.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';

let running: RunningTenant;
let browser: Browser;
let lead: string;
const folder = mkdtempSync(join(tmpdir(), 'jinjian-evidence-'));
beforeAll(async () => {
  [running, browser] = await Promise.all([runningTenant(), launchChromium()]);
  lead = String((await running.client.submit()).body.lead);
  await running.crm.until(1, 5000);
});
afterAll(async () => {
  await browser.close();
  await running.end();
  rmSync(folder, { recursive: true, force: true });
});

describe('evidence', () => {
  test('CR-03 of a real server is proven offline by the packed command, and not once it is altered', async () => {
    const { client } = running;
    const { body } = await client.call('GET', `/v1/leads/${lead}/evidence`);
    const published = await client.call('GET', '/log/acme/key');
    const [key = ''] = String(published.body.text).split('\n');
    const path = join(folder, 'evidence.json');
    const verify = (content: string) => {
      writeFileSync(path, content);
      const command = [join(repository, 'dist/bin/jinjian.js'), 'verify', path, '--key', key];
      return spawnSync(process.execPath, command, { encoding: 'utf8' });
    };
    const content = JSON.stringify(body);
    const proven = verify(content);
    expect([proven.status, proven.stderr]).toEqual([0, '']);
    expect(proven.stdout).toContain('向示例银行提供信息的授权');
    const altered = verify(content.replace('登记后90日内删除', '永久保存'));
    expect(altered.status).toBe(1);
    expect(altered.stdout).toContain('文本被改动');
  });
});

describe('the report', () => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await browser.newContext({
      extraHTTPHeaders: { authorization: `Bearer ${running.client.apiKey}` },
    });
  });

  test('CR-05 opens under its own policy, whole at a desk and on a phone', async () => {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    for (const [width, height] of [
      [1280, 800],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.goto(`${running.client.url}/v1/leads/${lead}/evidence.html`);
      expect(await page.title()).toBe(`电子存证报告 ${lead}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      // The style is there: a policy that blocked it would leave the sheet without its frame.
      expect(await page.locator('.sheet').evaluate((sheet) => getComputedStyle(sheet).borderTopWidth)).toBe(
        '1px',
      );
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('prints to numbered pages of A4', async () => {
    const page = await context.newPage();
    await page.goto(`${running.client.url}/v1/leads/${lead}/evidence.html`);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [
      Math.round(Number(width)),
      Math.round(Number(height)),
    ]);
    expect(boxes.length).toBeGreaterThan(1);
    // 210 × 297 mm in points.
    expect(new Set(boxes.map(String))).toEqual(new Set(['595,842']));
    await page.close();
  });
});
