/** Owns opting out of marketing: told to staff or on the receipt, kept by phone beyond the lead, told to who would call; nothing else of withdrawal. */
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { parseMasterKeys } from '../../worker/sealing/master-keys.ts';
import { deriveTenantKeys, keyedDigests } from '../../worker/sealing/tenant-keys.ts';
import { TenantContext } from '../../worker/tenant/context.ts';
import { makeParts } from '../../worker/tenant/parts.ts';
import { readLeadId } from '../../worker/tenant/public-ids.ts';
import { Resealer } from '../../worker/tenant/rekeying/resealer.ts';
import { keysOfSuppressions, moveSuppressions } from '../../worker/tenant/suppressions.ts';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { grantsOf, otherPerson, person, post, submissionOf } from './applicant.ts';
import { applied, type Holder, withdraw } from './holder.ts';
import { arrived } from './outbox.ts';
import { addWebhook, eventually, type Receivers, standInReceivers } from './receiver.ts';
import { configure, makeKey, openShop, type Shop, tenantStub } from './scenario.ts';
import { newestContent } from './sealed-content.ts';
import { foundIn, rowsOf, storedIn } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});

const told = (lead: string, body: unknown, key = shop.owner) =>
  call('POST', `/v1/leads/${lead}/withdraw`, { key, body });

async function marketingOf({ lead }: Pick<Holder, 'lead'>, key = shop.owner): Promise<unknown> {
  const consents = pickList(await configure('GET', `/v1/leads/${lead}`, key), 'consents');
  return consents.find((consent) => pick(consent, 'kind') === 'marketing');
}

const counts = () => configure('GET', '/v1/suppressions', shop.owner);

/** Grants of everything, with these channels named on marketing. */
const naming = (channels: unknown) =>
  grantsOf(shop).map((grant) => (grant.notice === 'marketing' ? { ...grant, channels } : grant));

describe('what a person said to the tenant’s people', () => {
  test('MK-22: withdraws as on the receipt, is told on, and the record names who entered it and how it was told', async () => {
    await addWebhook(shop, 'crm');
    const holder = await applied(shop);
    await arrived(shop, 1);
    const answer = await told(holder.lead, {
      notice: 'marketing',
      channel: 'phone',
      note: '客户来电要求停止',
    });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      notice: 'marketing',
      decision: 'withdrawn',
      entry: { index: 4 },
      erases: false,
    });
    await eventually(() =>
      expect(receivers.typesTo('crm.example')).toEqual(['lead.created', 'consent.withdrawn']),
    );
    expect(pick(receivers.bodiesTo('crm.example')[1], 'data', 'consent')).toMatchObject({
      kind: 'marketing',
      channels: [],
      suppressed: [],
    });
    const evidence = await configure('GET', `/v1/leads/${holder.lead}/evidence`, shop.owner);
    const record = pick(pickList(evidence, 'decisions').at(-1), 'record');
    expect(record).toMatchObject({
      channel: 'tenant',
      decision: 'withdrawn',
      told: { by: 'phone', note: '客户来电要求停止' },
    });
    expect(pickText(record, 'told', 'key')).not.toBe('');
  });

  test('a repeat answers the same and is logged once; its note is nowhere in clear', async () => {
    const logged = vi.spyOn(console, 'log');
    const holder = await applied(shop);
    const body = { notice: 'marketing', channel: 'visit', note: '到店口头说明' };
    const first = await told(holder.lead, body, await makeKey(shop, 'crm'));
    expect((await told(holder.lead, body)).text).toBe(first.text);
    const log = (await rowsOf(shop.tenant, 'access_log')).filter(({ action }) => action === 'withdraw');
    expect(log).toMatchObject([{ role: 'crm', lead: 1 }]);
    const everything = await storedIn(shop.tenant);
    expect(foundIn(everything, [...Object.values(person), '到店口头说明'])).toEqual([]);
    expect(JSON.stringify(logged.mock.calls)).not.toContain('到店口头说明');
  });

  test('the privacy notice erases, by whoever entered it', async () => {
    const holder = await applied(shop);
    const answer = await told(holder.lead, { notice: 'privacy', channel: 'sms' });
    expect(answer.json).toMatchObject({ erases: true });
    expect((await rowsOf(shop.tenant, 'access_log')).map(({ action, role }) => [action, role])).toEqual([
      ['withdraw', 'owner'],
      ['erase', 'owner'],
    ]);
    expect(await counts()).toEqual({ sms: 1, phone: 1, wechat: 1, email: 0 });
  });

  test.for([
    [
      'a notice that was not granted',
      { notice: 'provide-broker-b', channel: 'sms' },
      'notice not_on_receipt',
    ],
    [
      'a phone number in the note',
      { notice: 'marketing', channel: 'sms', note: '138 0013 8000 要求' },
      'note',
    ],
    [
      'an identity number in the note',
      { notice: 'marketing', channel: 'sms', note: person.idNumber },
      'note',
    ],
    ['another channel', { notice: 'marketing', channel: 'email' }, 'channel'],
  ] as const)('%s is refused', async ([, body, finding]) => {
    const holder = await applied(shop);
    const answer = await told(holder.lead, body);
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)[0]).toContain(finding);
  });

  test('is for who reads leads; another tenant’s lead is not found', async () => {
    const holder = await applied(shop);
    const body = { notice: 'marketing', channel: 'sms' };
    expectProblem(await told(holder.lead, body, await makeKey(shop, 'marketer')), 403, 'forbidden');
    const theirs = await openShop();
    expectProblem(await told(holder.lead, body, theirs.owner), 404, 'not_found');
    expect(await counts()).toEqual({ sms: 0, phone: 0, wechat: 0, email: 0 });
  });
});

