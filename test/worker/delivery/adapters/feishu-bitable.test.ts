/** Owns the check of rows in 多维表格: corrections, repeats, what a mapping may fill; must not know its answers. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { feishuBitable } from '../../../../worker/delivery/adapters/feishu-bitable.ts';
import { bitableConfig, feishuBitableVendor } from '../../../targets/feishu-bitable.ts';
import { type StandIn, standIn, type Vendor } from '../../../targets/stand-in.ts';
import { drive } from '../conformance/drive.ts';
import { clear, eventOf, lead, leadData, message } from '../conformance/sample-messages.ts';
import { answer } from './answer.ts';

let vendor: Vendor;
let target: StandIn;
beforeEach(async () => {
  vendor = feishuBitableVendor();
  target = await standIn(vendor);
});
afterEach(() => target.close());
const to = () => ({ adapter: feishuBitable, config: { baseUrl: target.url, ...bitableConfig } });

it('a delivery that is repeated is the same row', async () => {
  await drive(to(), lead);
  await drive({ ...to(), nowMs: Date.now() + 60_000 }, lead);
  expect(target.calls.filter(({ path }) => path.endsWith('/records'))).toHaveLength(2);
  expect(vendor.records?.()).toHaveLength(1);
});

it('a correction is a row of its own, marked so', async () => {
  await drive(to(), lead);
  const { tenant, lead: corrected } = leadData;
  const values = { ...corrected.values, phone: '13900139000' };
  await drive(to(), message(eventOf('lead.corrected', { tenant, lead: { ...corrected, values } }), 'dl_2'));
  expect(vendor.records?.()).toMatchObject([
    { 类型: '新线索', 编号: 'ld_k7v2mq4t', 手机: clear.phone },
    { 类型: '更正', 编号: 'ld_k7v2mq4t', 手机: '13900139000' },
  ]);
});

it('a column that nothing fills is left out, not emptied', async () => {
  const { phone: _, ...values } = leadData.lead.values;
  const bare = { ...leadData, lead: { ...leadData.lead, values } };
  await drive(to(), message(eventOf('lead.created', bare)));
  expect(Object.keys(Object(vendor.records?.()[0]))).not.toContain('手机');
});

it('takes what a row can say, and leaves the rest to a person', () => {
  expect(feishuBitable.takes).toEqual(['lead.created', 'lead.corrected', 'ping']);
});

it('asks for a new token only once 飞书 gives one: in the last half hour', () => {
  const lent = feishuBitable.token?.read(
    answer({ code: 0, msg: 'ok', tenant_access_token: 't-1', expire: 7200 }),
    0,
    bitableConfig,
  );
  expect(lent).toEqual({ access: { token: 't-1' }, expiresAtMs: 7_200_000, refreshAtMs: 5_500_000 });
});
