/** Owns the check that rows from before public ids had random bits keep the ids that they had, and go on; must not make ids up. */
import { runInDurableObject } from 'cloudflare:test';
import { beforeAll, expect, test } from 'vitest';
import { mintId, type OpaqueKind } from '../../worker/sealing/opaque-id.ts';
import { call, pick, pickList, pickText } from './api.ts';
import { submit } from './applicant.ts';
import { deliveriesOf } from './outbox.ts';
import { addWebhook, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { rowsOf, runSql } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
let old: (kind: OpaqueKind, number: number) => string;
let seq: number;
beforeAll(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
  await addWebhook(shop, 'crm');
  const lead = await submit(shop);
  await configure('POST', `/v1/leads/${lead}/outcomes`, shop.owner, { id: 'o-1', type: 'contacted' });
  await configure('POST', `/v1/leads/${lead}/correct`, shop.owner, { values: { amount: 150_000 } });
  seq = Number((await rowsOf(shop.tenant, 'leads'))[0]?.seq);
  // As the step that adds the columns leaves what is there.
  for (const table of ['leads', 'events', 'deliveries'])
    await runSql(shop.tenant, `UPDATE ${table} SET nonce = 0`);
  const idKey = await runInDurableObject(
    tenantStub(shop.tenant),
    (_, { storage }) =>
      new Uint8Array(storage.sql.exec<{ id_key: ArrayBuffer }>('SELECT id_key FROM tenant').one().id_key),
  );
  old = (kind, number) => mintId(idKey, kind, { number, nonce: 0 });
});

const receipt = () => old('receipt', seq).replace('rc_', `rc_${shop.tenant}_`);

test('every list and page names them by the ids that they had', async () => {
  const lead = old('lead', seq);
  expect(pickText(await configure('GET', `/v1/leads/${lead}`, shop.owner), 'id')).toBe(lead);
  expect((await call('GET', `/v1/receipts/${receipt()}`)).status).toBe(200);
  const feed = pickList(await configure('GET', '/v1/events?after=0', shop.owner), 'items');
  expect(feed.map((event) => pickText(event, 'id'))).toEqual(
    feed.map((event) => old('event', Number(pick(event, 'seq')))),
  );
  const [delivery] = (await deliveriesOf(shop, `lead=${lead}`)).slice(-1);
  expect(delivery).toMatchObject({ lead, event: old('event', seq), id: old('delivery', seq * 65_536 + 1) });
  const id = pickText(delivery, 'id');
  expect(pickText(await configure('GET', `/v1/deliveries/${id}`, shop.owner), 'id')).toBe(id);
});

test('a delivery that waited goes out under the id that it had', async () => {
  await sendDue(shop.tenant);
  const [sent] = receivers.to('crm.example');
  expect(sent?.headers['webhook-id']).toBe(old('delivery', seq * 65_536 + 1));
});

test('what follows has ids of its own kind, and names the lead as before', async () => {
  const { status } = await call('POST', `/v1/receipts/${receipt()}/withdraw`, {
    body: { notice: shop.notices[1]?.notice },
  });
  expect(status).toBe(200);
  const feed = pickList(await configure('GET', '/v1/events?after=0', shop.owner), 'items');
  const types = feed.map((one) => pickText(one, 'type'));
  // What the sensitive consent covered is gone: whoever has the lead is told.
  expect(types.slice(-2)).toEqual(['consent.withdrawn', 'lead.corrected']);
  const last = feed.at(-2);
  expect(pickText(last, 'data', 'lead', 'id')).toBe(old('lead', seq));
  expect(pickText(last, 'id')).not.toBe(old('event', Number(pick(last, 'seq'))));
  expect(
    (await call('GET', `/v1/leads/${old('lead', Number(pick(last, 'seq')))}`, { key: shop.owner })).status,
  ).toBe(404);
});