describe('the list of opt-outs', () => {
  test('holds for every lead of the phone, the earlier and the later, and for nobody else', async () => {
    await addWebhook(shop, 'crm');
    const earlier = await applied(shop);
    const holder = await applied(shop);
    await withdraw(holder, 'marketing');
    const later = await applied(shop);
    const other = await applied(shop, { values: otherPerson(1) });
    for (const lead of [earlier, later]) {
      expect(await marketingOf(lead)).toMatchObject({
        decision: 'granted',
        channels: [],
        suppressed: ['sms', 'phone', 'wechat'],
      });
    }
    expect(await marketingOf(holder)).toMatchObject({ decision: 'withdrawn', channels: [], suppressed: [] });
    expect(await marketingOf(other)).toMatchObject({ channels: ['sms', 'phone', 'wechat'], suppressed: [] });
    await eventually(() =>
      expect(receivers.typesTo('crm.example').filter((type) => type === 'lead.created')).toHaveLength(4),
    );
    const sent = receivers
      .bodiesTo('crm.example')
      .find((body) => pick(body, 'data', 'lead', 'id') === later.lead);
    const consents = pickList(sent, 'data', 'consents');
    expect(consents.find((one) => pick(one, 'kind') === 'marketing')).toMatchObject({
      channels: [],
      suppressed: ['sms', 'phone', 'wechat'],
    });
    expect(await counts()).toEqual({ sms: 1, phone: 1, wechat: 1, email: 0 });
  });

  test('outlives the lead: erased, its phone is still not to be called', async () => {
    const holder = await applied(shop);
    await withdraw(holder, 'privacy');
    expect(await rowsOf(shop.tenant, 'suppressions')).toHaveLength(3);
    const later = await applied(shop);
    expect(await marketingOf(later)).toMatchObject({ channels: [], suppressed: ['sms', 'phone', 'wechat'] });
    expect(foundIn(await storedIn(shop.tenant), Object.values(person))).toEqual([]);
  });

  test('a channel that the person names in a later submission is open again, and the list says by which decision', async () => {
    await withdraw(await applied(shop), 'marketing');
    const again = await applied(shop, { grants: naming(['wechat']) });
    expect(await marketingOf(again)).toMatchObject({ channels: ['wechat'], suppressed: [] });
    const entry = Number(pick(await marketingOf(again), 'entry', 'index'));
    const rows = await rowsOf(shop.tenant, 'suppressions');
    expect(rows.filter(({ lifted_entry }) => lifted_entry !== null)).toMatchObject([
      { channel: 'wechat', lifted_entry: entry },
    ]);
    expect(await counts()).toEqual({ sms: 1, phone: 1, wechat: 0, email: 0 });
    // Ticked as a whole later, without a word on messages and calls.
    expect(await marketingOf(await applied(shop))).toMatchObject({
      channels: ['wechat'],
      suppressed: ['sms', 'phone'],
    });
  });

  test('follows the phone to another master key, and says which keys it cannot do without', async () => {
    const holder = await applied(shop);
    await withdraw(holder, 'privacy');
    const [active] = parseMasterKeys(env.JINJIAN_MASTER_KEYS);
    const fresh = { id: 'k9', bytes: new Uint8Array(32).fill(7) };
    const keys = await deriveTenantKeys([fresh, active], shop.tenant);
    const [after, before] = await keyedDigests(keys, 'phone', person.phone);
    await runInDurableObject(tenantStub(shop.tenant), (_, { storage }) => {
      const context = { sql: storage.sql, activeKeyId: 'k9' };
      if (after === undefined || before === undefined) throw new Error('two digests were asked for');
      expect(keysOfSuppressions(storage.sql)).toEqual([active.id]);
      const blob = (bytes: Uint8Array) => new Uint8Array(bytes).buffer;
      moveSuppressions(context, blob(before), blob(after));
      expect(keysOfSuppressions(storage.sql)).toEqual(['k9']);
    });
    expect(await rowsOf(shop.tenant, 'suppressions')).toHaveLength(3);
  });

  test('is found from every lead of the phone while a master key is being rotated, whichever is resealed first', async () => {
    const [first, second] = [await applied(shop), await applied(shop)];
    await withdraw(first, 'marketing');
    const [active] = parseMasterKeys(env.JINJIAN_MASTER_KEYS);
    const fresh = { id: 'k9', bytes: new Uint8Array(32).fill(7) };
    const found = await runInDurableObject(tenantStub(shop.tenant), async (_, { storage }) => {
      const context = new TenantContext(storage, [fresh, active], 'any');
      const parts = makeParts(context, { publicUrl: null, registry: () => ({ noteKeys: async () => {} }) });
      const seqs = [first, second].map(({ lead }) => readLeadId(context, lead)?.number ?? 0);
      const look = () =>
        seqs.map((seq) => parts.suppressions.of(parts.leads.row(seq)?.phone_key ?? null).length);
      const before = look();
      const resealer = new Resealer(context, parts);
      await resealer.reseal(seqs[1] ?? 0);
      const half = look();
      await resealer.reseal(seqs[0] ?? 0);
      return [before, half, look()];
    });
    expect(found).toEqual([
      [3, 3],
      [3, 3],
      [3, 3],
    ]);
  });

  test('keeps a master key in use while an opt-out can be found under it alone', async () => {
    await withdraw(await applied(shop), 'privacy');
    await runInDurableObject(tenantStub(shop.tenant), (_, { storage }) => {
      storage.sql.exec("UPDATE suppressions SET key_id = 'k0'");
    });
    await configure('PATCH', '/v1/tenant', shop.owner, { settings: { retention: { undeliveredDays: 29 } } });
    await runDurableObjectAlarm(tenantStub(shop.tenant));
    const noted = (await rowsOf(shop.tenant, 'housekeeping'))[0]?.noted_ids;
    expect(JSON.parse(String(noted))).toContain('k0');
  });
});

