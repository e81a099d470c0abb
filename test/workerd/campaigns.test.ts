/** Owns saving, reading and archiving campaigns, and every ground on which one is refused; must not know links. */
import { beforeAll, describe, expect, test } from 'vitest';
import { shortDisclosure as disclosure } from '../lawful-disclosure.ts';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { campaignDraft, mandate, saveCampaign } from './campaign-draft.ts';
import { configure, formDraft, makeKey, openShop, type Shop } from './scenario.ts';
import { rowCounts } from './stored.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

/** The institution lists its partner's pages. */
const ofPartner = { ...mandate, hosts: ['partner.example'] };
const put = (body: unknown, id = 'spring', headers: Record<string, string> = {}) =>
  call('PUT', `/v1/campaigns/${id}`, { key: shop.owner, body, headers });
const withCopy = (headline: string) => ({ ...campaignDraft, copy: { ...campaignDraft.copy, headline } });

describe('saving', () => {
  test('keeps every version with who saved it; the same content again is the same version (MK-16, MK-17)', async () => {
    const first = await saveCampaign(shop, 'archive');
    expect(first).toMatchObject({ id: 'archive', version: 1, off: null, ...campaignDraft });
    expect(pickText(first, 'savedBy')).toMatch(/^key_/);
    expect(await saveCampaign(shop, 'archive')).toMatchObject({
      version: 1,
      savedAt: pickText(first, 'savedAt'),
    });
    const marketer = await makeKey(shop, 'marketer');
    const second = await call('PUT', '/v1/campaigns/archive', { key: marketer, body: withCopy('装修扩建') });
    expect(second.json).toMatchObject({ version: 2, copy: { headline: '装修扩建' } });
    expect(pick(second.json, 'savedBy')).not.toBe(pick(first, 'savedBy'));

    const compliance = await makeKey(shop, 'compliance');
    const versions = await configure('GET', '/v1/campaigns/archive/versions', compliance);
    expect(pickList(versions, 'items')).toMatchObject([
      { version: 2, copy: { headline: '装修扩建' }, mandate },
      { version: 1, copy: campaignDraft.copy, mandate, disclosure: { approvalId: disclosure.approvalId } },
    ]);
    expect(await configure('GET', '/v1/campaigns/archive', compliance)).toMatchObject({ version: 2 });
    expect(await configure('GET', '/v1/campaigns/archive?version=1', compliance)).toMatchObject({
      version: 1,
      copy: campaignDraft.copy,
    });
    const page = await configure('GET', '/v1/campaigns/archive/versions?limit=1', compliance);
    const rest = await configure(
      'GET',
      `/v1/campaigns/archive/versions?limit=1&cursor=${pickText(page, 'next')}`,
      compliance,
    );
    expect(rest).toMatchObject({ items: [{ version: 1 }], next: null });
  });

  test('lists the latest of each', async () => {
    const own = await openShop();
    for (const id of ['b', 'a', 'c']) await saveCampaign(own, id);
    const page = await configure('GET', '/v1/campaigns?limit=2', own.owner);
    expect(pickList(page, 'items')).toMatchObject([{ id: 'a' }, { id: 'b' }]);
    const rest = await configure('GET', `/v1/campaigns?limit=2&cursor=${pickText(page, 'next')}`, own.owner);
    expect(rest).toMatchObject({ items: [{ id: 'c', off: null }], next: null });
  });

  test.for(['/v1/campaigns/nothing', '/v1/campaigns/nothing/versions', '/v1/campaigns/spring?version=99'])(
    '%s is not found',
    async (path) => expectProblem(await call('GET', path, { key: shop.owner }), 404, 'not_found'),
  );

  test('another tenant sees nothing of it', async () => {
    await saveCampaign(shop, 'mine');
    const other = await openShop();
    expectProblem(await call('GET', '/v1/campaigns/mine', { key: other.owner }), 404, 'not_found');
  });
});

