/** Owns the decision on an authorisation through the API: text, reading, showing, once and for all; phones apart. */

import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { isRefusal } from '../../contract/problem.ts';
import { fromBase64 } from '../../worker/encoding/bytes.ts';
import { commitment, type SaltedRecord } from '../../worker/ledger/leaf.ts';
import { unseal } from '../../worker/sealing/envelope.ts';
import { parseMasterKeys } from '../../worker/sealing/master-keys.ts';
import { deriveTenantKeys } from '../../worker/sealing/tenant-keys.ts';
import { decisionContext } from '../../worker/tenant/decisions.ts';
import { call, expectProblem, findingsOf, pick, pickNumber, pickText, publicUrl } from './api.ts';
import { person, submit } from './applicant.ts';
import {
  type Asked,
  asked,
  bringCode,
  dayMs,
  decideOn,
  eventsOf,
  grant,
  grantOf,
  openLendingShop,
  queryDraft,
  refusalOf,
  shown,
  viewOf,
} from './authorisation-shop.ts';
import { configure, noticeDraft, type Shop, tenantStub } from './scenario.ts';
import { foundIn, rowsOf, storedIn } from './stored.ts';

let shop: Shop;
let lead: string;
beforeAll(async () => {
  shop = await openLendingShop();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  lead = await submit(shop);
});
afterEach(() => vi.useRealTimers());
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

/** The sealed record of the newest later decision. */
async function newestRecord(tenant: string, of: string): Promise<SaltedRecord> {
  const keys = await deriveTenantKeys(parseMasterKeys(env.JINJIAN_MASTER_KEYS), tenant);
  const row = await runInDurableObject(tenantStub(tenant), (_, state) =>
    state.storage.sql
      .exec<{ key_id: string; wrapped_key: ArrayBuffer; sealed: ArrayBuffer }>(
        'SELECT key_id, wrapped_key, sealed FROM decisions ORDER BY entry DESC LIMIT 1',
      )
      .one(),
  );
  const record = await unseal<SaltedRecord>(keys, decisionContext(tenant, of), {
    keyId: row.key_id,
    wrappedKey: new Uint8Array(row.wrapped_key),
    sealed: new Uint8Array(row.sealed),
  });
  if (isRefusal(record)) throw new Error('the key is missing');
  return record;
}

describe('signing', () => {
  test('answers with the receipt and the entry, and is an event with the terms (CR-02)', async () => {
    const of = await asked(shop, lead);
    const answer = await grant(of);
    expect(answer.json).toEqual({
      id: of.id,
      decision: 'granted',
      decidedAt: new Date(Date.now()).toISOString(),
      validUntil: new Date(Date.now() + 30 * dayMs).toISOString(),
      receipt: { id: expect.stringMatching(/^rc_/), url: expect.stringContaining(`${publicUrl}/r/rc_`) },
      entry: { index: expect.any(Number), leafHash: expect.stringMatching(/^[\w-]{43}$/) },
    });
    expect((await call('GET', `/v1/receipts/${pickText(answer.json, 'receipt', 'id')}`)).status).toBe(200);
    expect((await eventsOf(shop)).at(-1)).toMatchObject({
      type: 'consent.granted',
      data: {
        lead: { id: lead },
        consent: { notice: 'query-a', digest: of.digest, kind: 'credit_query', decision: 'granted' },
        authorisation: {
          id: of.id,
          recipient: 'bank-a',
          purpose: 'loan_review',
          bureaus: ['中国人民银行征信中心'],
          maxQueries: 2,
        },
      },
    });
    expect(await viewOf(shop, of)).toMatchObject({ state: 'granted', method: 'phone_code', flags: [] });
  });

  test('keeps a sealed record of who, what, when, how, that the leaf commits to (CR-03)', async () => {
    const of = await asked(shop, lead);
    await call('GET', of.path);
    pass(42_000);
    await bringCode(of);
    const answer = await decideOn(of, grantOf(of), {
      'user-agent': `Phone/1 ${'x'.repeat(600)}`,
      'cf-connecting-ip': '203.0.113.77',
    });
    const { salt, record } = await newestRecord(shop.tenant, lead);
    expect(record).toEqual({
      v: 2,
      tenant: shop.tenant,
      controller: { legalName: '诚信助贷' },
      channel: 'authorisation',
      lead,
      form: { id: 'biz', version: shop.formVersion, digest: expect.stringMatching(/^sha256:/) },
      notice: { id: 'query-a', version: 1, digest: of.digest },
      decision: 'granted',
      at: new Date(Date.now()).toISOString(),
      locale: 'zh-CN',
      subject: expect.stringMatching(/^[\w-]{22}$/),
      phoneVerified: true,
      presentation: shown,
      presentationSource: 'client',
      authorisation: {
        id: of.id,
        method: 'phone_code',
        readingMs: 42_000,
        device: `Phone/1 ${'x'.repeat(504)}`,
        addressPrefix: '203.0.113.0/24',
      },
      validity: { until: new Date(Date.now() + 30 * dayMs).toISOString(), maxQueries: 2 },
    });
    const index = pickNumber(answer.json, 'entry', 'index');
    const entry = (await rowsOf(shop.tenant, 'entries')).find((row) => row.number === index);
    const leaf: unknown = JSON.parse(String(entry?.leaf));
    const bytes = fromBase64(salt) ?? new Uint8Array();
    expect(pick(leaf, 'record')).toBe(commitment(bytes, record));
    // One byte of it changed and nothing fits any more.
    const changed = { ...record, at: record.at.replace('Z', 'z') };
    expect(pick(leaf, 'record')).not.toBe(commitment(bytes, changed));
    expect(foundIn(await storedIn(shop.tenant), Object.values(person))).toEqual([]);
  });

  test('of a text that names no validity: a query holds 90 days for one query (C12, C13), a report until withdrawn', async () => {
    await configure('POST', '/v1/notices', shop.owner, queryDraft({ id: 'plain-a', validity: undefined }));
    const query = await asked(shop, lead, 'plain-a');
    await grant(query);
    expect(await viewOf(shop, query)).toMatchObject({
      validUntil: new Date(Date.now() + 90 * dayMs).toISOString(),
      maxQueries: 1,
    });
    const plainReport = noticeDraft('plain-report', 'credit_report', {
      recipients: ['bank-a'],
      bureaus: ['中国人民银行征信中心'],
      validity: undefined,
    });
    await configure('POST', '/v1/notices', shop.owner, plainReport);
    const report = await asked(shop, lead, 'plain-report');
    expect(pick((await grant(report)).json, 'validUntil')).toBeUndefined();
    expect(await viewOf(shop, report)).not.toHaveProperty('maxQueries');
  });
  test('query and report are two decisions, each its own (CR-08)', async () => {
    const query = await asked(shop, lead, 'query-a');
    const report = await asked(shop, lead, 'report-a');
    await grant(query);
    expect(await viewOf(shop, report)).toMatchObject({ state: 'open' });
    await decideOn(report, refusalOf(report));
    expect(await viewOf(shop, query)).toMatchObject({ state: 'granted' });
  });
});

