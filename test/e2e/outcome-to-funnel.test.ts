/** Owns the way of a lead to the CRM and back, from a tap there to the report; must not reach inside. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '../../demo/api.ts';
import { listMember, member, textMember } from '../../demo/read-json.ts';
import { launchChromium } from '../browser/chromium.ts';
import { look } from '../browser/look.ts';
import { applyOnPhone, phone } from './apply-on-phone.ts';
import { runningDemo, type TestDemo } from './running-demo.ts';
import { referred } from './visits.ts';

let browser: Browser;
let demo: TestDemo;

beforeAll(async () => {
  [demo, browser] = await Promise.all([runningDemo(), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  await demo.close();
});

test('what a member of staff taps in the CRM stands in the tenant’s report, and a repeat changes nothing', async () => {
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
  await look(crm, 'crm, a desk');
  await crm.setViewportSize(phone);
  await look(crm, 'crm, a phone');
  await crm.route('**/outcomes/**', (route) => route.abort());
  await row.getByRole('button', { name: '退回' }).click();
  await row.locator('.outcomes.failed').waitFor();
  expect(await row.getByRole('button', { name: '退回' }).isEnabled()).toBe(true);

  const { apiKey } = JSON.parse(readFileSync(join(demo.dataDir, 'seed.json'), 'utf8'));
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