describe('the channels of a grant', () => {
  test('are those that the applicant named, and are in the record', async () => {
    const holder = await applied(shop, { grants: naming(['sms']) });
    expect(await marketingOf(holder)).toMatchObject({ channels: ['sms'], suppressed: [] });
    const { content } = await newestContent(shop.tenant);
    expect(content.records.map(({ record }) => record.channels)).toEqual([
      undefined,
      undefined,
      undefined,
      ['sms'],
    ]);
  });

  test.for([
    ['one that the notice lacks', ['sms', 'email']],
    ['none', []],
    ['one twice', ['sms', 'sms']],
  ] as const)('%s is refused', async ([, channels]) => {
    const answer = await post(shop, submissionOf(shop, { grants: naming(channels) }));
    expectProblem(answer, 422, 'invalid_values');
    expect(findingsOf(answer)).toEqual(['grants.3.channels not_an_option']);
  });

  test('on any other notice are refused', async () => {
    const grants = grantsOf(shop).map((grant) => ({ ...grant, channels: ['sms'] }));
    expectProblem(await post(shop, submissionOf(shop, { grants })), 422, 'invalid_values');
  });

  test('a submission sent again with others is a conflict, with the same it is answered the same', async () => {
    const body = submissionOf(shop, { grants: naming(['sms']) });
    expect((await post(shop, body)).status).toBe(201);
    expect((await post(shop, body)).status).toBe(200);
    expectProblem(await post(shop, { ...body, grants: naming(['phone']) }), 409, 'submission_conflict');
  });
});

test('the id of the receipt is on the lead for owner and compliance alone', async () => {
  const { lead, receipt } = await applied(shop);
  const seen = async (key: string) => pick(await configure('GET', `/v1/leads/${lead}`, key), 'receipt');
  expect(await seen(shop.owner)).toBe(receipt);
  expect(await seen(await makeKey(shop, 'compliance'))).toBe(receipt);
  expect(await seen(await makeKey(shop, 'crm'))).toBeUndefined();
  const revealed = await configure('POST', `/v1/leads/${lead}/reveal`, await makeKey(shop, 'crm'), {
    reason: '回访',
  });
  expect(pick(revealed, 'receipt')).toBeUndefined();
});
