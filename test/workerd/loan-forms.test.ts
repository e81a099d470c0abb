/** Owns that loans are published with their whole cost and shared for the lender that they are of; must not know how costs are judged. */
import { beforeEach, describe, expect, test } from 'vitest';
import { lawfulDisclosure } from '../lawful-disclosure.ts';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { submit } from './applicant.ts';
import { campaignDraft, mandate, saveCampaign } from './campaign-draft.ts';
import { configure, formDraft, openShop, publishForm, type Shop } from './scenario.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});

const disclosureOf = async (form = 'biz') =>
  pick((await call('GET', `/v1/t/${shop.tenant}/forms/${form}`)).json, 'form', 'disclosure');

describe('a form for loans (MK-14, MK-30)', () => {
  test('is published with its yearly cost, which nobody but the server tells', async () => {
    expect(await disclosureOf()).toEqual({ ...lawfulDisclosure, annualCost: { min: 3.85, max: 10.8 } });
    const before = shop.formVersion;
    expect((await publishForm(shop.tenant, shop.owner, 'biz')).formVersion).toBe(before);
    const told = { ...lawfulDisclosure, annualCost: { min: 1, max: 1 } };
    const body = { ...formDraft, disclosure: told };
    expectProblem(await call('PUT', '/v1/forms/biz', { key: shop.owner, body }), 422, 'form_rejected');
  });

  test('without the whole sheet is saved with advice, and not published', async () => {
    const { costs: _, ...short } = lawfulDisclosure;
    for (const [disclosure, found] of [
      [undefined, 'disclosure cost_sheet_missing'],
      [short, 'disclosure.costs cost_sheet_missing'],
    ] as const) {
      const body = { ...formDraft, disclosure };
      const saved = await call('PUT', '/v1/forms/bare', { key: shop.owner, body });
      expect(saved.status).toBe(200);
      expect(pickList(saved.json, 'advice')).toMatchObject([
        { code: 'cost_sheet_missing', message: expect.stringContaining('综合融资成本') },
      ]);
      const answer = await call('POST', '/v1/forms/bare/publish', { key: shop.owner });
      expectProblem(answer, 422, 'form_rejected');
      expect(findingsOf(answer)).toEqual([found]);
    }
    const saved = await configure('PUT', '/v1/forms/biz', shop.owner, formDraft);
    expect(saved).not.toHaveProperty('advice');
  });
});

describe('that the sheet was read (MK-14, MK-30)', () => {
  const flagsOf = async (more: Record<string, unknown>) => {
    const lead = await submit(shop, more);
    const seen = await configure('GET', `/v1/leads/${lead}`, shop.owner);
    return { flags: pickList(seen, 'flags'), lead };
  };

  test('stands in the record of every consent, with the form that it was of', async () => {
    const costSheet = { digest: shop.digest, visibleMs: 7200 };
    const { flags, lead } = await flagsOf({ costSheet });
    expect(flags).not.toContain('cost_sheet_not_shown');
    const { text } = await call('GET', `/v1/leads/${lead}/evidence`, { key: shop.owner });
    expect(text.split(`"costSheet":${JSON.stringify(costSheet)}`)).toHaveLength(shop.notices.length + 1);
  });

  test.for<[string, Record<string, unknown>]>([
    ['nothing tells of it', { costSheet: undefined }],
    ['it was another form’s', { costSheet: { digest: 'sha256:00', visibleMs: 9000 } }],
    ['it was not on screen for its time', { costSheet: { digest: '', visibleMs: 4999 } }],
  ])('is flagged where %s, and not refused', async ([, more]) => {
    const short = Reflect.get(Object(more.costSheet), 'digest') === '';
    const costSheet = short ? { digest: shop.digest, visibleMs: 4999 } : more.costSheet;
    const { flags, lead } = await flagsOf({ costSheet });
    expect(flags).toContain('cost_sheet_not_shown');
    const { text } = await call('GET', `/v1/leads/${lead}/evidence`, { key: shop.owner });
    expect(text).not.toContain('costSheet');
  });
});

