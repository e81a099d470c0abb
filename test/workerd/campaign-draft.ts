/** Owns a campaign that may be published and shared, for tests to spoil; must not judge it. */
import { shortDisclosure } from '../lawful-disclosure.ts';
import { configure, type Shop } from './scenario.ts';

export const mandate = {
  institution: '示例银行股份有限公司',
  licence: 'B0000H000000001',
  scope: '企业经营贷款的网络营销',
  region: '示例市',
  from: '2026-01-01',
  until: '2099-12-31',
  listUrl: 'https://bank-a.example/partners',
};

export const campaignDraft = {
  title: '春季经营贷款',
  landing: { form: 'biz' },
  copy: {
    headline: '旺季备货，早一点安排',
    lines: ['年化利率（单利）3.85%–10.8%', '期限12至36个月'],
    cta: '扫码登记',
  },
  disclosure: shortDisclosure,
  mandate,
};

export async function saveCampaign(
  shop: Shop,
  id = 'spring',
  draft: object = campaignDraft,
): Promise<unknown> {
  return configure('PUT', `/v1/campaigns/${id}`, shop.owner, draft);
}
