/** Owns from how many persons on something has to be appointed, filed or assessed, by which rule and since when; must not count. */

/** What is counted. Those abroad are leads, of which one person may have several: never fewer than the persons. */
export interface PersonCounts {
  /** Persons whose data is held now, told apart by their phones. */
  persons: number;
  /** Of these, whose grant of a `sensitive` notice holds. */
  sensitivePersons: number;
  abroad: { leads: number; sensitiveLeads: number };
}

export interface Threshold {
  id: string;
  /** Row of docs/compliance.md. */
  rule: string;
  counted: 'persons' | 'sensitivePersons' | 'abroad.leads' | 'abroad.sensitiveLeads';
  /** From this many on. */
  from: number;
  count: number;
  isReached: boolean;
  /** What then has to be done, for the tenant's compliance officer. */
  duty: { zh: string; en: string };
  /** The text, and since when it is in force. */
  source: string;
  inForce: string;
}

type Rule = Omit<Threshold, 'count' | 'isReached'>;

const rules: readonly Rule[] = [
  {
    id: 'impact_assessment',
    rule: 'RT-30',
    counted: 'sensitivePersons',
    from: 1,
    duty: {
      zh: '处理敏感个人信息前作个人信息保护影响评估，记录处理情况，保存至少3年',
      en: 'Assess the impact before sensitive data is processed, and keep report and record for 3 years at least',
    },
    source: '个人信息保护法 第55、56条',
    inForce: '2021-11-01',
  },
  {
    id: 'sensitive_responsible',
    rule: 'RT-30',
    counted: 'sensitivePersons',
    from: 100_000,
    duty: {
      zh: '处理超过10万人敏感个人信息的，指定个人信息保护责任人和管理机构',
      en: 'Over 100,000 persons of sensitive data: appoint who is responsible for it, and a department',
    },
    source: 'GB/T 45574-2025',
    inForce: '2025-11-01',
  },
  {
    id: 'officer_filing',
    rule: 'RT-30',
    counted: 'persons',
    from: 1_000_000,
    duty: {
      zh: '处理100万人以上个人信息的，自达到之日起30个工作日内向所在地设区的市级网信部门报送个人信息保护负责人信息',
      en: 'From 1,000,000 persons on: file the personal information protection officer with the city’s cyberspace office within 30 working days',
    },
    source: '个人信息保护法 第52条；国家网信办关于开展个人信息保护负责人信息报送工作的公告',
    inForce: '2025-07-18',
  },
  {
    id: 'officer_audits',
    rule: 'RT-30',
    counted: 'persons',
    from: 1_000_000,
    duty: {
      zh: '处理100万人以上个人信息的，由个人信息保护负责人负责合规审计工作',
      en: 'From 1,000,000 persons on: the officer is in charge of the compliance audits',
    },
    source: '个人信息保护合规审计管理办法 第12条',
    inForce: '2025-05-01',
  },
  {
    id: 'abroad_sensitive_contract',
    rule: 'XB-02',
    counted: 'abroad.sensitiveLeads',
    from: 1,
    duty: {
      zh: '当年向境外提供敏感个人信息不满1万人的，订立个人信息出境标准合同并备案，或者通过个人信息保护认证',
      en: 'Under 10,000 persons of sensitive data abroad in the year: file the standard contract, or be certified',
    },
    source: '促进和规范数据跨境流动规定 第8条',
    inForce: '2024-03-22',
  },
  {
    id: 'abroad_sensitive_assessment',
    rule: 'XB-02',
    counted: 'abroad.sensitiveLeads',
    from: 10_000,
    duty: {
      zh: '当年向境外提供1万人以上敏感个人信息的，申报数据出境安全评估',
      en: 'From 10,000 persons of sensitive data abroad in the year: apply for a security assessment',
    },
    source: '促进和规范数据跨境流动规定 第7条',
    inForce: '2024-03-22',
  },
  {
    id: 'abroad_contract',
    rule: 'XB-02',
    counted: 'abroad.leads',
    from: 100_000,
    duty: {
      zh: '当年向境外提供10万人以上、不满100万人个人信息的，订立个人信息出境标准合同并备案，或者通过个人信息保护认证',
      en: 'From 100,000 persons abroad in the year: file the standard contract, or be certified',
    },
    source: '促进和规范数据跨境流动规定 第8条',
    inForce: '2024-03-22',
  },
  {
    id: 'abroad_assessment',
    rule: 'XB-02',
    counted: 'abroad.leads',
    from: 1_000_000,
    duty: {
      zh: '当年向境外提供100万人以上个人信息的，申报数据出境安全评估',
      en: 'From 1,000,000 persons abroad in the year: apply for a security assessment',
    },
    source: '促进和规范数据跨境流动规定 第7条',
    inForce: '2024-03-22',
  },
];

/** Every threshold with what was counted for it, reached or not: a tenant sees how far off it is. */
export function thresholdsAt(counts: PersonCounts): Threshold[] {
  const countOf: Record<Rule['counted'], number> = {
    persons: counts.persons,
    sensitivePersons: counts.sensitivePersons,
    'abroad.leads': counts.abroad.leads,
    'abroad.sensitiveLeads': counts.abroad.sensitiveLeads,
  };
  return rules.map((rule) => {
    const count = countOf[rule.counted];
    return { ...rule, count, isReached: count >= rule.from };
  });
}