describe('a campaign (MK-01, MK-04, MK-11)', () => {
  const put = (draft: object) => call('PUT', '/v1/campaigns/spring', { key: shop.owner, body: draft });
  const offOf = async () => pick(await configure('GET', '/v1/campaigns/spring', shop.owner), 'off');
  const other = { ...lawfulDisclosure, lender: '示范银行股份有限公司' };
  const away = { ...campaignDraft, landing: { url: 'https://loan.bank-a.example/apply' } };

  test.for<[string, object, string[]]>([
    [
      'the mandate of another institution',
      { ...campaignDraft, mandate: { ...mandate, institution: '示范银行股份有限公司' } },
      ['mandate.institution mandate_of_another'],
    ],
    ['an address that the mandate does not list', away, ['landing.url host_not_mandated']],
    [
      'a host below one that is listed',
      { ...away, mandate: { ...mandate, hosts: ['bank-a.example'] } },
      ['landing.url host_not_mandated'],
    ],
    [
      'another port of a listed host',
      {
        ...away,
        landing: { url: 'https://loan.bank-a.example:8443/' },
        mandate: { ...mandate, hosts: ['loan.bank-a.example'] },
      },
      ['landing.url host_not_mandated'],
    ],
    [
      'a host that is none',
      { ...campaignDraft, mandate: { ...mandate, hosts: ['*.bank-a.example'] } },
      ['mandate.hosts.0 not_a_host'],
    ],
    [
      'a rate below the form’s',
      {
        ...campaignDraft,
        copy: { ...campaignDraft.copy, lines: [] },
        disclosure: { ...campaignDraft.disclosure, aprMin: 3 },
      },
      ['disclosure.aprMin rate_contradicts'],
    ],
    [
      'a rate in its copy outside its range',
      { ...campaignDraft, copy: { ...campaignDraft.copy, headline: '年化利率2%至5%' } },
      ['copy.headline rate_contradicts'],
    ],
  ])('is refused with %s', async ([, draft, findings]) => {
    const answer = await put(draft);
    expectProblem(answer, 422, 'copy_rejected');
    expect(findingsOf(answer)).toEqual(findings);
  });

  test('may lead to a host that the mandate lists, an international name in either form', async () => {
    for (const [url, host] of [
      ['https://loan.bank-a.example/apply', 'LOAN.bank-a.example'],
      ['https://贷款.example/a', 'xn--0kwr83e.example'],
      ['https://xn--0kwr83e.example/a', '贷款.example'],
    ]) {
      const draft = { ...away, landing: { url }, mandate: { ...mandate, hosts: [host] } };
      expect((await put(draft)).json).toMatchObject({ off: null });
    }
  });

  test('has the mandate of its lender by code where both have one, whatever they are called', async () => {
    const uscc = '91350100M000100Y43';
    const named = { ...mandate, institution: '示例银行', uscc };
    const disclosure = { ...campaignDraft.disclosure, uscc };
    expect((await put({ ...campaignDraft, disclosure, mandate: named })).status).toBe(200);
    const wrong = { ...mandate, uscc: '91110000000000000X' };
    expectProblem(await put({ ...campaignDraft, disclosure, mandate: wrong }), 422, 'copy_rejected');
  });

  test('goes off, its links too, as soon as its form is another lender’s or tells no terms', async () => {
    await saveCampaign(shop);
    const made = await configure('POST', '/v1/links', shop.owner, { campaign: 'spring' });
    const follow = () => call('GET', `/s/${shop.tenant}/${pickText(made, 'code')}`);
    expect((await follow()).status).toBe(302);
    await publishForm(shop.tenant, shop.owner, 'biz', { ...formDraft, disclosure: other });
    expect(await offOf()).toBe('landing_of_another');
    expectProblem(
      await call('POST', '/v1/links', { key: shop.owner, body: { campaign: 'spring' } }),
      422,
      'campaign_off',
    );
    const plain = { title: '登记', steps: [{ fields: [formDraft.steps[0]?.fields[0]] }] };
    const consents = [{ notice: 'privacy', required: true }];
    await publishForm(shop.tenant, shop.owner, 'biz', { ...plain, consents });
    expect(await offOf()).toBe('landing_without_disclosure');
    await configure('PATCH', '/v1/tenant', shop.owner, { settings: { marketing: 'open' } });
    expect(await offOf()).toBe('landing_without_disclosure');
    await publishForm(shop.tenant, shop.owner, 'biz', formDraft);
    expect(await offOf()).toBeNull();
  });

  test('lends its words to no link that leads to another lender’s form', async () => {
    await saveCampaign(shop);
    await publishForm(shop.tenant, shop.owner, 'other', { ...formDraft, disclosure: other });
    const body = { campaign: 'spring', form: 'other' };
    expectProblem(await call('POST', '/v1/links', { key: shop.owner, body }), 422, 'campaign_off');
  });
});
