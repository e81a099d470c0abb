/** Owns what a lead's evidence holds, who gets it and what is logged of that; must not check how it is verified. */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { isRefusal } from '../../contract/problem.ts';
import { fromBase64, toBase64Url } from '../../worker/encoding/bytes.ts';
import { consentRecord } from '../../worker/ledger/consent-record.ts';
import type { EvidenceFile } from '../../worker/ledger/evidence-file.ts';
import { leafOf } from '../../worker/ledger/leaf.ts';
import { parseVerifierKey } from '../../worker/ledger/verifier-key.ts';
import { verifyEvidence } from '../../worker/ledger/verify-evidence.ts';
import { seal } from '../../worker/sealing/envelope.ts';
import { parseMasterKeys } from '../../worker/sealing/master-keys.ts';
import { TenantContext } from '../../worker/tenant/context.ts';
import { DecisionStore, decisionContext } from '../../worker/tenant/decisions.ts';
import { LedgerStore } from '../../worker/tenant/log/ledger-store.ts';
import { NoticeStore } from '../../worker/tenant/notices.ts';
import { seqOfLead } from '../../worker/tenant/public-ids.ts';
import { call, expectProblem, pick, pickList, pickText, publicUrl } from './api.ts';
import { grantsOf, otherPerson, person, post, submissionOf, submit } from './applicant.ts';
import { applied } from './holder.ts';
import { TenantObject } from './main.ts';
import { addWebhook, eventually, standInReceivers } from './receiver.ts';
import { configure, lender, makeKey, openShop, type Shop, tenantStub } from './scenario.ts';
import { rowsOf } from './stored.ts';

let shop: Shop;
beforeAll(async () => {
  standInReceivers();
  shop = await openShop();
});

const evidenceOf = (lead: string, key = shop.owner) => call('GET', `/v1/leads/${lead}/evidence`, { key });
const reportOf = (lead: string, key = shop.owner) => call('GET', `/v1/leads/${lead}/evidence.html`, { key });

async function fileOf(lead: string, from = shop): Promise<EvidenceFile> {
  const answer = await evidenceOf(lead, from.owner);
  expect(answer.status, answer.text).toBe(200);
  return JSON.parse(answer.text);
}

/** Judged as an auditor would, under the key that the log publishes. */
async function verdictOn(content: string, from = shop) {
  const published = await call('GET', `/log/${from.tenant}/key`);
  const key = parseVerifierKey(published.text.split('\n')[0] ?? '');
  if (key === null) throw new Error(`no key: ${published.text}`);
  return verifyEvidence(content, { key, nowMs: Date.now() });
}

/** A later withdrawal, made as the applicant's side makes it. */
async function withdraw(from: Shop, lead: string, notice: string): Promise<void> {
  await runInDurableObject(tenantStub(from.tenant), async (_, state) => {
    const context = new TenantContext(state.storage, parseMasterKeys(env.JINJIAN_MASTER_KEYS), 'any');
    const notices = new NoticeStore(context);
    const published = notices.latest(notice);
    const seq = seqOfLead(context, lead);
    if (published === undefined || seq === null) throw new Error('nothing to withdraw');
    const form = JSON.parse(
      String(state.storage.sql.exec("SELECT body FROM form_versions WHERE id = 'biz'").one().body),
    );
    const record = consentRecord({
      tenant: from.tenant,
      controller: { legalName: '诚信助贷' },
      lead,
      channel: 'receipt',
      form,
      notice: published,
      decision: 'withdrawn',
      atMs: Date.now(),
      locale: 'zh-CN',
    });
    const salt = crypto.getRandomValues(new Uint8Array(32));
    const envelope = await seal(await context.keys(), decisionContext(from.tenant, lead), {
      salt: toBase64Url(salt),
      record,
    });
    new DecisionStore(context, notices, new LedgerStore(context)).append(seq, leafOf(record, salt), envelope);
  });
}

