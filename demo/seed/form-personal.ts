/** Owns the demo's form for personal consumer loans; must not know how it is published or drawn. */

import type { SeedForm } from './form-type.ts';
import { bankB, tenant } from './parties.ts';

/** Made up, as are the institutions. */
const guarantor = '示范融资担保有限公司';

export const personalLoan: SeedForm = {
  id: 'personal-loan',
  title: '个人消费贷款意向登记',
  locale: 'zh-CN',
  steps: [
    {
      title: '借款需求',
      fields: [
        {
          id: 'amount',
          kind: 'amount',
          label: '申请金额',
          required: true,
          purpose: '判断可受理的产品',
          help: '5千元至20万元，以1千元为单位',
          placeholder: '如 30000',
          min: 5_000,
          max: 200_000,
          step: 1_000,
        },
        {
          id: 'term',
          kind: 'term',
          label: '借款期限',
          required: true,
          purpose: '了解希望的还款安排',
          options: [6, 12, 24],
        },
        {
          id: 'use',
          kind: 'choice',
          label: '资金用途',
          required: true,
          purpose: '消费贷款须用于真实的个人消费',
          options: [
            { value: 'home', label: '家居装修' },
            { value: 'appliance', label: '家电数码' },
            { value: 'training', label: '职业培训' },
            { value: 'medical', label: '就医康复' },
            { value: 'travel', label: '婚庆旅行' },
            { value: 'other', label: '其他消费' },
          ],
        },
        {
          id: 'needed_on',
          kind: 'date',
          label: '希望用款日期',
          purpose: '安排联系的先后',
        },
      ],
    },
    {
      title: '联系方式',
      fields: [
        { id: 'name', kind: 'name', label: '姓名', required: true, purpose: '联系时知道怎样称呼您' },
        {
          id: 'phone',
          kind: 'phone',
          label: '手机号码',
          required: true,
          purpose: '就本次借款意向与您联系',
          verify: 'none',
        },
        {
          id: 'region',
          kind: 'region',
          label: '常住地区',
          required: true,
          purpose: '确认所在地区能否受理',
        },
        {
          id: 'id_number',
          kind: 'id_number',
          label: '身份证号码',
          purpose: '核对年龄和受理地区，须您单独授权',
          help: '可以不填，由工作人员联系时询问',
        },
        {
          id: 'call_time',
          kind: 'multi',
          label: '方便联系的时段',
          purpose: '避免打扰您',
          options: [
            { value: 'morning', label: '上午 9–12点' },
            { value: 'afternoon', label: '下午 14–18点' },
            { value: 'evening', label: '晚间 18–20点' },
          ],
          max: 2,
        },
        {
          id: 'note',
          kind: 'text',
          label: '补充说明',
          purpose: '了解您的特别需要',
          placeholder: '如希望提前还款',
          maxLength: 200,
        },
      ],
    },
  ],
  consents: [
    { notice: 'privacy', required: true },
    { notice: 'sensitive-id', required: false },
    { notice: 'provide-bank-b', required: false },
    { notice: 'marketing', required: false },
  ],
  disclosure: {
    lender: bankB.legalName,
    aprMin: 7.2,
    aprMax: 16,
    aprBasis: 'irr',
    amountMin: 5_000,
    amountMax: 200_000,
    termMonths: [6, 12, 24],
    fees: `贷款利息由${bankB.legalName}收取，担保费由${guarantor}收取，除上述息费外无其他费用；${tenant.name}不向借款人收取费用`,
    risk: '贷款有风险，借款需谨慎。请根据个人能力合理贷款，理性消费，避免逾期；逾期会产生罚息，并可能影响信用记录。金额、期限、利率以贷款机构审批结果为准，本产品不面向在校学生。',
    approvalId: '示审消〔2026〕第0093号',
    lenderType: 'consumer_finance',
    costs: [
      {
        item: '贷款利息',
        kind: 'interest',
        collector: bankB.legalName,
        how: '按日计息，每月随本金收取',
        standard: '年利率（IRR）7.2%–16%',
        annualRate: 16,
      },
      {
        item: '担保费',
        kind: 'guarantee',
        collector: guarantor,
        how: '每月随还款收取，按剩余本金计',
        standard: '年化2%',
        annualRate: 2,
      },
      {
        item: '逾期罚息',
        kind: 'default',
        collector: bankB.legalName,
        how: '逾期之日起按逾期本金计收，至还清为止',
        standard: '执行利率上浮30%，年化最高20.8%',
      },
      {
        item: '提前还款违约金',
        kind: 'prepayment',
        collector: bankB.legalName,
        how: '提前还款时',
        standard: '不收取',
      },
    ],
    repayment: '等额本息，每月还款一次',
    worked: { principal: 10_000, termMonths: 12, method: 'equal_installments' },
  },
  success: {
    title: '登记已收到',
    text: `${tenant.name}的工作人员会在您方便的时段联系您。登记不等于贷款申请，结果以贷款机构审批为准。`,
    share: false,
  },
  dedupeDays: 30,
};
