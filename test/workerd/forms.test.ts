/** Owns form drafts and publication: versions, digests, every finding; must not know submissions. */
import { beforeAll, describe, expect, test } from 'vitest';
import { lawfulDisclosure } from '../lawful-disclosure.ts';
import { call, expectProblem, findingsOf, pick, pickText } from './api.ts';
import { digestOfPublished } from './canonical-digest.ts';
import { configure, formDraft, noticeDraft, openShop, publishForm, type Shop } from './scenario.ts';
import { storedIn } from './stored.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await configure('POST', '/v1/notices', shop.owner, noticeDraft('privacy-2', 'privacy'));
});

const save = (id: string, draft: unknown) => call('PUT', `/v1/forms/${id}`, { key: shop.owner, body: draft });
const publish = (id: string) => call('POST', `/v1/forms/${id}/publish`, { key: shop.owner });
const bundleOf = async (id: string) => (await call('GET', `/v1/t/${shop.tenant}/forms/${id}`)).json;

const text = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  kind: 'text',
  label: '问题',
  purpose: '了解',
  ...more,
});
const draftOf = (fields: unknown[], more: Record<string, unknown> = {}) => ({
  title: '小表',
  steps: [{ fields }],
  consents: [{ notice: 'privacy', required: true }],
  ...more,
});

describe('publishing', () => {
  test('completes a pale accent, so that links and the button can be read, and once only', async () => {
    await save('pale', draftOf([text('a')], { theme: { look: 'lake', accent: '#ffc300' } }));
    expect((await publish('pale')).json).toMatchObject({ version: 1 });
    expect(pick(await bundleOf('pale'), 'form', 'theme')).toEqual({
      look: 'lake',
      accent: '#ffc300',
      'on-accent': '#000',
      link: expect.stringMatching(/^#[0-9a-f]{6}$/),
      'accent-dark': '#ffc300',
    });
    expect((await publish('pale')).json).toMatchObject({ version: 1 });
  });

  test('pins the latest notices; the digest covers the whole form, recomputed here', async () => {
    const answer = await publish('biz');
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ id: 'biz', version: 1 });
    const bundle = await bundleOf('biz');
    expect(pick(bundle, 'digest')).toBe(pick(answer.json, 'digest'));
    expect(pickText(bundle, 'form', 'digest')).toBe(await digestOfPublished(pick(bundle, 'form')));
    const pins = shop.notices.map((pin) => pin.digest);
    expect(pins).toHaveLength(4);
    for (const [at, digest] of pins.entries()) {
      expect(await digestOfPublished(pick(bundle, 'notices', at))).toBe(digest);
    }
  });

  test('the same draft again is the same version; another draft, or a new notice text, the next', async () => {
    await save('same', draftOf([text('a')]));
    expect((await publish('same')).json).toMatchObject({ version: 1 });
    const first = await configure('GET', `/v1/t/${shop.tenant}/forms/same`, shop.owner);
    await save('same', draftOf([text('a')]));
    expect((await publish('same')).json).toMatchObject({ version: 1 });
    await save('same', draftOf([text('b')]));
    expect((await publish('same')).json).toMatchObject({ version: 2 });
    await save('pins', draftOf([text('a')], { consents: [{ notice: 'privacy-2', required: true }] }));
    expect((await publish('pins')).json).toMatchObject({ version: 1 });
    await configure('POST', '/v1/notices', shop.owner, noticeDraft('privacy-2', 'privacy', { title: '新' }));
    expect((await publish('pins')).json).toMatchObject({ version: 2 });
    const rows = (await storedIn(shop.tenant)).form_versions ?? [];
    const kept = rows.find((row) => row.id === 'same' && row.version === 1);
    expect(JSON.parse(String(kept?.body))).toEqual(pick(first, 'form'));
  });

  test('a draft that was saved is seen by nobody until it is published', async () => {
    await publishForm(shop.tenant, shop.owner, 'quiet', draftOf([text('a')]));
    await save('quiet', draftOf([text('b')], { title: '未发布' }));
    expect(JSON.stringify(await bundleOf('quiet'))).not.toContain('未发布');
    expect(await configure('GET', '/v1/forms/quiet', shop.owner)).toMatchObject({
      id: 'quiet',
      title: '未发布',
    });
    const listed = await call('GET', '/v1/forms', { key: shop.owner });
    expect(listed.text).toContain('"version":1');
  });

  test('of a form without a draft is unknown_form', async () => {
    expectProblem(await publish('never-saved'), 404, 'unknown_form');
    expectProblem(await call('GET', '/v1/forms/never-saved', { key: shop.owner }), 404, 'unknown_form');
  });
});

