/** Owns the A6 sheet that stands on a counter: headline, QR code, and what an advertisement of a loan must tell; no storage. */
import type { Disclosure } from '../../../contract/form.ts';
import { type Finding, type Refusal, refuse } from '../../../contract/problem.ts';
import { plainLook, qrSvg } from '../qr-code.ts';
import { Markup, markup } from './html.ts';
import { page } from './page.ts';
import { printSheetStyle } from './print-sheet-style.ts';

export interface PrintSheet {
  /** Legal name of the tenant. */
  tenantName: string;
  headline: string;
  disclosure: Disclosure | undefined;
  /** Who entrusted the tenant with the campaign of the link. */
  institution: string | undefined;
  /** Name of the staff member whose link it is. */
  sharer: string | null;
  url: string;
}

/** Signs of fees and risk together, above which they are set smaller, and above which A6 has no room for them. */
const denseFrom = 130;
const mostSigns = 250;

/** Level Q: it stands in the light of a window, gets scratched, and is read at an angle. */
const look = { ...plainLook, level: 'Q' } as const;

/** @returns a refusal where nothing may be printed: an advertisement of a loan without its terms, or with too many words */
export async function printSheet(sheet: PrintSheet): Promise<Response | Refusal> {
  const { disclosure, tenantName, headline, institution, sharer, url } = sheet;
  if (disclosure === undefined) return unprintable({ path: 'disclosure', code: 'missing_disclosure' });
  const signs = [...disclosure.fees, ...disclosure.risk].length;
  if (signs > mostSigns) {
    return unprintable({ path: 'disclosure', code: 'too_long_to_print', params: { max: mostSigns } });
  }
  const from = sharer === null ? tenantName : `${sharer} · ${tenantName}`;
  const size = [...headline].length > 16 ? 'long' : 'short';
  const body = markup`<main><article class="a6 ${signs > denseFrom ? 'dense' : ''}"><header><span class="mark">广告</span><span>${tenantName}</span></header><h1 class="${size}">${headline}</h1><div class="code">${new Markup(qrSvg(url, 480, look))}<p>微信扫码，了解并登记</p></div><p class="from">${from}</p>${terms(disclosure, institution)}</article><p class="quiet hint">请用 A6 纸打印（Ctrl+P 或 ⌘P），边距选“无”，缩放选“100%”。</p></main>`;
  return page(`${headline} - ${tenantName}`, body, {
    style: printSheetStyle,
    head: '<meta name="robots" content="noindex">',
  });
}

/** The annual rate is set in the same size as every other figure (人民银行公告〔2021〕第3号). */
function terms(told: Disclosure, institution: string | undefined): Markup {
  const range = (from: string, to: string) => (from === to ? from : `${from}–${to}`);
  const basis = told.aprBasis === 'irr' ? '内部收益率IRR' : '单利';
  const mandate =
    institution === undefined ? '' : `受${institution === told.lender ? '上述机构' : institution}委托推广　`;
  const { annualCost } = told;
  const cost =
    annualCost === undefined
      ? markup``
      : markup`<div><dt>年化综合融资成本</dt><dd>${range(`${annualCost.min}%`, `${annualCost.max}%`)}</dd></div>`;
  return markup`<section class="terms"><p class="lender">贷款由<b>${told.lender}</b>提供</p><dl><div><dt>年化利率（${basis}）</dt><dd>${range(`${told.aprMin}%`, `${told.aprMax}%`)}</dd></div>${cost}<div><dt>可申请额度</dt><dd>${range(money(told.amountMin), money(told.amountMax))}</dd></div></dl><p>${told.fees}</p><p class="risk">${told.risk}</p><p>${mandate}审核编号：${told.approvalId}</p></section>`;
}

function money(yuan: number): string {
  return yuan >= 10_000 ? `${yuan / 10_000}万元` : `${yuan}元`;
}

function unprintable(finding: Finding): Refusal {
  return refuse('invalid_request', [finding]);
}
