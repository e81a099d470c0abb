/** Owns the published form and notices of the evidence vectors; must not know decisions or logs. */
import type { PublishedForm } from '../../../../contract/form.ts';
import type { PublishedNotice } from '../../../../contract/notice.ts';
import { digestOf } from '../../../../worker/encoding/digest.ts';

const bank = {
  id: 'bank-a',
  legalName: '示例银行股份有限公司',
  kind: 'lender' as const,
  uscc: '91110000100000001X',
  contact: '95000',
};

function notice(id: string, draft: Pick<PublishedNotice, 'kind' | 'title'> & Partial<PublishedNotice>) {
  const numbered = {
    id,
    version: 1,
    locale: 'zh-CN' as const,
    blocks: [
      { type: 'heading' as const, text: '一、处理目的' },
      { type: 'paragraph' as const, text: `${draft.title}：仅用于评估您的本次贷款申请。`, strong: true },
      { type: 'list' as const, items: ['姓名', '手机号码'] },
    ],
    purposes: ['评估贷款申请'],
    infoKinds: ['姓名', '手机号码'],
    retention: '未成交的三十天后删除',
    refusal: '不同意则无法提供此项服务',
    withdrawal: '在回执页面一键撤回',
    contact: '400-000-0000',
    ...draft,
  };
  return { ...numbered, digest: digestOf(numbered) };
}

export const notices = {
  privacy: notice('privacy', { kind: 'privacy', title: '个人信息处理告知书' }),
  provide: notice('provide-bank-a', {
    kind: 'provide',
    title: '向示例银行提供个人信息的授权书',
    recipients: ['bank-a'],
    parties: [bank],
    fields: ['name', 'phone'],
  }),
  marketing: notice('marketing', { kind: 'marketing', title: '营销信息接收授权书' }),
  query: notice('query-bank-a', {
    kind: 'credit_query',
    title: '征信查询授权书',
    recipients: ['bank-a'],
    parties: [bank],
    bureaus: ['中国人民银行征信中心'],
    creditPurpose: 'loan_review',
    validity: { days: 90, maxQueries: 1 },
    minReadingSeconds: 10,
  }),
} satisfies Record<string, PublishedNotice>;

/** A form that asks for these notices, the first required. */
export function formOf(asked: readonly PublishedNotice[]): PublishedForm {
  const numbered = {
    id: 'business-loan',
    version: 1,
    title: '企业经营贷款申请',
    locale: 'zh-CN' as const,
    steps: [
      {
        fields: [
          { id: 'name', kind: 'name' as const, label: '姓名', required: true, purpose: '称呼您' },
          { id: 'phone', kind: 'phone' as const, label: '手机号码', required: true, purpose: '联系您' },
        ],
      },
    ],
    consents: asked.map(({ id, version, digest }, at) => ({
      notice: id,
      required: at === 0,
      version,
      digest,
    })),
  };
  return { ...numbered, digest: digestOf(numbered) };
}
