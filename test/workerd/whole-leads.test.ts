/** Owns leads sealed before records had a key of their own: readable as ever, split in time, their evidence saved; nothing newer. */
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { seal } from '../../worker/sealing/envelope.ts';
import { parseMasterKeys } from '../../worker/sealing/master-keys.ts';
import { deriveTenantKeys } from '../../worker/sealing/tenant-keys.ts';
import { leadContext } from '../../worker/tenant/lead-content.ts';
import { pick } from './api.ts';
import { otherPerson, person, post, submissionOf, submit } from './applicant.ts';
import { dayMs, holdTheClock, pass } from './clock.ts';
import { addWebhook, eventually, type Receivers, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { newestContent, openEvidence } from './sealed-content.ts';
import { rowsOf, runSql } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  holdTheClock();
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});
afterEach(() => void vi.useRealTimers());

/** Seals the newest lead as it was sealed before: values, UTM and records as one. */
async function makeWhole(): Promise<void> {
  const { content } = await newestContent(shop.tenant);
  const keys = await deriveTenantKeys(parseMasterKeys(env.JINJIAN_MASTER_KEYS), shop.tenant);
  await runInDurableObject(tenantStub(shop.tenant), async (_, { storage }) => {
    const { seq, submission } = storage.sql
      .exec<{ seq: number; submission: ArrayBuffer }>(
        'SELECT seq, submission FROM leads ORDER BY seq DESC LIMIT 1',
      )
      .one();
    const whole = await seal(keys, leadContext(shop.tenant, new Uint8Array(submission)), content);
    storage.sql.exec(
      'UPDATE leads SET wrapped_key = ?, sealed = ?, evidence_key = NULL, evidence = NULL WHERE seq = ?',
      new Uint8Array(whole.wrappedKey).buffer,
      new Uint8Array(whole.sealed).buffer,
      seq,
    );
  });
}

const reveal = (lead: string) =>
  configure('POST', `/v1/leads/${lead}/reveal`, shop.owner, { reason: '核对' });

describe('a lead sealed as one', () => {
  test('is shown, revealed and delivered as any other', async () => {
    const lead = await submit(shop);
    await makeWhole();
    expect(pick(await reveal(lead), 'values')).toMatchObject(person);
    expect(pick(await configure('GET', `/v1/leads/${lead}`, shop.owner), 'values', 'name')).toBe('欧***');
    await addWebhook(shop, 'crm');
    await runSql(
      shop.tenant,
      "INSERT INTO deliveries (event, destination, lead, state, attempts, next_at) VALUES (1, 1, 1, 'pending', 0, 1)",
    );
    await runDurableObjectAlarm(tenantStub(shop.tenant));
    await eventually(() => expect(receivers.to('crm.example')).toHaveLength(1));
    const data: unknown = pick(JSON.parse(receivers.to('crm.example')[0]?.body ?? ''), 'data', 'lead');
    expect(pick(data, 'values')).toMatchObject(person);
  });

  test('dies in its values alone: the records are sealed apart first, to the letter', async () => {
    await submit(shop);
    const { content } = await newestContent(shop.tenant);
    await makeWhole();
    await pass(shop.tenant, 31 * dayMs);
    const [row] = await rowsOf(shop.tenant, 'leads');
    expect(row).toMatchObject({ wrapped_key: null, sealed: null });
    const keys = await deriveTenantKeys(parseMasterKeys(env.JINJIAN_MASTER_KEYS), shop.tenant);
    expect(await openEvidence(shop.tenant, keys)).toEqual({ records: content.records });
  });

  test('that is broken stops nobody: it dies whole, and the others on their day', async () => {
    await submit(shop);
    await makeWhole();
    await runSql(
      shop.tenant,
      "UPDATE leads SET sealed = x'00112233445566778899aabbccddeeff00112233445566778899'",
    );
    await submit(shop, { values: otherPerson(1) });
    await pass(shop.tenant, 31 * dayMs);
    const rows = await rowsOf(shop.tenant, 'leads');
    expect(rows.map((row) => [row.wrapped_key, row.sealed, row.evidence !== null])).toEqual([
      [null, null, false],
      [null, null, true],
    ]);
  });

  test('is split in the background after an update, with digests as the intake takes them', async () => {
    const submission = submissionOf(shop, { utm: { source: 'wechat' } });
    await post(shop, submission);
    const { content } = await newestContent(shop.tenant);
    const [before] = await rowsOf(shop.tenant, 'leads');
    await makeWhole();
    await submit(shop, { values: otherPerson(1) });
    await runSql(shop.tenant, "UPDATE leads SET fingerprint = x'00', phone_key = x'00' WHERE seq = 1");
    await runSql(shop.tenant, "UPDATE housekeeping SET resealed_to = ''");
    await pass(shop.tenant, dayMs);
    const [after] = await rowsOf(shop.tenant, 'leads');
    expect(after?.fingerprint).toBe(before?.fingerprint);
    expect(after?.phone_key).toBe(before?.phone_key);
    expect(after?.evidence_key).not.toBeNull();
    await runSql(shop.tenant, 'DELETE FROM leads WHERE seq = 2');
    expect((await newestContent(shop.tenant)).content).toEqual(content);
    expect((await post(shop, submission)).status).toBe(200);
    const [marks] = await rowsOf(shop.tenant, 'housekeeping');
    expect(marks).toMatchObject({ resealed_to: 'k1', key_ids: '["k1"]', noted_ids: '["k1"]' });
  });
});