describe('copy is refused (MK-08, MK-13, MK-18, MK-19, RF-03)', () => {
  test('with each phrase, its rule, why, and what to write instead', async () => {
    const answer = await put({
      ...campaignDraft,
      title: '秒批贷款',
      copy: { headline: '零门槛', lines: ['正常', '加V信 abc'], cta: '扫码登记' },
      disclosure: { ...disclosure, fees: '前期费用500元' },
    });
    expectProblem(answer, 422, 'copy_rejected');
    expect(pickList(answer.json, 'errors')).toMatchObject([
      { path: 'title', code: 'forbidden_copy', rule: 'K01', phrase: '秒批', at: 0, level: 'block' },
      { path: 'copy.headline', code: 'forbidden_copy', rule: 'K02', phrase: '零门槛' },
      { path: 'copy.lines.1', code: 'forbidden_copy', rule: 'K32', phrase: '加V信' },
      { path: 'disclosure.fees', code: 'forbidden_copy', rule: 'K23', phrase: '前期费用' },
    ]);
    const first = pick(answer.json, 'errors', 0);
    for (const name of ['message', 'reason', 'suggestion', 'source'])
      expect(pickText(first, name)).toMatch(/\p{sc=Han}/u);
    const english = await put(withCopy('零门槛'), 'spring', { 'accept-language': 'en' });
    expect(pickText(english.json, 'errors', 0, 'reason')).toMatch(/^[A-Z]/);
  });

  test.for([
    ['a claim without proof', withCopy('累计放款100亿'), 'copy.headline proof_missing'],
    [
      'an institution’s name without its list',
      { ...withCopy('示例银行合作渠道登记'), mandate: { ...mandate, listUrl: undefined } },
      'copy.headline proof_missing',
    ],
    [
      'a highest amount without its caveat',
      { ...withCopy('最高可贷300万'), disclosure: { ...disclosure, risk: '贷款有风险，借款需谨慎。' } },
      'copy.headline disclosure_missing',
    ],
    [
      'a daily rate in Beijing',
      { ...withCopy('日利率0.02%'), mandate: { ...mandate, region: '北京市' } },
      'copy.headline forbidden_copy',
    ],
    [
      'a rate over 24',
      { ...campaignDraft, disclosure: { ...disclosure, aprMax: 24.01 } },
      'disclosure.aprMax apr_over_24',
    ],
    [
      'a range upside down',
      { ...campaignDraft, disclosure: { ...disclosure, aprMin: 20 } },
      'disclosure.aprMin min_over_max',
    ],
    [
      'no risk line',
      { ...campaignDraft, disclosure: { ...disclosure, risk: '欢迎登记' } },
      'disclosure.risk risk_line_missing',
    ],
    [
      'an empty approval id',
      { ...campaignDraft, disclosure: { ...disclosure, approvalId: '' } },
      'disclosure.approvalId too_small',
    ],
    [
      'no lender',
      { ...campaignDraft, disclosure: { ...disclosure, lender: undefined } },
      'disclosure.lender invalid_type',
    ],
    ['no disclosure', { ...campaignDraft, disclosure: undefined }, 'disclosure invalid_type'],
    [
      'a landing form that is not there',
      { ...campaignDraft, landing: { form: 'nothing' } },
      'landing.form unknown_form',
    ],
    [
      'a landing without https',
      { ...campaignDraft, landing: { url: 'http://partner.example/a' } },
      'landing.url not_https',
    ],
    [
      'a private landing',
      { ...campaignDraft, landing: { url: 'https://10.0.0.1/' } },
      'landing.url ip_literal',
    ],
    [
      'a code in a parameter that the landing has',
      {
        ...campaignDraft,
        mandate: ofPartner,
        landing: { url: 'https://partner.example/?from=1', codeParameter: 'from' },
      },
      'landing.codeParameter parameter_taken',
    ],
    [
      'a landing with both of the parameters for codes',
      { ...campaignDraft, mandate: ofPartner, landing: { url: 'https://partner.example/?r=1&jjr=2' } },
      'landing.url parameter_taken',
    ],
    [
      'a list of nobody',
      { ...campaignDraft, mandate: { ...mandate, listUrl: 'https://localhost/' } },
      'mandate.listUrl internal_host',
    ],
    [
      'a mandate that ends before it begins',
      { ...campaignDraft, mandate: { ...mandate, until: '2025-01-01' } },
      'mandate.until until_before_from',
    ],
    [
      'a mandate on no day',
      { ...campaignDraft, mandate: { ...mandate, until: '2026-02-30' } },
      'mandate.until custom',
    ],
    ['a reward', { ...campaignDraft, reward: { perLead: 10 } }, 'reward invalid_type'],
    ['a member that nobody knows', { ...campaignDraft, commission: 1 }, ' unrecognized_keys'],
  ] as const)('for %s', async ([, body, finding]) => {
    const before = await rowCounts(shop.tenant);
    const answer = await put(body, 'refused');
    expectProblem(answer, 422, 'copy_rejected');
    expect(findingsOf(answer)).toEqual([finding]);
    expect(await rowCounts(shop.tenant)).toEqual(before);
  });

  test('but not what is proven, or stands beside its disclosure', async () => {
    for (const draft of [
      { ...withCopy('累计放款100亿'), proofs: [{ rule: 'K39', reference: '档案〔2026〕12号' }] },
      withCopy('示例银行合作渠道登记'),
      withCopy('最高可贷300万，无抵押'),
      withCopy('月利率0.5%'),
    ]) {
      expect((await put(draft, 'proven')).text).toContain('"id":"proven"');
    }
    expect(await configure('GET', '/v1/campaigns/proven?version=1', shop.owner)).toMatchObject({
      proofs: [{ rule: 'K39', reference: '档案〔2026〕12号' }],
    });
  });

  test('and what only presses is told', async () => {
    const saved = await put(withCopy('别错过'), 'pressing');
    expect(pickList(saved.json, 'advice')).toMatchObject([
      { path: 'copy.headline', rule: 'K27', level: 'warn' },
    ]);
  });
});

