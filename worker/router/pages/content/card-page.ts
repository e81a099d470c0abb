/** Owns the page of a promoter's business card 名片: who they are, how to call them, their QR code; must not know who opens it. */
import type { SharedCampaign } from '../../../../contract/campaign.ts';
import type { TenantView } from '../../../tenant/profile.ts';
import type { PromoterView } from '../../../tenant/promoters.ts';
import { plainLook, qrSvg } from '../../qr-code.ts';
import { markup } from '../html.ts';
import { page } from '../page.ts';
import { contentStyle, disclosureBlock, footer, fromLine, headOf, priceLine } from './content-parts.ts';

export interface ShownCard {
  tenant: TenantView;
  promoter: PromoterView;
  campaign: SharedCampaign | undefined;
  /** The sharer's short address, which counts and leads on. */
  link: string;
  publicUrl: string;
  code: string;
}

export function cardPage({
  tenant,
  promoter,
  campaign,
  link,
  publicUrl,
  code,
}: ShownCard): Promise<Response> {
  const { name, title, phone, photo } = promoter;
  const company = promoter.employer ?? tenant.name;
  const about = [title, company].filter(Boolean).join(' · ');
  const picture =
    photo === undefined ? markup`` : markup`<img src="${photo}" alt="${name}" width="88" height="88">`;
  const call =
    phone === undefined
      ? markup``
      : markup`<a class="button plain" href="tel:${phone.replace(/[^\d+]/g, '')}">致电 ${phone}</a>`;
  const qr = `data:image/svg+xml;base64,${btoa(qrSvg(link, 400, plainLook))}`;
  const body = markup`<main class="card">${fromLine(tenant, campaign)}<div class="sheet"><div class="who">${picture}<div><h1>${name}</h1><p class="quiet">${about}</p></div></div>${call}<p class="scan"><img src="${qr}" alt="${name}的推广二维码" width="200" height="200"><span class="quiet">长按识别，或保存后分享</span></p></div>${disclosureBlock(campaign?.disclosure)}<a class="button" href="${link}">${campaign?.copy.cta ?? '填写申请'}</a>${footer(tenant)}</main>`;
  const head = headOf(
    {
      type: 'profile',
      title: `${name} · ${company}`,
      description: `${about}。${priceLine(campaign?.disclosure)}`,
      url: `${publicUrl}/c/${tenant.id}/card/${code}`,
      image: photo,
    },
    tenant.name,
  );
  return page(`${name} - ${company}`, body, {
    style: contentStyle,
    // A member of staff is no search result.
    head: `<meta name="robots" content="noindex">${head}`,
    policy: photo === undefined ? {} : { 'img-src': [photo] },
  });
}
