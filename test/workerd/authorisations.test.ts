/** Owns the asking for an authorisation: by whom, on which texts and leads, once; must not sign anything. */
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList, pickText, publicUrl } from './api.ts';
import { person, submissionOf, submit } from './applicant.ts';
import {
  ask,
  asked,
  dayMs,
  decideOn,
  grant,
  openLendingShop,
  queryDraft,
  refusalOf,
  viewOf,
} from './authorisation-shop.ts';
import { addVersionNamingTwo } from './notice-versions.ts';
import { configure, makeKey, noticeDraft, publishForm, type Shop } from './scenario.ts';
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

describe('asking', () => {
  test('answers an unguessable link for seven days, without a word of the person', async () => {
    const answer = await ask(shop, lead);
    expect(answer.status, answer.text).toBe(201);
    const id = pickText(answer.json, 'id');
    expect(id).toMatch(new RegExp(`^au_${shop.tenant}_[a-z2-7]{26}$`));
    expect(answer.json).toMatchObject({
      url: `${publicUrl}/a/${id}`,
      expiresAt: new Date(Date.now() + 7 * dayMs).toISOString(),
      lead,
      notice: 'query-a',
      version: 1,
      kind: 'credit_query',
      recipient: { id: 'bank-a', legalName: '甲银行股份有限公司' },
      state: 'open',
      uses: 0,
    });
    const stored = { authorisations: await rowsOf(shop.tenant, 'authorisations') };
    expect(foundIn(stored, Object.values(person))).toEqual([]);
    expect(answer.text).not.toContain(person.phone);
  });

  test.for([1, 30])('the link may live %i days', async (expiresInDays) => {
    const answer = await ask(shop, lead, 'query-a', { expiresInDays });
    expect(pick(answer.json, 'expiresAt')).toBe(new Date(Date.now() + expiresInDays * dayMs).toISOString());
  });
  test.for([0, 31, 1.5, '7', null])('and not %j', async (expiresInDays) => {
    expectProblem(await ask(shop, lead, 'query-a', { expiresInDays }), 422, 'invalid_request');
  });

  test('again is answered with the open one, and with the one that holds', async () => {
    const first = await asked(shop, lead);
    const again = await ask(shop, lead);
    expect([again.status, pick(again.json, 'id')]).toEqual([200, first.id]);
    await grant(first);
    const held = await ask(shop, lead);
    expect([held.status, pick(held.json, 'id'), pick(held.json, 'state')]).toEqual([
      200,
      first.id,
      'granted',
    ]);
    pass(31 * dayMs);
    expect((await ask(shop, lead)).status).toBe(201);
  });

  test('two at once make one', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(shop, lead)));
    expect(new Set(answers.map((answer) => pick(answer.json, 'id'))).size).toBe(1);
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
  });

  test('pins the text: a new version ends the open one and asks anew (PI-03)', async () => {
    const own = await openLendingShop();
    const ownLead = await submit(own);
    const old = await asked(own, ownLead);
    await configure('POST', '/v1/notices', own.owner, queryDraft({ title: '征信查询授权书（二）' }));
    expect(await viewOf(own, old)).toMatchObject({ version: 1, state: 'open' });
    const next = await asked(own, ownLead);
    expect(next).toMatchObject({ version: 2 });
    expect(await viewOf(own, old)).toMatchObject({ state: 'expired', reason: 'superseded' });
    expectProblem(await decideOn(old, { decision: 'granted', digest: old.digest }), 410, 'link_gone');
  });

  test('is not repeated after a second refusal within 48 hours (网数 22)', async () => {
    for (let at = 0; at < 2; at++) {
      const one = await asked(shop, lead);
      expect((await decideOn(one, refusalOf(one))).status).toBe(200);
    }
    const third = await ask(shop, lead);
    expectProblem(third, 429, 'rate_limited');
    expect(findingsOf(third)).toEqual(['notice refused_lately']);
    expect(third.headers.get('retry-after')).toBe(String(48 * 3600));
    pass(2 * dayMs);
    expect((await ask(shop, lead)).status).toBe(201);
  });
});

