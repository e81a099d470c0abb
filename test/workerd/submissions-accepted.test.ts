/** Owns what an accepted submission answers and stores, its replays and conflicts; must not know refusals. */
import { beforeAll, describe, expect, test } from 'vitest';
import { expectProblem, pick, pickText } from './api.ts';
import { freshSubmissionId, grantsOf, otherPerson, person, post, submissionOf } from './applicant.ts';
import { addWebhook, standInReceivers } from './receiver.ts';
import { configure, formDraft, openShop, publishForm, type Shop } from './scenario.ts';
import { rowCounts, rowsOf, runSql, storedIn } from './stored.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

describe('an accepted submission', () => {
  test('answers 201 with lead and receipt, and nothing else', async () => {
    const answer = await post(shop, submissionOf(shop));
    expect(answer.status).toBe(201);
    expect(Object.keys(Object(answer.json)).sort()).toEqual(['lead', 'receipt']);
    expect(pickText(answer.json, 'lead')).toMatch(/^ld_[a-z2-7]{26}$/);
    const receipt = pickText(answer.json, 'receipt', 'id');
    expect(receipt).toMatch(new RegExp(`^rc_${shop.tenant}_[a-z2-7]{26}$`));
    // The fragment, which no server sees, is a secret for the applicant.
    const url = pickText(answer.json, 'receipt', 'url');
    expect(url.slice(0, url.indexOf('#'))).toBe(`https://jinjian.test/r/${receipt}`);
    expect(new URL(url).hash).toMatch(/^#[\w-]{22}$/);
    expect(answer.headers.get('x-request-id')).toMatch(/^.{21}$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('idempotent-replay')).toBeNull();
  });

  test('adds one lead and one ledger entry for each decision', async () => {
    const before = await rowCounts(shop.tenant);
    await post(
      shop,
      submissionOf(shop, {
        values: otherPerson(6001),
        grants: grantsOf(shop, { marketing: 'refused', sensitive: null }),
      }),
    );
    const after = await rowCounts(shop.tenant);
    expect(after).toEqual({
      ...before,
      leads: Number(before.leads) + 1,
      entries: Number(before.entries) + 3,
    });
  });

  test('marks a duplicate person for the tenant, and does not tell the applicant', async () => {
    const once = submissionOf(shop, { values: otherPerson(7001) });
    const twice = { ...once, id: freshSubmissionId() };
    const [first, second] = [await post(shop, once), await post(shop, twice)];
    expect(second.status).toBe(201);
    expect(Object.keys(Object(second.json))).toEqual(Object.keys(Object(first.json)));
    expect(second.text).not.toMatch(/duplicate/i);
    const lead = await configure('GET', `/v1/leads/${pickText(second.json, 'lead')}`, shop.owner);
    expect(pick(lead, 'duplicateOf')).toBe(pickText(first.json, 'lead'));
    expect(pick(lead, 'flags')).toEqual(['duplicate']);
  });

  test('normalises values as the contract says, and leaves out what was not asked', async () => {
    const values = {
      name: ' 欧阳 密芷 ',
      phone: '+86 １３９-1234-5678',
      idNumber: '11010519491231002x',
      amount: '20,000',
      use: '周转',
      // Asked only for 设备.
      device: '机床',
    };
    const answer = await post(shop, submissionOf(shop, { values }));
    expect(answer.status).toBe(201);
    const revealed = await configure(
      'POST',
      `/v1/leads/${pickText(answer.json, 'lead')}/reveal`,
      shop.owner,
      {
        reason: 'test',
      },
    );
    expect(pick(revealed, 'values')).toEqual({
      name: '欧阳密芷',
      phone: person.phone,
      idNumber: '11010519491231002X',
      amount: 20_000,
      use: '周转',
    });
  });
});

describe('the same submission id again', () => {
  test('answers 200 with the same body and Idempotent-Replay, and stores nothing more', async () => {
    const submission = submissionOf(shop);
    const first = await post(shop, submission);
    const before = await storedIn(shop.tenant);
    const again = await post(shop, {
      ...submission,
      // How it was shown may differ between tries.
      grants: grantsOf(shop).map((grant) => ({ ...grant, presentation: { fontPx: 14, visibleMs: 900 } })),
    });
    expect(first.status).toBe(201);
    expect(again.status).toBe(200);
    expect(again.headers.get('idempotent-replay')).toBe('true');
    expect(again.text).toBe(first.text);
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test.for([
    ['other values', () => ({ values: otherPerson(7002) })],
    ['a value less', () => ({ values: { ...otherPerson(7003), amount: 20_000 } })],
    ['another decision', (open: Shop) => ({ grants: grantsOf(open, { marketing: 'refused' }) })],
    ['a decision less', (open: Shop) => ({ grants: grantsOf(open, { marketing: null }) })],
  ] as const)('with %s is submission_conflict', async ([, change]) => {
    const submission = submissionOf(shop);
    expect((await post(shop, submission)).status).toBe(201);
    const before = await storedIn(shop.tenant);
    expectProblem(await post(shop, { ...submission, ...change(shop) }), 409, 'submission_conflict');
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('posted 50 times at once makes one 201, one lead, one delivery', async () => {
    const busy = await openShop();
    standInReceivers();
    await addWebhook(busy, 'crm');
    const submission = submissionOf(busy);
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(busy, submission)));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(49);
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(await rowsOf(busy.tenant, 'leads')).toHaveLength(1);
    expect(await rowsOf(busy.tenant, 'deliveries')).toHaveLength(1);
    expect(await rowsOf(busy.tenant, 'entries')).toHaveLength(submission.grants.length);
  });

  test('is still answered when its form version is accepted no more', async () => {
    const old = await openShop();
    const submission = submissionOf(old);
    const first = await post(old, submission);
    await publishForm(old.tenant, old.owner, 'biz', { ...formDraft, title: '新版' });
    await runSql(old.tenant, 'UPDATE form_versions SET superseded_at = 1 WHERE version = 1');
    const again = await post(old, submission);
    expect(again.status).toBe(200);
    expect(again.text).toBe(first.text);
  });
});

describe('settings.customerReferral', () => {
  test('adds a share link below the one that brought the applicant', async () => {
    const sharing = await openShop();
    await configure('PATCH', '/v1/tenant', sharing.owner, { settings: { customerReferral: true } });
    const parent = await configure('POST', '/v1/links', sharing.owner, { form: 'biz' });
    const submission = submissionOf(sharing, { ref: pickText(parent, 'code') });
    const answer = await post(sharing, submission);
    const code = pickText(answer.json, 'share', 'code');
    expect(pick(answer.json, 'share', 'url')).toBe(`https://jinjian.test/s/${sharing.tenant}/${code}`);
    const link = await configure('GET', `/v1/links/${code}`, sharing.owner);
    expect(link).toMatchObject({ parent: pickText(parent, 'code'), depth: 2, kind: 'customer', leads: 0 });
    expect((await post(sharing, submission)).text).toBe(answer.text);
  });
});