describe('the evidence file', () => {
  test('CR-03 PI-14 is proven by its own verifier under the published key, decision by decision', async () => {
    const grants = grantsOf(shop, { marketing: 'refused' }).map((grant) => ({
      ...grant,
      presentation: { fontPx: 14, contrast: 7.5, visibleMs: 8200, scrolledToEnd: true, trusted: true },
    }));
    const lead = await submit(shop, { grants, page: { origin: 'https://partner.example', path: '/x' } });
    const answer = await evidenceOf(lead);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="evidence-${lead}.json"`);
    const verdict = await verdictOn(answer.text);
    expect(verdict.faults).toEqual([]);
    expect(verdict.outcome).toBe('proven');
    const file: EvidenceFile = JSON.parse(answer.text);
    expect(file).toMatchObject({
      v: 1,
      type: 'jinjian-evidence',
      tenant: { id: shop.tenant, legalName: '诚信助贷' },
      lead: { id: lead, erased: false },
      form: { id: 'biz', version: shop.formVersion },
    });
    expect(file.notices.map(({ id, digest }) => ({ id, digest }))).toEqual(
      shop.notices.map(({ notice, digest }) => ({ id: notice, digest })),
    );
    expect(file.decisions.map(({ record }) => record?.decision)).toEqual([
      'granted',
      'granted',
      'granted',
      'refused',
    ]);
    expect(file.decisions[0]?.record).toMatchObject({
      controller: { legalName: '诚信助贷' },
      channel: 'form',
      presentation: { fontPx: 14, contrast: 7.5, visibleMs: 8200, scrolledToEnd: true, trusted: true },
      page: { origin: 'https://partner.example', path: '/x' },
    });
  });

  test('CR-03 is bound to its lead: under the id of another it fails, made with the form or later', async () => {
    const [lead, other] = [await submit(shop), await submit(shop, { values: otherPerson(3) })];
    await withdraw(shop, lead, 'marketing');
    const file = await fileOf(lead);
    for (const { record } of file.decisions) expect(record).toMatchObject({ v: 2, lead });
    const { stated } = await verdictOn(JSON.stringify(file));
    expect(stated.map(({ holder }) => holder)).not.toContain('lead');
    const moved = await verdictOn(JSON.stringify({ ...file, lead: { ...file.lead, id: other } }));
    expect(moved.outcome).toBe('failed');
    expect(moved.faults.map(({ code }) => code)).toEqual(file.decisions.map(() => 'record_lead'));
    const { decisions } = await fileOf(other);
    const spliced = { ...file, decisions: [decisions[0], ...file.decisions.slice(1)] };
    expect((await verdictOn(JSON.stringify(spliced))).outcome).toBe('failed');
  });

  test('PI-14 says nothing of what was typed, of the address or of the browser', async () => {
    const answer = await post(shop, submissionOf(shop, { utm: { source: 'utm-marker' } }), {
      headers: { 'user-agent': 'browser-marker/1.0', 'cf-connecting-ip': '203.0.113.77' },
    });
    const lead = pickText(answer.json, 'lead');
    const told = (await evidenceOf(lead)).text + (await reportOf(lead)).text;
    for (const value of [...Object.values(person), 'utm-marker', 'browser-marker', '203.0.113', '200000']) {
      expect(told).not.toContain(value);
    }
  });

  test('names the company as it was called when it asked, and as it is called today', async () => {
    const own = await openShop();
    const lead = await submit(own);
    await configure('PATCH', '/v1/tenant', own.owner, { name: '改名助贷' });
    const file = await fileOf(lead, own);
    expect(file.tenant.legalName).toBe('改名助贷');
    expect(file.decisions[0]?.record?.controller.legalName).toBe('诚信助贷');
    expect((await verdictOn(JSON.stringify(file), own)).outcome).toBe('proven');
  });

  test('PI-12 tells of a later withdrawal, under the same checkpoint as what it takes back', async () => {
    const lead = await submit(shop);
    await submit(shop, { values: otherPerson(1) });
    await withdraw(shop, lead, 'provide-bank-a');
    const content = (await evidenceOf(lead)).text;
    const file: EvidenceFile = JSON.parse(content);
    expect(file.decisions).toHaveLength(5);
    expect(file.decisions.at(-1)?.record).toMatchObject({ decision: 'withdrawn', lead, channel: 'receipt' });
    expect((await verdictOn(content)).outcome).toBe('proven');
    expect((await reportOf(lead)).text).toContain('其后撤回');
  });

  test('PI-15 tells who received what and when, with each attempt', async () => {
    const own = await openShop();
    const receivers = standInReceivers(own.tenant);
    await addWebhook(own, 'crm');
    await addWebhook(own, 'bank', 'bank-a');
    receivers.answer('bank.example', { status: 503 });
    const lead = await submit(own);
    await eventually(async () => {
      expect((await rowsOf(own.tenant, 'attempts')).length).toBe(2);
    });
    const { deliveries } = await fileOf(lead, own);
    const byDestination = new Map(deliveries.map((one) => [one.destination, one]));
    expect(byDestination.get('crm')).toMatchObject({
      type: 'lead.created',
      recipient: 'self',
      legalName: '诚信助贷',
      state: 'delivered',
      attempts: [{ at: expect.any(String), outcome: 'delivered', status: 204 }],
    });
    expect(byDestination.get('bank')).toMatchObject({
      legalName: lender.legalName,
      state: 'pending',
      attempts: [{ outcome: 'failed', status: 503 }],
    });
    standInReceivers();
  });

  test('tells the chain by codes and promoter ids, and no names', async () => {
    const promoter = await configure('POST', '/v1/promoters', shop.owner, {
      kind: 'staff',
      name: '推广人姓名',
    });
    const link = await configure('POST', '/v1/links', shop.owner, {
      promoter: pickText(promoter, 'id'),
      form: 'biz',
      channel: '渠道名称',
    });
    const code = pickText(link, 'code');
    const lead = await submit(shop, { ref: code });
    const content = (await evidenceOf(lead)).text;
    const { attribution, decisions } = await fileOf(lead);
    expect(attribution).toEqual({
      model: expect.any(String),
      reason: 'last_touch',
      credited: code,
      chain: [{ code, promoter: pickText(promoter, 'id'), kind: 'staff', level: 1 }],
    });
    expect(decisions[0]?.record?.ref).toBe(code);
    expect(content).not.toMatch(/推广人姓名|渠道名称/);
  });

  test('keeps a referral that is no code out of the record', async () => {
    const { decisions } = await fileOf(await submit(shop, { ref: 'anything at all' }));
    expect(decisions[0]?.record).not.toHaveProperty('ref');
  });
});

describe('a new master key', () => {
  test('CR-03 leaves the evidence proven to who trusts the key before it', async () => {
    const own = await openShop();
    const lead = await submit(own);
    const old = parseVerifierKey((await call('GET', `/log/${own.tenant}/key`)).text.trim());
    const keys = `k2:${btoa('2'.repeat(32))},${env.JINJIAN_MASTER_KEYS}`;
    const { log, decisions, ...rest } = await fileOf(lead, own);
    const rotated = await runInDurableObject(tenantStub(own.tenant), async (_, state) => {
      const object = new TenantObject(state, { ...env, JINJIAN_MASTER_KEYS: keys });
      const read = await object.evidence.read(lead, { key: 'key_x', role: 'owner' }, 'x', publicUrl);
      if (isRefusal(read)) throw new Error(read.refused);
      return read;
    });
    expect(rotated.log.key).not.toBe(log.key);
    expect(rotated.log.rollovers).toHaveLength(1);
    const file = { ...rest, log: rotated.log, decisions };
    const verdict = await verifyEvidence(JSON.stringify(file), { key: old ?? undefined, nowMs: Date.now() });
    expect(verdict.faults).toEqual([]);
    expect(verdict.outcome).toBe('proven');
  });
});

describe('an erased lead', () => {
  test('RT-03 still shows that its decisions were logged, and of whom no longer', async () => {
    const own = await openShop();
    const lead = await submit(own);
    await withdraw(own, lead, 'marketing');
    const before = await fileOf(lead, own);
    await call('DELETE', `/v1/leads/${lead}`, { key: own.owner });
    const content = (await evidenceOf(lead, own.owner)).text;
    const file: EvidenceFile = JSON.parse(content);
    expect(file.lead.erased).toBe(true);
    expect(file.decisions).toHaveLength(5);
    expect(file.decisions.every(({ record, salt }) => record === null && salt === null)).toBe(true);
    expect(file.decisions.map(({ leaf }) => leaf)).toEqual(before.decisions.map(({ leaf }) => leaf));
    expect((await verdictOn(content, own)).outcome).toBe('proven');
    const subject = before.decisions[0]?.record?.subject ?? '';
    const report = (await reportOf(lead, own.owner)).text;
    const [proven = '', stated = ''] = report.split('<section id="stated">');
    for (const word of [`id &quot;${lead}&quot;`, `legalName &quot;${file.tenant.legalName}&quot;`]) {
      expect(stated).toContain(word);
    }
    expect(proven.split('<main>')[1]).not.toContain(lead);
    expect(report).toContain('记录与盐已删除');
    expect(subject).not.toBe('');
    expect(content + report).not.toContain(subject);
  });
});

describe('who reads it', () => {
  test('CR-16 is in the access log, file and report alike, before anything is answered', async () => {
    const own = await openShop();
    const lead = await submit(own);
    const compliance = await makeKey(own, 'compliance');
    expect((await evidenceOf(lead, compliance)).status).toBe(200);
    expect((await reportOf(lead, compliance)).status).toBe(200);
    const items = pickList(await configure('GET', '/v1/access-log', own.owner), 'items');
    expect(items.map((item) => [pick(item, 'action'), pick(item, 'role'), pick(item, 'lead')])).toEqual([
      ['evidence', 'compliance', lead],
      ['evidence', 'compliance', lead],
    ]);
    expect(items.map((item) => pick(item, 'reason'))).toEqual(['evidence report', 'evidence file']);
  });

  test.for(['crm', 'marketer', 'promoter'])('%s may not', async (role) => {
    const own = await openShop();
    const lead = await submit(own);
    const promoter = await configure('POST', '/v1/promoters', own.owner, { kind: 'staff', name: '小李' });
    const key = role === 'promoter' ? pickText(promoter, 'token') : await makeKey(own, role);
    expectProblem(await evidenceOf(lead, key), 403, 'forbidden');
    expectProblem(await reportOf(lead, key), 403, 'forbidden');
    expect(await rowsOf(own.tenant, 'access_log')).toEqual([]);
  });

  test('another company does not learn that the lead is there', async () => {
    const [own, other] = [await openShop(), await openShop()];
    const lead = await submit(own);
    for (const id of [lead, 'ld_nothing', 'nobody', '%00', 'ld_aaaaaaaaaaaaaaaaaaaaaaaaaa']) {
      expectProblem(await evidenceOf(id, other.owner), 404, 'not_found');
      expectProblem(await reportOf(id, other.owner), 404, 'not_found');
    }
    expect(await rowsOf(other.tenant, 'access_log')).toEqual([]);
    expect(await rowsOf(own.tenant, 'access_log')).toEqual([]);
  });
});

describe('the report', () => {
  test('CR-05 holds every text whole, each digest, the key and the command; runs nothing', async () => {
    const lead = await submit(shop);
    const { notices, log, decisions } = await fileOf(lead);
    const report = await reportOf(lead);
    expect(report.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(report.headers.get('cache-control')).toBe('no-store, no-transform');
    const policy = report.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(report.text).not.toMatch(/<script|\son\w+=|\sstyle=/);
    for (const notice of notices) {
      for (const part of [
        notice.title,
        notice.digest,
        notice.retention,
        notice.withdrawal,
        ...notice.purposes,
      ]) {
        expect(report.text).toContain(part);
      }
    }
    for (const { proof } of decisions) for (const hash of proof) expect(report.text).toContain(hash);
    expect(report.text).toContain(log.key);
    expect(report.text).toContain(`jinjian verify evidence-${lead}.json`);
    expect(report.text).toContain('@page{size:A4');
  });

  test('writes a company’s own words as text, never as markup', async () => {
    const own = await openShop();
    await configure('PATCH', '/v1/tenant', own.owner, { name: '<img src=x onerror=alert(1)>' });
    const lead = await submit(own);
    const { text } = await reportOf(lead, own.owner);
    expect(text).toContain('&lt;img src=x');
    expect(text).not.toContain('<img');
  });
});

describe('a link to the report', () => {
  const linkOf = (lead: string, key: string) => call('POST', `/v1/leads/${lead}/evidence-link`, { key });

  test('opens it without a key for five minutes, in the name of who asked, and not a second longer', async () => {
    const { lead } = await applied(shop);
    const answer = await linkOf(lead, shop.owner);
    expect(answer.status, answer.text).toBe(200);
    const url = pickText(answer.json, 'url');
    expect(url).not.toContain(shop.owner);
    const opened = await call('GET', new URL(url).pathname);
    expect(opened.status).toBe(200);
    expect(opened.text).toContain('电子存证报告');
    const log = await call('GET', `/v1/access-log?lead=${lead}`, { key: shop.owner });
    expect(log.text).toContain('evidence report');
    const endMs = Date.parse(pickText(answer.json, 'expiresAt'));
    vi.spyOn(Date, 'now').mockReturnValue(endMs);
    try {
      const late = await call('GET', new URL(url).pathname);
      expect(late.status).toBe(410);
      expect(late.text).toContain('链接已失效');
    } finally {
      vi.restoreAllMocks();
    }
  });

  test('opens nothing once a sign of it is changed', async () => {
    const { lead } = await applied(shop);
    const path = new URL(pickText((await linkOf(lead, shop.owner)).json, 'url')).pathname;
    const [content = '', signature = ''] = path.slice('/e/'.length).split('.');
    const text = new TextDecoder().decode(fromBase64(content) ?? new Uint8Array());
    expect(text).toContain(lead);
    const other = toBase64Url(new TextEncoder().encode(text.replace(lead, `ld_${'a'.repeat(26)}`)));
    for (const link of [
      `${other}.${signature}`,
      content,
      `${content}.`,
      `${content}.${signature.slice(1)}`,
      'x',
    ])
      expect((await call('GET', `/e/${link}`)).status).toBe(410);
  });
});