describe('texts that may be asked for', () => {
  test('name one lender and no other: queries, reports, provisions (CR-02, CR-08)', async () => {
    for (const notice of ['query-a', 'report-a', 'provide-b', 'provide-bank-a'])
      expect((await ask(shop, lead, notice)).status, notice).toBe(201);
  });

  test.for([
    ['an unknown one', 'nothing-here', 'unknown_notice'],
    ['a privacy notice', 'privacy', 'not_for_later'],
    ['a sensitive one', 'sensitive', 'not_for_later'],
    ['marketing', 'marketing', 'not_for_later'],
    ['a provision to a broker', 'provide-broker-b', 'one_lender'],
  ])('not %s', async ([, notice, code]) => {
    const before = await storedIn(shop.tenant);
    const answer = await ask(shop, lead, notice);
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual([`notice ${code}`]);
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('not one that names two lenders', async () => {
    const draft = noticeDraft('provide-both', 'provide', { recipients: ['bank-a'], fields: ['phone'] });
    await configure('POST', '/v1/notices', shop.owner, draft);
    await addVersionNamingTwo(shop, 'provide-both', 'bank-b');
    expect(findingsOf(await ask(shop, lead, 'provide-both'))).toEqual(['notice one_lender']);
  });

  test('a query without purpose, bureau or institution can’t even be published (CR-02, CR-04, CR-13)', async () => {
    for (const lacking of [
      { creditPurpose: undefined },
      { creditPurpose: 'other' },
      { bureaus: [] },
      { recipients: [] },
      { recipients: ['bank-a', 'bank-b'] },
      { recipients: ['broker-b'] },
    ]) {
      const body = queryDraft({ id: 'lacking', ...lacking });
      expectProblem(await call('POST', '/v1/notices', { key: shop.owner, body }), 422, 'notice_rejected');
    }
  });
});

describe('leads that may be asked', () => {
  test('are alive', async () => {
    expect((await call('DELETE', `/v1/leads/${lead}`, { key: shop.owner })).status).toBe(204);
    expectProblem(await ask(shop, lead), 409, 'lead_erased');
  });

  test('have given a phone', async () => {
    const form = {
      title: '无电话',
      locale: 'zh-CN',
      steps: [{ fields: [{ id: 'name', kind: 'name', label: '姓名', required: true, purpose: '称呼您' }] }],
      consents: [{ notice: 'privacy', required: true }],
    };
    const own = { ...shop, form: 'bare', ...(await publishForm(shop.tenant, shop.owner, 'bare', form)) };
    const bare = await submit(own, submissionOf(own, { values: { name: '张三' } }));
    expect(findingsOf(await ask(shop, bare))).toEqual(['lead lead_without_phone']);
  });

  test('are the tenant’s own', async () => {
    const theirs = await openLendingShop();
    expectProblem(await ask(theirs, lead), 404, 'not_found');
    expectProblem(await ask(shop, 'ld_aaaaaaaaaaaaaaaaaaaaaaaaaa'), 404, 'not_found');
    expectProblem(
      await call('GET', `/v1/leads/${lead}/authorisations`, { key: theirs.owner }),
      404,
      'not_found',
    );
  });
});

test('owner, compliance and crm ask and list; who asked is told by key', async () => {
  for (const role of ['compliance', 'crm']) {
    const key = await makeKey(shop, role);
    const ofRole = await submit(shop);
    const path = `/v1/leads/${ofRole}/authorisations`;
    const made = await call('POST', path, { key, body: { notice: 'query-a' } });
    expect(made.status).toBe(201);
    const [item] = pickList((await call('GET', path, { key })).json, 'items');
    expect(item).toMatchObject({ id: pick(made.json, 'id'), requestedBy: expect.stringMatching(/^key_/) });
  }
});

test('a guessed, foreign or malformed id is not found, wherever it is used', async () => {
  const theirs = await openLendingShop();
  const { id } = await asked(theirs, await submit(theirs));
  const own = await asked(shop, lead);
  const swapped = id.replace(theirs.tenant, shop.tenant);
  const guessed = own.id.replace(/.{4}$/, (end) => (end === 'aaaa' ? 'bbbb' : 'aaaa'));
  for (const wrong of [
    swapped,
    guessed,
    'au_nobody-here_aaaaaaaaaaaaaaaaaaaaaaaaaa',
    'au',
    own.id.toUpperCase(),
  ]) {
    expect((await call('GET', `/a/${wrong}`)).status, wrong).toBe(404);
    expectProblem(await decideOn({ id: wrong }, { decision: 'refused', digest: '' }), 404, 'not_found');
    const code = await call('POST', `/v1/authorisations/${wrong}/codes`, { body: { phone: person.phone } });
    expectProblem(code, 404, 'not_found');
    expectProblem(await call('GET', `/v1/authorisations/${wrong}`, { key: shop.owner }), 404, 'not_found');
  }
  // The right id under another tenant's key.
  expectProblem(await call('GET', `/v1/authorisations/${id}`, { key: shop.owner }), 404, 'not_found');
  const used = await call('POST', `/v1/authorisations/${id}/uses`, { key: shop.owner, body: { id: 'u1' } });
  expectProblem(used, 404, 'not_found');
});
