/** Owns a realistic published form, a business loan in two steps, for the SDK's tests; must not know how it is served. */
import type { Field, PublishedForm } from '../../contract/form.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import type { FormBundle } from '../../contract/submission.ts';

const self = {
  id: 'self',
  legalName: '杭州明达融资咨询有限公司',
  kind: 'self' as const,
  contact: '400-800-1234，privacy@mingda.example',
};

const bank = {
  id: 'bank-a',
  legalName: '江南农村商业银行股份有限公司',
  kind: 'lender' as const,
  uscc: '91350100M000100Y43',
  contact: '95300，江苏省常州市武进区延政中路9号',
};

function digestOf(seed: string): string {
  return `sha256:${seed.repeat(64).slice(0, 64)}`;
}

const privacy: PublishedNotice = {
  id: 'privacy',
  version: 1,
  digest: digestOf('1a'),
  kind: 'privacy',
  locale: 'zh-CN',
  title: '个人信息处理规则',
  summary: '我已阅读并同意杭州明达融资咨询有限公司按照个人信息处理规则，为受理本次贷款申请处理我的个人信息。',
  parties: [self],
  blocks: [
    { type: 'heading', text: '一、我们是谁' },
    {
      type: 'paragraph',
      text: '杭州明达融资咨询有限公司（下称“我们”）是一家贷款咨询服务机构，受合作银行委托受理贷款申请。我们不发放贷款，也不向您收取任何费用。',
    },
    { type: 'heading', text: '二、我们如何处理您的信息' },
    {
      type: 'paragraph',
      strong: true,
      text: '我们只在您勾选同意之后收集您填写的内容，只用于下文列明的目的，不用于营销画像，也不出售。',
    },
    {
      type: 'list',
      items: ['加密存储于中国境内的服务器', '仅限受理申请的员工查看，每次查看均有记录', '到期自动删除'],
    },
  ],
  purposes: ['受理贷款申请', '与您电话联系核对需求'],
  infoKinds: ['姓名', '手机号码', '企业名称', '所在地区', '融资需求'],
  retention: '未转交银行的申请保存30天，已转交的保存90天，授权记录保存3年。',
  refusal: '不同意将无法受理本次申请，不影响您使用本页面的其他内容。',
  withdrawal: '打开授权回执，点“撤回”即可；也可拨打400-800-1234。',
  contact: '个人信息保护负责人：privacy@mingda.example，400-800-1234',
};

const sensitive: PublishedNotice = {
  ...privacy,
  id: 'sensitive',
  digest: digestOf('2b'),
  kind: 'sensitive',
  title: '敏感个人信息处理同意书',
  summary: undefined,
  parties: undefined,
  blocks: [
    {
      type: 'paragraph',
      text: '身份证号码用于银行核验您的身份。一旦泄露可能导致身份被冒用，因此我们加密保存，只转交您同意的银行。',
    },
  ],
  purposes: ['核验申请人身份'],
  infoKinds: ['身份证号码'],
  refusal: '不同意仍可提交申请，银行会在后续环节核验身份。',
};

const provide: PublishedNotice = {
  ...privacy,
  id: 'provide-bank-a',
  version: 3,
  digest: digestOf('3c'),
  kind: 'provide',
  title: '个人信息对外提供授权书',
  summary: undefined,
  recipients: ['bank-a'],
  parties: [bank],
  fields: ['name', 'phone', 'amount'],
  blocks: [
    { type: 'heading', text: '提供方式' },
    { type: 'paragraph', text: '通过加密接口一次性提供，银行在收到后对您的信息独立承担责任。' },
  ],
  purposes: ['贷款审核', '与您联系办理贷款'],
  infoKinds: ['姓名', '手机号码', '申请金额'],
  refusal: '不同意则不会转交银行，我们会联系您另行确认。',
};

const applicant: Field[] = [
  {
    id: 'name',
    kind: 'name',
    label: '姓名',
    required: true,
    purpose: '用于称呼您和办理申请',
    placeholder: '与身份证一致',
  },
  { id: 'phone', kind: 'phone', label: '手机号码', required: true, purpose: '仅用于联系您本人' },
  {
    id: 'id_number',
    kind: 'id_number',
    label: '身份证号码',
    purpose: '用于银行核验身份',
    help: '现在不填也可以提交，后续由银行核验。',
  },
];

const business: Field[] = [
  {
    id: 'identity',
    kind: 'choice',
    label: '经营身份',
    required: true,
    purpose: '用于匹配产品',
    options: [
      { value: 'company', label: '企业法人' },
      { value: 'individual', label: '个体工商户' },
    ],
  },
  {
    id: 'company',
    kind: 'company',
    label: '企业名称',
    required: true,
    purpose: '用于核对经营情况',
    showIf: { field: 'identity', op: 'eq', value: 'company' },
  },
  { id: 'region', kind: 'region', label: '经营所在地', required: true, purpose: '用于匹配当地银行' },
  {
    id: 'amount',
    kind: 'amount',
    label: '申请金额',
    required: true,
    purpose: '用于匹配产品',
    min: 10_000,
    max: 500_000,
    step: 1000,
    placeholder: '1万至50万',
  },
  {
    id: 'term',
    kind: 'term',
    label: '希望期限',
    required: true,
    purpose: '用于匹配产品',
    options: [6, 12, 24, 36],
  },
];

export const notices: PublishedNotice[] = [privacy, sensitive, provide];

function pin(notice: PublishedNotice, required: boolean) {
  return { notice: notice.id, required, version: notice.version, digest: notice.digest };
}

/** Fields typed in Chinese order: who, then what for. */
export const form: PublishedForm = {
  id: 'biz-loan',
  version: 4,
  digest: digestOf('4d'),
  title: '小微企业经营贷申请',
  locale: 'zh-CN',
  steps: [
    { title: '联系人', fields: applicant },
    { title: '融资需求', fields: business },
  ],
  consents: [pin(privacy, true), pin(sensitive, false), pin(provide, false)],
  disclosure: {
    lender: '江南农村商业银行股份有限公司',
    aprMin: 4.35,
    aprMax: 12.6,
    aprBasis: 'simple',
    amountMin: 10_000,
    amountMax: 500_000,
    termMonths: [6, 12, 24, 36],
    fees: '除利息外不收取任何费用；咨询服务费由银行支付。',
    risk: '贷款有风险，请根据还款能力理性借款，逾期将影响个人征信。',
    approvalId: 'JN-2026-1107',
  },
  success: { title: '申请已受理', text: '客户经理将在1个工作日内致电，来电显示为 0519 开头。' },
};

export const bundle: FormBundle = { form, version: form.version, digest: form.digest, notices };

/** A form of one step around some fields, with the privacy notice only. */
export function formOf(fields: Field[], id = 'short'): FormBundle {
  const short: PublishedForm = {
    id,
    version: 1,
    digest: digestOf('5e'),
    title: '贷款咨询',
    locale: 'zh-CN',
    steps: [{ fields }],
    consents: [pin(privacy, true)],
  };
  return { form: short, version: 1, digest: short.digest, notices: [privacy] };
}

/** The same form with the consent that an identity number needs, which may be refused. */
export function withSensitive(short: FormBundle): FormBundle {
  const consents = [...short.form.consents, pin(sensitive, false)];
  return { ...short, form: { ...short.form, consents }, notices: [...short.notices, sensitive] };
}
