/** Owns a shop whose lender can be authorised later: its notices, asking, opening, deciding; must not check anything. */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { parseMasterKeys } from '../../worker/sealing/master-keys.ts';
import { keyedDigests } from '../../worker/sealing/tenant-keys.ts';
import { codeLifeMs, codeMessage } from '../../worker/sms/code.ts';
import { TenantContext } from '../../worker/tenant/context.ts';
import { readLeadId, receiptId } from '../../worker/tenant/public-ids.ts';
import { type Answer, call, pickNumber, pickText } from './api.ts';
import { person } from './applicant.ts';
import { configure, noticeDraft, openShop, type Shop, tenantStub } from './scenario.ts';

export interface Asked {
  id: string;
  /** Path of its page. */
  path: string;
  notice: string;
  version: number;
  digest: string;
}

export const dayMs = 86_400_000;

/** What a 征信 query authorisation of the shop's lender says. */
export function queryDraft(more: Record<string, unknown> = {}) {
  return noticeDraft('query-a', 'credit_query', {
    title: '征信查询授权书',
    recipients: ['bank-a'],
    bureaus: ['中国人民银行征信中心'],
    creditPurpose: 'loan_review',
    validity: { days: 30, maxQueries: 2 },
    ...more,
  });
}

/**
 * The open shop with a query, a report and a provision of the lender, and a second lender with a query. It sends codes,
 * without which nobody could sign a query.
 */
export async function openLendingShop(): Promise<Shop> {
  const shop = await openShop();
  await configure('PATCH', '/v1/tenant', shop.owner, { settings: { sms: { provider: 'console' } } });
  await configure('PUT', '/v1/recipients/bank-b', shop.owner, {
    legalName: '丙银行股份有限公司',
    kind: 'lender',
    contact: '95511',
  });
  for (const notice of [
    queryDraft(),
    queryDraft({ id: 'query-b', recipients: ['bank-b'] }),
    queryDraft({ id: 'read-a', minReadingSeconds: 10 }),
    noticeDraft('report-a', 'credit_report', { recipients: ['bank-a'], bureaus: ['中国人民银行征信中心'] }),
    noticeDraft('provide-b', 'provide', {
      recipients: ['bank-b'],
      fields: ['name', 'phone'],
      validity: { days: 10, maxQueries: 2 },
    }),
  ]) {
    await configure('POST', '/v1/notices', shop.owner, notice);
  }
  return shop;
}

export function ask(shop: Shop, lead: string, notice = 'query-a', more: Record<string, unknown> = {}) {
  return call('POST', `/v1/leads/${lead}/authorisations`, { key: shop.owner, body: { notice, ...more } });
}

/** Asks, and throws when that was refused. */
export async function asked(shop: Shop, lead: string, notice = 'query-a'): Promise<Asked> {
  const answer = await ask(shop, lead, notice);
  if (answer.status !== 201) throw new Error(`not asked: ${answer.status} ${answer.text}`);
  const version = pickNumber(answer.json, 'version');
  const text = await configure('GET', `/v1/notices/${notice}/${version}`, shop.owner);
  const id = pickText(answer.json, 'id');
  return { id, path: `/a/${id}`, notice, version, digest: pickText(text, 'digest') };
}

export const shown = {
  fontPx: 16,
  contrast: 15,
  visibleMs: 4000,
  scrolledToEnd: true,
  trusted: true,
} as const;

/** The code that `bringCode` brings. */
export const signerCode = '246810';

/** What the page sends for a grant: good once the code was brought. */
export function grantOf(of: Asked, more: Record<string, unknown> = {}) {
  const { phone } = person;
  return {
    decision: 'granted',
    digest: of.digest,
    presentation: shown,
    phone,
    code: signerCode,
    ...more,
  };
}

/** A code for this authorisation as if it had been sent to the phone, without a message and without its waits. */
export async function bringCode(of: { id: string }, phone: string = person.phone): Promise<void> {
  const tenant = /^au_(.+)_[a-z2-7]{26}$/.exec(of.id)?.[1] ?? '';
  await runInDurableObject(tenantStub(tenant), async (_, state) => {
    const context = new TenantContext(state.storage, parseMasterKeys(env.JINJIAN_MASTER_KEYS), 'any');
    const keys = await context.keys();
    const digest = async (use: string, text: string) =>
      (await keyedDigests(keys, use, text))[0]?.slice().buffer;
    const now = Date.now();
    state.storage.sql.exec(
      `INSERT OR REPLACE INTO codes (phone_key, code, expires_at, tries, sends, kept_until)
       VALUES (?, ?, ?, 0, ?, ?)`,
      await digest('phone', phone),
      await digest('code', codeMessage(`authorisation/${of.id}`, phone, signerCode)),
      now + codeLifeMs,
      JSON.stringify([now]),
      now + dayMs,
    );
  });
}

export function refusalOf(of: Asked) {
  return { decision: 'refused', digest: of.digest };
}

export function decideOn(
  of: { id: string },
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return call('POST', `/v1/authorisations/${of.id}/decide`, { body, headers });
}

/** Grants with a code of its own, and throws when that was refused. */
export async function grant(of: Asked, more: Record<string, unknown> = {}): Promise<Answer> {
  await bringCode(of);
  const answer = await decideOn(of, grantOf(of, more));
  if (answer.status !== 200) throw new Error(`not granted: ${answer.status} ${answer.text}`);
  return answer;
}

export function use(shop: Shop, of: { id: string }, id: string, more: Record<string, unknown> = {}) {
  return call('POST', `/v1/authorisations/${of.id}/uses`, { key: shop.owner, body: { id, ...more } });
}

export function viewOf(shop: Shop, of: { id: string }): Promise<unknown> {
  return configure('GET', `/v1/authorisations/${of.id}`, shop.owner);
}

/** Types of the tenant's events with what they tell of an authorisation, oldest first. */
export async function eventsOf(shop: Shop): Promise<{ type: string; data: unknown }[]> {
  const feed = await configure('GET', '/v1/events?limit=200', shop.owner);
  const items: unknown = Reflect.get(Object(feed), 'items');
  if (!Array.isArray(items)) throw new Error('no events');
  return items.map((item) => ({ type: pickText(item, 'type'), data: Reflect.get(item, 'data') }));
}

/** Withdraws a grant as its applicant does, on the receipt. */
export async function withdraw(shop: Shop, lead: string, notice: string): Promise<void> {
  const receipt = await runInDurableObject(tenantStub(shop.tenant), (_, state) => {
    const context = new TenantContext(state.storage, parseMasterKeys(env.JINJIAN_MASTER_KEYS), 'any');
    const named = readLeadId(context, lead);
    if (named === null) throw new Error('no lead');
    return receiptId(context, { seq: named.number, nonce: named.nonce });
  });
  const answer = await call('POST', `/v1/receipts/${receipt}/withdraw`, { body: { notice } });
  if (answer.status !== 200) throw new Error(`not withdrawn: ${answer.status} ${answer.text}`);
}
