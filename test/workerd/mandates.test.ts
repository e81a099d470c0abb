/** Owns that a campaign is shared only under a live mandate and by those who may; must not know how copy is judged. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { campaignDraft, mandate, saveCampaign } from './campaign-draft.ts';
import { holdTheClock } from './clock.ts';
import { configure, makeKey, openShop, type Shop } from './scenario.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => {
  vi.useRealTimers();
});

const make = (body: unknown, key = shop.owner) => call('POST', '/v1/links', { key, body });
const follow = (code: string, headers: Record<string, string> = {}) =>
  call('GET', `/s/${shop.tenant}/${code}`, { headers });
const { mandate: _, ...unmandated } = campaignDraft;

const qualified = {
  kind: 'staff',
  name: '小李',
  employer: '示例银行股份有限公司',
  certificate: { number: 'C-1', until: '2099-01-01' },
};
async function promoter(body: object): Promise<{ id: string; token: string }> {
  const made = await configure('POST', '/v1/promoters', shop.owner, body);
  return { id: pickText(made, 'id'), token: pickText(made, 'token') };
}

describe('a link of a campaign (MK-01)', () => {
  test('leads to the campaign’s form, and names the campaign', async () => {
    await saveCampaign(shop);
    const made = await make({ campaign: 'spring', channel: 'wechat' });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ campaign: 'spring', form: 'biz' });
    const code = pickText(made.json, 'code');
    expect((await follow(code)).headers.get('location')).toBe(
      `https://jinjian.test/f/${shop.tenant}/biz?r=${code}`,
    );
  });

  test('leads to the campaign’s own address, with the code', async () => {
    await saveCampaign(shop, 'away', {
      ...campaignDraft,
      landing: { url: 'https://partner.example/a?x=1' },
      mandate: { ...mandate, hosts: ['partner.example'] },
    });
    const made = await make({ campaign: 'away' });
    expect(pick(made.json, 'form')).toBeUndefined();
    const code = pickText(made.json, 'code');
    expect((await follow(code)).headers.get('location')).toBe(`https://partner.example/a?x=1&r=${code}`);
  });

  test.for([
    ['without a mandate', unmandated, 'campaign no_mandate'],
    [
      'before the mandate',
      { ...campaignDraft, mandate: { ...mandate, from: '2098-01-01' } },
      'campaign mandate_not_begun',
    ],
    [
      'after the mandate',
      { ...campaignDraft, mandate: { ...mandate, until: '2026-01-02' } },
      'campaign mandate_ended',
    ],
    ['after its own end', { ...campaignDraft, expiresAt: '2026-01-02T00:00:00.000Z' }, 'campaign expired'],
  ] as const)('is not made %s', async ([, draft, finding]) => {
    await saveCampaign(shop, 'spring', draft);
    const answer = await make({ campaign: 'spring' });
    expectProblem(answer, 422, 'campaign_off');
    expect(findingsOf(answer)).toEqual([finding]);
  });

  test('goes off by itself on the day after the mandate’s last, by China’s calendar, its children too', async () => {
    holdTheClock();
    vi.setSystemTime(Date.parse('2026-12-01T00:00:00Z'));
    await saveCampaign(shop, 'spring', { ...campaignDraft, mandate: { ...mandate, until: '2026-12-31' } });
    const code = pickText((await make({ campaign: 'spring' })).json, 'code');
    const child = pickText((await make({ parent: code })).json, 'code');
    const plain = pickText((await make({ form: 'biz' })).json, 'code');
    vi.setSystemTime(Date.parse('2026-12-31T15:59:59Z'));
    for (const one of [code, child, plain]) expect((await follow(one)).status).toBe(302);
    vi.setSystemTime(Date.parse('2026-12-31T16:00:00Z'));
    for (const one of [code, child]) {
      expectProblem(await follow(one), 410, 'link_gone');
      const page = await follow(one, { accept: 'text/html' });
      expect(page.status).toBe(410);
      expect(page.text).toContain('链接已失效');
    }
    expect((await follow(plain)).status).toBe(302);
    expectProblem(await make({ parent: code }), 422, 'campaign_off');
    // A renewed mandate puts them on again.
    await saveCampaign(shop, 'spring', { ...campaignDraft, mandate: { ...mandate, until: '2027-12-31' } });
    for (const one of [code, child]) expect((await follow(one)).status).toBe(302);
  });

  test('needs no mandate where the tenant answers for that itself', async () => {
    await configure('PATCH', '/v1/tenant', shop.owner, { settings: { marketing: 'open' } });
    await saveCampaign(shop, 'spring', unmandated);
    const lee = await promoter({ kind: 'partner', name: '汽贸城' });
    const made = await make({ campaign: 'spring', promoter: lee.id });
    expect(made.status).toBe(201);
    await configure('PATCH', '/v1/tenant', shop.owner, { settings: { marketing: 'strict' } });
    expectProblem(await follow(pickText(made.json, 'code')), 410, 'link_gone');
  });
});

describe('a promoter (MK-02, MK-03, RF-07)', () => {
  test.for([
    [
      { kind: 'staff', name: '小李' },
      ['promoter.employer employer_missing', 'promoter.certificate certificate_missing'],
    ],
    [{ ...qualified, kind: 'partner', employer: undefined }, ['promoter.employer employer_missing']],
    [
      { ...qualified, certificate: { number: 'C-1', until: '2026-01-01' } },
      ['promoter.certificate.until certificate_ended'],
    ],
    [
      { ...qualified, authority: { from: '2026-01-01', until: '2026-01-31' } },
      ['promoter.authority.until authority_ended'],
    ],
    [
      { ...qualified, authority: { from: '2098-01-01', until: '2099-01-31' } },
      ['promoter.authority.from authority_not_begun'],
    ],
  ] as const)('%j gets no campaign link, but every other', async ([body, findings]) => {
    await saveCampaign(shop);
    const { token } = await promoter(body);
    const answer = await make({ campaign: 'spring' }, token);
    expectProblem(answer, 422, 'promoter_not_qualified');
    expect(findingsOf(answer)).toEqual(findings);
    expect((await make({ form: 'biz' }, token)).status).toBe(201);
    const shared = await configure('GET', '/v1/shared/campaigns', token);
    expect(pickList(shared, 'lacking')).toHaveLength(findings.length);
  });

  test('with employer and certificate shares, and sees the approved words alone (MK-17)', async () => {
    await saveCampaign(shop);
    await saveCampaign(shop, 'stopped', unmandated);
    const { id, token } = await promoter({
      ...qualified,
      authority: { from: '2026-01-01', until: '2099-12-31' },
    });
    expect((await make({ campaign: 'spring' }, token)).status).toBe(201);
    const { copy, title } = campaignDraft;
    const disclosure = { ...campaignDraft.disclosure, annualCost: { min: 3.85, max: 10.8 } };
    const tenantName = pickText(await configure('GET', '/v1/tenant', shop.owner), 'name');
    const spring = {
      id: 'spring',
      version: 1,
      title,
      tenantName,
      copy,
      disclosure,
      cost: '综合融资成本3.85%–10.8%',
      institution: mandate.institution,
      poster: { template: 'clear' },
      off: null,
    };
    const { institution: __, ...rest } = spring;
    expect(await configure('GET', '/v1/shared/campaigns', token)).toEqual({
      items: [spring, { ...rest, id: 'stopped', off: 'no_mandate' }],
      next: null,
    });
    const listed = await configure('GET', '/v1/promoters', shop.owner);
    expect(pickList(listed, 'items')).toMatchObject([
      { id, certificate: qualified.certificate, authority: { from: '2026-01-01', until: '2099-12-31' } },
    ]);
    expect(await configure('GET', '/v1/shared/campaigns', await makeKey(shop, 'promoter'))).toEqual({
      items: [],
      next: null,
    });
  });

  test('becomes qualified by what is put on record', async () => {
    await saveCampaign(shop);
    const { id, token } = await promoter({ kind: 'staff', name: '小李' });
    expectProblem(await make({ campaign: 'spring' }, token), 422, 'promoter_not_qualified');
    const { employer, certificate } = qualified;
    await configure('PATCH', `/v1/promoters/${id}`, shop.owner, { employer, certificate });
    expect((await make({ campaign: 'spring' }, token)).status).toBe(201);
  });

  test('agrees to the rules of sharing: which version, and when', async () => {
    const [lee, wang] = [await promoter(qualified), await promoter({ ...qualified, name: '小王' })];
    const path = `/v1/promoters/${lee.id}/consent`;
    const agreed = await configure('POST', path, lee.token, { version: '2026-11' });
    expect(agreed).toMatchObject({ id: lee.id, consent: { version: '2026-11' } });
    expect(await configure('POST', path, shop.owner, { version: '2026-11' })).toEqual(agreed);
    expect(await configure('POST', path, lee.token, { version: '2026-12' })).toMatchObject({
      consent: { version: '2026-12' },
    });
    expectProblem(await call('POST', path, { key: wang.token, body: { version: '1' } }), 404, 'not_found');
    expectProblem(await call('POST', path, { key: lee.token, body: {} }), 422, 'invalid_request');
  });
});
