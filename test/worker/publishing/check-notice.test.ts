/** Owns the check that a notice lacking a duty of law or of API.md is found out; must not know where it is kept. */
import { describe, expect, it } from 'vitest';
import { type NoticeDraft, noticeSchema } from '../../../worker/publishing/notice-schema.ts';
import {
  creditDraft,
  crossBorderDraft,
  marketingDraft,
  noticeFindings,
  privacyDraft,
  provideDraft,
} from './samples.ts';

const found = (draft: NoticeDraft) => noticeFindings(draft).map(({ path, code }) => `${path} ${code}`);

describe('a notice', () => {
  it.each([
    ['privacy', privacyDraft],
    ['provide', provideDraft],
    ['credit query', creditDraft],
    ['credit report', { ...privacyDraft, kind: 'credit_report' as const, bureaus: ['百行征信'] }],
    ['cross-border', crossBorderDraft],
    ['marketing', marketingDraft],
    ['privacy with a processor', { ...privacyDraft, recipients: ['helper'] }],
    ['sensitive', { ...privacyDraft, kind: 'sensitive' as const, fields: ['income'] }],
  ])('of kind %s that tells all may be published', (_name, draft) => {
    expect(found(draft)).toEqual([]);
    expect(noticeSchema.safeParse(draft).success).toBe(true);
  });
  it.each(['purposes', 'infoKinds', 'retention', 'refusal', 'withdrawal', 'contact'] as const)(
    'must tell %s',
    (duty) => {
      const { [duty]: _left, ...draft } = privacyDraft;
      expect(found(draft)).toEqual([`${duty} missing_duty`]);
    },
  );
  it('has a summary that lures nobody: it stands on the form', () => {
    expect(found({ ...privacyDraft, summary: '勾选后秒批' })).toEqual(['summary forbidden_copy']);
    expect(found({ ...privacyDraft, summary: '我同意为登记贷款意向处理我的姓名和手机号码' })).toEqual([]);
    expect(found({ ...privacyDraft, summary: '默认同意' })).toEqual(['summary forbidden_clause']);
  });
  it.each(['purposes', 'infoKinds'] as const)('must not leave %s empty', (duty) => {
    expect(found({ ...privacyDraft, [duty]: [] })).toEqual([`${duty} missing_duty`]);
  });
  it.each<[string, NoticeDraft, string[]]>([
    ['an unknown recipient', { ...provideDraft, recipients: ['nobody'] }, ['recipients.0 unknown_recipient']],
    ['one named twice', { ...provideDraft, recipients: ['bank-a', 'bank-a'] }, ['recipients named_twice']],
    ['provide to nobody', { ...provideDraft, recipients: [] }, ['recipients missing_duty']],
    ['provide of nothing', { ...provideDraft, fields: [] }, ['fields missing_duty']],
    ['sensitive of nothing named', { ...privacyDraft, kind: 'sensitive' }, ['fields missing_duty']],
    [
      'sensitive of an empty list',
      { ...privacyDraft, kind: 'sensitive', fields: [] },
      ['fields missing_duty'],
    ],
    ['provide to oneself', { ...provideDraft, recipients: ['self'] }, ['recipients self_is_no_third_party']],
    ['cross-border to nobody', { ...crossBorderDraft, recipients: [] }, ['recipients missing_duty']],
    ['cross-border of nothing', { ...crossBorderDraft, fields: undefined }, ['fields missing_duty']],
    [
      'cross-border to the mainland',
      { ...crossBorderDraft, recipients: ['bank-a'] },
      ['recipients.0 not_abroad'],
    ],
    ['provide to two', { ...provideDraft, recipients: ['bank-a', 'bank-b'] }, ['recipients one_recipient']],
    [
      'cross-border to two',
      { ...crossBorderDraft, recipients: ['bank-hk', 'bank-b'] },
      ['recipients.1 not_abroad', 'recipients one_recipient'],
    ],
    [
      'privacy that names who else gets it',
      { ...privacyDraft, recipients: ['bank-a'] },
      ['recipients.0 provision_in_privacy'],
    ],
    ['marketing by no channel', { ...marketingDraft, channels: undefined }, ['channels missing_duty']],
    ['channels of no marketing', { ...privacyDraft, channels: ['sms'] }, ['channels only_for_marketing']],
    [
      'two querying institutions',
      { ...creditDraft, recipients: ['bank-a', 'bank-b'] },
      ['recipients one_querying_institution'],
    ],
    ['no querying institution', { ...creditDraft, recipients: [] }, ['recipients one_querying_institution']],
    ['a query by no lender', { ...creditDraft, recipients: ['helper'] }, ['recipients.0 not_a_lender']],
    ['a query of no bureau', { ...creditDraft, bureaus: [] }, ['bureaus missing_duty']],
    ['a query for no purpose', { ...creditDraft, creditPurpose: undefined }, ['creditPurpose missing_duty']],
    ['a report to no bureau', { ...privacyDraft, kind: 'credit_report' }, ['bureaus missing_duty']],
  ])('is refused for %s', (_name, draft, findings) => {
    expect(found(draft)).toEqual(findings);
  });
  it('is told everything at once', () => {
    const bare: NoticeDraft = {
      id: 'x',
      kind: 'provide',
      locale: 'zh-CN',
      title: '授权',
      blocks: privacyDraft.blocks,
    };
    expect(found(bare)).toHaveLength(8);
  });
});

describe('the shape of a notice', () => {
  it.each<[string, object]>([
    ['HTML blocks', { blocks: [{ type: 'html', text: '<b>x</b>' }] }],
    ['no blocks', { blocks: [] }],
    ['an unknown member', { script: 'x' }],
    ['a bidi override', { title: '个人\u202e信息' }],
    ['a zero-width mark', { retention: '90\u200b日' }],
    ['a lone surrogate', { contact: '\ud800' }],
    ['a title of two lines', { title: '一\n二' }],
    ['blank text', { refusal: '   ' }],
    ['an id that is no slug', { id: 'Privacy Notice' }],
    [
      'strong: false, which would be one text in two forms',
      { blocks: [{ type: 'paragraph', text: 'x', strong: false }] },
    ],
  ])('refuses %s', (_name, change) => {
    expect(noticeSchema.safeParse({ ...privacyDraft, ...change }).success).toBe(false);
  });
});
