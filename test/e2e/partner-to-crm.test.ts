/** Owns the main job end to end: a phone on a partner's page, the real server, the demo's CRM; must not reach inside. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningDemo, runDemo } from '../../demo/run-demo.ts';
import { launchChromium } from '../browser/chromium.ts';
import { applyOnPhone } from './apply-on-phone.ts';
import { visits } from './visits.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'jinjian-demo-'));
let browser: Browser;
let demo: RunningDemo;

beforeAll(async () => {
  demo = await runDemo({ dataDir, ports: { server: 0, partner: 0, crm: 0, staff: 0 } });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await demo.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a form sent from a phone shows at the CRM within a second, with the chain that brought it', async () => {
  const crm = await browser.newPage({ locale: 'zh-CN' });
  await crm.goto(demo.crmUrl);
  const referred = visits.find((visit) => visit.link === 'li-business');
  if (referred === undefined) throw new Error('no visit by way of a customer link');
  await applyOnPhone(browser, demo, referred);
  const lead = crm.locator('.lead').first();
  await lead.waitFor({ timeout: 1000 });
  const text = ((await lead.textContent()) ?? '').replace(/\s+/g, '');
  expect(text).toMatch(/员工张敏.*客户李先生.*本次申请/);
  expect(text).toContain('签名已验证');
  expect(text).toContain('138****8000');
  expect(text).toContain('50万元');
});
