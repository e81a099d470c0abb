/** Owns the text that goes with a shared link: marked as an advertisement, with what the law wants told; must not know where it is shown. */
import type { SharedCampaign } from '../../../contract/campaign.ts';
import type { Disclosure } from '../../../contract/form.ts';

/** `7.2%` or `7.2%–18%`. */
function range(min: number, max: number): string {
  return min === max ? `${min}%` : `${min}%–${max}%`;
}

/** Who lends on whose behalf, at what price and risk, in one paragraph. */
export function disclosureLine(disclosure: Disclosure): string {
  const { lender, aprBasis, aprMin, aprMax, annualCost, fees, risk, approvalId } = disclosure;
  const basis = aprBasis === 'irr' ? 'IRR口径' : '单利口径';
  const sentences = [
    `贷款由${lender}提供`,
    `年化利率${range(aprMin, aprMax)}（${basis}）`,
    ...(annualCost ? [`年化综合融资成本${range(annualCost.min, annualCost.max)}`] : []),
    fees,
    risk,
    `审核编号：${approvalId}`,
  ];
  return `${sentences.map((sentence) => sentence.trim().replace(/[。；;.]{1,9}$/, '')).join('；')}。`;
}

export function cardText({ copy, disclosure, tenantName }: SharedCampaign, url: string): string {
  return [
    `【广告】${copy.headline}`,
    ...copy.lines,
    `${copy.cta}：${url}`,
    '',
    disclosureLine(disclosure),
    tenantName,
  ].join('\n');
}
