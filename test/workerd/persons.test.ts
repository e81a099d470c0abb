/** Owns how many persons a tenant holds data of, and what that obliges it to; must not know how they are counted. */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseMasterKeys } from '../../worker/sealing/master-keys.ts';
import { TenantContext } from '../../worker/tenant/context.ts';
import { DecisionStore } from '../../worker/tenant/decisions.ts';
import { LedgerStore } from '../../worker/tenant/log/ledger-store.ts';
import { NoticeStore } from '../../worker/tenant/notices.ts';
import { countHeld } from '../../worker/tenant/reports/persons.ts';
import { call, pick, pickList, pickText } from './api.ts';
import { grantsOf, person, post, submissionOf } from './applicant.ts';
import { applied, withdraw } from './holder.ts';
import { eventually, standInReceivers } from './receiver.ts';
import { configure, formDraft, noticeDraft, publishForm, type Shop, tenantStub } from './scenario.ts';
import { sensitiveFields, sensitiveShop } from './sensitive-shop.ts';
import { runSql } from './stored.ts';

let shop: Shop;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  shop = await sensitiveShop({
    fields: sensitiveFields.filter(({ id }) => id !== 'assets' && id !== 'idNumber'),
    sensitive: { money: ['income'] },
    provided: ['name'],
  });
});
afterEach(() => vi.useRealTimers());

/** Sends a lead of the n-th person, with or without their income. */
async function apply(number: number, withIncome = true): Promise<void> {
  const phone = `139${String(number).padStart(8, '0')}`;
  const values = { name: '张三', phone, ...(withIncome ? { income: 8000 } : {}) };
  const grants = grantsOf(shop, withIncome ? {} : { money: 'refused' });
  const answer = await post(shop, submissionOf(shop, { values, grants }));
  if (answer.status !== 201) throw new Error(answer.text);
}

const report = (of = shop) => configure('GET', '/v1/records/persons', of.owner);
/** A count is good for ten minutes. */
const pass = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);

