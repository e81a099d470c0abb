/** Owns the wording of findings on a loan's terms, costs and mandate; must not know when one is found. */

/** By finding code. */
export const loanMessages: Record<'zh-CN' | 'en', Record<string, string>> = {
  'zh-CN': {
    apr_over_cap: '年化利率不得高于 {cap}%（按贷款机构类型和日期适用的上限）',
    'apr_over_cap.prime_rate':
      '年化利率不得高于 {cap}%：{primeRateFrom} 公布的一年期 LPR {primeRate}% 的四倍（来源：中国人民银行）',
    'cost_over_cap.prime_rate':
      '年化综合融资成本为 {cost}%，不得高于 {cap}%：{primeRateFrom} 公布的一年期 LPR {primeRate}% 的四倍（来源：中国人民银行），请核对费用，或更换产品',
    cost_over_cap: '年化综合融资成本为 {cost}%，不得高于 {cap}%，请核对费用，或更换产品',
    cost_sheet_missing:
      '贷款表单须附综合融资成本明示表：逐项费用（disclosure.costs）与示例还款（disclosure.worked）',
    interest_missing: '披露了利率，费用表中却没有利息（interest）一项',
    annual_rate_missing: '请写明此项费用折合的年化比率（annualRate），否则无法计入综合成本',
    told_elsewhere: '须在此写明收费标准，不得只写“见合同”“以合同为准”',
    none_where_charged: '实际收取利息或费用，不得写“无”“没有”或“除利息外无其他费用”',
    tenant_collects: '本机构不得向借款人收取任何息费，请改由贷款机构或持牌机构收取并写明全称',
    rate_contradicts: '与披露的年化范围（{min}%–{max}%）不一致',
    never_repays: '示例还款的总额低于本金，永远还不清',
    no_rate: '示例还款全部为 0，算不出年化成本',
    schedule_outside_term: '示例还款的月份重复，或超出期限',
    costs_do_not_add_up: '各项费用、年化比率与示例还款互相矛盾，请核对',
    mandate_of_another: '委托机构须是披露的贷款机构（统一社会信用代码或名称一致）',
    host_not_mandated: '落地网址的主机名不在委托列明的 mandate.hosts 之内',
    not_a_host: '须为主机名，如 loan.bank.example，不带协议、路径和通配符',
    landing_without_disclosure: '落地的表单没有产品信息披露',
    landing_of_another: '落地的表单披露的是另一家贷款机构',
  },
  en: {
    apr_over_cap: 'The yearly rate may not exceed {cap} %: the cap of this kind of lender on this day',
    'apr_over_cap.prime_rate':
      'The yearly rate may not exceed {cap} %: four times the one-year LPR of {primeRate} % of {primeRateFrom} (PBoC)',
    'cost_over_cap.prime_rate':
      'The all-in yearly cost is {cost} %, and may not exceed {cap} %: four times the one-year LPR of {primeRate} % of {primeRateFrom} (PBoC)',
    cost_over_cap: 'The all-in yearly cost is {cost} %, and may not exceed {cap} %',
    cost_sheet_missing:
      'A form for loans needs the whole sheet of costs: each charge (disclosure.costs) and a worked example (disclosure.worked)',
    interest_missing: 'A rate is disclosed, and the costs hold no interest',
    annual_rate_missing: 'Say what this charge is per year (annualRate), or it is left out of the whole cost',
    told_elsewhere: 'Say what is charged here; “see contract” tells nothing',
    none_where_charged: 'Interest or a fee is charged, so that this may not deny it',
    tenant_collects: 'The tenant itself may charge a borrower nothing; name the lender or licensed collector',
    rate_contradicts: 'Not within the disclosed yearly range of {min} % to {max} %',
    never_repays: 'The instalments give back less than was lent',
    no_rate: 'The instalments are all zero, so that there is no yearly cost',
    schedule_outside_term: 'A month is named twice, or lies after the term',
    costs_do_not_add_up: 'Charges, yearly rates and instalments contradict each other',
    mandate_of_another: 'The mandate must be of the lender that is disclosed, by code or by name',
    host_not_mandated: 'The landing’s host is not one that the mandate lists (mandate.hosts)',
    not_a_host: 'A host name such as loan.bank.example, without scheme, path or wildcard',
    landing_without_disclosure: 'The form that it leads to discloses no lender’s terms',
    landing_of_another: 'The form that it leads to discloses another lender',
  },
};
