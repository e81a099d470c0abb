/** Owns a lead's way through the whole server to each kind of target, and the word that it is withdrawn; must not know an adapter. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dingtalkBotVendor, dingtalkSecret, dingtalkToken } from '../targets/dingtalk-bot.ts';
import { espocrmConfig, espocrmVendor } from '../targets/espocrm.ts';
import { bitableConfig, feishuBitableVendor } from '../targets/feishu-bitable.ts';
import { feishuBotVendor, feishuHook, feishuSecret } from '../targets/feishu-bot.ts';
import { fxiaokeConfig, fxiaokeVendor } from '../targets/fxiaoke.ts';
import { hubspotConfig, hubspotVendor } from '../targets/hubspot.ts';
import { salesforceConfig, salesforceVendor } from '../targets/salesforce.ts';
import { standIn, type Vendor } from '../targets/stand-in.ts';
import { wecomBotVendor, wecomKey } from '../targets/wecom-bot.ts';
import { xiaoshouyiConfig, xiaoshouyiVendor } from '../targets/xiaoshouyi.ts';
import { zohoConfig, zohoVendor } from '../targets/zoho.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';

const [name, phone] = ['欧阳密芷', '13912345678'];
/** What one of them was sent, as people would read it. */
type Bodies = () => string[];

let tenant: RunningTenant;
beforeAll(async () => {
  tenant = await runningTenant();
  await tenant.client.call('PUT', '/v1/destinations/crm', {
    kind: 'webhook',
    recipient: 'self',
    config: { url: tenant.crm.url },
    enabled: false,
  });
});
afterAll(() => tenant.end());

interface Item {
  type: string;
  state: string;
  reason?: string;
}

async function deliveries(lead: string, destination: string): Promise<Item[]> {
  const path = `/v1/deliveries?lead=${lead}&destination=${destination}`;
  const { body } = await tenant.client.call('GET', path);
  const items: Item[] = JSON.parse(JSON.stringify(body.items));
  return items;
}

/** A lead to this destination alone, until it is there; then its withdrawal, until that is told or a person's to tell. */
async function deliverTo(
  kind: string,
  config: object,
  bodies: Bodies,
): Promise<{ sent: string[]; later: Item[] }> {
  const id = kind.replaceAll('_', '-');
  const save = (enabled: boolean) =>
    tenant.client.call('PUT', `/v1/destinations/${id}`, {
      kind,
      recipient: 'self',
      region: 'mainland',
      config,
      enabled,
    });
  expect((await save(true)).status).toBe(200);
  const { body } = await tenant.client.submit({ values: { name, phone, amount: 200_000 } });
  const lead = String(body.lead);
  await expect
    .poll(() => deliveries(lead, id), { timeout: 10_000 })
    .toMatchObject([{ type: 'lead.created', state: 'delivered' }]);
  const sent = bodies();
  const receipt = String(Reflect.get(Object(body.receipt), 'id'));
  await tenant.client.call('POST', `/v1/receipts/${receipt}/withdraw`, { notice: 'privacy' });
  const ended = async () => (await deliveries(lead, id)).filter(({ type }) => type !== 'lead.created');
  await expect
    .poll(async () => (await ended()).map(({ state }) => state), { timeout: 10_000 })
    .not.toContain('pending');
  const later = await ended();
  await save(false);
  return { sent, later };
}

const vendors: [kind: string, vendor: Vendor, config: object][] = [
  ['wecom_bot', wecomBotVendor(), { key: wecomKey }],
  ['feishu_bot', feishuBotVendor(), { hook: feishuHook, secret: feishuSecret }],
  ['dingtalk_bot', dingtalkBotVendor(), { accessToken: dingtalkToken, secret: dingtalkSecret }],
  ['feishu_bitable', feishuBitableVendor(), bitableConfig],
  ['fxiaoke', fxiaokeVendor(), fxiaokeConfig],
  ['xiaoshouyi', xiaoshouyiVendor(), xiaoshouyiConfig],
  ['hubspot', hubspotVendor(), hubspotConfig],
  ['salesforce', salesforceVendor(), salesforceConfig],
  ['espocrm', espocrmVendor(), espocrmConfig],
  ['zoho', zohoVendor(), zohoConfig],
];

test.each(vendors)('%s', { timeout: 30_000 }, async (kind, vendor, config) => {
  const target = await standIn(vendor);
  try {
    const bodies = () => target.calls.filter((call) => !vendor.isTokenCall(call)).map(({ body }) => body);
    const { sent, later } = await deliverTo(
      kind,
      { ...config, baseUrl: kind === 'espocrm' ? `${target.url}/espo` : target.url },
      bodies,
    );
    if (kind.endsWith('_bot')) {
      expect(sent).toEqual([expect.stringContaining('139****5678')]);
      expect(sent[0]).not.toContain(name);
      expect(later.map(({ type, state }) => `${type} ${state}`)).toContain('consent.withdrawn delivered');
      expect(bodies().at(-1)).toContain('删除个人信息');
    } else {
      expect(sent.map((body) => decodeURIComponent(body))).toEqual([expect.stringContaining(phone)]);
      expectByHand(later);
    }
  } finally {
    await target.close();
  }
});

function expectByHand(later: readonly Item[]): void {
  expect(later.map(({ type }) => type)).toContain('consent.withdrawn');
  for (const { state, reason } of later) expect(`${state} ${reason}`).toBe('dead by_hand');
}