describe('a landing at an address of somebody’s own', () => {
  const led = async (landing: object, query = '') => {
    const id = 'own';
    const saved = await put({ ...campaignDraft, mandate: ofPartner, landing }, id);
    expect(saved.status, saved.text).toBe(200);
    const link = await configure('POST', '/v1/links', shop.owner, { campaign: id });
    const answer = await call('GET', `${new URL(pickText(link, 'url')).pathname}${query}`);
    expect(answer.status).toBe(302);
    const to = String(answer.headers.get('location')).replaceAll(pickText(link, 'code'), 'CODE');
    return { to, advice: pick(saved.json, 'advice') ?? [] };
  };

  test('keeps all that it has, and gets the code', async () => {
    const url = 'https://partner.example/p?b=2;a=1;title=a%20b';
    expect(await led({ url })).toEqual({ to: `${url};r=CODE`, advice: [] });
  });

  test('whose page routes by r gets it in another parameter, which publishing tells', async () => {
    const url = 'https://partner.example/index.php?r=loan%2Fapply&id=7';
    const { to, advice } = await led({ url });
    expect(to).toBe(`${url}&jjr=CODE`);
    expect(advice).toMatchObject([{ path: 'landing.url', code: 'code_in_other_parameter' }]);
    expect(pickText(advice, 0, 'message')).toContain('jjr');
    expect((await led({ url, codeParameter: 'from_code' })).to).toBe(`${url}&from_code=CODE`);
  });

  test('whose routes stand behind # keeps them, and campaign parameters go along', async () => {
    const { to } = await led(
      { url: 'https://partner.example/h5/?utm_source=own#/loan?step=1' },
      '?utm_medium=wx&x=1',
    );
    expect(to).toBe('https://partner.example/h5/?utm_source=own&r=CODE&utm_medium=wx#/loan?step=1');
  });
});

test('a form is held to the same words at publish, and clean ones pass', async () => {
  const draft = { ...formDraft, success: { title: '登记已收到', text: '秒批，恭喜获得20万额度' } };
  await configure('PUT', '/v1/forms/loud', shop.owner, draft);
  const answer = await call('POST', '/v1/forms/loud/publish', { key: shop.owner });
  expectProblem(answer, 422, 'form_rejected');
  expect(pickList(answer.json, 'errors')).toMatchObject([
    { path: 'success.text', code: 'forbidden_copy', rule: 'K01', phrase: '秒批', at: 0 },
    { path: 'success.text', code: 'forbidden_copy', rule: 'K19' },
  ]);
});

describe('POST /v1/lint', () => {
  const lint = async (body: unknown, headers: Record<string, string> = {}) =>
    call('POST', '/v1/lint', { key: shop.owner, body, headers });

  test('a text', async () => {
    const answer = await lint({ text: '在线申请，秒 批到账' });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      findings: [
        {
          rule: 'K01',
          level: 'block',
          phrase: '秒 批',
          at: 5,
          reason: expect.stringMatching(/\p{sc=Han}/u),
          source: expect.any(String),
          suggestion: expect.any(String),
        },
      ],
    });
    const english = await lint({ text: '秒批' }, { 'accept-language': 'en' });
    expect(pickText(english.json, 'findings', 0, 'reason')).toMatch(/^No /);
    expect((await lint({ text: '贷款有风险，借款需谨慎' })).json).toEqual({ findings: [] });
    expect(pick((await lint({ text: '日息', region: 'bj' })).json, 'findings', 0, 'level')).toBe('block');
    expect(pick((await lint({ text: '好易贷款', as: 'name' })).json, 'findings', 0, 'rule')).toBe('K40');
  });

  test('a campaign and a form, half written ones too', async () => {
    const campaign = await lint({ campaign: { copy: { lines: ['好', '零门槛'] } } });
    expect(pickList(campaign.json, 'findings')).toMatchObject([{ path: 'copy.lines.1', rule: 'K02', at: 0 }]);
    const form = await lint({
      form: {
        ...formDraft,
        steps: [
          { fields: [{ kind: 'choice', label: '包过', options: ['必过', { value: 'x', label: '秒批' }] }] },
        ],
      },
    });
    expect(pickList(form.json, 'findings')).toMatchObject([
      { path: 'steps.0.fields.0.label', rule: 'K08' },
      { path: 'steps.0.fields.0.options.0.label', rule: 'K08' },
      { path: 'steps.0.fields.0.options.1.label', rule: 'K01' },
    ]);
    expect((await lint({ campaign: campaignDraft })).json).toEqual({ findings: [] });
    expect((await lint({ form: formDraft })).json).toEqual({ findings: [] });
    await saveCampaign(shop, 'saved');
    expect((await lint({ campaign: 'saved' })).json).toEqual({ findings: [] });
    expectProblem(await lint({ campaign: 'nothing' }), 404, 'not_found');
  });

  test.for([
    [{}],
    [{ text: 'a', form: {} }],
    [{ text: 5 }],
    [{ text: '秒'.repeat(100_001) }],
    [{ words: '' }],
  ] as const)('refuses %j', async ([body]) => expectProblem(await lint(body), 422, 'invalid_request'));
});
