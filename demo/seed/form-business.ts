/** Owns the demo's form for business loans; must not know how it is published or drawn. */

import type { SeedForm } from './form-type.ts';
import { bankA, tenant } from './parties.ts';

export const businessLoan: SeedForm = {
  id: 'business-loan',
  title: '企业经营贷款意向登记',
  locale: 'zh-CN',
  steps: [
    {
      title: '融资需求',
      fields: [
        {
          id: 'amount',
          kind: 'amount',
          label: '申请金额',
          required: true,
          purpose: '了解融资规模，判断可受理的产品',
          help: '5万元至300万元，以1万元为单位',
          placeholder: '如 500000',
          min: 50_000,
          max: 3_000_000,
          step: 10_000,
        },
        {
          id: 'term',
          kind: 'term',
          label: '借款期限',
          required: true,
          purpose: '了解希望的还款安排',
          options: [12, 24, 36],
        },
        {
          id: 'use',
          kind: 'choice',
          label: '资金用途',
          required: true,
          purpose: '经营贷款须用于真实的生产经营',
          options: [
            { value: 'stock', label: '采购备货' },
            { value: 'payables', label: '支付货款' },
            { value: 'equipment', label: '购置设备' },
            { value: 'premises', label: '装修扩建' },
            { value: 'running', label: '日常周转' },
            { value: 'other', label: '其他经营支出' },
          ],
        },
      ],
    },
    {
      title: '企业与联系人',
      fields: [
        {
          id: 'company',
          kind: 'company',
          label: '企业名称',
          required: true,
          purpose: '确认经营主体',
          placeholder: '与营业执照一致',
        },
        {
          id: 'uscc',
          kind: 'uscc',
          label: '统一社会信用代码',
          purpose: '区分同名企业，减少后续核对',
          help: '营业执照右上角的18位代码',
        },
        {
          id: 'name',
          kind: 'name',
          label: '联系人姓名',
          required: true,
          purpose: '联系时知道怎样称呼您',
        },
        {
          id: 'phone',
          kind: 'phone',
          label: '手机号码',
          required: true,
          purpose: '就本次融资意向与您联系',
          verify: 'none',
        },
        {
          id: 'region',
          kind: 'region',
          label: '经营所在地区',
          required: true,
          purpose: '确认所在地区能否受理',
        },
        {
          id: 'turnover',
          kind: 'number',
          label: '近一年营业收入（万元）',
          purpose: '金额超过100万元时，用于判断规模是否匹配',
          showIf: { field: 'amount', op: 'gt', value: 1_000_000 },
          min: 0,
          max: 1_000_000,
        },
      ],
    },
  ],
  consents: [
    { notice: 'privacy', required: true },
    { notice: 'provide-bank-a', required: false },
    { notice: 'marketing', required: false },
  ],
  disclosure: {
    lender: bankA.legalName,
    aprMin: 3.85,
    aprMax: 10.8,
    aprBasis: 'simple',
    amountMin: 50_000,
    amountMax: 3_000_000,
    termMonths: [12, 24, 36],
    fees: `贷款利息由${bankA.legalName}收取，除利息外无其他费用；${tenant.name}不向借款人收取费用`,
    risk: '贷款有风险，借款需谨慎。请根据经营情况合理贷款，按期还款；逾期会产生罚息，并可能影响信用记录。金额、期限、利率以贷款机构审批结果为准。',
    approvalId: '示审营〔2026〕第0117号',
  },
  success: {
    title: '登记已收到',
    text: `${tenant.name}的工作人员会在1个工作日内与您联系，请留意来电。登记不等于贷款申请，结果以贷款机构审批为准。`,
    share: false,
  },
  dedupeDays: 30,
};
