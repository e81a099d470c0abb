/** Owns the way of a lead to the CRM and back, from a tap there to the report; must not reach inside. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '../../demo/api.ts';
import { listMember, member, textMember } from '../../demo/read-json.ts';
import { type RunningDemo, runDemo } from '../../demo/run-demo.ts';
import { launchChromium } from '../browser/chromium.ts';
import { applyOnPhone } from './apply-on-phone.ts';
import { visits } from './visits.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'jinjian-outcome-'));
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

test('what a member of staff taps in the CRM stands in the tenant’s report, and a repeat changes nothing', async () => {
  const referred = visits.find((visit) => visit.link === 'li-business');
  if (referred === undefined) throw new Error('no visit by way of a customer link');
  await applyOnPhone(browser, demo, referred);
  const crm = await browser.newPage({ locale: 'zh-CN' });
  const wrong: string[] = [];
  crm.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text());
  });
  await crm.goto(demo.crmUrl);
  const row = crm.locator('.lead').first();
  await row.waitFor();
  for (const word of ['已联系', '已签约', '已签约']) {
    await row.getByRole('button', { name: word }).click();
    await row.locator(`button[aria-pressed="true"]`, { hasText: word }).waitFor();
  }
  expect(wrong).toEqual([]);

  const { apiKey } = JSON.parse(readFileSync(join(dataDir, 'seed.json'), 'utf8'));
  const api = createApi(demo.serverUrl, apiKey);
  const lead = textMember(listMember(await api.ask('GET', '/v1/leads'), 'items')[0], 'id');
  expect(await api.ask('GET', `/v1/leads/${lead}/outcomes`)).toMatchObject({
    items: [
      { type: 'contacted', destination: 'crm' },
      { type: 'signed', amount: 500_000, destination: 'crm' },
    ],
  });
  const report = await api.ask('GET', '/v1/reports/funnel?by=channel');
  expect(
    listMember(report, 'items').find((item) => textMember(item, 'key') === 'customer-share'),
  ).toMatchObject({
    leads: 1,
    delivered: 1,
    signed: 1,
    disbursed: 0,
  });
  expect(member(report, 'total')).toMatchObject({ leads: 1, signed: 1 });
  // Nothing of it went out to the CRM again.
  const deliveries = listMember(await api.ask('GET', '/v1/deliveries'), 'items');
  expect(deliveries.map((one) => textMember(one, 'type'))).not.toContain('lead.outcome');
});
