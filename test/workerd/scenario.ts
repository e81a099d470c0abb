/** Owns a tenant ready to take submissions: recipients, notices, a published form, keys; must not check anything. */
import { env } from 'cloudflare:workers';
import { lawfulDisclosure } from '../lawful-disclosure.ts';
import { adminToken, call, pickNumber, pickText } from './api.ts';

export const partnerOrigin = 'https://partner.example';

export interface Shop {
  tenant: string;
  /** The first owner key. */
  owner: string;
  form: string;
  formVersion: number;
  /** Of the published form. */
  digest: string;
  /** As the published form pins them. */
  notices: Pinned[];
}

export interface Pinned {
  notice: string;
  version: number;
  digest: string;
}

/** Answers with the parsed body, or throws with what the server said: a scenario must not fail quietly. */
export async function configure(method: string, path: string, key: string, body?: unknown): Promise<unknown> {
  const answer = await call(method, path, { key, body });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  return answer.json;
}

/** A tenant id that no other test has. */
export function freshTenantId(): string {
  return `t-${crypto.randomUUID().slice(0, 13)}`;
}

export async function createTenant(tenant = freshTenantId()): Promise<{ tenant: string; owner: string }> {
  const made = await configure('POST', '/v1/tenants', adminToken, {
    id: tenant,
    name: '诚信助贷',
    origins: [partnerOrigin],
    contact: '400-000-0000',
  });
  return { tenant, owner: pickText(made, 'apiKey') };
}

const duties = {
  purposes: ['评估贷款申请'],
  infoKinds: ['姓名', '手机号码'],
  retention: '贷款未成的三十天后删除',
  refusal: '不同意则无法提供服务',
  withdrawal: '在回执页面一键撤回',
  contact: '400-000-0000',
};

/** What only words can tell, by kind (rules.md §4); the members above tell the rest. */
const creditWords = [
  '您每年可以获取两次本人信用报告；对信息有异议的，征信机构在20日内答复；也可以向人民银行派出机构投诉。',
  '信息在境内保存，来源是征信中心。对条款有疑问的，可以要求甲银行解释。超出授权的责任由甲银行承担。',
];
const words: Record<string, string[]> = {
  privacy: [
    '信息加密存储在境内，由人工联系您，不作自动化决定。您可以查阅、复制、更正、删除信息，要求解释规则。',
    '不面向未成年人。规则变更时重新征得您的同意。您可以向我们或者主管部门投诉。',
  ],
  sensitive: ['核对年龄需要身份证号码；一旦泄露，可能被冒用。'],
  provide: ['通过加密接口一次性传送。'],
  marketing: ['只介绍书面委托我们的贷款机构的产品。'],
  cross_border: ['通过加密接口传送到境外，您可以直接联系接收方行使权利。'],
  credit_query: ['授权查询信用报告。', ...creditWords],
  credit_report: ['授权报送贷款信息；逾期等不良信息自终止之日起保存5年。', ...creditWords],
};

/** A notice that fulfils every duty. */
export function noticeDraft(id: string, kind: string, more: Record<string, unknown> = {}) {
  return {
    id,
    kind,
    locale: 'zh-CN',
    title: `授权书 ${id}`,
    blocks: [
      { type: 'heading', text: '一、我们收集什么' },
      { type: 'paragraph', text: '我们收集您的姓名与手机号码。', strong: true },
      { type: 'list', items: ['姓名', '手机号码', ...(words[kind] ?? [])] },
    ],
    ...duties,
    ...(kind === 'marketing' ? { channels: ['sms', 'phone', 'wechat'] } : {}),
    ...(kind === 'sensitive' ? { fields: ['idNumber', 'assets'] } : {}),
    ...(kind.startsWith('credit_') ? { validity: { days: 90, maxQueries: 1 } } : {}),
    ...more,
  };
}

export const lender = {
  legalName: '甲银行股份有限公司',
  kind: 'lender',
  contact: '95500',
  uscc: '91350100M000100Y43',
};
export const broker = { legalName: '乙信息服务有限公司', kind: 'broker', contact: '400-111-1111' };

