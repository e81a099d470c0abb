/** Owns the rules on what a loan's advertising and its sheet of costs must tell, with their sources, as data; must not check any. */
import type { Finding } from '../../contract/problem.ts';

export interface LoanLaw {
  rule: string;
  source: string;
}

const sheet = '《个人贷款业务明示综合融资成本规定》（金规〔2026〕2号）';
const cooperation = '《关于加强商业银行互联网助贷业务管理提升金融服务质效的通知》（金规〔2025〕9号）';

export const loanLaws = {
  yearlyRate: { rule: 'MK-11', source: '中国人民银行公告〔2021〕第3号' },
  collector: { rule: 'MK-12', source: cooperation },
  cap: { rule: 'MK-13', source: `${cooperation}及司法裁判口径` },
  smallLoanCap: { rule: 'MK-32', source: '小额贷款公司综合融资成本管理工作指引（2025年12月）' },
  sheet: { rule: 'MK-30', source: sheet },
  companySheet: { rule: 'MK-31', source: '银办发〔2025〕203号（企业贷款综合融资成本，贷款明白纸）' },
  mandate: { rule: 'MK-01', source: '《金融产品网络营销管理办法》' },
} as const satisfies Record<string, LoanLaw>;

/** A finding that names its rule and law. */
export function lawfulFinding(
  law: LoanLaw,
  path: string,
  code: string,
  more: Pick<Finding, 'params' | 'phrase' | 'because'> = {},
): Finding {
  return { path, code, ...more, ...law };
}
