/** Owns articles, videos' shape and business cards: saving, versions, what their pages say and load; must not render a page. */
import { beforeAll, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList, pickText, publicUrl } from './api.ts';
import { campaignDraft, mandate, saveCampaign } from './campaign-draft.ts';
import { configure, openShop, type Shop } from './scenario.ts';
import { rowCounts } from './stored.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await configure('PATCH', '/v1/tenant', shop.owner, { settings: { icp: '京ICP备12345678号-1' } });
});

const article = {
  kind: 'article',
  title: '年化利率怎么看',
  blocks: [
    { type: 'heading', text: '先看<口径>' },
    { type: 'paragraph', text: '单利和IRR算出的数字不同。', strong: true },
    { type: 'list', items: ['看利率', '看费用'] },
  ],
  form: 'biz',
};
const put = (id: string, body: unknown, key = shop.owner) => call('PUT', `/v1/contents/${id}`, { key, body });

async function promoter(name = '小李') {
  const made = await configure('POST', '/v1/promoters', shop.owner, {
    kind: 'staff',
    name,
    employer: '诚信助贷',
  });
  return { id: pickText(made, 'id'), token: pickText(made, 'token') };
}

describe('saving', () => {
  test('keeps every version; the same again is the same one; ended, it is put back by a new version', async () => {
    expect((await put('apr', article)).json).toMatchObject({ id: 'apr', version: 1, title: article.title });
    expect((await put('apr', article)).json).toMatchObject({ version: 1 });
    expect((await put('apr', { ...article, title: '利率怎么看' })).json).toMatchObject({ version: 2 });
    const first = await call('GET', '/v1/contents/apr?version=1', { key: shop.owner });
    expect(first.json).toMatchObject({ version: 1, title: article.title });
    expect((await call('DELETE', '/v1/contents/apr', { key: shop.owner })).status).toBe(204);
    expectProblem(await call('GET', '/v1/contents/apr', { key: shop.owner }), 404, 'not_found');
    expectProblem(await call('DELETE', '/v1/contents/apr', { key: shop.owner }), 404, 'not_found');
    expect((await call('GET', `/c/${shop.tenant}/apr`)).status).toBe(404);
    expect((await call('GET', '/v1/contents/apr?version=2', { key: shop.owner })).status).toBe(200);
    expect((await put('apr', article)).json).toMatchObject({ version: 3 });
  });

  test.each([
    ['a form that is not there', { ...article, form: 'nothing' }, 'form unknown_form'],
    ['no way on', { ...article, form: undefined }, 'form custom'],
    ['two ways on', { ...article, campaign: 'spring' }, 'form custom'],
    [
      'a campaign that is not there',
      { ...article, form: undefined, campaign: 'nothing' },
      'campaign unknown_campaign',
    ],
    ['HTML in place of blocks', { ...article, blocks: '<p>x</p>' }, 'blocks invalid_type'],
    [
      'a script in place of a video',
      { kind: 'video', title: 'x', url: 'javascript:alert(1)', campaign: 'a' },
      'url custom',
    ],
    [
      'a video without https',
      { kind: 'video', title: 'x', url: 'http://v.example/a.mp4', campaign: 'a' },
      'url custom',
    ],
    [
      'a video that would end the policy',
      { kind: 'video', title: 'x', url: 'https://v.example/a;script-src', campaign: 'a' },
      'url custom',
    ],
    [
      'a video at an address',
      { kind: 'video', title: 'x', url: 'https://10.0.0.1/a.mp4', campaign: 'a' },
      'url custom',
    ],
  ])('%s is refused and nothing is kept', async (_what, body, finding) => {
    const before = await rowCounts(shop.tenant);
    const answer = await put('bad', body);
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual([finding]);
    expect(await rowCounts(shop.tenant)).toEqual(before);
  });

  test('what the catalogue of copy forbids is refused with place, words and law', async () => {
    const answer = await put('bad', {
      ...article,
      blocks: [...article.blocks, { type: 'list', items: ['当天到账', '百分百下款'] }],
    });
    expectProblem(answer, 422, 'copy_rejected');
    const found = pickList(answer.json, 'errors').map((one) => [
      pickText(one, 'path'),
      pickText(one, 'source'),
    ]);
    expect(found.map(([path]) => path)).toContain('blocks.3.items.1');
    expect(found.every(([, source]) => source !== '')).toBe(true);
  });

  test('“card” is the address of business cards, and no id', async () => {
    expectProblem(await put('card', article), 422, 'invalid_request');
  });
});

