/** Owns the refusals of consents: outdated texts, missing and doubled decisions; must not know values. */
import { describe, expect, test } from 'vitest';
import { pickText } from './api.ts';
import { grantsOf, otherPerson, post, submissionOf } from './applicant.ts';
import { expectRefused } from './refusal.ts';
import {
  configure,
  createTenant,
  formDraft,
  noticeDraft,
  openDoor,
  openShop,
  publishForm,
} from './scenario.ts';
import { rowsOf, runSql } from './stored.ts';

const outdated = { status: 409, code: 'consent_outdated' };
const dayMs = 86_400_000;

describe('409 consent_outdated', () => {
  test.for([
    ['another version', { version: 2 }],
    ['another digest', { digest: `sha256:${'0'.repeat(64)}` }],
    ['a notice that the form does not pin', { notice: 'provide-broker-b' }],
  ] as const)('for %s', async ([, change]) => {
    const shop = await openShop();
    const grants = grantsOf(shop).map((grant, at) => (at === 0 ? { ...grant, ...change } : grant));
    await expectRefused(shop, submissionOf(shop, { grants }), outdated);
  });

  test("for the digest of another tenant's notice of the same id", async () => {
    const [shop, other] = [await openShop(), await openShop()];
    await configure(
      'POST',
      '/v1/notices',
      other.owner,
      noticeDraft('privacy', 'privacy', { title: '另一份' }),
    );
    const published = await publishForm(other.tenant, other.owner, 'biz');
    const theirs = published.notices.find((pin) => pin.notice === 'privacy')?.digest;
    const grants = grantsOf(shop).map((grant) =>
      grant.notice === 'privacy' ? { ...grant, digest: theirs } : grant,
    );
    expect(theirs).not.toBe(shop.notices[0]?.digest);
    await expectRefused(shop, submissionOf(shop, { grants }), outdated);
  });

  test('for a form version that was never published', async () => {
    const shop = await openShop();
    await expectRefused(shop, submissionOf(shop, { formVersion: 99 }), outdated);
  });

  test('a superseded version is accepted for 24 hours, then no more', async () => {
    const shop = await openShop();
    await publishForm(shop.tenant, shop.owner, 'biz', { ...formDraft, title: '新版' });
    expect((await post(shop, submissionOf(shop))).status).toBe(201);
    const age = 'UPDATE form_versions SET superseded_at = ? WHERE version = 1';
    await runSql(shop.tenant, age, Date.now() - dayMs + 60_000);
    expect((await post(shop, submissionOf(shop))).status).toBe(201);
    await runSql(shop.tenant, age, Date.now() - dayMs - 1);
    await expectRefused(shop, submissionOf(shop), outdated);
    const current = { ...shop, formVersion: 2 };
    expect((await post(current, submissionOf(current))).status).toBe(201);
  });
});

describe('422 consent_missing', () => {
  test('names the required notice that is refused or left out', async () => {
    const shop = await openShop();
    const missing = { status: 422, code: 'consent_missing', findings: ['privacy required'] };
    await expectRefused(shop, submissionOf(shop, { grants: [] }), missing);
    await expectRefused(shop, submissionOf(shop, { grants: grantsOf(shop, { privacy: null }) }), missing);
    await expectRefused(
      shop,
      submissionOf(shop, { grants: grantsOf(shop, { privacy: 'refused' }) }),
      missing,
    );
  });

  test('names every required notice at once', async () => {
    const { tenant, owner } = await createTenant();
    await configure('PATCH', '/v1/tenant', owner, { settings: openDoor });
    await configure('PUT', '/v1/recipients/bank-a', owner, { legalName: '甲', kind: 'lender', contact: '1' });
    await configure('POST', '/v1/notices', owner, noticeDraft('privacy', 'privacy'));
    const provide = noticeDraft('provide', 'provide', { recipients: ['bank-a'], fields: ['name'] });
    await configure('POST', '/v1/notices', owner, provide);
    const steps = [{ fields: [{ id: 'name', kind: 'name', label: '姓名', purpose: '称呼' }] }];
    const consents = ['privacy', 'provide'].map((notice) => ({ notice, required: true }));
    const shop = {
      tenant,
      owner,
      form: 'two',
      ...(await publishForm(tenant, owner, 'two', { title: '二', steps, consents })),
    };
    await expectRefused(shop, submissionOf(shop, { values: {}, grants: [] }), {
      status: 422,
      code: 'consent_missing',
      findings: ['privacy required', 'provide required'],
    });
  });
});

describe('optional consents', () => {
  test('may be refused or left out; each decision made is an entry', async () => {
    const shop = await openShop();
    const grants = grantsOf(shop, { marketing: 'refused', sensitive: null, 'provide-bank-a': 'refused' });
    const answer = await post(shop, submissionOf(shop, { values: otherPerson(1), grants }));
    expect(answer.status).toBe(201);
    const lead = await configure('GET', `/v1/leads/${pickText(answer.json, 'lead')}`, shop.owner);
    expect(lead).toMatchObject({
      consents: [
        { notice: 'privacy', decision: 'granted' },
        { notice: 'provide-bank-a', decision: 'refused' },
        { notice: 'marketing', decision: 'refused' },
      ],
    });
    expect(await rowsOf(shop.tenant, 'entries')).toHaveLength(3);
  });

  test.for(['refused', null] as const)(
    'an identity number without the consent to its use (%s) is refused (PI-16)',
    async (decision) => {
      const shop = await openShop();
      await expectRefused(shop, submissionOf(shop, { grants: grantsOf(shop, { sensitive: decision }) }), {
        status: 422,
        code: 'consent_missing',
        findings: ['idNumber needed_for_value'],
      });
    },
  );

  test('two decisions on one notice are refused, even when they agree', async () => {
    const shop = await openShop();
    const grants = grantsOf(shop);
    await expectRefused(shop, submissionOf(shop, { grants: [...grants, ...grants.slice(-1)] }), {
      status: 422,
      code: 'invalid_values',
      findings: [`grants.${grants.length}.notice decided_twice`],
    });
  });
});
