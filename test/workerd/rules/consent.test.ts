/** Owns the rules on notice and consent (rules.md §3.2) that no other test names: each by its id, through the API. */
import { beforeAll, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from '../api.ts';
import { grantsOf, otherPerson, post, submissionOf, submit } from '../applicant.ts';
import { addWebhook, eventually, standInReceivers } from '../receiver.ts';
import { expectRefused } from '../refusal.ts';
import { formDraft, openShop, publishForm, type Shop } from '../scenario.ts';
import { runSql } from '../stored.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

test('PI-01: a field without a purpose is refused', async () => {
  for (const purpose of [undefined, '', '  ']) {
    const steps = [{ fields: [{ id: 'name', kind: 'name', label: '姓名', purpose }] }];
    const answer = await call('PUT', '/v1/forms/none', { key: shop.owner, body: { ...formDraft, steps } });
    expectProblem(answer, 422, 'form_rejected');
    expect(findingsOf(answer)[0]).toMatch(/^steps\.0\.fields\.0\.purpose /);
  }
});

test('PI-02: the required answers alone are enough, whatever optional ones are left out', async () => {
  const answer = await post(
    shop,
    submissionOf(shop, { values: otherPerson(2), grants: grantsOf(shop, { sensitive: null }) }),
  );
  expect(answer.status, answer.text).toBe(201);
});

test('PI-03: a consent to an older text is outdated once that form is taken no more', async () => {
  const own = await openShop();
  await publishForm(own.tenant, own.owner, 'biz', { ...formDraft, title: '新版' });
  await runSql(own.tenant, 'UPDATE form_versions SET superseded_at = 1 WHERE version = 1');
  await expectRefused(own, submissionOf(own), { status: 409, code: 'consent_outdated' });
});

test('PI-08: a recipient without name or contact can not be registered, so that no notice names it', async () => {
  const whole = { legalName: '丙银行', kind: 'lender', contact: '95533' };
  for (const left of ['contact', 'legalName']) {
    const body = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== left));
    const answer = await call('PUT', '/v1/recipients/bank-c', { key: shop.owner, body });
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)[0]).toMatch(new RegExp(`^${left} `));
  }
});

describe('PI-10: no optional consent is needed', () => {
  const optional = ['provide-bank-a', 'marketing', 'sensitive'];
  const choices = Array.from({ length: 3 ** optional.length }, (_, number) =>
    optional.map(
      (_notice, at) => (['granted', 'refused', null] as const)[Math.floor(number / 3 ** at) % 3] ?? null,
    ),
  );
  test.for(choices)('%s, %s, %s', async (decisions) => {
    const chosen = Object.fromEntries(optional.map((notice, at) => [notice, decisions[at] ?? null]));
    const answer = await post(
      shop,
      submissionOf(shop, { values: otherPerson(3), grants: grantsOf(shop, chosen) }),
    );
    expect(answer.status, answer.text).toBe(201);
  });
});

test('PI-18: a minor is refused by the date of birth, and nothing of them is stored', async () => {
  await expectRefused(shop, submissionOf(shop, { values: { ...otherPerson(5), idNumber: minorsNumber() } }), {
    status: 422,
    code: 'invalid_values',
    findings: ['idNumber under_age'],
  });
});

/** An identity number of someone born in 2015, with its check digit (GB 11643). */
function minorsNumber(): string {
  const digits = '11010520150101001';
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return `${digits}${'10X98765432'[sum % 11]}`;
}

test('PI-19: what a program would flag turns nobody away: the lead is taken and goes to people', async () => {
  const own = await openShop();
  const receivers = standInReceivers(own.tenant);
  await addWebhook(own, 'crm');
  const grants = grantsOf(own).map((grant) => ({ ...grant, presentation: { trusted: false } }));
  await submit(own, { grants });
  await submit(own, { grants });
  await eventually(() => expect(receivers.received).toHaveLength(2));
  const flags = receivers.received.map(({ body }) => pick(JSON.parse(body), 'data', 'lead', 'flags'));
  expect(flags).toContainEqual(['untrusted_consent', 'duplicate']);
});

test('PI-20: receipt and page of lists say whom to ask for an explanation', async () => {
  const answer = await post(shop, submissionOf(shop, { values: otherPerson(6) }));
  const receipt = pickText(answer.json, 'receipt', 'id');
  expect((await call('GET', `/v1/receipts/${receipt}`)).text).toContain('400-000-0000');
  const { text } = await call('GET', `/f/${shop.tenant}/biz/notices`);
  expect(text).toMatch(/要求解释处理规则[\s\S]*400-000-0000/);
});

test('PI-21: a consent shown smaller or paler than the tenant’s measure is not taken', async () => {
  const own = await openShop();
  for (const presentation of [
    { fontPx: 11, contrast: 7 },
    { fontPx: 16, contrast: 3 },
  ]) {
    const grants = grantsOf(own).map((grant) => ({ ...grant, presentation }));
    await expectRefused(own, submissionOf(own, { grants }), { status: 422, code: 'consent_not_conspicuous' });
  }
});

test('PI-24: sensitive information is taken only with its own consent, asked in words of its own', async () => {
  const bundle = (await call('GET', `/v1/t/${shop.tenant}/forms/biz`)).json;
  const sensitive = pickList(bundle, 'notices').find((notice) => pick(notice, 'kind') === 'sensitive');
  expect(pickText(sensitive, 'id')).toBe('sensitive');
  await expectRefused(shop, submissionOf(shop, { grants: grantsOf(shop, { sensitive: 'refused' }) }), {
    status: 422,
    code: 'consent_missing',
    findings: ['idNumber needed_for_value'],
  });
});