describe('refusing', () => {
  test('takes the tap alone, at once, unread and without a phone (PIPL 16)', async () => {
    const of = await asked(shop, lead, 'read-a');
    const answer = await decideOn(of, refusalOf(of));
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toMatchObject({ decision: 'refused' });
    // Nobody has shown who they are.
    expect(answer.json).not.toHaveProperty('receipt');
    expect(answer.json).not.toHaveProperty('validUntil');
    const told = (await eventsOf(shop)).at(-1);
    expect(told).toMatchObject({
      type: 'authorisation.refused',
      data: { consent: { decision: 'refused' }, authorisation: { id: of.id, recipient: 'bank-a' } },
    });
    const { record } = await newestRecord(shop.tenant, lead);
    expect(record).toMatchObject({ decision: 'refused', authorisation: { id: of.id } });
    expect(record).not.toHaveProperty('subject');
    expect(record.authorisation).not.toHaveProperty('method');
  });
});

describe('decided', () => {
  test('twice alike is decided once; the other way is refused; opening it again is fine', async () => {
    for (const [first, second] of [
      ['granted', 'refused'],
      ['refused', 'granted'],
    ] as const) {
      const of = await asked(shop, await submit(shop));
      const body = (decision: string) => (decision === 'granted' ? grantOf(of) : refusalOf(of));
      await bringCode(of);
      const once = await decideOn(of, body(first));
      expect(once.headers.get('idempotent-replay')).toBeNull();
      const before = await storedIn(shop.tenant);
      pass(60_000);
      const again = await decideOn(of, body(first));
      expect([again.status, again.headers.get('idempotent-replay')]).toEqual([200, 'true']);
      // The receipt is for the one who proved the phone, in that very answer.
      expect({ ...Object(again.json), receipt: pick(once.json, 'receipt') }).toEqual({
        receipt: undefined,
        ...Object(once.json),
      });
      expect(again.json).not.toHaveProperty('receipt');
      expectProblem(await decideOn(of, body(second)), 409, 'authorisation_decided');
      for (let at = 0; at < 2; at++) expect((await call('GET', of.path)).status).toBe(200);
      expect(await storedIn(shop.tenant)).toEqual(before);
    }
  });

  test('by twenty requests at once: one entry, one event, one answer', async () => {
    const of = await asked(shop, lead);
    const entries = (await rowsOf(shop.tenant, 'entries')).length;
    await bringCode(of);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => decideOn(of, at % 2 === 0 ? grantOf(of) : refusalOf(of))),
    );
    const won = answers.filter((answer) => answer.status === 200);
    expect(won).toHaveLength(10);
    const said = won.map(({ json }) => JSON.stringify({ ...Object(json), receipt: undefined }));
    expect(new Set(said).size).toBe(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(10);
    expect((await rowsOf(shop.tenant, 'entries')).length).toBe(entries + 1);
  });

  test('too late: the link has ended, whatever the alarm has done', async () => {
    const of = await asked(shop, lead);
    pass(7 * dayMs - 1);
    expect((await call('GET', of.path)).status).toBe(200);
    pass(1);
    expectProblem(await decideOn(of, grantOf(of)), 410, 'link_gone');
    expectProblem(await decideOn(of, refusalOf(of)), 410, 'link_gone');
    expect((await call('GET', of.path)).status).toBe(410);
    expect(await viewOf(shop, of)).toMatchObject({ state: 'expired', reason: 'link_expired' });
  });
});

