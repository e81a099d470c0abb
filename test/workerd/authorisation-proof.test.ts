/** Owns that no authorisation is signed with what the tenant's own people can read or change; the applicant's means only. */
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickText } from './api.ts';
import { person, post, submissionOf } from './applicant.ts';
import {
  ask,
  asked,
  bringCode,
  decideOn,
  grantOf,
  openLendingShop,
  shown,
  signerCode,
  viewOf,
} from './authorisation-shop.ts';
import { accessOf, applied, type Holder, use, verifyPhone } from './holder.ts';
import { configure, type Shop } from './scenario.ts';
import { readConsole } from './sms-shop.ts';
import { foundIn, rowsOf, runSql, storedIn } from './stored.ts';

const minute = 60_000;
const otherPhone = '13800138000';

let shop: Shop;
/** The same, where nothing sends codes. */
let codeless: Shop;
beforeAll(async () => {
  [shop, codeless] = await Promise.all([openLendingShop(), openLendingShop()]);
  await configure('PATCH', '/v1/tenant', codeless.owner, { settings: { sms: null } });
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A grant by the secret alone. */
const bySecret = (digest: string, receiptSecret: unknown) => ({
  decision: 'granted',
  digest,
  presentation: shown,
  receiptSecret,
});

describe('one employee with a key that reads the phone', () => {
  test('can’t sign: link and number are no proof, and an invented presentation changes nothing', async () => {
    const { lead } = await applied(shop);
    const { key } = Object(
      await configure('POST', '/v1/keys', shop.owner, { role: 'crm', label: 'one employee' }),
    );
    const revealed = await call('POST', `/v1/leads/${lead}/reveal`, { key, body: { reason: 'case' } });
    const phone = pickText(revealed.json, 'values', 'phone');
    for (const notice of ['query-a', 'report-a', 'provide-b']) {
      const of = await asked(shop, lead, notice);
      const answer = await decideOn(of, grantOf(of, { phone, code: undefined }));
      expectProblem(answer, 422, 'invalid_values');
      expect(findingsOf(answer)).toEqual(['code code_required']);
      const guessed = await decideOn(of, grantOf(of, { phone, code: '000000' }));
      expect(findingsOf(guessed)).toEqual(['code code_expired']);
      expect(await viewOf(shop, of)).toMatchObject({ state: 'open' });
    }
  });

  test('is offered no link where the applicant could not sign', async () => {
    const { lead } = await applied(codeless);
    for (const notice of ['query-a', 'report-a']) {
      expectProblem(await ask(codeless, lead, notice), 422, 'signing_unavailable');
    }
    expect(await rowsOf(codeless.tenant, 'authorisations')).toEqual([]);
    // A provision may be signed on the device that applied.
    expect((await ask(codeless, lead, 'provide-b')).status).toBe(201);
  });

  test('gets the receipt’s secret nowhere: not from the lead, the evidence, the feed, or by sending the submission again', async () => {
    const { lead, receipt, secret } = await applied(shop);
    expect(secret).toMatch(/^[\w-]{22}$/);
    const reads = await Promise.all(
      [`/v1/leads/${lead}`, `/v1/leads/${lead}/evidence`, '/v1/leads', '/v1/events?limit=200'].map((path) =>
        call('GET', path, { key: shop.owner }),
      ),
    );
    const revealed = await call('POST', `/v1/leads/${lead}/reveal`, {
      key: shop.owner,
      body: { reason: 'case' },
    });
    const pages = await Promise.all([call('GET', `/r/${receipt}`), call('GET', `/v1/receipts/${receipt}`)]);
    for (const answer of [...reads, revealed, ...pages]) {
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain(secret);
      // With its id a submission could be sent again, and would be answered with the secret.
      expect(answer.text).not.toContain('sub_');
    }
    expect(foundIn(await storedIn(shop.tenant), [secret])).toEqual([]);
  });

  test('can’t have the code sent to a phone of their own by correcting the lead', async () => {
    const { lead } = await applied(shop);
    const of = await asked(shop, lead);
    await configure('POST', `/v1/leads/${lead}/correct`, shop.owner, { values: { phone: otherPhone } });
    const sent = readConsole();
    const wish = await call('POST', `/v1/authorisations/${of.id}/codes`, { body: { phone: otherPhone } });
    expectProblem(wish, 422, 'signing_unavailable');
    expect(sent.lines).toEqual([]);
    // Not with a code that was on its way when it was changed, either.
    for (const phone of [otherPhone, person.phone]) {
      await bringCode(of, phone);
      expectProblem(await decideOn(of, grantOf(of, { phone })), 422, 'signing_unavailable');
    }
    expect((await call('GET', of.path)).text).not.toContain('id="code"');
    const later = await applied(shop);
    await configure('POST', `/v1/leads/${later.lead}/correct`, shop.owner, { values: { phone: otherPhone } });
    expectProblem(await ask(shop, later.lead), 422, 'signing_unavailable');
    // Set back it is still not the applicant's word.
    await configure('POST', `/v1/leads/${later.lead}/correct`, shop.owner, {
      values: { phone: person.phone },
    });
    expectProblem(await ask(shop, later.lead), 422, 'signing_unavailable');
  });
});

describe('a corrected phone', () => {
  const signable = async (of: Shop, { lead }: Holder) => (await ask(of, lead)).status === 201;

  test('is the applicant’s once they say so on the device that applied', async () => {
    const holder = await applied(shop);
    await configure('POST', `/v1/leads/${holder.lead}/correct`, shop.owner, {
      values: { phone: otherPhone },
    });
    expect(await signable(shop, holder)).toBe(false);
    const answer = await verifyPhone(holder, otherPhone, { receiptSecret: holder.secret });
    expect(answer.json).toMatchObject({ proof: 'receipt' });
    expect(await signable(shop, holder)).toBe(true);
  });

  test('is so by an applicant’s own correction, and not by one of whoever knew the number', async () => {
    const proven = await applied(shop);
    const access = await accessOf(proven, undefined, { receiptSecret: proven.secret });
    expect((await use(proven, 'correct', access, { values: { phone: otherPhone } })).status).toBe(200);
    expect(await signable(shop, proven)).toBe(true);
    const guessed = await applied(codeless);
    await use(guessed, 'correct', await accessOf(guessed), { values: { phone: otherPhone } });
    await configure('PATCH', '/v1/tenant', codeless.owner, { settings: { sms: { provider: 'console' } } });
    expect(await signable(codeless, guessed)).toBe(false);
    await configure('PATCH', '/v1/tenant', codeless.owner, { settings: { sms: null } });
  });

  test('stays as it was when something else is corrected', async () => {
    const holder = await applied(shop);
    await configure('POST', `/v1/leads/${holder.lead}/correct`, shop.owner, { values: { name: '欧阳新名' } });
    expect(await signable(shop, holder)).toBe(true);
  });
});

describe('the secret of the receipt', () => {
  test('signs a provision where no code can be had, and the record says with what', async () => {
    const holder = await applied(codeless);
    const of = await asked(codeless, holder.lead, 'provide-b');
    const answer = await decideOn(of, bySecret(of.digest, holder.secret));
    expect(answer.status, answer.text).toBe(200);
    expect(pick(answer.json, 'receipt', 'id')).toBe(holder.receipt);
    expect(await viewOf(codeless, of)).toMatchObject({ state: 'granted', method: 'receipt_secret' });
    const evidence = await configure('GET', `/v1/leads/${holder.lead}/evidence`, codeless.owner);
    const decisions: unknown = pick(evidence, 'decisions');
    expect(Array.isArray(decisions) ? decisions.at(-1) : null).toMatchObject({
      record: {
        subject: expect.stringMatching(/^[\w-]{22}$/),
        presentationSource: 'client',
        authorisation: { method: 'receipt_secret' },
      },
    });
  });

  test('signs one where codes are sent, too, and a code still does', async () => {
    const holder = await applied(shop);
    const first = await asked(shop, holder.lead, 'provide-b');
    expect((await decideOn(first, bySecret(first.digest, holder.secret))).status).toBe(200);
    const other = await applied(shop);
    const second = await asked(shop, other.lead, 'provide-b');
    await bringCode(second);
    expect((await decideOn(second, grantOf(second))).status).toBe(200);
    expect(await viewOf(shop, second)).toMatchObject({ method: 'phone_code' });
  });

  test.for(['query-a', 'report-a'])('signs no %s: a credit authorisation takes the phone', async (notice) => {
    const holder = await applied(shop);
    const of = await asked(shop, holder.lead, notice);
    const answer = await decideOn(of, { ...bySecret(of.digest, holder.secret), phone: person.phone });
    expect(findingsOf(answer)).toEqual(['code code_required']);
    await bringCode(of);
    const both = { ...bySecret(of.digest, holder.secret), phone: person.phone, code: signerCode };
    expect((await decideOn(of, both)).status).toBe(200);
    expect(await viewOf(shop, of)).toMatchObject({ method: 'phone_code' });
  });

  test('of another receipt, a made-up one, the receipt’s own id, and what is none are refused', async () => {
    const [holder, other] = [await applied(codeless), await applied(codeless)];
    const of = await asked(codeless, holder.lead, 'provide-b');
    const flipped = (holder.secret.startsWith('A') ? 'B' : 'A') + holder.secret.slice(1);
    for (const secret of [other.secret, flipped, holder.receipt.slice(-22), '', `${holder.secret}=`]) {
      const answer = await decideOn(of, bySecret(of.digest, secret));
      expectProblem(answer, 422, 'invalid_values');
      expect(findingsOf(answer)).toEqual(['receiptSecret invalid_receipt_secret']);
    }
    expectProblem(await decideOn(of, bySecret(of.digest, 5)), 422, 'invalid_request');
    const none = await decideOn(of, { decision: 'granted', digest: of.digest, presentation: shown });
    expect(findingsOf(none)).toEqual(['receiptSecret receipt_secret_required']);
    // A phone that is given beside it is judged as well.
    const wrong = { ...bySecret(of.digest, holder.secret), phone: otherPhone };
    expect(findingsOf(await decideOn(of, wrong))).toEqual(['phone other_phone']);
    expect((await decideOn(of, { ...wrong, phone: person.phone })).status).toBe(200);
  });

  test('is in each answer to the same submission, and in none to another', async () => {
    const body = submissionOf(shop);
    const [first, again] = [await post(shop, body), await post(shop, body)];
    expect(again.status).toBe(200);
    expect(again.text).toBe(first.text);
    const other = await post(shop, submissionOf(shop));
    expect(pickText(other.json, 'receipt', 'url').split('#')[1]).not.toBe(
      pickText(first.json, 'receipt', 'url').split('#')[1],
    );
  });

  test('a lead of before there was one: its receipt has none, and it is asked for nothing that takes it', async () => {
    const body = submissionOf(codeless);
    const first = await post(codeless, body);
    const lead = pickText(first.json, 'lead');
    await runSql(codeless.tenant, 'UPDATE leads SET receipt_hash = NULL');
    expectProblem(await ask(codeless, lead, 'provide-b'), 422, 'signing_unavailable');
    expect(pickText((await post(codeless, body)).json, 'receipt', 'url')).not.toContain('#');
    const page = await call('GET', `/r/${pickText(first.json, 'receipt', 'id')}`);
    expect(page.text).toContain('&quot;mark&quot;:null');
  });

  test('dies with the lead', async () => {
    const holder = await applied(codeless);
    await use(holder, 'erase', await accessOf(holder));
    const [row] = (await rowsOf(codeless.tenant, 'leads')).slice(-1);
    expect(row?.receipt_hash).toBeNull();
  });
});

describe('an authorisation that was open when codes ended', () => {
  test('can be refused, and not signed', async () => {
    const own = await openLendingShop();
    const { lead } = await applied(own);
    const of = await asked(own, lead);
    await configure('PATCH', '/v1/tenant', own.owner, { settings: { sms: null } });
    await bringCode(of);
    expectProblem(await decideOn(of, grantOf(of)), 422, 'signing_unavailable');
    vi.setSystemTime(Date.now() + minute);
    // Asked again it is not offered again.
    expectProblem(await ask(own, lead), 422, 'signing_unavailable');
    expect((await decideOn(of, { decision: 'refused', digest: of.digest })).status).toBe(200);
  });
});
