/** Owns the campaigns that posters are drawn of in tests: short, long, awkward, extreme; must not draw. */
import type { SharedCampaign } from '../../contract/campaign.ts';

export const short: SharedCampaign = {
  id: 'spring',
  version: 1,
  title: '小微经营贷',
  tenantName: '常州进件科技有限公司',
  copy: {
    headline: '小店周转，心里有数',
    lines: ['面向常州个体工商户与小微企业主', '费用写在明处，审批由银行独立完成'],
    cta: '扫码了解申请条件',
  },
  disclosure: {
    lender: '江南农村商业银行股份有限公司',
    aprMin: 4.35,
    aprMax: 12.6,
    aprBasis: 'irr',
    amountMin: 10_000,
    amountMax: 500_000,
    termMonths: [6, 12, 24, 36],
    fees: '除贷款利息外不收取其他费用；逾期按合同约定计收罚息。',
    risk: '贷款有风险，借款需谨慎。请根据个人能力合理贷款，理性消费。',
    approvalId: 'JN-2026-0417',
  },
  institution: '江南农村商业银行股份有限公司',
  poster: { template: 'clear' },
  off: null,
};

export const long: SharedCampaign = {
  ...short,
  tenantName: '长三角中小微企业综合金融信息咨询服务（常州武进）有限责任公司',
  copy: {
    headline: '为常州、无锡、苏州三地的个体工商户与小微企业主准备的经营周转贷款，申请前先看清全部费用',
    lines: [
      '营业执照满一年即可提交申请，资料在手机上填写，约需三分钟',
      '是否放款、额度与利率以金融机构审批结果为准',
      '授权逐项确认，可随时在回执页撤回',
    ],
    cta: '扫码查看申请条件与完整费用说明',
  },
  disclosure: {
    ...short.disclosure,
    lender: '江苏江南农村商业银行股份有限公司武进高新技术产业开发区支行',
    aprMin: 4.35,
    aprMax: 23.99,
    amountMin: 12_500,
    amountMax: 3_000_000,
    termMonths: [3, 6, 9, 12, 18, 24, 36],
    fees: '综合融资成本由贷款利息与担保费构成：担保费由常州市中小企业融资担保有限公司收取，年化不高于1.5%，已计入年化利率区间。提前还款不收取违约金。',
    risk: '贷款有风险，借款需谨慎；请根据个人能力合理贷款，理性消费，避免过度负债。额度、利率以金融机构审批结果为准。',
    approvalId: 'JIANGNAN-RCB-2026-Q2-MKT-000417-R3',
  },
  institution: '江苏江南农村商业银行股份有限公司武进高新技术产业开发区支行',
};

export const awkward: SharedCampaign = {
  ...short,
  tenantName: 'Jinjian 进件 😀👨‍👩‍👧‍👦 (Changzhou) Technology Co., Ltd.',
  copy: {
    headline: '“Small-Business Financing” 小微（经营）——2026年Q3！？שלום مرحبا 👩🏽‍🌾🇨🇳',
    lines: [
      'Pneumonoultramicroscopicsilicovolcanoconiosis-Supercalifragilisticexpialidocious',
      '《条款》（全文）：……',
      '🙂🙃'.repeat(30),
    ],
    cta: 'Scan→了解',
  },
  disclosure: {
    ...short.disclosure,
    aprBasis: 'simple',
    aprMin: 7.2,
    aprMax: 7.2,
    termMonths: [12],
    approvalId: 'مرجع-2026/A（3）',
  },
  institution: undefined,
};

/** Longest that a tenant may write, and nothing at all. */
export const extremes: Record<string, SharedCampaign> = {
  '0 characters': { ...short, copy: { headline: '', lines: [], cta: '' }, tenantName: '' },
  '1 character': { ...short, copy: { headline: '贷', lines: ['。'], cta: '！' }, tenantName: '金' },
  '500 characters': {
    ...short,
    copy: {
      headline: '周转有数，'.repeat(100),
      lines: Array(10).fill('明白'.repeat(250)),
      cta: '了解'.repeat(250),
    },
  },
};

export const sharer = { name: '张晓梅', title: '客户经理' };
