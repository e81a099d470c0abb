/** Owns the check that each way in which a form may not be published is found, at its path; must not know storage. */
import { describe, expect, it } from 'vitest';
import type { Field } from '../../../contract/form.ts';
import { type FormDraft, formSchema } from '../../../worker/publishing/form-schema.ts';
import { lawfulDisclosure } from '../../lawful-disclosure.ts';
import { formDraft, formFindings } from './samples.ts';

const asked = { label: '问', purpose: '用于联系' };
const found = (draft: FormDraft) => formFindings(draft).map(({ path, code }) => `${path} ${code}`);
const withField = (field: Field): FormDraft => ({
  ...formDraft,
  steps: [...formDraft.steps, { fields: [field] }],
});
const withConsents = (consents: FormDraft['consents']): FormDraft => ({ ...formDraft, consents });
const consent = (notice: string, required = false) => ({ notice, required });
const when = (field: string, op: 'eq' | 'gt' | 'lt' = 'eq', value: string | number = 1): Field => ({
  id: 'more',
  kind: 'text',
  showIf: { field, op, value },
  ...asked,
});

describe('fields', () => {
  it('in order raise nothing', () => {
    expect(found(formDraft)).toEqual([]);
    expect(formSchema.safeParse(formDraft).success).toBe(true);
  });
  it.each<[string, Field, string[]]>([
    ['an id used before', { id: 'name', kind: 'text', ...asked }, ['steps.2.fields.0.id id_used_twice']],
    ['a condition on a later field', when('later'), ['steps.2.fields.0.showIf.field not_an_earlier_field']],
    ['a condition on itself', when('more'), ['steps.2.fields.0.showIf.field not_an_earlier_field']],
    [
      'a condition on an inherited name',
      when('constructor'),
      ['steps.2.fields.0.showIf.field not_an_earlier_field'],
    ],
    ['more than a name', when('name', 'gt'), ['steps.2.fields.0.showIf.op not_a_number']],
    ['less than a text', when('amount', 'lt', 'x'), ['steps.2.fields.0.showIf.op not_a_number']],
    ['more than a number', when('amount', 'gt', 5), []],
    ['equal to a choice', when('use', 'eq', 'a'), []],
    [
      'min over max',
      { id: 'n', kind: 'number', min: 2, max: 1, ...asked },
      ['steps.2.fields.0.min min_over_max'],
    ],
    ['min equal to max', { id: 'n', kind: 'amount', min: 2, max: 2, ...asked }, []],
    [
      'a date range upside down',
      { id: 'd', kind: 'date', min: '2026-02-01', max: '2026-01-31', ...asked },
      ['steps.2.fields.0.min min_over_max'],
    ],
    [
      'a term twice',
      { id: 't', kind: 'term', options: [12, 12], ...asked },
      ['steps.2.fields.0.options option_used_twice'],
    ],
    [
      'an option twice, under two labels',
      {
        id: 'm',
        kind: 'multi',
        options: [
          { value: 'a', label: '甲' },
          { value: 'a', label: '乙' },
        ],
        ...asked,
      },
      ['steps.2.fields.0.options option_used_twice'],
    ],
    [
      'an identity number without its notice',
      { id: 'i', kind: 'id_number', ...asked },
      ['steps.2.fields.0.kind sensitive_field_uncovered'],
    ],
  ])('with %s', (_name, field, findings) => {
    expect(found(withField(field))).toEqual(findings);
  });
  it('may ask for an identity number beside a sensitive notice', () => {
    const draft = withField({ id: 'i', kind: 'id_number', ...asked });
    expect(found({ ...draft, consents: [...draft.consents, consent('sensitive')] })).toEqual([]);
  });
});

describe('consents', () => {
  const privacy = consent('privacy', true);
  it.each<[string, FormDraft['consents'], string[]]>([
    ['privacy alone', [privacy], []],
    ['two privacy notices', [privacy, consent('privacy-2', true)], []],
    ['one required provide', [privacy, consent('provide', true), consent('provide-2')], []],
    ['none', [], ['consents privacy_not_required']],
    ['privacy left optional', [consent('privacy')], ['consents privacy_not_required']],
    [
      'two required provides',
      [privacy, consent('provide', true), consent('provide-2', true)],
      ['consents.2.required must_be_optional'],
    ],
    ['one notice twice', [privacy, privacy], ['consents.1.notice named_twice']],
    ['an unknown notice', [privacy, consent('nothing')], ['consents.1.notice unknown_notice']],
  ])('with %s', (_name, consents, findings) => {
    expect(found(withConsents(consents))).toEqual(findings);
  });
  it.each(['sensitive', 'credit_query', 'credit_report', 'marketing', 'cross_border'])(
    'must leave %s optional (PIPL art. 16)',
    (kind) => {
      expect(found(withConsents([privacy, consent(kind, true)]))).toEqual([
        'consents.1.required must_be_optional',
      ]);
      expect(found(withConsents([privacy, consent(kind)]))).toEqual([]);
    },
  );
});

