/** Owns that the page about a lead touches no tenant, and to whom its address is told; must not open it in a browser. */
import { listDurableObjectIds } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';
import { adapterOf } from '../../worker/delivery/adapters.ts';
import { leadPageUrl } from '../../worker/delivery/lead-url.ts';
import { call, publicUrl } from './api.ts';
import { submit } from './applicant.ts';
import { addWebhook, sendDue, standInReceivers } from './receiver.ts';
import { configure, openShop } from './scenario.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

test('the page is the same for a tenant that nobody created, and makes no storage', async () => {
  const before = (await listDurableObjectIds(env.TENANT)).length;
  const answer = await call('GET', `/l/nobody-here/ld_${'a'.repeat(26)}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/html/);
  expect((await listDurableObjectIds(env.TENANT)).length).toBe(before);
});

test.for([
  'nobody-here/ld_x',
  `Nobody/ld_${'a'.repeat(26)}`,
  `nobody-here/rc_${'a'.repeat(26)}`,
  `nobody-here/ld_${'1'.repeat(26)}`,
])('/l/%s is no address of one', async (path) => {
  expect((await call('GET', `/l/${path}`)).status).toBe(404);
});

test('the address is told to the tenant’s own destinations, and to no other recipient', async () => {
  const build = vi.spyOn(adapterOf('webhook'), 'build');
  const shop = await openShop();
  standInReceivers(shop.tenant);
  await addWebhook(shop, 'own');
  await addWebhook(shop, 'bank', 'bank-a');
  const lead = await submit(shop);
  await sendDue(shop.tenant);
  const told = build.mock.calls.map(([{ config, messages }]) => [config.url, messages[0].leadUrl]);
  expect(told.sort()).toEqual([
    [`https://bank.example/${shop.tenant}`, null],
    [`https://own.example/${shop.tenant}`, `${publicUrl}/l/${shop.tenant}/${lead}`],
  ]);
  build.mockClear();
  await configure('POST', '/v1/destinations/own/test', shop.owner);
  expect(build.mock.calls[0]?.[0].messages[0].leadUrl).toBeNull();
});

test('there is none where the server’s own address is not configured', () => {
  expect(leadPageUrl(null, 'acme', 'ld_a')).toBeNull();
});
