/** Owns the share centre's pure parts: series by day, the text that goes with a link, what a pasted token is; no screen. */
import { describe, expect, test } from 'vitest';
import type { SharedCampaign } from '../../../contract/campaign.ts';
import { tenantOfToken } from '../../../sdk/pages/kept-token.ts';
import { cardText } from '../../../sdk/share/centre/card-text.ts';
import { daySeries, daysUpTo } from '../../../sdk/share/centre/day-series.ts';
import { campaigns } from '../../e2e/share-centre-stage.ts';

const [autumn] = campaigns as [SharedCampaign, ...SharedCampaign[]];

describe('days', () => {
  test('are those of China: at 16:00 UTC the next one has begun', () => {
    expect(daysUpTo(Date.parse('2026-11-27T15:59:59.999Z'), 2)).toEqual(['2026-11-26', '2026-11-27']);
    expect(daysUpTo(Date.parse('2026-11-27T16:00:00.000Z'), 2)).toEqual(['2026-11-27', '2026-11-28']);
  });

  test('without a count are zero; links are summed; what lies before is left out', () => {
    const days = ['2026-11-26', '2026-11-27'];
    const count = (code: string, day: string, visits: number) => ({ code, day, visits, starts: 1, leads: 0 });
    const counts = [count('A', '2026-11-25', 9), count('A', '2026-11-27', 2), count('B', '2026-11-27', 3)];
    expect(daySeries(counts, 'visits', days)).toEqual({ days, values: [0, 5], total: 5, today: 5 });
    expect(daySeries([], 'leads', days)).toEqual({ days, values: [0, 0], total: 0, today: 0 });
  });
});

test('the text of a link begins with the mark of an advertisement and ends with lender, rate, risk, approval', () => {
  const text = cardText(autumn, 'https://jinjian.test/s/acme/23456789AB');
  const told = ['示例银行股份有限公司', '7.2%–18%（IRR口径）', '逾期将影响个人信用', '审核编号：HK-2026-017'];
  expect(text.startsWith('【广告】')).toBe(true);
  for (const part of [...told, 'https://jinjian.test/s/acme/23456789AB']) expect(text).toContain(part);
});

test.each([
  [`jk_acme_${'a'.repeat(32)}`, 'acme'],
  [`jk_t-1-x_${'a2'.repeat(16)}`, 't-1-x'],
  ['jk_acme_', null],
  ['23456789AB', null],
  [`<img>jk_acme_${'a'.repeat(32)}`, null],
])('%s is of %s', (token, tenant) => {
  expect(tenantOfToken(token)).toBe(tenant);
});
