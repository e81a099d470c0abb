/** Owns the demo's two campaigns: approved words, terms and mandates; must not know how they are saved or drawn. */
import { businessLoan } from './form-business.ts';
import { personalLoan } from './form-personal.ts';
import type { SeedForm } from './form-type.ts';
import { bankA, bankB } from './parties.ts';

/** Made up, as are the institutions, and long enough for whoever tries the demo out. */
const mandateDays = { from: '2026-01-01', until: '2030-12-31' };

/** Campaigns tell the terms in short; the sheet stands with the form. */
function shortOf({
  costs: _,
  worked: __,
  repayment: ___,
  lenderType: ____,
  ...short
}: SeedForm['disclosure']) {
  return short;
}

export const campaigns = [
  {
    id: 'business-season',
    title: '旺季备货经营贷款',
    landing: { form: businessLoan.id },
    copy: {
      headline: '旺季备货，早一点安排',
      lines: ['企业经营贷款意向登记', '5万元至300万元，12至36个月', '额度、期限、利率以贷款机构审批结果为准'],
      cta: '扫码登记，由工作人员联系您',
    },
    disclosure: shortOf(businessLoan.disclosure),
    mandate: {
      institution: bankA.legalName,
      licence: 'B0000H000000001（示例）',
      scope: '企业经营贷款的网络营销：展示产品信息、登记意向',
      region: '示例市',
      ...mandateDays,
      listUrl: 'https://bank-a.example/partners',
    },
  },
  {
    id: 'personal-home',
    title: '家居装修消费贷款',
    landing: { form: personalLoan.id },
    copy: {
      headline: '装修的账，先算清楚',
      lines: ['个人消费贷款意向登记', '5千元至20万元，6至24个月', '额度、期限、利率以贷款机构审批结果为准'],
      cta: '扫码登记，由工作人员联系您',
    },
    disclosure: shortOf(personalLoan.disclosure),
    mandate: {
      institution: bankB.legalName,
      licence: 'X0000H000000002（示例）',
      scope: '个人消费贷款的网络营销：展示产品信息、登记意向',
      region: '示范市',
      ...mandateDays,
      listUrl: 'https://bank-b.example/partners',
    },
  },
];
