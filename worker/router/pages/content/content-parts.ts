/** Owns what every shared page has: the mark of an advertisement, the disclosure, the head for previews, the way on; must not know which page. */
import type { SharedCampaign } from '../../../../contract/campaign.ts';
import type { Disclosure } from '../../../../contract/form.ts';
import type { TenantView } from '../../../tenant/profile.ts';
import { icpLine } from '../form-page.ts';
import { escapeHtml, type Markup, markup } from '../html.ts';

/** A constant: its hash is in the pages' policy. */
export const contentStyle = `
body{overflow-wrap:anywhere;-webkit-text-size-adjust:100%;font-variant-numeric:tabular-nums}
main{max-width:640px}
h1{font-size:24px;margin:4px 4px 16px}
h2{font-size:18px}
.from{display:flex;align-items:center;margin:0 4px 10px;color:var(--quiet);font-size:14px}
.mark{flex:none;margin-right:8px;padding:0 5px;border:1px solid var(--quiet);border-radius:4px;font-size:13px}
.sheet,.told,.stage{margin-bottom:16px}
.stage:empty{display:none}
.text ul{list-style:disc;padding-left:1.3em;margin:0 0 12px}
.text li,.text li:first-child{border:0;padding:2px 0}
.text>:last-child{margin-bottom:0}
video{display:block;width:100%;max-height:70vh;margin:0 0 16px;border-radius:10px;background:#000}
summary{min-height:48px;padding:12px 0;color:var(--accent);cursor:pointer}
.lines{white-space:pre-line}
.told{padding:16px 20px;border:1px solid var(--line);border-radius:10px;background:var(--paper);font-size:14px}
.told dl{grid-template-columns:1fr 1fr;margin:12px 0}
.told dt{font-size:13px}
.told dd{font-size:18px;line-height:1.4;font-weight:600}
.told p{margin:4px 0 0}
.button{display:block;min-height:52px;margin:0 0 16px;padding:13px 16px;border-radius:10px;background:var(--accent);color:var(--on-accent);font-weight:600;text-align:center;text-decoration:none}
.button.plain{border:1px solid var(--accent);background:none;color:var(--accent)}
:root{--on-accent:#fff}
@media(prefers-color-scheme:dark){:root{--on-accent:#06120e}}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
main.card{max-width:480px}
.who{display:flex;align-items:center;margin:0 0 20px}
.who img{flex:none;width:88px;height:88px;margin-right:16px;border-radius:10px;object-fit:cover;background:var(--ground)}
.who h1{margin:0;font-size:26px}
.who p{margin:2px 0 0}
.scan{margin:0;text-align:center}
.scan img{display:block;width:200px;height:200px;margin:0 auto 8px;border-radius:8px}
`;

export interface Preview {
  type: 'article' | 'video.other' | 'profile';
  title: string;
  description: string;
  /** Without referral codes: whoever shares on adds their own. */
  url: string;
  image?: string | undefined;
}

/** What link previews and search engines show. */
export function headOf({ type, title, description, url, image }: Preview, site: string): string {
  const graph = {
    'og:type': type,
    'og:title': title,
    'og:description': description,
    'og:url': url,
    'og:site_name': site,
    'og:locale': 'zh_CN',
    ...(image === undefined ? {} : { 'og:image': image }),
  };
  return [
    `<meta name="description" content="${escapeHtml(description)}">`,
    ...Object.entries(graph).map(([name, text]) => `<meta property="${name}" content="${escapeHtml(text)}">`),
    `<link rel="canonical" href="${escapeHtml(url)}">`,
  ].join('');
}

/** 互联网广告管理办法 art. 9: an advertisement says that it is one, before it says anything else. */
export function fromLine(tenant: TenantView, campaign: SharedCampaign | undefined): Markup {
  const institution = campaign?.institution === undefined ? '' : `，受${campaign.institution}委托推广`;
  return markup`<p class="from"><span class="mark">广告</span><span>${tenant.name}${institution}</span></p>`;
}

/** `7.2%` or `7.2%–18%`, of any two. */
function range(from: string, to: string): string {
  return from === to ? from : `${from}–${to}`;
}

function yuan(sum: number): string {
  return sum >= 10_000 && sum % 1000 === 0 ? `${sum / 10_000}万元` : `${sum}元`;
}

/** Rate, price and risk in one sentence, for previews. */
export function priceLine(told: Disclosure | undefined): string {
  if (told === undefined) return '';
  const basis = told.aprBasis === 'irr' ? 'IRR口径' : '单利口径';
  return `年化利率${range(`${told.aprMin}%`, `${told.aprMax}%`)}（${basis}），出借机构：${told.lender}。${costFacts(told).flat().join('')}`;
}

/** The whole yearly cost, where a sheet tells it. */
function costFacts({ annualCost }: Disclosure): [string, string][] {
  if (annualCost === undefined) return [];
  return [['年化综合融资成本', range(`${annualCost.min}%`, `${annualCost.max}%`)]];
}

export function disclosureBlock(told: Disclosure | undefined): Markup {
  if (told === undefined) return markup``;
  const facts: [string, string][] = [
    [
      `年化利率（${told.aprBasis === 'irr' ? 'IRR口径' : '单利口径'}）`,
      range(`${told.aprMin}%`, `${told.aprMax}%`),
    ],
    ...costFacts(told),
    ['可申请额度', range(yuan(told.amountMin), yuan(told.amountMax))],
    ['期限', `${told.termMonths.join('、')}个月`],
  ];
  return markup`<section class="told" aria-label="贷款信息"><p><strong>贷款由${told.lender}提供</strong></p><dl>${facts.map(
    ([name, fact]) => markup`<div><dt>${name}</dt><dd>${fact}</dd></div>`,
  )}</dl><p>${told.fees}</p><p>${told.risk}</p><p class="quiet">审核编号：${told.approvalId}</p></section>`;
}

export function footer(tenant: TenantView): Markup {
  const contact = tenant.contact === undefined ? markup`` : markup`<p>${tenant.contact}</p>`;
  return markup`<footer class="quiet foot"><p>由${tenant.name}提供</p>${contact}${icpLine(tenant.settings.icp)}</footer>`;
}
