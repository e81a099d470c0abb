/** Owns the rules on credit reporting (rules.md §3.1) that no other test names: each by its id, through the API. */
import { beforeAll, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList } from '../api.ts';
import { post, submissionOf, submit } from '../applicant.ts';
import { digestOfPublished } from '../canonical-digest.ts';
import { configure, formDraft, noticeDraft, openShop, type Shop } from '../scenario.ts';
import { rowCounts, rowsOf, runSql } from '../stored.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const publish = (draft: unknown) => call('POST', '/v1/notices', { key: shop.owner, body: draft });
const credit = { recipients: ['bank-a'], bureaus: ['中国人民银行征信中心'], creditPurpose: 'loan_review' };

test('CR-01: without consents nothing is taken, stored or forwarded', async () => {
  const before = await rowCounts(shop.tenant);
  for (const grants of [[], undefined]) {
    const answer = await post(shop, submissionOf(shop, { grants }));
    expect(answer.status).toBe(422);
  }
  expect(await rowCounts(shop.tenant)).toEqual(before);
});

test('CR-02: an authorisation without purpose or institution is refused', async () => {
  const bare = await publish({ ...noticeDraft('bare', 'credit_query'), bureaus: credit.bureaus });
  expectProblem(bare, 422, 'notice_rejected');
  expect(findingsOf(bare)).toEqual(['recipients one_querying_institution', 'creditPurpose missing_duty']);
});

test('CR-03: one byte of a stored text changed, and it is no longer the text that was agreed to', async () => {
  const own = await openShop();
  await submit(own);
  const leaves = (await rowsOf(own.tenant, 'entries')).map((row): unknown => JSON.parse(String(row.leaf)));
  const agreed = pick(leaves[0], 'notice', 'digest');
  await runSql(
    own.tenant,
    "UPDATE notices SET body = replace(body, '三十天', '三百天') WHERE id = 'privacy'",
  );
  const [stored] = (await rowsOf(own.tenant, 'notices')).filter((row) => row.id === 'privacy');
  expect(await digestOfPublished(JSON.parse(String(stored?.body)))).not.toBe(agreed);
});

describe('CR-04: a purpose is one of five', () => {
  test.for(['loan_review', 'card_review', 'guarantor_review', 'post_loan', 'legal_representative'])(
    '%s is taken',
    async (creditPurpose) => {
      const draft = noticeDraft(`credit-${creditPurpose.replace('_', '-')}`, 'credit_query', {
        ...credit,
        creditPurpose,
      });
      expect((await publish(draft)).status).toBe(201);
    },
  );
  test.for(['other', 'marketing', '', null])('%s is not', async (creditPurpose) => {
    const answer = await publish({ ...noticeDraft('wrong', 'credit_query', credit), creditPurpose });
    expectProblem(answer, 422, 'notice_rejected');
    expect(findingsOf(answer)).toEqual(['creditPurpose invalid_value']);
  });
});

describe('what no form may ask', () => {
  test.for([
    ['CR-07', '宗教信仰', 'text1'],
    ['CR-07', '血 型', 'text1'],
    ['CR-07', '备注', 'fingerprint'],
    ['CR-09', '近两年逾期记录', 'text1'],
    ['CR-15', '个人征信报告', 'text1'],
    ['CR-15', '备注', 'credit_score'],
  ] as const)('%s: %s (%s)', async ([rule, label, id]) => {
    const steps = [
      { fields: [...(formDraft.steps[0]?.fields ?? []), { id, kind: 'text', label, purpose: '核对' }] },
    ];
    await configure('PUT', '/v1/forms/asks', shop.owner, { ...formDraft, steps });
    const answer = await call('POST', '/v1/forms/asks/publish', { key: shop.owner });
    expectProblem(answer, 422, 'form_rejected');
    expect(pick(answer.json, 'errors', 0)).toMatchObject({
      code: 'forbidden_field',
      rule,
      source: expect.stringContaining('征信'),
      message: expect.stringMatching(/不得/),
    });
  });
});

/** Every name that the contract gives: paths and members of bodies. */
async function namesOfContract(): Promise<string[]> {
  const names = new Set<string>();
  const walk = (value: unknown, parent: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (parent === 'properties' || parent === 'paths') names.add(name);
      walk(member, name);
    }
  };
  walk((await call('GET', '/openapi.json')).json, '');
  return [...names];
}

test('CR-12, RT-14: the contract has no score, rating, blacklist or profile, and no price, auction or resale', async () => {
  const names = await namesOfContract();
  expect(names.length).toBeGreaterThan(100);
  expect(
    names.filter((name) =>
      /scor|rating|blacklist|profil|price|auction|resale|resell|bid(?:der)?$|commission|paid/i.test(name),
    ),
  ).toEqual([]);
});

test('CR-14: a text that rewards or charges for consenting is refused', async () => {
  for (const text of ['授权成功即可领取红包', '同意后赠送优惠券', '本次授权费10元']) {
    const answer = await publish(
      noticeDraft('wrong', 'credit_query', { ...credit, blocks: [{ type: 'paragraph', text }] }),
    );
    expectProblem(answer, 422, 'notice_rejected');
    expect(pick(answer.json, 'errors', 0)).toMatchObject({ rule: 'CR-14', code: 'forbidden_clause' });
  }
});

test('CR-16: who read a lead in clear, when and why stands in the access log', async () => {
  const lead = await submit(shop);
  await configure('POST', `/v1/leads/${lead}/reveal`, shop.owner, { reason: '回访' });
  const [entry] = pickList(await configure('GET', '/v1/access-log', shop.owner), 'items');
  expect(entry).toMatchObject({
    lead,
    action: 'reveal',
    role: 'owner',
    reason: '回访',
    key: expect.stringMatching(/^key_/),
    at: expect.stringMatching(/Z$/),
  });
});