describe('persons held (RT-30)', () => {
  test('are told apart by their phones, however many leads each has; sensitive ones by a grant that holds', async () => {
    await apply(1);
    await apply(1, false);
    await apply(2);
    await apply(3, false);
    expect(await report()).toMatchObject({
      countedAt: new Date(Date.now()).toISOString(),
      persons: 3,
      sensitivePersons: 2,
      abroad: { leads: 0, sensitiveLeads: 0 },
    });
  });

  test('are no more once erased, and not sensitive once that consent is withdrawn', async () => {
    await apply(1);
    const holder = await applied(shop, { values: { name: '李四', phone: person.phone, income: 1 } });
    expect(await report()).toMatchObject({ persons: 2, sensitivePersons: 2 });
    await withdraw(holder, 'money');
    pass(11);
    expect(await report()).toMatchObject({ persons: 2, sensitivePersons: 1 });
    await configure('DELETE', `/v1/leads/${holder.lead}`, shop.owner, { reason: '本人要求' });
    pass(11);
    expect(await report()).toMatchObject({ persons: 1, sensitivePersons: 1 });
  });

  test('say when they were counted: within ten minutes the same count is told', async () => {
    await apply(1);
    const first = await report();
    await apply(2);
    pass(9);
    expect(await report()).toEqual(first);
    pass(2);
    expect(await report()).toMatchObject({ persons: 2 });
  });

  test('come with every threshold, what is to be filed, by which text and since when', async () => {
    await apply(1);
    const thresholds = pickList(await report(), 'thresholds');
    expect(thresholds.map((one) => [pick(one, 'id'), pick(one, 'from'), pick(one, 'isReached')])).toEqual([
      ['impact_assessment', 1, true],
      ['sensitive_responsible', 100_000, false],
      ['officer_filing', 1_000_000, false],
      ['officer_audits', 1_000_000, false],
      ['abroad_sensitive_contract', 1, false],
      ['abroad_sensitive_assessment', 10_000, false],
      ['abroad_contract', 100_000, false],
      ['abroad_assessment', 1_000_000, false],
    ]);
    for (const one of thresholds) {
      expect(pickText(one, 'inForce')).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(pickText(pick(one, 'duty'), 'zh')).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  test('are for owner and compliance alone', async () => {
    const made = await configure('POST', '/v1/keys', shop.owner, { role: 'crm', label: '客户经理' });
    expect((await call('GET', '/v1/records/persons', { key: pickText(made, 'key') })).status).toBe(403);
  });

  test('are counted in steps that grow with the leads, and none is long', async () => {
    await apply(1);
    // 3000 more leads of 1500 persons, as bare rows beside the one that came whole.
    await runSql(
      shop.tenant,
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
       INSERT INTO leads (seq, submission, fingerprint, phone_key, form, form_version, created_at, flags, attribution, first_entry, entries)
       SELECT 1000 + i, randomblob(16), x'00', CAST(printf('%016d', i / 2) AS BLOB), form, form_version, created_at, flags, attribution, first_entry, entries
       FROM n, (SELECT * FROM leads LIMIT 1)`,
    );
    const steps = await runInDurableObject(tenantStub(shop.tenant), (_, state) => {
      const context = new TenantContext(state.storage, parseMasterKeys(env.JINJIAN_MASTER_KEYS), 'any');
      const decisions = new DecisionStore(context, new NoticeStore(context), new LedgerStore(context));
      const yielded: number[] = [];
      const counting = countHeld(context, decisions);
      for (;;) {
        const step = counting.next();
        if (step.done) return { yielded, counted: step.value };
        yielded.push(step.value);
      }
    });
    expect(steps.counted).toEqual({ persons: 1502, sensitivePersons: 1502 });
    expect(steps.yielded).toHaveLength(31);
    expect(Math.max(...steps.yielded)).toBeLessThanOrEqual(10_000);
  });
});

describe('leads abroad since 1 January (XB-02)', () => {
  test('are those that arrived at a system outside the mainland this year in China, sensitive ones apart', async () => {
    const receivers = standInReceivers(shop.tenant);
    await configure('PUT', '/v1/recipients/host', shop.owner, {
      legalName: 'Example Hosting Ltd',
      kind: 'processor',
      contact: 'x@example.com',
      region: 'us',
    });
    const crossing = noticeDraft('abroad', 'cross_border', {
      recipients: ['host'],
      fields: ['name', 'income'],
    });
    await configure('POST', '/v1/notices', shop.owner, crossing);
    const consents = ['privacy', 'provide-bank-a', 'money', 'abroad'].map((notice) => ({
      notice,
      required: notice === 'privacy',
    }));
    const fields = sensitiveFields.filter(({ id }) => id !== 'assets' && id !== 'idNumber');
    const draft = { ...formDraft, title: '资料', steps: [{ fields }], disclosure: undefined, consents };
    shop = { ...shop, ...(await publishForm(shop.tenant, shop.owner, 'biz', draft)) };
    await configure('PUT', '/v1/destinations/crm', shop.owner, {
      kind: 'webhook',
      recipient: 'self',
      region: 'us',
      config: { url: `https://crm.example/${shop.tenant}` },
    });
    await apply(1);
    await apply(2, false);
    await eventually(() => expect(receivers.typesTo('crm.example')).toHaveLength(2));
    await eventually(async () => {
      pass(11);
      expect(await report()).toMatchObject({ abroad: { leads: 2, sensitiveLeads: 1 } });
    });
    const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
    expect(await report()).toMatchObject({ abroad: { since: `${year - 1}-12-31T16:00:00.000Z` } });
    vi.setSystemTime(Date.parse(`${year}-12-31T16:00:01Z`));
    expect(await report()).toMatchObject({ abroad: { leads: 0, sensitiveLeads: 0 } });
  });
});
