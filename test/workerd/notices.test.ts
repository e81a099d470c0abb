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
    expect(pick(published, 'parties')).toEqual([{ id: 'bank-a', ...lender }]);
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
  ['cross_border', {}, ['recipients missing_duty']],
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
});
