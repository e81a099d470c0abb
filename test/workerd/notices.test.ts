/** Owns the publication of notices: versions, digests, duties; must not know forms. */
import { beforeAll, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { digestOfPublished } from './canonical-digest.ts';
import { broker, configure, createTenant, lender, noticeDraft } from './scenario.ts';
import { storedIn } from './stored.ts';

let tenant: string;
let owner: string;
beforeAll(async () => {
  ({ tenant, owner } = await createTenant());
  await configure('PUT', '/v1/recipients/bank-a', owner, lender);
  await configure('PUT', '/v1/recipients/broker-b', owner, broker);
});

const publish = (draft: unknown) => call('POST', '/v1/notices', { key: owner, body: draft });

describe('publishing', () => {
  test('answers 201 with a digest over every word, recomputed here from RFC 8785', async () => {
    const draft = noticeDraft('full', 'credit_query', {
      recipients: ['bank-a'],
      bureaus: ['pboc-credit-center'],
      creditPurpose: 'loan_review',
      validity: { days: 90, maxQueries: 1 },
      minReadingSeconds: 5,
      summary: '授权甲银行查询征信 "引号" \u2028 & <b>',
    });
    const answer = await publish(draft);
    expect(answer.status, answer.text).toBe(201);
    expect(Object.keys(Object(answer.json)).sort()).toEqual(['digest', 'id', 'version']);
    expect(answer.json).toMatchObject({ id: 'full', version: 1 });
    const published = await configure('GET', '/v1/notices/full/1', owner);
    expect(published).toMatchObject(draft);
    expect(pick(published, 'parties')).toEqual([{ id: 'bank-a', ...lender, region: 'mainland' }]);
    expect(pickText(answer.json, 'digest')).toBe(await digestOfPublished(published));
    expect(pick(published, 'digest')).toBe(pick(answer.json, 'digest'));
  });

  test('the same content again is the same version with 200, and stores nothing', async () => {
    const draft = noticeDraft('same', 'privacy');
    const first = await publish(draft);
    const before = await storedIn(tenant);
    // Another order of members is the same content.
    const again = await publish(Object.fromEntries(Object.entries(draft).reverse()));
    expect(again.status).toBe(200);
    expect(again.json).toEqual(first.json);
    expect(await storedIn(tenant)).toEqual(before);
  });

  test('other content is the next version; the one before stays as it was', async () => {
    await publish(noticeDraft('grows', 'privacy'));
    const before = await call('GET', '/v1/notices/grows/1', { key: owner });
    const second = await publish(noticeDraft('grows', 'privacy', { title: '第二版' }));
    expect(second.status).toBe(201);
    expect(second.json).toMatchObject({ version: 2 });
    expect((await call('GET', '/v1/notices/grows/1', { key: owner })).text).toBe(before.text);
    const back = await publish(noticeDraft('grows', 'privacy'));
    expect(back.json).toMatchObject({ version: 3 });
    const listed = pickList(await configure('GET', '/v1/notices', owner), 'items');
    expect(listed.filter((one) => pick(one, 'id') === 'grows').map((one) => pick(one, 'version'))).toEqual([
      3,
    ]);
  });

  test('a recipient with a new contact makes the same draft a new version, and leaves the old one as it was', async () => {
    await configure('PUT', '/v1/recipients/renamed', owner, lender);
    const draft = noticeDraft('names', 'provide', { recipients: ['renamed'], fields: ['name'] });
    await publish(draft);
    await configure('PUT', '/v1/recipients/renamed', owner, { ...lender, contact: '400-955-9555' });
    expect((await publish(draft)).json).toMatchObject({ version: 2 });
    const old = await configure('GET', '/v1/notices/names/1', owner);
    expect(pick(old, 'parties', 0, 'contact')).toBe(lender.contact);
    expect(await digestOfPublished(old)).toBe(pick(old, 'digest'));
  });

  test.for(['grows/99', 'grows/0', 'grows/x', 'grows/-1', 'nothing/1'])(
    'GET %s is not found',
    async (path) => {
      expectProblem(await call('GET', `/v1/notices/${path}`, { key: owner }), 404, 'not_found');
    },
  );
});

const provide = { recipients: ['bank-a'], fields: ['name'] };
const credit = { recipients: ['bank-a'], bureaus: ['pboc'], creditPurpose: 'loan_review' };

/** Kind, what is changed, what is found. */
const rejections: [string, Record<string, unknown>, string[]][] = [
  ...['purposes', 'infoKinds', 'retention', 'refusal', 'withdrawal', 'contact'].map(
    (duty): [string, Record<string, unknown>, string[]] => [
      'privacy',
      { [duty]: undefined },
      [`${duty} missing_duty`],
    ],
  ),
  ['privacy', { purposes: [] }, ['purposes missing_duty']],
  [
    'privacy',
    { retention: undefined, contact: undefined },
    ['retention missing_duty', 'contact missing_duty'],
  ],
  ['privacy', { recipients: ['nobody'] }, ['recipients.0 unknown_recipient']],
  ['provide', { fields: ['name'] }, ['recipients missing_duty']],
  ['provide', { ...provide, fields: undefined }, ['fields missing_duty']],
  ['provide', { ...provide, recipients: ['self'] }, ['recipients self_is_no_third_party']],
  ['provide', { ...provide, recipients: ['bank-a', 'bank-a'] }, ['recipients named_twice']],
  [
    'provide',
    { recipients: [], refusal: undefined },
    ['refusal missing_duty', 'recipients missing_duty', 'fields missing_duty'],
  ],
  ['cross_border', {}, ['recipients missing_duty', 'fields missing_duty']],
  ['provide', { ...provide, recipients: ['bank-a', 'broker-b'] }, ['recipients one_recipient']],
  ['marketing', { channels: undefined }, ['channels missing_duty']],
  ['marketing', { channels: ['sms', 'sms'] }, ['channels custom']],
  ['privacy', { channels: ['sms'] }, ['channels only_for_marketing']],
  ['privacy', { purposes: ['评估贷款申请', '产品营销'] }, ['purposes.1 forbidden_clause']],
  ['privacy', { recipients: ['bank-a'] }, ['recipients.0 provision_in_privacy']],
  ['credit_query', { ...credit, recipients: [] }, ['recipients one_querying_institution']],
  [
    'credit_query',
    { ...credit, recipients: ['bank-a', 'broker-b'] },
    ['recipients one_querying_institution'],
  ],
  ['credit_query', { ...credit, recipients: ['broker-b'] }, ['recipients.0 not_a_lender']],
  ['credit_query', { ...credit, recipients: ['nobody'] }, ['recipients.0 unknown_recipient']],
  ['credit_query', { ...credit, creditPurpose: undefined }, ['creditPurpose missing_duty']],
  ['credit_query', { ...credit, bureaus: [] }, ['bureaus missing_duty']],
  ['credit_report', {}, ['bureaus missing_duty']],
  ['privacy', { id: 'Upper' }, ['id invalid_format']],
  ['gossip', {}, ['kind invalid_value']],
  ['privacy', { locale: 'fr' }, ['locale invalid_value']],
  ['privacy', { title: '' }, ['title too_small']],
  ['privacy', { title: '两\n行' }, ['title custom']],
  ['privacy', { title: '反\u202e转' }, ['title custom']],
  ['privacy', { blocks: [] }, ['blocks too_small']],
  ['privacy', { blocks: [{ type: 'html', text: '<b>' }] }, ['blocks.0.type invalid_union']],
  ['privacy', { blocks: [{ type: 'list', items: [] }] }, ['blocks.0.items too_small']],
  ['privacy', { blocks: [{ type: 'paragraph', text: '坏\ud800字' }] }, ['blocks.0.text custom']],
  ['privacy', { creditPurpose: 'curiosity' }, ['creditPurpose invalid_value']],
  ['privacy', { validity: { days: 0, maxQueries: 1 } }, ['validity.days too_small']],
  ['privacy', { secret: 1 }, [' unrecognized_keys']],
];

describe('notice_rejected', () => {
  test.for(rejections)('%s with %j', async ([kind, change, findings]) => {
    const before = await storedIn(tenant);
    const answer = await publish({ ...noticeDraft('wrong', kind), ...change });
    expectProblem(answer, 422, 'notice_rejected');
    expect(findingsOf(answer).sort()).toEqual([...findings].sort());
    expect(await storedIn(tenant)).toEqual(before);
  });

  test('tells a missing duty in words, in both languages', async () => {
    const draft = { ...noticeDraft('wrong', 'privacy'), contact: undefined };
    const english = await call('POST', '/v1/notices', {
      key: owner,
      body: draft,
      headers: { 'accept-language': 'en-GB' },
    });
    expect(pickText((await publish(draft)).json, 'errors', 0, 'message')).toContain('必须写明');
    expect(pickText(english.json, 'errors', 0, 'message')).toBe('The law asks for this to be told');
  });

  test('names rule, phrase, reason and source of each finding, all at once (CR-18, PI-06)', async () => {
    const draft = {
      ...noticeDraft('wrong', 'privacy', { summary: '我同意合作机构接收我的信息' }),
      blocks: [{ type: 'paragraph', text: '本授权不 可 撤 销，内容变更无需另行通知。' }],
      retention: undefined,
    };
    const ask = (language: string) =>
      call('POST', '/v1/notices', { key: owner, body: draft, headers: { 'accept-language': language } });
    const errors = pickList((await ask('zh-CN')).json, 'errors');
    expect(errors).toEqual([
      {
        path: 'retention',
        code: 'missing_duty',
        message: '必须写明此项（法定告知内容）',
        rule: 'N6',
        source: '《个人信息保护法》第17条、第19条；《网络数据安全管理条例》第21条',
      },
      {
        path: 'blocks.0.text',
        code: 'forbidden_clause',
        message: '同意随时可以撤回，文本不得排除撤回权',
        rule: 'C16',
        phrase: '不 可 撤 销',
        source: '《个人信息保护法》第15条',
      },
      expect.objectContaining({ path: 'blocks.0.text', rule: 'N14', phrase: '无需另行通知' }),
      expect.objectContaining({ path: 'summary', rule: 'N7', phrase: '合作机构' }),
    ]);
    expect(pickText((await ask('en')).json, 'errors', 1, 'message')).toBe(
      'A consent can be withdrawn at any time; no text may rule that out',
    );
  });

  test.for([
    ['privacy', { purposes: ['评估申请', '其他'] }, 'purposes.1 vague_purpose'],
    ['credit_query', { ...credit, bureaus: ['征信机构'] }, 'bureaus.0 unnamed_bureau'],
    ['credit_query', { ...credit, purposes: ['向您推荐产品'] }, 'purposes.0 forbidden_clause'],
    [
      'credit_query',
      { ...credit, blocks: [{ type: 'heading', text: '查询并报送' }] },
      'blocks.0.text forbidden_clause',
    ],
  ] as const)('%s with %j is refused: %s (CR-06, CR-08, CR-13)', async ([kind, change, finding]) => {
    const answer = await publish({ ...noticeDraft('wrong', kind), ...change });
    expectProblem(answer, 422, 'notice_rejected');
    expect(findingsOf(answer)).toEqual([finding]);
  });
});

describe('what only words can tell', () => {
  const bare = noticeDraft('bare', 'sensitive', { blocks: [{ type: 'paragraph', text: '请阅读。' }] });

  test('is told as advice, in words, and again when the same content is published again', async () => {
    const advice = [
      {
        path: 'blocks',
        code: 'missing_duty',
        message: '写明处理敏感个人信息的必要性',
        rule: 'N5',
        source: '《个人信息保护法》第30条',
      },
      expect.objectContaining({ message: '写明处理敏感个人信息对个人权益的影响', rule: 'N5' }),
    ];
    expect((await publish(bare)).json).toMatchObject({ version: 1, advice });
    const again = await publish(bare);
    expect(again.status).toBe(200);
    expect(again.json).toMatchObject({ version: 1, advice });
  });

  test('is refused where the tenant is strict with itself (PI-16)', async () => {
    const strict = await createTenant();
    await configure('PATCH', '/v1/tenant', strict.owner, { settings: { notices: 'strict' } });
    const answer = await call('POST', '/v1/notices', { key: strict.owner, body: bare });
    expectProblem(answer, 422, 'notice_rejected');
    expect(findingsOf(answer)).toEqual(['blocks missing_duty', 'blocks missing_duty']);
    for (const kind of ['privacy', 'sensitive', 'marketing', 'credit_report']) {
      const whole = noticeDraft(`whole-${kind.replace('_', '-')}`, kind, { bureaus: ['百行征信有限公司'] });
      expect(await configure('POST', '/v1/notices', strict.owner, whole)).not.toHaveProperty('advice');
    }
  });
});
