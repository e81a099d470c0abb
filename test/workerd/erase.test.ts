/** Owns what erasing a lead destroys, keeps and tells; must not know how leads are read. */
import { beforeEach, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { freshSubmissionId, otherPerson, person, post, submissionOf, submit } from './applicant.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { foundIn, rowsOf, storedIn } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});

const erase = (lead: string) => call('DELETE', `/v1/leads/${lead}`, { key: shop.owner });
const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

describe('erasing', () => {
  test('answers 204 and leaves nothing of the person, while the ledger stays as it was (RT-03)', async () => {
    const lead = await submit(shop, { utm: { source: 'utm-marker' } });
    const before = await storedIn(shop.tenant);
    const head = await tenantStub(shop.tenant).ledgerHead();
    const sealedBefore = before.leads?.[0] ?? {};
    expect((await erase(lead)).status).toBe(204);
    const after = await storedIn(shop.tenant);
    const row = after.leads?.[0] ?? {};
    expect(row).toMatchObject({
      phone_key: null,
      key_id: null,
      wrapped_key: null,
      sealed: null,
      fingerprint: '',
    });
    expect(row.erased_at).toBeGreaterThan(0);
    expect(after.entries).toEqual(before.entries);
    const now = await tenantStub(shop.tenant).ledgerHead();
    expect([now.size, hexOf(now.root)]).toEqual([head.size, hexOf(head.root)]);
    // Neither clear, nor sealed, nor as an index of the phone.
    const gone = [
      ...Object.values(person),
      'utm-marker',
      ...['phone_key', 'wrapped_key', 'sealed', 'fingerprint'].map((column) => String(sealedBefore[column])),
    ];
    expect(foundIn(before, gone).length).toBe(4);
    expect(foundIn(after, gone)).toEqual([]);
    expect(after.access_log).toHaveLength(1);
    expect(after.access_log?.[0]).toMatchObject({ action: 'erase', role: 'owner', lead: 1 });
  });

  test('shows the lead without values, and reveals it no more', async () => {
    const lead = await submit(shop);
    await erase(lead);
    const read = await configure('GET', `/v1/leads/${lead}`, shop.owner);
    expect(read).toMatchObject({ id: lead, state: 'erased', values: null, erasedAt: expect.any(String) });
    expect(pickList(read, 'consents')).toHaveLength(4);
    expectProblem(
      await call('POST', `/v1/leads/${lead}/reveal`, { key: shop.owner, body: { reason: 'x' } }),
      409,
      'lead_erased',
    );
    const feed = await call('GET', '/v1/events', { key: shop.owner });
    for (const value of Object.values(person)) expect(feed.text).not.toContain(value);
    expect(pickList(await configure('GET', '/v1/leads?state=erased', shop.owner), 'items')).toHaveLength(1);
  });

  test('is idempotent, and of no lead not found', async () => {
    const lead = await submit(shop);
    await erase(lead);
    const before = await storedIn(shop.tenant);
    expect((await erase(lead)).status).toBe(204);
    expect(await storedIn(shop.tenant)).toEqual(before);
    expectProblem(await erase('ld_nothing'), 404, 'not_found');
  });

  test('frees the phone: the same person later is no duplicate of what was erased', async () => {
    const submission = submissionOf(shop);
    await erase(pickText((await post(shop, submission)).json, 'lead'));
    const again = await post(shop, { ...submission, id: freshSubmissionId() });
    const lead = await configure('GET', `/v1/leads/${pickText(again.json, 'lead')}`, shop.owner);
    expect(pick(lead, 'flags')).toEqual([]);
    expect(pick(lead, 'duplicateOf')).toBeUndefined();
  });

  test('keeps the other leads whole', async () => {
    const [first, second] = [await submit(shop), await submit(shop, { values: otherPerson(1) })];
    await erase(first);
    const kept = await configure('POST', `/v1/leads/${second}/reveal`, shop.owner, { reason: 'x' });
    expect(pick(kept, 'values')).toEqual(otherPerson(1));
  });

  test('leaves the receipt, which holds nothing personal', async () => {
    const posted = await post(shop, submissionOf(shop));
    await erase(pickText(posted.json, 'lead'));
    const receipt = await call('GET', `/v1/receipts/${pickText(posted.json, 'receipt', 'id')}`);
    expect(receipt.status).toBe(200);
    expect(pickList(receipt.json, 'grants')).toHaveLength(4);
  });
});

describe('receivers of an erased lead', () => {
  test('that have it, or may have it, are told; the others never hear of it', async () => {
    await addWebhook(shop, 'has');
    await addWebhook(shop, 'maybe');
    receivers.answer('maybe.example', { status: 500 });
    const lead = await submit(shop);
    await eventually(() => expect(receivers.received).toHaveLength(2));
    await eventually(async () => {
      const rows = await rowsOf(shop.tenant, 'deliveries');
      expect(rows.map((row) => row.attempts)).toEqual([1, 1]);
    });
    await addWebhook(shop, 'late');
    receivers.answer('maybe.example', { status: 200 });
    await erase(lead);
    await eventually(() => {
      expect(receivers.typesTo('has.example')).toEqual(['lead.created', 'lead.erased']);
      expect(receivers.typesTo('maybe.example')).toEqual(['lead.created', 'lead.erased']);
    });
    expect(receivers.typesTo('late.example')).toEqual([]);
    const told: unknown = JSON.parse(receivers.to('has.example')[1]?.body ?? '');
    expect(pick(told, 'data')).toEqual({ tenant: shop.tenant, lead: { id: lead, seq: 1 } });
    const events = pickList(await configure('GET', '/v1/events', shop.owner), 'items');
    expect(events.map((event) => pick(event, 'type'))).toEqual(['lead.created', 'lead.erased']);
    await sendDue(shop.tenant);
    expect(receivers.typesTo('maybe.example')).toEqual(['lead.created', 'lead.erased']);
  });

  test('a delivery that waits is blocked, and no replay lets it out', async () => {
    await addWebhook(shop, 'crm');
    receivers.answer('crm.example', { status: 500 });
    const lead = await submit(shop);
    await eventually(async () => expect((await rowsOf(shop.tenant, 'deliveries'))[0]?.attempts).toBe(1));
    await erase(lead);
    const [blocked] = pickList(await configure('GET', '/v1/deliveries?state=blocked', shop.owner), 'items');
    expect(blocked).toMatchObject({ type: 'lead.created', reason: 'erased' });
    const replay = await call('POST', `/v1/deliveries/${pickText(blocked, 'id')}/replay`, {
      key: shop.owner,
    });
    expectProblem(replay, 422, 'invalid_request');
    expect(findingsOf(replay)).toEqual(['id delivery_blocked']);
  });

  test('a replay of what had arrived sends nothing once the lead is erased', async () => {
    await addWebhook(shop, 'crm');
    const lead = await submit(shop);
    await eventually(async () =>
      expect((await rowsOf(shop.tenant, 'deliveries'))[0]?.state).toBe('delivered'),
    );
    const id = pickText(await configure('GET', '/v1/deliveries', shop.owner), 'items', 0, 'id');
    await erase(lead);
    await eventually(() => expect(receivers.typesTo('crm.example')).toEqual(['lead.created', 'lead.erased']));
    await call('POST', `/v1/deliveries/${id}/replay`, { key: shop.owner });
    await sendDue(shop.tenant);
    expect(receivers.typesTo('crm.example')).toEqual(['lead.created', 'lead.erased']);
  });

  test('one that was receiving it at that very moment is told too', async () => {
    await addWebhook(shop, 'crm');
    receivers.answer('crm.example', 'hang');
    const lead = await submit(shop);
    await eventually(() => expect(receivers.typesTo('crm.example')).toEqual(['lead.created']));
    await erase(lead);
    // Not before the attempt under way has surely ended: the receiver must not hear of the erasure first.
    const told = (await rowsOf(shop.tenant, 'deliveries')).find((row) => row.event === 2);
    expect(told).toMatchObject({ state: 'pending', attempts: 0 });
    expect(Number(told?.next_at)).toBeGreaterThan(Date.now() + 20_000);
    receivers.answer('crm.example', { status: 200 });
    await eventually(async () => expect((await rowsOf(shop.tenant, 'attempts')).length).toBe(1));
    await sendDue(shop.tenant);
    await eventually(() => expect(receivers.typesTo('crm.example')).toEqual(['lead.created', 'lead.erased']));
  });
});
