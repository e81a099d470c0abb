/** Owns what `GET /metrics` tells the operator of real tenants, that it never falls, and what it keeps quiet; no format. */
import { env } from 'cloudflare:workers';
import { beforeAll, expect, test } from 'vitest';
import { linesOutOfGrammar } from '../prometheus-grammar.ts';
import { adminToken, call, expectProblem } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { addWebhook, sendDue, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop } from './scenario.ts';
import { runSql } from './stored.ts';

let shop: Shop;
let quiet: Shop;
beforeAll(async () => {
  [shop, quiet] = [await openShop(), await openShop()];
});

const metrics = async () => (await call('GET', '/metrics', { key: adminToken })).text;

/** The value of one sample of a tenant; null when it is not there. */
function sample(text: string, name: string, tenant: string, more = ''): number | null {
  const line = text.split('\n').find((one) => one.startsWith(`${name}{tenant="${tenant}"${more}} `));
  return line === undefined ? null : Number(line.split(' ')[1]);
}

test('is for the operator alone', async () => {
  for (const key of [undefined, 'wrong']) expectProblem(await call('GET', '/metrics', { key }), 401);
  expectProblem(await call('GET', '/metrics', { key: shop.owner }), 403, 'forbidden');
});

test('counts leads, entries and attempts of each tenant, in the text format that Prometheus asks for', async () => {
  const receivers = standInReceivers(shop.tenant);
  await addWebhook(shop, 'crm');
  await submit(shop, { values: otherPerson(1) });
  await sendDue(shop.tenant);
  receivers.answer('crm.example', { status: 503 });
  await submit(shop, { values: otherPerson(2) });
  await sendDue(shop.tenant);
  const answer = await call('GET', '/metrics', { key: adminToken });
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(linesOutOfGrammar(answer.text)).toEqual([]);
  const { text } = answer;
  const at = ',destination="crm"';
  expect(text).toContain('jinjian_build_info{version="0.1.0"} 1\n');
  expect(sample(text, 'jinjian_tenant_up', shop.tenant)).toBe(1);
  expect(sample(text, 'jinjian_leads_total', shop.tenant)).toBe(2);
  expect(sample(text, 'jinjian_log_entries_total', shop.tenant)).toBeGreaterThanOrEqual(4);
  expect(sample(text, 'jinjian_deliveries_pending', shop.tenant, at)).toBe(1);
  expect(sample(text, 'jinjian_delivery_attempts_total', shop.tenant, `${at},outcome="delivered"`)).toBe(1);
  expect(sample(text, 'jinjian_delivery_attempts_total', shop.tenant, `${at},outcome="failed"`)).toBe(1);
  expect(sample(text, 'jinjian_delivery_duration_seconds_count', shop.tenant, at)).toBe(2);
  expect(sample(text, 'jinjian_destination_enabled', shop.tenant, at)).toBe(1);
  expect(sample(text, 'jinjian_leads_total', quiet.tenant)).toBe(0);
});

test('counters stay when retention takes the attempts, and when leads are erased', async () => {
  const before = await metrics();
  await runSql(shop.tenant, 'DELETE FROM attempts');
  await runSql(shop.tenant, 'UPDATE leads SET erased_at = 1, sealed = NULL, wrapped_key = NULL');
  const after = await metrics();
  for (const name of ['jinjian_leads_total', 'jinjian_log_entries_total'])
    expect(sample(after, name, shop.tenant)).toBe(sample(before, name, shop.tenant));
  const attempts = (text: string) => text.split('\n').filter((one) => /attempts_total.*crm/.test(one));
  expect(attempts(after)).toEqual(attempts(before));
});

test('counts leads on from where it put the count down', async () => {
  const many = await openShop();
  const rows = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)';
  await runSql(
    many.tenant,
    `${rows} INSERT INTO leads (seq, submission, fingerprint, form, form_version, created_at, flags, attribution, first_entry, entries)
     SELECT i, CAST(i AS BLOB), x'', 'biz', 1, 1, '[]', '{}', 0, 0 FROM n`,
  );
  expect(sample(await metrics(), 'jinjian_leads_total', many.tenant)).toBe(1500);
  // What lies behind the mark is not walked over again: were it, the count would fall.
  await runSql(many.tenant, 'DELETE FROM leads WHERE seq < 1000');
  expect(sample(await metrics(), 'jinjian_leads_total', many.tenant)).toBe(1500);
});

test('a tenant whose object fails is down, and all others are told', async () => {
  const broken = await openShop();
  await runSql(broken.tenant, 'DROP TABLE lead_count');
  const text = await metrics();
  expect(sample(text, 'jinjian_tenant_up', broken.tenant)).toBe(0);
  expect(sample(text, 'jinjian_leads_total', broken.tenant)).toBeNull();
  expect(sample(text, 'jinjian_tenant_up', shop.tenant)).toBe(1);
});

test('holds ids and counts, nothing of anyone or of what the tenant keeps secret', async () => {
  const named = await openShop();
  const secret = await addWebhook(named, 'crm', 'self', 'very-own-host.example');
  await configure('PUT', '/v1/destinations/crm', named.owner, {
    kind: 'webhook',
    recipient: 'self',
    config: { url: 'https://very-own-host.example/13900139000' },
  });
  await submit(named);
  const text = await metrics();
  expect(text).not.toMatch(/1[3-9]\d{9}(?!\.)|very-own-host|诚信助贷|张|biz/);
  expect(text).not.toContain(secret);
  expect(text).not.toContain(env.JINJIAN_MASTER_KEYS.slice(3, 20));
});