describe('what was on the screen', () => {
  const refusedFor = async (of: Asked, body: unknown, status: number, code: string, findings?: string[]) => {
    const before = await storedIn(shop.tenant);
    const answer = await decideOn(of, body);
    expectProblem(answer, status, code);
    if (findings !== undefined) expect(findingsOf(answer)).toEqual(findings);
    expect(await storedIn(shop.tenant)).toEqual(before);
    return answer;
  };

  test('must be the pinned text: another digest is consent_outdated, for either decision', async () => {
    const of = await asked(shop, lead);
    for (const digest of [
      '',
      of.digest.replace(/.$/, (sign) => (sign === '0' ? '1' : '0')),
      of.digest.slice(7),
    ]) {
      await refusedFor(of, grantOf(of, { digest }), 409, 'consent_outdated');
      await refusedFor(of, { ...refusalOf(of), digest }, 409, 'consent_outdated');
    }
  });

  test('must have been there as long as it asks: by the server’s clock, from its first opening (CR-05)', async () => {
    const of = await asked(shop, lead, 'read-a');
    await refusedFor(of, grantOf(of), 422, 'read_too_fast', ['decision reading_time_left']);
    // A look at the headers alone is no opening.
    await call('HEAD', of.path);
    pass(10_000);
    await refusedFor(of, grantOf(of), 422, 'read_too_fast');
    await call('GET', of.path);
    pass(9999);
    const early = await refusedFor(of, grantOf(of), 422, 'read_too_fast');
    expect(early.text).toContain('还需 1 秒');
    // Opened again, it counts from the first time.
    await call('GET', of.path);
    pass(1);
    await grant(of);
  });

  test('must have been seen to its end, as the browser tells', async () => {
    const of = await asked(shop, lead);
    await refusedFor(
      of,
      grantOf(of, { presentation: { ...shown, scrolledToEnd: false } }),
      422,
      'read_too_fast',
      ['presentation.scrolledToEnd not_read_to_end'],
    );
  });

  test.for([
    [{ fontPx: 11 }, 'query-a too_small'],
    [{ contrast: 3 }, 'query-a too_pale'],
  ] as const)('must have been legible: %j is refused', async ([bad, finding]) => {
    const of = await asked(shop, lead);
    const presentation = { ...shown, ...bad };
    await refusedFor(of, grantOf(of, { presentation }), 422, 'consent_not_conspicuous', [finding]);
    // A refusal needs no readable text.
    expect((await decideOn(of, { ...refusalOf(of), presentation })).status).toBe(200);
  });

  test('no real tap is told, as on a form, and not refused', async () => {
    const of = await asked(shop, lead);
    await grant(of, { presentation: { ...shown, trusted: false } });
    expect(await viewOf(shop, of)).toMatchObject({ state: 'granted', flags: ['untrusted_consent'] });
  });

  test.for([
    ['nothing', {}],
    ['no digest', { decision: 'refused' }],
    ['another decision', { decision: 'withdrawn', digest: 'x' }],
    ['something more', { decision: 'refused', digest: 'x', name: '张三' }],
    ['a presentation that is none', { decision: 'refused', digest: 'x', presentation: { fontPx: '16' } }],
  ] as const)('%s is no decision', async ([, body]) => {
    const of = await asked(shop, lead);
    expect((await refusedFor(of, body, 422, 'invalid_request')).text).not.toContain('张三');
  });

  test('a body that is no JSON, or too large, changes nothing', async () => {
    const of = await asked(shop, lead);
    const path = `/v1/authorisations/${of.id}/decide`;
    expectProblem(await call('POST', path, { raw: '{' }), 400, 'bad_json');
    expectProblem(await call('POST', path, { raw: ' '.repeat(70_000) }), 413, 'too_large');
    const form = { raw: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    expectProblem(await call('POST', path, form), 415, 'unsupported_media_type');
  });
});
