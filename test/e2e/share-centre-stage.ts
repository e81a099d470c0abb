/** Owns what a share centre shows in tests of its screens: campaigns, counts and contents as the server would answer; must not judge. */
import type { Page, Route } from 'playwright-core';
import type { SharedCampaign } from '../../contract/campaign.ts';
import type { SharedContent, SharedCount } from '../../contract/share-centre.ts';

export const disclosure = {
  lender: '示例银行股份有限公司',
  aprMin: 7.2,
  aprMax: 18,
  aprBasis: 'irr' as const,
  amountMin: 10_000,
  amountMax: 500_000,
  termMonths: [12, 24, 36],
  fees: '除利息外不收取其他费用',
  risk: '请根据自身还款能力合理借款，逾期将影响个人信用',
  approvalId: 'HK-2026-017',
};

export const campaigns: SharedCampaign[] = [
  {
    id: 'autumn',
    version: 1,
    title: '小微经营贷秋季推广',
    tenantName: '汇凯助贷（示例）',
    copy: {
      headline: '给门店备货，一笔算得清的周转资金',
      lines: ['额度1万至50万元，最长36个月', '利率、费用写在申请页第一屏'],
      cta: '查看申请条件',
    },
    disclosure,
    institution: disclosure.lender,
    poster: { template: 'ledger' },
    off: null,
  },
  {
    id: 'renovation',
    version: 3,
    title: '装修分期',
    tenantName: '汇凯助贷（示例）',
    copy: { headline: '装修款按月还，提前还款不收违约金', lines: ['最长36个月'], cta: '查看申请条件' },
    disclosure,
    institution: disclosure.lender,
    poster: { template: 'ledger' },
    off: 'mandate_ended',
  },
];

export const contents: SharedContent[] = [
  {
    id: 'how-to-read-apr',
    kind: 'article',
    title: '年化利率怎么看：三分钟算清一笔贷款的成本',
    campaign: 'autumn',
  },
  { id: 'shop-story', kind: 'video', title: '一家面馆的备货账', campaign: 'autumn' },
];

/** Thirty days that rise and fall as a shared link's do. */
export function counts(nowMs: number): SharedCount[] {
  return Array.from({ length: 30 }, (_, at) => {
    const day = new Date(nowMs + 8 * 3_600_000 - at * 86_400_000).toISOString().slice(0, 10);
    const visits = at % 7 === 5 ? 0 : 3 + ((at * 37) % 19);
    const starts = Math.floor(visits / 3);
    return {
      code: '23456789AB',
      campaign: 'autumn',
      day,
      visits,
      starts,
      leads: at % 4 === 0 ? Math.floor(starts / 2) : 0,
    };
  });
}

export interface Stage {
  campaigns?: SharedCampaign[];
  counts?: SharedCount[];
  contents?: SharedContent[];
}

/** Answers the lists of the share centre with these; everything else goes to the server. */
export async function setStage(page: Page, stage: Stage): Promise<void> {
  const items = (list: unknown[]) => (route: Route) =>
    route.fulfill({ json: { items: list }, headers: { 'access-control-allow-origin': '*' } });
  await page.route('**/v1/shared/campaigns', items(stage.campaigns ?? []));
  await page.route('**/v1/shared/counts?*', items(stage.counts ?? []));
  await page.route('**/v1/shared/contents', items(stage.contents ?? []));
}