const showIf = (field: string, op: string, value: unknown) => ({ showIf: { field, op, value } });
const choice = { id: 'c', kind: 'choice', label: '选', purpose: '了解', options: ['甲', '乙'] };
const idNumber = { id: 'i', kind: 'id_number', label: '证', purpose: '核对' };
const disclosure = {
  lender: '甲银行',
  aprMin: 5,
  aprMax: 12.5,
  aprBasis: 'irr',
  amountMin: 10_000,
  amountMax: 500_000,
  termMonths: [12],
  fees: '无',
  risk: '量力而行',
  approvalId: 'A-1',
};
const optional = (...notices: string[]) => [
  { notice: 'privacy', required: true },
  ...notices.map((notice) => ({ notice, required: false })),
];

/** What publishing finds. */
const unpublishable: [string, unknown, string[]][] = [
  [
    'a theme that cannot be read',
    draftOf([text('a')], { theme: { ink: '#cccccc', 'edge-dark': '#222222' } }),
    ['theme.ink hard_to_read', 'theme.edge-dark hard_to_read'],
  ],
  ['id used twice', draftOf([text('a'), text('a')]), ['steps.0.fields.1.id id_used_twice']],
  [
    'condition on itself',
    draftOf([text('a', showIf('a', 'eq', 'x'))]),
    ['steps.0.fields.0.showIf.field not_an_earlier_field'],
  ],
  [
    'condition on a later field',
    draftOf([text('a', showIf('b', 'eq', 'x')), text('b')]),
    ['steps.0.fields.0.showIf.field not_an_earlier_field'],
  ],
  [
    'size of a text',
    draftOf([text('a'), text('b', showIf('a', 'gt', 1))]),
    ['steps.0.fields.1.showIf.op not_a_number'],
  ],
  [
    'size against a text',
    draftOf([{ id: 'n', kind: 'number', label: '数', purpose: '了解' }, text('b', showIf('n', 'lt', '1'))]),
    ['steps.0.fields.1.showIf.op not_a_number'],
  ],
  [
    'bounds crossed',
    draftOf([{ id: 'n', kind: 'amount', label: '数', purpose: '了解', min: 2, max: 1 }], {
      disclosure: lawfulDisclosure,
    }),
    ['steps.0.fields.0.min min_over_max'],
  ],
  [
    'dates crossed',
    draftOf([{ id: 'd', kind: 'date', label: '日', purpose: '了解', min: '2026-01-02', max: '2026-01-01' }]),
    ['steps.0.fields.0.min min_over_max'],
  ],
  [
    'an option twice',
    draftOf([{ ...choice, options: ['甲', '甲'] }]),
    ['steps.0.fields.0.options option_used_twice'],
  ],
  [
    'a term twice',
    draftOf([{ id: 't', kind: 'term', label: '期', purpose: '了解', options: [12, 12] }], {
      disclosure: lawfulDisclosure,
    }),
    ['steps.0.fields.0.options option_used_twice'],
  ],
  ['no consents', draftOf([text('a')], { consents: [] }), ['consents privacy_not_required']],
  [
    'privacy optional',
    draftOf([text('a')], { consents: [{ notice: 'privacy', required: false }] }),
    ['consents privacy_not_required'],
  ],
  [
    'unknown notice',
    draftOf([text('a')], { consents: optional('nothing') }),
    ['consents.1.notice unknown_notice'],
  ],
  [
    'a notice twice',
    draftOf([text('a')], { consents: optional('privacy') }),
    ['consents.1.notice named_twice'],
  ],
  [
    'marketing required',
    draftOf([text('a')], { consents: [...optional(), { notice: 'marketing', required: true }] }),
    ['consents.1.required must_be_optional'],
  ],
  [
    'sensitive required',
    draftOf([text('a')], { consents: [...optional(), { notice: 'sensitive', required: true }] }),
    ['consents.1.required must_be_optional', 'consents.1.notice names_no_such_field'],
  ],
  [
    'two provisions required',
    draftOf([text('phone')], {
      consents: [
        ...optional(),
        { notice: 'provide-bank-a', required: true },
        { notice: 'provide-broker-b', required: true },
      ],
    }),
    ['consents.2.required must_be_optional'],
  ],
  ['identity number alone', draftOf([idNumber]), ['steps.0.fields.0.kind sensitive_field_uncovered']],
  [
    'disclosure crossed',
    draftOf([text('a')], { disclosure: { ...disclosure, aprMin: 13, amountMin: 600_000 } }),
    ['disclosure.aprMin min_over_max', 'disclosure.amountMin min_over_max'],
  ],
  [
    'all at once',
    draftOf([idNumber, { ...idNumber, ...showIf('x', 'eq', '1') }], {
      consents: optional('nothing', 'nothing'),
    }),
    [
      'steps.0.fields.1.id id_used_twice',
      'steps.0.fields.1.showIf.field not_an_earlier_field',
      'consents.1.notice unknown_notice',
      'consents.2.notice named_twice',
      'consents.2.notice unknown_notice',
      'steps.0.fields.0.kind sensitive_field_uncovered',
      'steps.0.fields.1.kind sensitive_field_uncovered',
    ],
  ],
];