describe('the page of an article', () => {
  test('has the mark, the text escaped, the form, the foot, and a head for previews without the code', async () => {
    await put('read', article);
    const page = await call('GET', `/c/${shop.tenant}/read?r=23456789AB`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<span class="mark">广告</span>');
    expect(page.text).toContain('先看&lt;口径&gt;');
    expect(page.text).toContain('<strong>单利和IRR算出的数字不同。</strong>');
    expect(page.text).toContain(`<script src="/w/${shop.tenant}/biz.js"></script>`);
    expect(page.text).toContain('京ICP备12345678号-1');
    expect(page.text).toContain(`<meta property="og:url" content="${publicUrl}/c/${shop.tenant}/read">`);
    expect(page.text).not.toContain('23456789AB');
    expect(page.headers.get('content-security-policy')).not.toContain('media-src');
  });

  test('of another tenant, or of none, is not there', async () => {
    const other = await openShop();
    expect((await call('GET', `/c/${other.tenant}/read`)).status).toBe(404);
    expect((await call('GET', '/c/nobody-here/read')).status).toBe(404);
  });
});

describe('a content of a campaign', () => {
  const video = {
    kind: 'video',
    title: '一家面馆的备货账',
    url: 'https://media.example/shop.mp4',
    poster: 'https://pictures.example/shop.jpg',
    transcript: '老板说：备货前先算账。',
    campaign: 'spring',
  };

  test('shows its terms and leads on by the sharer’s link; the page loads that video alone', async () => {
    await saveCampaign(shop);
    await put('story', video);
    const link = await configure('POST', '/v1/links', shop.owner, { campaign: 'spring' });
    const code = pickText(link, 'code');
    const page = await call('GET', `/c/${shop.tenant}/story?r=${code}`);
    for (const told of [
      '广告',
      '受示例银行股份有限公司委托推广',
      '3.85%–10.8%',
      campaignDraft.disclosure.fees,
      '审核编号：示审营〔2026〕第0117号',
      `src="${video.url}" poster="${video.poster}"`,
      '老板说：备货前先算账。',
      `href="/s/${shop.tenant}/${code}"`,
    ])
      expect(page.text).toContain(told);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/media-src https:\/\/media\.example$/);
    expect(policy).toContain("img-src 'self' data: https://pictures.example;");
    const stranger = await call('GET', `/c/${shop.tenant}/story?r=23456789AB`);
    expect(stranger.text).toContain(`href="/f/${shop.tenant}/biz"`);
    expect(stranger.text).not.toContain('23456789AB');
  });

  test('an article of it ends with its form; both go off with the campaign and are listed no more', async () => {
    await saveCampaign(shop);
    await put('story', video);
    const { form: _form, ...text } = article;
    await put('with-campaign', { ...text, campaign: 'spring' });
    const { token } = await promoter();
    const ids = async () =>
      pickList((await call('GET', '/v1/shared/contents', { key: token })).json, 'items').map((one) =>
        pick(one, 'id'),
      );
    expect(await ids()).toEqual(expect.arrayContaining(['story', 'with-campaign']));
    const page = await call('GET', `/c/${shop.tenant}/with-campaign`);
    expect(page.text).toContain(`<script src="/w/${shop.tenant}/biz.js"></script>`);
    expect(page.text).toContain('3.85%–10.8%');
    await saveCampaign(shop, 'spring', { ...campaignDraft, mandate: { ...mandate, until: '2026-01-02' } });
    for (const id of ['story', 'with-campaign'])
      expect((await call('GET', `/c/${shop.tenant}/${id}`)).status).toBe(410);
    expect(await ids()).not.toEqual(expect.arrayContaining(['story']));
    await saveCampaign(shop);
    expect((await call('GET', `/c/${shop.tenant}/story`)).status).toBe(200);
  });
});

describe('the business card', () => {
  test('prints what the tenant entered, loads that photo and no other, and ends with the link', async () => {
    const { id, token } = await promoter();
    const card = { title: '客户经理', phone: '010-1234 5678', photo: 'https://cdn.example/li.jpg' };
    const patched = await call('PATCH', `/v1/promoters/${id}`, { key: shop.owner, body: card });
    expect(patched.json).toMatchObject({ id, name: '小李', ...card });
    const made = await configure('POST', '/v1/links', token, { form: 'biz' });
    const code = pickText(made, 'code');
    const page = await call('GET', `/c/${shop.tenant}/card/${code}`);
    expect(page.status).toBe(200);
    for (const told of [
      '小李',
      '客户经理 · 诚信助贷',
      'tel:01012345678',
      card.photo,
      '广告',
      'name="robots"',
    ])
      expect(page.text).toContain(told);
    expect(page.text).toContain(`href="${publicUrl}/s/${shop.tenant}/${code}"`);
    expect(page.headers.get('content-security-policy')).toMatch(
      /img-src 'self' data: https:\/\/cdn\.example;/,
    );
    const less = await call('PATCH', `/v1/promoters/${id}`, { key: shop.owner, body: { phone: null } });
    expect(less.json).not.toHaveProperty('phone');
    expect(less.json).toMatchObject({ title: '客户经理' });
    await call('DELETE', `/v1/links/${code}`, { key: shop.owner });
    expect((await call('GET', `/c/${shop.tenant}/card/${code}`)).status).toBe(410);
  });

  test('of whoever has left is nobody’s: their data is gone, and the page says that the link has ended', async () => {
    const { id, token } = await promoter('小王');
    await call('PATCH', `/v1/promoters/${id}`, { key: shop.owner, body: { phone: '13800138000' } });
    const code = pickText(await configure('POST', '/v1/links', token, { form: 'biz' }), 'code');
    await call('DELETE', `/v1/promoters/${id}`, { key: shop.owner });
    const page = await call('GET', `/c/${shop.tenant}/card/${code}`);
    expect(page.status).toBe(410);
    expect(page.text).not.toContain('小王');
    const { items } = Object(await configure('GET', '/v1/promoters', shop.owner));
    expect(JSON.stringify(items)).not.toContain('13800138000');
  });

  test.each([
    ['photo', 'http://cdn.example/a.jpg'],
    ['photo', 'data:image/png;base64,AAAA'],
    ['photo', 'https://user:pw@cdn.example/a.jpg'],
    ['phone', 'javascript:alert(1)'],
    ['title', ''],
  ])('%s %s is refused', async (name, value) => {
    const { id } = await promoter();
    const answer = await call('PATCH', `/v1/promoters/${id}`, { key: shop.owner, body: { [name]: value } });
    expectProblem(answer, 422, 'invalid_request');
  });

  test('a promoter cannot write its own', async () => {
    const { id, token } = await promoter();
    const answer = await call('PATCH', `/v1/promoters/${id}`, { key: token, body: { phone: '13800138000' } });
    expectProblem(answer, 403, 'forbidden');
  });
});

