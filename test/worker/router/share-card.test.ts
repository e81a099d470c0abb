/** Owns what a card says of a form and of a campaign: whose words, the price first, no character halved. */
import { expect, test } from 'vitest';
import type { SharedCampaign } from '../../../contract/campaign.ts';
import type { PublishedForm } from '../../../contract/form.ts';
import { shareCard } from '../../../worker/router/share-card.ts';

const form: PublishedForm = {
  id: 'loan',
  version: 1,
  digest: 'sha256:00',
  title: '经营贷款申请',
  locale: 'zh-CN',
  steps: [],
  consents: [],
};

const campaign: SharedCampaign = {
  id: 'spring',
  version: 2,
  title: '春季',
  tenantName: '示例助贷',
  copy: { headline: '小微企业经营周转', lines: ['凭纳税记录申请', '线上提交，人工联系'], cta: '了解与申请' },
  disclosure: {
    lender: '示例银行',
    aprMin: 3.6,
    aprMax: 7.2,
    aprBasis: 'irr',
    amountMin: 10_000,
    amountMax: 500_000,
    termMonths: [12],
    fees: '无',
    risk: '按时还款',
    approvalId: 'A1',
  },
  poster: { template: 'plain', background: 'https://img.example/a.png' },
  off: null,
};

test('a campaign that is on lends its headline, lines and picture, after its price', () => {
  expect(shareCard('示例助贷', form, campaign)).toEqual({
    title: '小微企业经营周转',
    text: '年化利率3.6%–7.2%（IRR口径），出借机构：示例银行。凭纳税记录申请 线上提交，人工联系',
    image: 'https://img.example/a.png',
  });
});

test('the price is told once', () => {
  const copy = { ...campaign.copy, lines: ['年化利率（单利）3.6%–7.2%', '期限12个月'] };
  expect(shareCard('示例助贷', form, { ...campaign, copy }).text).toBe(
    '年化利率（单利）3.6%–7.2% 期限12个月',
  );
});

test.for(['no_mandate', 'mandate_not_begun', 'mandate_ended', 'expired'] as const)(
  'one that is off by %s lends nothing',
  (off) => {
    const card = shareCard('示例助贷', form, { ...campaign, off });
    expect(card).toEqual(shareCard('示例助贷', form, null));
    expect(card.title).toBe('经营贷款申请');
    expect(card.image).toBeNull();
  },
);

test('long texts are cut between characters', () => {
  const copy = { headline: '💰'.repeat(80), lines: ['𠮷'.repeat(400)], cta: '了解' };
  const { title, text } = shareCard('示例助贷', form, { ...campaign, copy });
  expect([...title]).toHaveLength(64);
  expect([...text]).toHaveLength(200);
  expect([title.at(-1), text.at(-1)]).toEqual(['…', '…']);
  expect([title, text].every((one) => one.isWellFormed())).toBe(true);
  expect(text).toMatch(/^年化利率/);
});
