/** Owns the check of what the CRM's page says and does not say; must not know HTTP or files. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type CrmLead, readLead } from '../../demo/crm/lead.ts';
import { renderCrmPage, renderLead } from '../../demo/crm/page.ts';
import { promoterDirectory } from '../../demo/promoter-directory.ts';
import { sampleLead } from './sample-lead.ts';

const promoters = promoterDirectory(() => [
  { key: 'zhang', id: 'pr_zhang' },
  { key: 'li', id: 'pr_li' },
]);
const template = readFileSync(new URL('../../demo/pages/crm/index.html', import.meta.url), 'utf8');

function leadOf(parts: Parameters<typeof sampleLead>[0] = {}): CrmLead {
  const lead = readLead(sampleLead(parts).data, '2026-11-22T08:00:00.120Z', 1);
  if (lead === undefined) throw new Error('the sample is no lead');
  return lead;
}

const rowOf = (parts?: Parameters<typeof sampleLead>[0]) => renderLead(leadOf(parts), promoters).toString();
const textOf = (row: string) => row.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

it('masks who the applicant is: the clear values are not in the page', () => {
  const row = rowOf({ values: { name: '王建国', phone: '13800138000', amount: 500_000 } });
  expect(row).toContain('138****8000');
  expect(row).toContain('王**');
  expect(row).not.toMatch(/13800138000|王建国/);
});

it('reads amounts in 万, terms in months, options and regions in words', () => {
  const row = textOf(rowOf({ values: { amount: 505_000, term: 24, use: 'stock', region: '310000' } }));
  expect(row).toContain('50.5万元');
  expect(row).toContain('505,000 元');
  expect(row).toContain('24 个月');
  expect(row).toMatch(/资金用途 采购备货/);
  expect(row).toMatch(/经营所在地区 上海/);
  const from = (region: string) => textOf(rowOf({ values: { region } }));
  expect(from('310100')).toMatch(/经营所在地区 上海市/);
  expect(from('330100')).toMatch(/经营所在地区 浙江 杭州市/);
  expect(from('429004')).toMatch(/经营所在地区 湖北 仙桃市/);
});

it('tells the chain from the first sharer to the application, with who is credited', () => {
  const row = rowOf();
  expect(textOf(row)).toMatch(/员工 张敏 .*客户 李先生 .*本次申请/);
  expect(row).toMatch(/class="credited"[^>]*title="推荐码 23456789AC"/);
  expect(textOf(row)).toContain('按末次触达归因 · 微信');
});

it('says so when nobody shared, and shows the code of a promoter it does not know', () => {
  const none = { model: 'last', chain: [], reason: 'no_touch' };
  expect(textOf(rowOf({ attribution: none }))).toMatch(/直接访问 .*没有推荐链接/);
  const stranger = {
    chain: [{ code: '99999999AB', promoter: 'pr_x', kind: 'partner', level: 1 }],
    reason: 'first_touch',
  };
  expect(textOf(rowOf({ attribution: stranger }))).toMatch(/渠道 99999999AB/);
});

it('names the recipient of each provision, the version and the place in the log', () => {
  expect(textOf(rowOf())).toMatch(/同意 提供给示例银行股份有限公司 第 2 版 · 存证 #12/);
});

it('tells the time from submission to arrival', () => {
  expect(textOf(rowOf())).toContain('用时 120 毫秒');
});

it('escapes hostile values wherever they stand', () => {
  const hostile = `"><img src=x onerror=alert(1)><script>'&`;
  const page = renderCrmPage(template, {
    leads: [
      leadOf({
        id: hostile,
        values: { name: hostile, company: hostile, [hostile]: hostile, use: hostile, region: hostile },
        attribution: { chain: [{ code: hostile, kind: hostile }], channel: hostile, reason: hostile },
      }),
    ],
    promoters,
    partnerUrl: 'http://127.0.0.1:8788',
    lastPingAt: undefined,
    today: '2026-11-22',
  });
  expect(page).not.toContain('<img');
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&lt;script&gt;&#39;&amp;');
});

it('keeps nothing of an erased lead but that there was one', () => {
  const row = renderLead({ ...leadOf(), erased: true, values: [] }, promoters).toString();
  expect(row).toContain('已删除');
  expect(row).not.toContain('data-field');
});

it('shows an empty list as empty, with the next step', () => {
  const page = renderCrmPage(template, {
    leads: [],
    promoters,
    partnerUrl: 'http://127.0.0.1:8788',
    lastPingAt: undefined,
    today: '2026-11-22',
  });
  expect(page).toContain('<ol class="leads" id="leads"></ol>');
  expect(page).toContain('href="http://127.0.0.1:8788"');
});
