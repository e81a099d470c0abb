/** Owns a notice and a form that may be published, for tests to spoil; must not judge them. */
import type { PublishedNotice, Recipient } from '../../../contract/notice.ts';
import type { Finding } from '../../../contract/problem.ts';
import { atOnce } from '../../../contract/steps.ts';
import { checkForm, checkFormWords } from '../../../worker/publishing/check-form.ts';
import { checkNotice, checkNoticeWords } from '../../../worker/publishing/check-notice.ts';
import type { FormDraft } from '../../../worker/publishing/form-schema.ts';
import type { NoticeDraft } from '../../../worker/publishing/notice-schema.ts';
import { lawfulDisclosure } from '../../lawful-disclosure.ts';

export const privacyDraft: NoticeDraft = {
  id: 'privacy',
  kind: 'privacy',
  locale: 'zh-CN',
  title: '个人信息处理告知',
  blocks: [{ type: 'paragraph', text: '我们为您登记贷款意向。' }],
  purposes: ['登记贷款意向并与您联系'],
  infoKinds: ['姓名', '手机号码'],
  retention: '登记后90日内删除',
  refusal: '不同意则无法登记',
  withdrawal: '在回执页面撤回',
  contact: '400-000-0000',
};

export const provideDraft: NoticeDraft = {
  ...privacyDraft,
  id: 'provide-bank-a',
  kind: 'provide',
  recipients: ['bank-a'],
  fields: ['name', 'phone'],
};

export const marketingDraft: NoticeDraft = {
  ...privacyDraft,
  id: 'marketing',
  kind: 'marketing',
  channels: ['sms', 'phone'],
};

export const crossBorderDraft: NoticeDraft = {
  ...privacyDraft,
  id: 'abroad',
  kind: 'cross_border',
  recipients: ['bank-hk'],
  fields: ['name'],
};

export const creditDraft: NoticeDraft = {
  ...privacyDraft,
  id: 'credit',
  kind: 'credit_query',
  recipients: ['bank-a'],
  bureaus: ['中国人民银行征信中心'],
  creditPurpose: 'loan_review',
};

const recipients: Recipient[] = [
  { id: 'self', legalName: '示例助贷', kind: 'self', contact: '400' },
  { id: 'bank-a', legalName: '示例银行', kind: 'lender', contact: '95500' },
  { id: 'bank-b', legalName: '示范银行', kind: 'lender', contact: '95501' },
  { id: 'helper', legalName: '示例科技', kind: 'processor', contact: '95502' },
  { id: 'bank-hk', legalName: '香港示例银行', kind: 'lender', contact: '95503', region: 'hk' },
];

export function recipientOf(id: string): Recipient | undefined {
  return recipients.find((one) => one.id === id);
}

export const publisher = { tenantName: '示例助贷', today: '2026-11-27' };

export const formDraft: FormDraft = {
  title: '贷款意向登记',
  locale: 'zh-CN',
  disclosure: lawfulDisclosure,
  steps: [
    {
      fields: [
        { id: 'name', kind: 'name', label: '姓名', purpose: '称呼您', required: true },
        { id: 'amount', kind: 'amount', label: '金额', purpose: '匹配产品', min: 1, max: 9 },
      ],
    },
    {
      fields: [
        { id: 'use', kind: 'choice', label: '用途', purpose: '核对', options: [{ value: 'a', label: '甲' }] },
      ],
    },
  ],
  consents: [
    { notice: 'privacy', required: true },
    { notice: 'provide', required: true },
    { notice: 'marketing', required: false },
  ],
};

/** A published notice for each kind, its id the kind; a second `privacy` and `provide` too. */
export function noticeOf(id: string): PublishedNotice | undefined {
  const kinds = [
    'privacy',
    'sensitive',
    'provide',
    'credit_query',
    'credit_report',
    'marketing',
    'cross_border',
  ] as const;
  const kind = kinds.find((one) => id === one || id === `${one}-2`);
  if (kind === undefined) return undefined;
  const { retention = '', refusal = '', withdrawal = '', contact = '', ...draft } = privacyDraft;
  return {
    ...draft,
    id,
    kind,
    version: 1,
    digest: 'sha256:00',
    purposes: draft.purposes ?? [],
    infoKinds: draft.infoKinds ?? [],
    retention,
    refusal,
    withdrawal,
    contact,
  };
}

/** All that a notice is refused for: its structure and its words. */
export function noticeFindings(draft: NoticeDraft, known = recipientOf): Finding[] {
  return [...checkNotice(draft, known), ...atOnce(checkNoticeWords(draft, known)).findings];
}

/** The duties that a notice's words leave untold. */
export function untoldIn(draft: NoticeDraft, known = recipientOf): Finding[] {
  return atOnce(checkNoticeWords(draft, known)).untold;
}

/** All that a form is refused for: its structure and its words. */
export function formFindings(draft: FormDraft, hasSms = false): Finding[] {
  return checkForm(draft, noticeOf, atOnce(checkFormWords(draft)), hasSms, publisher);
}
