/** Owns the promise that no route changes a tenant's configuration without an entry in the audit log; must not check what entries say. */
import { beforeAll, expect, test } from 'vitest';
import { routes } from '../../worker/router/routes.ts';
import { adminToken, call, pick, pickList, pickText } from './api.ts';
import { person, submit } from './applicant.ts';
import { campaignDraft } from './campaign-draft.ts';
import { addWebhook, standInReceivers } from './receiver.ts';
import { broker, configure, formDraft, freshTenantId, noticeDraft, openShop, type Shop } from './scenario.ts';
import { runSql } from './stored.ts';

/** Why a route that is no GET changes no configuration. */
const asks = 'it asks, and changes nothing';
const ofLeads = 'it works on leads: outcomes, authorisations and deliveries have records of their own';
const ofPlatform = 'it is no tenant’s: the server’s own log tells of it';

/** By route: the type of its entry, or why it has none. A route that is missing here fails. */
const expected: Record<string, { entry: string } | { none: string }> = {
  'POST /v1/tenants': { entry: 'tenant.created' },
  'POST /v1/admin/token/rotate': { none: ofPlatform },
  'PATCH /v1/tenant': { entry: 'settings.changed' },
  'POST /v1/keys': { entry: 'key.made' },
  'DELETE /v1/keys/:id': { entry: 'key.revoked' },
  'PUT /v1/recipients/:id': { entry: 'recipient.saved' },
  'POST /v1/notices': { entry: 'notice.published' },
  'PUT /v1/forms/:id': { entry: 'form.saved' },
  'POST /v1/forms/:id/publish': { entry: 'form.published' },
  'PUT /v1/destinations/:id': { entry: 'destination.saved' },
  'POST /v1/destinations/:id/rotate': { entry: 'destination.rotated' },
  'POST /v1/destinations/:id/test': { none: asks },
  'POST /v1/destinations/:id/preview': { none: asks },
  'POST /v1/destinations/:id/inbound': { entry: 'inbound.opened' },
  'DELETE /v1/destinations/:id/inbound': { entry: 'inbound.closed' },
  'PUT /v1/routes': { entry: 'routes.saved' },
  'POST /v1/routes/simulate': { entry: 'leads.simulated' },
  'PUT /v1/campaigns/:id': { entry: 'campaign.saved' },
  'POST /v1/lint': { none: asks },
  'PUT /v1/contents/:id': { entry: 'content.saved' },
  'DELETE /v1/contents/:id': { entry: 'content.ended' },
  'POST /v1/promoters': { entry: 'promoter.made' },
  'PATCH /v1/promoters/:id': { entry: 'promoter.changed' },
  'POST /v1/promoters/:id/consent': { entry: 'promoter.consented' },
  'DELETE /v1/promoters/:id': { entry: 'promoter.left' },
  'POST /v1/links': { entry: 'link.made' },
  'DELETE /v1/links/:code': { entry: 'link.revoked' },
  'POST /v1/shared/posters': { none: 'a picture for a day' },
  'POST /v1/wechat/check': { none: asks },
  'POST /v1/leads/:id/reveal': { entry: 'lead.revealed' },
  'POST /v1/leads/:id/correct': { entry: 'lead.corrected' },
  'POST /v1/leads/:id/withdraw': { entry: 'consent.withdrawn' },
  'POST /v1/leads/:id/restrict': { entry: 'lead.restricted' },
  'POST /v1/leads/:id/route': { entry: 'lead.routed' },
  'POST /v1/leads/:id/release': { entry: 'lead.released' },
  'POST /v1/leads/:id/reject': { entry: 'lead.rejected' },
  'POST /v1/leads/:id/evidence-link': { none: 'an address for five minutes, whose opening is logged' },
  'DELETE /v1/leads/:id': { entry: 'lead.erased' },
  'POST /v1/leads/:id/route/explain': { none: asks },
  'POST /v1/leads/:id/outcomes': { none: ofLeads },
  'POST /v1/leads/:id/authorisations': { none: ofLeads },
  'POST /v1/authorisations/:authorisation/uses': { none: ofLeads },
  'POST /v1/deliveries/:id/replay': { none: ofLeads },
  'POST /v1/deliveries/drop': { none: ofLeads },
  'POST /v1/deliveries/replay': { none: ofLeads },
  'POST /v1/deliveries/:id/confirm': { entry: 'delivery.confirmed' },
};

/** GETs that hand out leads in clear. */
const readings = ['events.read', 'evidence.read', 'leads.exported'];

let shop: Shop;
const seen = new Set<string>();