/** Every field kind that issue 2 builds. */
export const formDraft = {
  title: '企业经营贷款申请',
  locale: 'zh-CN',
  disclosure: lawfulDisclosure,
  steps: [
    {
      title: '联系方式',
      fields: [
        { id: 'name', kind: 'name', label: '姓名', required: true, purpose: '称呼您' },
        { id: 'phone', kind: 'phone', label: '手机号码', required: true, purpose: '联系您' },
        { id: 'idNumber', kind: 'id_number', label: '身份证号码', purpose: '核对身份' },
        { id: 'email', kind: 'email', label: '邮箱', purpose: '发送材料' },
      ],
    },
    {
      title: '需求',
      fields: [
        {
          id: 'amount',
          kind: 'amount',
          label: '金额',
          required: true,
          purpose: '匹配产品',
          min: 10_000,
          max: 500_000,
          step: 10_000,
        },
        { id: 'term', kind: 'term', label: '期限', purpose: '匹配产品', options: [12, 24] },
        { id: 'use', kind: 'choice', label: '用途', purpose: '匹配产品', options: ['周转', '设备'] },
        {
          id: 'assets',
          kind: 'multi',
          label: '资产',
          purpose: '匹配产品',
          options: ['房', '车', '保单'],
          max: 2,
        },
        { id: 'company', kind: 'company', label: '企业', purpose: '匹配产品' },
        { id: 'uscc', kind: 'uscc', label: '信用代码', purpose: '匹配产品' },
        { id: 'region', kind: 'region', label: '地区', purpose: '匹配产品' },
        {
          id: 'since',
          kind: 'date',
          label: '成立日期',
          purpose: '匹配产品',
          min: '1980-01-01',
          max: '2026-01-01',
        },
        { id: 'staff', kind: 'number', label: '人数', purpose: '匹配产品', min: 1, max: 9999 },
        { id: 'note', kind: 'text', label: '备注', purpose: '匹配产品', maxLength: 200 },
        {
          id: 'device',
          kind: 'text',
          label: '设备名称',
          purpose: '匹配产品',
          required: true,
          showIf: { field: 'use', op: 'eq', value: '设备' },
        },
      ],
    },
  ],
  consents: [
    { notice: 'privacy', required: true },
    { notice: 'sensitive', required: false },
    { notice: 'provide-bank-a', required: false },
    { notice: 'marketing', required: false },
  ],
};

/** Publishes a draft and reads what it pins. */
export async function publishForm(
  tenant: string,
  owner: string,
  form: string,
  draft: unknown = formDraft,
): Promise<Pick<Shop, 'formVersion' | 'digest' | 'notices'>> {
  await configure('PUT', `/v1/forms/${form}`, owner, draft);
  const published = await configure('POST', `/v1/forms/${form}/publish`, owner);
  const bundle = await call('GET', `/v1/t/${tenant}/forms/${form}`);
  const consents: unknown = Reflect.get(Object(Reflect.get(Object(bundle.json), 'form')), 'consents');
  if (!Array.isArray(consents)) throw new Error(`no consents in ${bundle.text}`);
  return {
    formVersion: pickNumber(published, 'version'),
    digest: pickText(published, 'digest'),
    notices: consents.map((pin) => ({
      notice: pickText(pin, 'notice'),
      version: pickNumber(pin, 'version'),
      digest: pickText(pin, 'digest'),
    })),
  };
}

/** No challenge and no limits: tests post many leads of one person at once. What is at the door has tests of its own. */
export const openDoor = {
  challenge: 'off',
  limits: { perIpPerMinute: 0, perPhonePerDay: 0, minFillSeconds: 0 },
};

/** A tenant with two recipients, its notices and the published form `biz`; `settings` on top of an open door. */
export async function openShop(settings: Record<string, unknown> = openDoor): Promise<Shop> {
  const { tenant, owner } = await createTenant();
  await configure('PATCH', '/v1/tenant', owner, { settings });
  await configure('PUT', '/v1/recipients/bank-a', owner, lender);
  await configure('PUT', '/v1/recipients/broker-b', owner, broker);
  for (const notice of [
    noticeDraft('privacy', 'privacy'),
    noticeDraft('sensitive', 'sensitive'),
    noticeDraft('provide-bank-a', 'provide', {
      recipients: ['bank-a'],
      fields: ['name', 'phone', 'amount'],
    }),
    noticeDraft('provide-broker-b', 'provide', { recipients: ['broker-b'], fields: ['phone'] }),
    noticeDraft('marketing', 'marketing'),
  ]) {
    await configure('POST', '/v1/notices', owner, notice);
  }
  return { tenant, owner, form: 'biz', ...(await publishForm(tenant, owner, 'biz')) };
}

export async function makeKey(shop: { owner: string }, role: string): Promise<string> {
  return pickText(await configure('POST', '/v1/keys', shop.owner, { role, label: role }), 'key');
}

export function tenantStub(tenant: string) {
  return env.TENANT.get(env.TENANT.idFromName(tenant));
}
