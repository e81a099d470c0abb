/** Owns a lender's terms with the whole sheet of costs, for the forms and campaigns of tests; must not judge them. */
import type { CostItem, Disclosure } from '../contract/form.ts';

const lender = '示例银行股份有限公司';

/** What posters, cards and campaigns tell. */
export const shortDisclosure = {
  lender,
  aprMin: 3.85,
  aprMax: 10.8,
  aprBasis: 'simple',
  amountMin: 50_000,
  amountMax: 3_000_000,
  termMonths: [12, 24, 36],
  fees: `贷款利息由${lender}收取，除利息外无其他费用`,
  risk: '贷款有风险，借款需谨慎。金额、期限、利率以贷款机构审批结果为准。',
  approvalId: '示审营〔2026〕第0117号',
} satisfies Disclosure;

export const interestItem: CostItem = {
  item: '利息',
  kind: 'interest',
  collector: lender,
  how: '按月收取',
  standard: '年利率（单利）3.85%–10.8%',
};

/** What a form for loans needs to be published. */
export const lawfulDisclosure = {
  ...shortDisclosure,
  lenderType: 'bank',
  costs: [interestItem],
  repayment: '等额本息，按月还款',
  worked: { principal: 100_000, termMonths: 12, method: 'equal_installments' },
} satisfies Disclosure;
