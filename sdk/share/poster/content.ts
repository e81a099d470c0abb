/** Owns the words of a poster, slot by slot, and which of them the law wants there; must not know where they stand. */
import type { SharedCampaign } from '../../../contract/campaign.ts';
import type { Rgb } from '../../../contract/contrast.ts';

/** How much a slot's words matter: `required` ones must be there, those and `whole` ones are never cut or dropped. */
type Duty = 'required' | 'whole' | 'optional';

/**
 * 网销办法 art. 8 (product, provider, rate and fees, risk), 3号公告 (the annual rate), 广告法 art. 14 (广告), the archive of
 * approved copy (MK-17).
 */
const duties = {
  mark: 'required',
  tenant: 'optional',
  institution: 'whole',
  headline: 'optional',
  lines: 'optional',
  cta: 'optional',
  scan: 'optional',
  sharer: 'optional',
  aprLabel: 'required',
  apr: 'required',
  amountLabel: 'whole',
  amount: 'whole',
  termLabel: 'whole',
  term: 'whole',
  fees: 'whole',
  lender: 'required',
  risk: 'required',
  approval: 'required',
} as const;

/** The tenant's own copy, the sharer, and the disclosure. */
export type Slot = keyof typeof duties;

const dutyOf: Readonly<Record<Slot, Duty>> = duties;

export function isSlot(name: string): name is Slot {
  return name in duties;
}

export const slots: readonly Slot[] = Object.keys(duties).filter(isSlot);

/** Without words for it there is no poster. */
export function isRequired(slot: Slot): boolean {
  return dutyOf[slot] === 'required';
}

/** Its words may be cut, or left out, where there is no room. */
export function mayBeCut(slot: Slot): boolean {
  return dutyOf[slot] === 'optional';
}

/** `modules` as `GET /v1/links/{code}/qr` answers them: base64url bits, row by row, most significant first. */
export interface QrModules {
  size: number;
  modules: string;
}

/** Who shares: staff with name and title. */
export interface Sharer {
  name: string;
  title?: string | undefined;
}

export interface PosterContent {
  texts: Readonly<Record<Slot, string>>;
  /** Modules along a side. */
  qrSize: number;
  accent: Rgb;
  hasPicture: boolean;
}

/** Signs that turn or hide text; emoji keep their joiners. */
const unseen = /(?!\n|\u200d|[\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
/** Heaps of combining marks, which would climb out of their line. */
const heaped = /(\p{M}{2})\p{M}+/gu;

function clean(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(unseen, '')
    .replace(heaped, '$1')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');
}

/** The words of a poster of this campaign. */
export function textsOf(campaign: SharedCampaign, sharer?: Sharer): Record<Slot, string> {
  const { copy, disclosure: told, tenantName } = campaign;
  // Blank ones would pass for words once they stand in a sentence.
  const [lender, approvalId] = [clean(told.lender), clean(told.approvalId)];
  const institution = clean(campaign.institution ?? '');
  const hasRate = Number.isFinite(told.aprMin) && Number.isFinite(told.aprMax);
  const texts: Record<Slot, string> = {
    mark: '广告',
    tenant: tenantName,
    institution: institution ? `受${institution === lender ? '上述机构' : institution}委托推广` : '',
    headline: copy.headline,
    lines: copy.lines.join('\n'),
    cta: copy.cta,
    scan: '长按识别二维码',
    sharer: sharer ? [sharer.name, sharer.title].filter(Boolean).join(' · ') : '',
    aprLabel: `年化利率（${told.aprBasis === 'simple' ? '单利' : '内部收益率IRR'}）`,
    // In one slot, so that no figure is larger than the whole cost.
    apr: hasRate ? `${range(`${told.aprMin}%`, `${told.aprMax}%`)}\n${campaign.cost ?? ''}` : '',
    amountLabel: '可申请额度',
    amount: range(yuan(told.amountMin), yuan(told.amountMax)),
    termLabel: '期限',
    term: `${told.termMonths.join('、')}个月`,
    fees: told.fees,
    lender: lender && `贷款由${lender}提供`,
    risk: told.risk,
    approval: approvalId && `审核编号：${approvalId}`,
  };
  for (const slot of slots) texts[slot] = clean(texts[slot]);
  return texts;
}

function range(from: string, to: string): string {
  return from === to ? from : `${from}–${to}`;
}

/** Whole 万 where it is, else digits in threes. */
function yuan(sum: number): string {
  return sum >= 10_000 && sum % 1000 === 0 ? `${sum / 10_000}万元` : `${sum.toLocaleString('en')}元`;
}