describe('what a promoter is told', () => {
  test('who it is, its own live links, and nothing of a colleague', async () => {
    const [mine, theirs] = [await promoter('小赵'), await promoter('小钱')];
    const own = pickText(
      await configure('POST', '/v1/links', mine.token, { form: 'biz', channel: 'share-centre' }),
      'code',
    );
    const old = pickText(await configure('POST', '/v1/links', mine.token, { form: 'biz' }), 'code');
    const other = pickText(await configure('POST', '/v1/links', theirs.token, { form: 'biz' }), 'code');
    await call('DELETE', `/v1/links/${old}`, { key: mine.token });
    const me = await call('GET', '/v1/shared/me', { key: mine.token });
    expect(me.json).toEqual({
      id: mine.id,
      kind: 'staff',
      name: '小赵',
      employer: '诚信助贷',
      tenant: { id: shop.tenant, name: '诚信助贷' },
    });
    const { json, text } = await call('GET', '/v1/shared/links', { key: mine.token });
    expect(pickList(json, 'items')).toEqual([
      { code: own, url: `${publicUrl}/s/${shop.tenant}/${own}`, channel: 'share-centre' },
    ]);
    expect(text).not.toContain(other);
    for (const path of [`/v1/links/${other}`, `/v1/links/${other}/qr`, `/v1/links/${other}/qr.png`])
      expectProblem(await call('GET', path, { key: mine.token }), 404, 'not_found');
    expectProblem(await call('DELETE', `/v1/links/${other}`, { key: mine.token }), 404, 'not_found');
    const counts = await call('GET', '/v1/shared/counts', { key: mine.token });
    expect(counts.text).not.toContain(other);
    for (const path of [
      '/v1/leads',
      '/v1/leads/ld_x',
      '/v1/events',
      '/v1/deliveries',
      '/v1/access-log',
      '/v1/promoters',
    ])
      expectProblem(await call('GET', path, { key: mine.token }), 403, 'forbidden');
  });

  test('a promoter key of nobody in particular has no share centre', async () => {
    const made = await configure('POST', '/v1/keys', shop.owner, { role: 'promoter', label: 'x' });
    expectProblem(await call('GET', '/v1/shared/me', { key: pickText(made, 'key') }), 403, 'forbidden');
  });

  test('pages anywhere may ask with the token: it comes as a header, which no browser adds by itself', async () => {
    const { token } = await promoter();
    const headers = { origin: 'https://intranet.example' };
    const answer = await call('GET', '/v1/shared/me', { key: token, headers });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    const refused = await call('GET', '/v1/shared/me', { headers });
    expectProblem(refused, 401);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    const asked = await call('OPTIONS', '/v1/shared/me', { headers });
    expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([
      204,
      'Authorization, Content-Type, Accept-Language',
    ]);
    const closed = await call('OPTIONS', '/v1/leads', { headers });
    expect(closed.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('lists the contents that stand for themselves', async () => {
    const { token } = await promoter();
    await put('shared-one', article);
    const { json } = await call('GET', '/v1/shared/contents', { key: token });
    expect(pickList(json, 'items').map((one) => pick(one, 'id'))).toContain('shared-one');
  });
});

test('the page of the share centre holds no token and nobody’s data, under a policy that runs its script alone', async () => {
  const page = await call('GET', `/p/${shop.tenant}`);
  expect(page.status).toBe(200);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/script-src 'self';/);
  expect(policy).toMatch(/style-src 'sha256-[^']+' 'nonce-[\w-]{21}'/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect((await call('GET', '/p/nobody-here')).status).toBe(404);
});
