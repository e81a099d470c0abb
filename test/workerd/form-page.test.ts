/** Owns the stand-alone page of a form: what previews, search engines and people without scripts read; no script. */
import { beforeAll, describe, expect, test } from 'vitest';
import { lawfulDisclosure } from '../lawful-disclosure.ts';
import { call, publicUrl } from './api.ts';
import { configure, formDraft, openShop, publishForm, type Shop } from './scenario.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await configure('PATCH', '/v1/tenant', shop.owner, { settings: { icp: '京ICP备12345678号-1' } });
});

const disclosure = { ...lawfulDisclosure, aprMin: 7.2, aprMax: 18, aprBasis: 'irr' };

const pageOf = async (query = '') => (await call('GET', `/f/${shop.tenant}/biz${query}`)).text;
const meta = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/<meta (?:name|property)="([^"]+)" content="([^"]*)">/g)].map((found) => [
      found[1],
      found[2],
    ]),
  );

describe('the head', () => {
  test('tells title, whose form it is, and its address without a query', async () => {
    const text = await pageOf('?r=ABCDEFGHJK&jjp=x.y&utm_source=a');
    const url = `${publicUrl}/f/${shop.tenant}/biz`;
    expect(text).toContain('<title>企业经营贷款申请 - 诚信助贷</title>');
    expect(text).toContain(`<link rel="canonical" href="${url}">`);
    const description =
      '诚信助贷的企业经营贷款申请。每项信息都写明用途，每项授权由您自行决定，可随时撤回。年化利率3.85%–10.8%（单利口径），出借机构：示例银行股份有限公司。年化综合融资成本3.85%–10.8%。';
    expect(meta(text)).toEqual({
      viewport: 'width=device-width,initial-scale=1',
      description,
      'og:type': 'website',
      'og:title': '企业经营贷款申请',
      'og:description': description,
      'og:url': url,
      'og:site_name': '诚信助贷',
      'og:locale': 'zh_CN',
    });
    expect(text).not.toMatch(/ABCDEFGHJK|utm_source|jjp/);
  });

  test('gives the price where a loan is disclosed: a preview is an advertisement', async () => {
    const own = await openShop();
    await publishForm(own.tenant, own.owner, 'biz', { ...formDraft, disclosure });
    const { text } = await call('GET', `/f/${own.tenant}/biz`);
    expect(meta(text).description).toContain('年化利率7.2%–18%（IRR口径），出借机构：示例银行股份有限公司。');
  });
});

describe('the foot', () => {
  test('names the tenant and links its filing number to the ministry', async () => {
    const text = await pageOf();
    expect(text).toContain('由诚信助贷提供');
    expect(text).toContain(
      '<a href="https://beian.miit.gov.cn/" target="_blank" rel="noopener noreferrer">京ICP备12345678号-1</a>',
    );
  });
  test('has no link without a number, and none once it is emptied', async () => {
    const own = await openShop();
    expect((await call('GET', `/f/${own.tenant}/biz`)).text).not.toContain('beian');
    await configure('PATCH', '/v1/tenant', own.owner, { settings: { icp: '京ICP备12345678号-1' } });
    await configure('PATCH', '/v1/tenant', own.owner, { settings: { icp: '' } });
    expect((await call('GET', `/f/${own.tenant}/biz`)).text).not.toContain('beian');
  });
});

test.for([
  [
    'zh-CN',
    'zh_CN',
    '由诚信助贷提供',
    '填写这份申请表需要 JavaScript',
    '您也可以直接联系诚信助贷<span class="whole">（400-000-0000）</span>办理。',
  ],
  [
    'zh-TW',
    'zh_TW',
    '由诚信助贷提供',
    '填寫這份申請表需要 JavaScript',
    '您也可以直接聯絡诚信助贷<span class="whole">（400-000-0000）</span>辦理。',
  ],
  [
    'en',
    'en_US',
    'Provided by 诚信助贷',
    'This form needs JavaScript',
    'You can also contact 诚信助贷 <span class="whole">(400-000-0000)</span> directly.',
  ],
] as const)('speaks %s where the form does', async ([locale, graph, provided, needs, contact]) => {
  await publishForm(shop.tenant, shop.owner, 'biz', { ...formDraft, locale });
  const text = await pageOf();
  expect(text).toContain(`<html lang="${locale}">`);
  expect(meta(text)['og:locale']).toBe(graph);
  const withoutScript = /<noscript>([\s\S]*)<\/noscript>/.exec(text)?.[1];
  expect(withoutScript).toContain(needs);
  expect(withoutScript).toContain(contact);
  expect(text).toContain(provided);
});

test('problems speak Traditional Chinese to who asks for it', async () => {
  for (const wish of ['zh-TW,zh;q=0.9', 'zh-Hant-TW', 'zh-HK']) {
    const answer = await call('POST', `/v1/t/${shop.tenant}/submissions`, {
      body: { id: 'x' },
      headers: { 'accept-language': wish },
    });
    expect(answer.headers.get('content-language')).toBe('zh-TW');
    expect(answer.json).toMatchObject({ code: 'invalid_values', title: '填寫內容有誤，請確認' });
  }
  const simplified = await call('GET', '/v1/nothing', {
    headers: { 'accept-language': 'zh-Hans,zh-TW;q=0.8' },
  });
  expect(simplified.json).toMatchObject({ title: '没有找到' });
});