describe('the disclosure', () => {
  const disclosure = { ...lawfulDisclosure, amountMin: 1, amountMax: 2 };
  it('must have its ranges the right way round', () => {
    expect(found({ ...formDraft, disclosure })).toEqual([]);
    expect(found({ ...formDraft, disclosure: { ...disclosure, aprMin: 11, amountMin: 3 } })).toEqual([
      'disclosure.aprMin min_over_max',
      'disclosure.amountMin min_over_max',
    ]);
  });
  it('may tell a yearly rate up to 24 %, and none above (MK-13)', () => {
    expect(found({ ...formDraft, disclosure: { ...disclosure, aprMax: 24 } })).toEqual([]);
    for (const aprMax of [24.01, 36, 1000]) {
      expect(found({ ...formDraft, disclosure: { ...disclosure, aprMax } })).toEqual([
        'disclosure.aprMax apr_over_24',
      ]);
    }
  });
  it.each([
    ['no amount', { amountMax: undefined }],
    ['an amount of nothing', { amountMin: 0, amountMax: 0 }],
    ['no terms', { termMonths: [] }],
    ['a term of no months', { termMonths: [0] }],
    ['no fees', { fees: ' ' }],
    ['no lender', { lender: '' }],
  ])('is refused with %s', (_name, change) => {
    expect(formSchema.safeParse({ ...formDraft, disclosure }).success).toBe(true);
    const draft = { ...formDraft, disclosure: { ...disclosure, ...change } };
    expect(formSchema.safeParse(draft).success).toBe(false);
  });
});

describe('the shape of a form', () => {
  const field = (change: object) => ({
    ...formDraft,
    steps: [{ fields: [{ id: 'x', kind: 'text', ...asked, ...change }] }],
  });
  it.each<[string, object]>([
    ['no steps', { ...formDraft, steps: [] }],
    ['a step without fields', { ...formDraft, steps: [{ fields: [] }] }],
    ['an unknown kind', field({ kind: 'selfie' })],
    ['a member of another kind', field({ options: [1] })],
    ['a field without a purpose', field({ purpose: '' })],
    ['an id that starts with a digit', field({ id: '1x' })],
    ['an id that is __proto__', field({ id: '__proto__' })],
    ['a date that does not exist', field({ kind: 'date', min: '2026-02-30' })],
    ['a fraction of a yuan', field({ kind: 'amount', min: 0.5 })],
    ['a choice of nothing', field({ kind: 'choice', options: [] })],
    ['an unknown member', { ...formDraft, onSubmit: 'x' }],
    ['a theme key that is no custom property', { ...formDraft, theme: { 'a;b': 'red' } }],
    ['a bidi override in a label', field({ label: '姓\u202e名' })],
  ])('refuses %s', (_name, draft) => {
    expect(formSchema.safeParse(draft).success).toBe(false);
  });
  it('takes options as plain texts too', () => {
    const parsed = formSchema.parse(field({ kind: 'choice', options: ['甲', { value: 'b', label: '乙' }] }));
    expect(parsed.steps[0]?.fields[0]).toMatchObject({
      options: [
        { value: '甲', label: '甲' },
        { value: 'b', label: '乙' },
      ],
    });
  });
});

/** Kinds that take nothing besides what every field has, and `phone`. */
type Plain = 'name' | 'phone' | 'id_number' | 'uscc' | 'company' | 'region' | 'email';

describe('hidden fields', () => {
  const hidden = (field: { kind: 'text' | 'number' | 'date' | 'amount' | Plain; required?: boolean }) =>
    withField({ id: 'source', hidden: true, ...asked, ...field });
  it.each(['text', 'number', 'date', 'amount', 'region'] as const)('of kind %s raise nothing', (kind) => {
    expect(found(hidden({ kind }))).toEqual([]);
    expect(formSchema.safeParse(hidden({ kind })).success).toBe(true);
  });
  it.each(['name', 'phone', 'id_number', 'email', 'uscc', 'company'] as const)(
    'of kind %s would put a person into a URL',
    (kind) => {
      const hiddenKind = 'steps.2.fields.0.hidden hidden_kind';
      expect(found(hidden({ kind })).filter((one) => !one.endsWith('sensitive_field_uncovered'))).toEqual([
        hiddenKind,
      ]);
    },
  );
  it('can not be required: nobody could fill them', () => {
    expect(found(hidden({ kind: 'text', required: true }))).toEqual([
      'steps.2.fields.0.required hidden_required',
    ]);
  });
  it('may be what a later field depends on', () => {
    const draft = hidden({ kind: 'text' });
    draft.steps.push({ fields: [{ ...when('source', 'eq', 'wechat'), id: 'after' }] });
    expect(found(draft)).toEqual([]);
  });
});

describe('a phone verified by SMS', () => {
  const verified = (id = 'mobile') => withField({ id, kind: 'phone', verify: 'sms', ...asked });
  it('needs a provider', () => {
    expect(found(verified())).toEqual(['steps.2.fields.0.verify sms_not_configured']);
    expect(formFindings(verified(), true)).toEqual([]);
  });
  it('is one of a form, since a submission carries one code', () => {
    const draft = verified();
    draft.steps.push({ fields: [{ id: 'second', kind: 'phone', verify: 'sms', ...asked }] });
    expect(formFindings(draft, true)).toEqual([{ path: 'steps.3.fields.0.verify', code: 'sms_asked_twice' }]);
  });
  it('verify: none is as if nothing was said', () => {
    expect(found(withField({ id: 'mobile', kind: 'phone', verify: 'none', ...asked }))).toEqual([]);
  });
});