test.for(unpublishable)('publishing with %s is form_rejected', async ([, draft, findings]) => {
  expect((await save('wrong', draft)).status).toBe(200);
  const before = await storedIn(shop.tenant);
  const answer = await publish('wrong');
  expectProblem(answer, 422, 'form_rejected');
  expect(findingsOf(answer).sort()).toEqual([...findings].sort());
  expect(await storedIn(shop.tenant)).toEqual(before);
});

test.for([
  ['one provision required', [...optional(), { notice: 'provide-bank-a', required: true }]],
  ['identity number with a sensitive notice', optional('sensitive-i')],
] as const)('%s may be published', async ([, consents]) => {
  await configure(
    'POST',
    '/v1/notices',
    shop.owner,
    noticeDraft('sensitive-i', 'sensitive', { fields: ['i'] }),
  );
  await save(
    'fine',
    draftOf([text('phone'), idNumber], {
      consents: [...consents, ...optional('sensitive-i').slice(1)].filter(once),
    }),
  );
  expect((await publish('fine')).status).toBe(200);
});

function once(consent: { notice: string }, at: number, all: { notice: string }[]): boolean {
  return all.findIndex((other) => other.notice === consent.notice) === at;
}

/** What saving finds: the shape. */
const unsavable: [string, unknown, string[]][] = [
  ['no steps', { ...formDraft, steps: [] }, ['steps too_small']],
  ['an unknown kind', draftOf([text('a', { kind: 'password' })]), ['steps.0.fields.0.kind invalid_union']],
  ['no purpose', draftOf([text('a', { purpose: undefined })]), ['steps.0.fields.0.purpose invalid_type']],
  ['an empty purpose', draftOf([text('a', { purpose: ' ' })]), ['steps.0.fields.0.purpose too_small']],
  ['a field id of digits', draftOf([text('1')]), ['steps.0.fields.0.id invalid_format']],
  ['__proto__ as field id', draftOf([text('__proto__')]), ['steps.0.fields.0.id invalid_format']],
  ['an unknown member', draftOf([text('a', { score: 1 })]), ['steps.0.fields.0 unrecognized_keys']],
  ['a theme of unknown names', draftOf([text('a')], { theme: { 'a;b': 'x' } }), ['theme unrecognized_keys']],
  ['a theme that fetches', draftOf([text('a')], { theme: { ink: 'url(x)' } }), ['theme.ink invalid_format']],
  ['an unknown look', draftOf([text('a')], { theme: { look: 'neon' } }), ['theme.look invalid_value']],
  [
    'a bad date bound',
    draftOf([text('a', { kind: 'date', min: '2026-02-30' })]),
    ['steps.0.fields.0.min custom'],
  ],
  ['a title of two lines', draftOf([text('a')], { title: 'a\nb' }), ['title custom']],
];

test.for(unsavable)('saving with %s is form_rejected', async ([, draft, findings]) => {
  const before = await storedIn(shop.tenant);
  const answer = await save('shape', draft);
  expectProblem(answer, 422, 'form_rejected');
  expect(findingsOf(answer).sort()).toEqual([...findings].sort());
  expect(await storedIn(shop.tenant)).toEqual(before);
});

test('saving under an id that is no slug is form_rejected', async () => {
  const answer = await save('Not%20A%20Slug', draftOf([text('a')]));
  expectProblem(answer, 422, 'form_rejected');
  expect(findingsOf(answer)).toEqual(['id invalid_shape']);
});
