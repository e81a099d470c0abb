/** Owns what a page shows when it is shared, and which link is shared on; must not know WeChat. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lawfulDisclosure } from '../lawful-disclosure.ts';
import { call, expectProblem, pick, pickText, publicUrl } from './api.ts';
import { submit } from './applicant.ts';
import { campaignDraft, mandate, saveCampaign } from './campaign-draft.ts';
import { configure, formDraft, openShop, partnerOrigin, publishForm, type Shop } from './scenario.ts';
import { rowCounts, runSql } from './stored.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});

const ask = (query = '') =>
  call('GET', `/v1/t/${shop.tenant}/share${query}`, { headers: { origin: partnerOrigin } });
const linkOf = async (query: string) => pickText((await ask(query)).json, 'link');
const makeLink = async (body: Record<string, unknown> = {}) =>
  pickText(await configure('POST', '/v1/links', shop.owner, body), 'code');
const allowReferral = (customerReferral = true) =>
  configure('PATCH', '/v1/tenant', shop.owner, { settings: { customerReferral } });
const codeIn = (link: string) => link.slice(-10);
const view = (code: string) => configure('GET', `/v1/links/${code}`, shop.owner);

describe('the card', () => {
  test('is the form’s own, with the page’s link when nobody referred', async () => {
    const answer = await ask();
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toEqual({
      title: '企业经营贷款申请',
      text: expect.stringContaining('诚信助贷的企业经营贷款申请'),
      image: null,
      link: `${publicUrl}/f/${shop.tenant}/${shop.form}`,
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe(partnerOrigin);
  });

  test('begins with the price where the form discloses one', async () => {
    const disclosure = { ...lawfulDisclosure, aprMin: 7.2, aprMax: 18, aprBasis: 'irr' };
    await publishForm(shop.tenant, shop.owner, shop.form, { ...formDraft, disclosure });
    expect(pickText((await ask()).json, 'text')).toMatch(
      /^年化利率7\.2%–18%（IRR口径），出借机构：示例银行股份有限公司。/,
    );
  });

  test('of a tenant with several forms needs to know which', async () => {
    await publishForm(shop.tenant, shop.owner, 'other', { ...formDraft, title: '设备贷款申请' });
    expectProblem(await ask(), 404, 'unknown_form');
    expectProblem(await ask('?form=none'), 404, 'unknown_form');
    expect(pick((await ask('?form=other')).json, 'title')).toBe('设备贷款申请');
    // A link leads to its own form, whatever page it is on.
    const code = await makeLink({ form: 'other' });
    expect((await ask(`?form=${shop.form}&r=${code}`)).json).toMatchObject({ title: '设备贷款申请' });
  });
});

describe('a campaign', () => {
  const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const dayMs = 86_400_000;
  const draft = {
    ...campaignDraft,
    landing: { form: 'biz' },
    mandate: { ...mandate, until: today() },
    poster: { template: 'plain', background: 'https://img.example/a.png' },
  };
  afterEach(() => {
    vi.useRealTimers();
  });

  test('lends the card its words and its picture, by the link or by the page', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await saveCampaign(shop, 'spring', draft);
    const code = await makeLink({ campaign: 'spring' });
    for (const query of [`?r=${code}`, '?campaign=spring']) {
      expect((await ask(query)).json).toMatchObject({
        title: '旺季备货，早一点安排',
        text: '年化利率（单利）3.85%–10.8% 期限12至36个月',
        image: 'https://img.example/a.png',
      });
    }
    expect(codeIn(await linkOf(`?r=${code}`))).toBe(code);
    // The day after its mandate it says nothing, and its link is not shared on.
    vi.setSystemTime(Date.now() + dayMs);
    for (const query of [`?r=${code}`, '?campaign=spring', '?campaign=none']) {
      expect((await ask(query)).json).toMatchObject({
        title: '企业经营贷款申请',
        image: null,
        link: `${publicUrl}/f/${shop.tenant}/${shop.form}`,
      });
    }
  });
});

describe('a content', () => {
  const video = {
    kind: 'video',
    title: '旺季备货怎么安排',
    url: 'https://video.example/a.mp4',
    poster: 'https://img.example/video.png',
    campaign: 'spring',
  };

  test('is shared as itself: its title, the price first, its picture, the visitor’s code', async () => {
    await saveCampaign(shop);
    await configure('PUT', '/v1/contents/stock', shop.owner, video);
    const code = await makeLink({ campaign: 'spring' });
    const page = `${publicUrl}/c/${shop.tenant}/stock`;
    expect((await ask(`?content=stock&r=${code}`)).json).toEqual({
      title: video.title,
      text: '年化利率3.85%–10.8%（单利口径），出借机构：示例银行股份有限公司。年化综合融资成本3.85%–10.8%。旺季备货，早一点安排',
      image: video.poster,
      link: `${page}?r=${code}`,
    });
    expect(await linkOf('?content=stock&r=ABCDEFGHJK')).toBe(page);
    expect(await linkOf('?content=stock&campaign=none&form=none')).toBe(page);
  });

  test('that is not there, or off with its campaign, has no card', async () => {
    expectProblem(await ask('?content=none'), 404, 'not_found');
    expectProblem(await ask('?content=..%2Fx'), 404, 'not_found');
    await saveCampaign(shop);
    await configure('PUT', '/v1/contents/stock', shop.owner, video);
    await saveCampaign(shop, 'spring', { ...campaignDraft, mandate: { ...mandate, until: '2026-02-01' } });
    expectProblem(await ask('?content=stock'), 404, 'not_found');
  });
});

describe('the link', () => {
  test('is the visitor’s own one when customers may not refer', async () => {
    const code = await makeLink();
    const before = await rowCounts(shop.tenant);
    expect(await linkOf(`?r=${code}`)).toBe(`${publicUrl}/s/${shop.tenant}/${code}`);
    expect(await rowCounts(shop.tenant)).toEqual(before);
  });

  test('is a child of it when they may: the same for everybody, and its parent’s promoter’s', async () => {
    await allowReferral();
    const promoter = pickText(
      await configure('POST', '/v1/promoters', shop.owner, { kind: 'staff', name: '小李' }),
      'id',
    );
    const code = await makeLink({ promoter, channel: 'moments' });
    const links = await Promise.all(Array.from({ length: 10 }, () => linkOf(`?r=${code}`)));
    expect(new Set(links).size).toBe(1);
    const child = codeIn(links[0] ?? '');
    expect(child).not.toBe(code);
    expect(await view(child)).toMatchObject({
      parent: code,
      depth: 2,
      promoter,
      kind: 'staff',
      channel: 'moments',
      form: shop.form,
    });
    expect((await rowCounts(shop.tenant)).links).toBe(2);
    const followed = await call('GET', `/s/${shop.tenant}/${child}`);
    expect(followed.headers.get('location')).toBe(`${publicUrl}/f/${shop.tenant}/${shop.form}?r=${child}`);
  });

  test('credits its parent’s promoter with the lead that it brings, and the chain shows the step', async () => {
    await allowReferral();
    const staff = await configure('POST', '/v1/promoters', shop.owner, { kind: 'staff', name: '小李' });
    const promoter = pickText(staff, 'id');
    const code = await makeLink({ promoter });
    const child = codeIn(await linkOf(`?r=${code}`));
    const lead = await submit(shop, { ref: child });
    const { attribution } = Object(await configure('GET', `/v1/leads/${lead}`, shop.owner));
    expect(attribution).toMatchObject({
      credited: child,
      chain: [
        { code, promoter, kind: 'staff', level: 1 },
        { code: child, promoter, kind: 'staff', level: 2 },
      ],
    });
  });

  test('grows to the third level and stays there', async () => {
    await allowReferral();
    const first = await makeLink();
    const second = codeIn(await linkOf(`?r=${first}`));
    const third = codeIn(await linkOf(`?r=${second}`));
    expect(await view(third)).toMatchObject({ depth: 3, parent: second });
    expect(codeIn(await linkOf(`?r=${third}`))).toBe(third);
    await allowReferral(false);
    expect(codeIn(await linkOf(`?r=${first}`))).toBe(first);
  });

  test('has a new child once the one before is revoked', async () => {
    await allowReferral();
    const code = await makeLink();
    const child = codeIn(await linkOf(`?r=${code}`));
    await call('DELETE', `/v1/links/${child}`, { key: shop.owner });
    const next = codeIn(await linkOf(`?r=${code}`));
    expect([code, child]).not.toContain(next);
    expect(await view(next)).toMatchObject({ parent: code });
  });

  test('is the page’s own for a code that is foreign, ended, or none', async () => {
    await allowReferral();
    const revoked = await makeLink();
    await call('DELETE', `/v1/links/${revoked}`, { key: shop.owner });
    const expired = await makeLink();
    await runSql(shop.tenant, 'UPDATE links SET expires_at = 1 WHERE code = ?', expired);
    const live = await makeLink();
    const before = await rowCounts(shop.tenant);
    const other = [revoked, expired, 'ABCDEFGHJK', live.toLowerCase(), live.slice(1), `${live}A`, "'--", ''];
    for (const code of other) {
      expect(await linkOf(`?r=${encodeURIComponent(code)}`)).toBe(
        `${publicUrl}/f/${shop.tenant}/${shop.form}`,
      );
    }
    expect(await rowCounts(shop.tenant)).toEqual(before);
  });
});

test('a foreign site gets no card', async () => {
  const answer = await call('GET', `/v1/t/${shop.tenant}/share`, {
    headers: { origin: 'https://evil.example' },
  });
  expectProblem(answer, 403, 'origin_not_allowed');
});