beforeAll(async () => {
  shop = await openShop();
  const receivers = standInReceivers(shop.tenant);
  const { owner } = shop;
  await addWebhook(shop, 'crm');
  const lead = await submit(shop);
  await configure('POST', '/v1/destinations/crm/rotate', owner);
  await configure('PUT', '/v1/destinations/bot', owner, {
    kind: 'wecom_bot',
    recipient: 'self',
    config: { key: 'k-1' },
    enabled: false,
  });
  await configure('POST', '/v1/destinations/bot/inbound', owner, {});
  await configure('DELETE', '/v1/destinations/bot/inbound', owner);
  await configure('PUT', '/v1/recipients/broker-b', owner, { ...broker, address: '上海' });
  const key = await configure('POST', '/v1/keys', owner, { role: 'crm', label: 'crm' });
  await configure('DELETE', `/v1/keys/${pickText(key, 'id')}`, owner);
  await configure('PUT', '/v1/campaigns/spring', owner, campaignDraft);
  await configure('PUT', '/v1/contents/read', owner, {
    kind: 'article',
    title: '年化利率怎么看',
    blocks: [{ type: 'paragraph', text: '单利和IRR算出的数字不同。' }],
    form: 'biz',
  });
  await configure('DELETE', '/v1/contents/read', owner);
  const promoter = pickText(
    await configure('POST', '/v1/promoters', owner, { kind: 'staff', name: '小李' }),
    'id',
  );
  await configure('PATCH', `/v1/promoters/${promoter}`, owner, { employer: '诚信助贷' });
  await configure('POST', `/v1/promoters/${promoter}/consent`, owner, { version: '1' });
  const code = pickText(await configure('POST', '/v1/links', owner, { form: 'biz', promoter }), 'code');
  await configure('DELETE', `/v1/links/${code}`, owner);
  await configure('DELETE', `/v1/promoters/${promoter}`, owner);

  const quarantine = { id: 'one', to: ['crm'], strategy: 'all', quarantine: true };
  await configure('POST', '/v1/routes/simulate', owner, { rules: [quarantine] });
  await configure('PUT', '/v1/routes', owner, { rules: [quarantine] });
  await configure('POST', `/v1/leads/${await submit(shop)}/release`, owner);
  await configure('POST', `/v1/leads/${await submit(shop)}/reject`, owner);
  await configure('PUT', '/v1/routes', owner, {
    rules: [
      { id: 'none', to: ['crm'], strategy: 'all', when: { field: 'channel', op: 'exists', value: true } },
    ],
  });
  const unrouted = await submit(shop);
  await configure('PUT', '/v1/routes', owner, { rules: [] });
  await configure('POST', `/v1/leads/${unrouted}/route`, owner);

  await configure('POST', `/v1/leads/${lead}/reveal`, owner, { reason: '回访' });
  await configure('POST', `/v1/leads/${lead}/correct`, owner, { values: { use: '设备', device: '车床' } });
  await configure('GET', '/v1/events', owner);
  await configure('GET', `/v1/leads/${lead}/evidence`, owner);
  await call('GET', '/v1/leads.csv?reveal=%E5%AF%B9%E8%B4%A6', { key: owner });
  receivers.answer('crm.example', { status: 400 });
  await runSql(shop.tenant, "UPDATE deliveries SET state = 'dead'");
  const dead = pickText(await configure('GET', '/v1/deliveries?state=dead', owner), 'items', 0, 'id');
  await configure('POST', `/v1/deliveries/${dead}/confirm`, owner);
  await configure('POST', `/v1/leads/${lead}/restrict`, owner, { restricted: true });
  await configure('POST', `/v1/leads/${lead}/withdraw`, owner, { notice: 'marketing', channel: 'phone' });
  await configure('DELETE', `/v1/leads/${lead}`, owner);

  const log = await configure('GET', '/v1/audit?limit=200', owner);
  for (const entry of pickList(log, 'items')) seen.add(pickText(entry, 'type'));
});

const changing = routes.filter(({ method, access }) => method !== 'GET' && access !== 'public');

test('every route that can change something is told here with its entry, or why it has none', () => {
  expect(changing.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
    Object.keys(expected).sort(),
  );
});

test('each of them writes its entry, and so does each reading of leads in clear', () => {
  const types = Object.values(expected).flatMap((one) => ('entry' in one ? [one.entry] : []));
  expect([...types, ...readings].filter((type) => !seen.has(type))).toEqual([]);
  expect([...seen].filter((type) => ![...types, ...readings].includes(type))).toEqual([]);
});

test('no entry holds a value of a lead', async () => {
  const { text } = await call('GET', '/v1/audit?limit=200', { key: shop.owner });
  for (const value of [...Object.values(person), '车床', '回访', '小李']) expect(text).not.toContain(value);
});

test('a tenant begins with the entry of its creation, by the operator', async () => {
  const id = freshTenantId();
  const made = await call('POST', '/v1/tenants', {
    key: adminToken,
    body: { id, name: '甲', origins: [] },
    headers: { 'cf-connecting-ip': '203.0.113.77' },
  });
  const log = await configure('GET', '/v1/audit', pickText(made.json, 'apiKey'));
  expect(pickList(log, 'items')).toMatchObject([
    {
      seq: 1,
      type: 'tenant.created',
      who: { kind: 'operator', id: 'operator', name: 'platform operator' },
      concerns: id,
      from: '203.0.113.0/24',
      result: 'done',
      after: { name: '甲', origins: [] },
    },
  ]);
  expect(pick(log, 'next')).toBeNull();
});

test('what is saved again as it was writes none', async () => {
  const count = async () =>
    pickList(await configure('GET', '/v1/audit?limit=200', shop.owner), 'items').length;
  await configure('PUT', '/v1/recipients/broker-b', shop.owner, broker);
  const before = await count();
  await configure('PUT', '/v1/recipients/broker-b', shop.owner, broker);
  await configure('POST', '/v1/notices', shop.owner, noticeDraft('marketing', 'marketing'));
  await configure('PUT', '/v1/forms/biz', shop.owner, formDraft);
  await configure('POST', '/v1/forms/biz/publish', shop.owner);
  await configure('PUT', '/v1/campaigns/spring', shop.owner, campaignDraft);
  await configure('PUT', '/v1/routes', shop.owner, { rules: [] });
  expect(await count()).toBe(before);
});
