/** Owns a published form with every kind of field, its notices and recipients, as targets judge against; must not judge. */
import { fieldsOf, type PublishedForm } from '../../contract/form.ts';
import type { PublishedNotice, Recipient } from '../../contract/notice.ts';
import type { Publisher } from '../../worker/publishing/cost-cap.ts';
import { formSchema } from '../../worker/publishing/form-schema.ts';
import { lawfulDisclosure } from '../lawful-disclosure.ts';

export const nowMs = Date.parse('2026-11-27T04:00:00Z');

export const publisher: Publisher = { tenantName: '诚信助贷', today: '2026-11-27' };

export const recipients: readonly Recipient[] = [
  { id: 'self', legalName: '诚信助贷', kind: 'self', contact: '400-000-0000' },
  {
    id: 'bank-a',
    legalName: '甲银行股份有限公司',
    kind: 'lender',
    contact: '95500',
    uscc: '91350100M000100Y43',
  },
  { id: 'broker-b', legalName: '乙信息服务有限公司', kind: 'broker', contact: '400-111-1111' },
];

export function recipientOf(id: string): Recipient | undefined {
  return recipients.find((one) => one.id === id);
}

function notice(kind: PublishedNotice['kind'], more: Partial<PublishedNotice> = {}): PublishedNotice {
  return {
    id: kind,
    version: 1,
    digest: `sha256:${kind}`,
    kind,
    locale: 'zh-CN',
    title: `授权书 ${kind}`,
    blocks: [{ type: 'paragraph', text: '我们收集您的姓名与手机号码。' }],
    purposes: ['评估贷款申请'],
    infoKinds: ['姓名', '手机号码'],
    retention: '贷款未成的三十天后删除',
    refusal: '不同意则无法提供服务',
    withdrawal: '在回执页面一键撤回',
    contact: '400-000-0000',
    ...more,
  };
}

export const notices: readonly PublishedNotice[] = [
  notice('privacy'),
  notice('sensitive', { fields: ['idNumber', 'assets'] }),
  notice('provide', { recipients: ['bank-a'], fields: ['name', 'phone'] }),
  notice('marketing', { channels: ['sms', 'phone'] }),
  notice('credit_query', { recipients: ['bank-a'], validity: { days: 90, maxQueries: 1 } }),
];

export function noticeOf(id: string): PublishedNotice | undefined {
  return notices.find((one) => one.id === id);
}

const purpose = '匹配产品';
/** As a tenant saves it. */
export const draft = {
  title: '企业经营贷款申请',
  disclosure: lawfulDisclosure,
  steps: [
    {
      fields: [
        { id: 'name', kind: 'name', label: '姓名', required: true, purpose },
        { id: 'phone', kind: 'phone', label: '手机号码', required: true, purpose },
        { id: 'idNumber', kind: 'id_number', label: '身份证号码', purpose },
        { id: 'email', kind: 'email', label: '邮箱', purpose },
        { id: 'amount', kind: 'amount', label: '金额', purpose, min: 10_000, max: 500_000, step: 10_000 },
        { id: 'term', kind: 'term', label: '期限', purpose, options: [12, 24] },
        { id: 'use', kind: 'choice', label: '用途', purpose, options: ['周转', '设备'] },
        { id: 'assets', kind: 'multi', label: '资产', purpose, options: ['房', '车', '保单'], max: 2 },
        { id: 'company', kind: 'company', label: '企业', purpose },
        { id: 'uscc', kind: 'uscc', label: '信用代码', purpose },
        { id: 'region', kind: 'region', label: '地区', purpose },
        { id: 'since', kind: 'date', label: '日期', purpose, min: '1980-01-01', max: '2026-12-31' },
        { id: 'staff', kind: 'number', label: '人数', purpose, min: 1, max: 9999 },
        { id: 'note', kind: 'text', label: '备注', purpose, maxLength: 200 },
        {
          id: 'device',
          kind: 'text',
          label: '设备名称',
          purpose,
          required: true,
          showIf: { field: 'use', op: 'eq', value: '设备' },
        },
        {
          id: 'large',
          kind: 'text',
          label: '大额说明',
          purpose,
          showIf: { field: 'amount', op: 'gt', value: 300_000 },
        },
      ],
    },
  ],
  consents: notices
    .filter(({ kind }) => kind !== 'credit_query')
    .map(({ id, kind }) => ({ notice: id, required: kind === 'privacy' })),
};

const { theme: _theme, ...parsed } = formSchema.parse(draft);

export const form: PublishedForm = {
  ...parsed,
  id: 'biz',
  version: 1,
  digest: 'sha256:form',
  consents: parsed.consents.map((consent) => ({
    ...consent,
    version: 1,
    digest: `sha256:${consent.notice}`,
  })),
};

export const fieldIds: readonly string[] = fieldsOf(form).map(({ id }) => id);
