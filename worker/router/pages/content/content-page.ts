/** Owns the pages of an article and of a video; must not judge texts or know where they are kept. */

import type { SharedCampaign } from '../../../../contract/campaign.ts';
import type { Article, Content, Video } from '../../../../contract/content.ts';
import type { Disclosure } from '../../../../contract/form.ts';
import type { TenantView } from '../../../tenant/profile.ts';
import { blocksMarkup } from '../block-markup.ts';
import type { PolicySources } from '../content-policy.ts';
import { type Markup, markup } from '../html.ts';
import { page } from '../page.ts';
import { wechatShare } from '../wechat-share.ts';
import { contentStyle, disclosureBlock, footer, fromLine, headOf, priceLine } from './content-parts.ts';

export interface ShownContent {
  tenant: TenantView;
  content: Content;
  campaign: SharedCampaign | undefined;
  /** The form that an article ends with, where it has one on this server. */
  form: { id: string; disclosure?: Disclosure | undefined } | undefined;
  /** Where the way on leads: through the sharer's link, when the address brings one. */
  next: string | undefined;
  publicUrl: string;
  /** The visitor's: inside WeChat the page brings what its share card needs. */
  request: Request;
}

export function contentPage(shown: ShownContent): Promise<Response> {
  const { tenant, content, campaign, form, publicUrl, request } = shown;
  const disclosure = campaign?.disclosure ?? form?.disclosure;
  const wechat = wechatShare(tenant, { content: content.id }, request);
  const middle = content.kind === 'video' ? videoBody(content) : articleBody(content);
  const body = markup`<main>${fromLine(tenant, campaign)}<h1>${content.title}</h1>${middle}${disclosureBlock(disclosure)}${wayOn(shown)}${footer(tenant)}</main>${wechat.tag}`;
  const isVideo = content.kind === 'video';
  return page(`${content.title} - ${tenant.name}`, body, {
    style: contentStyle,
    head: headOf(
      {
        type: isVideo ? 'video.other' : 'article',
        title: content.title,
        description: `${campaign?.copy.headline ?? tenant.name}。${priceLine(disclosure)}`,
        url: `${publicUrl}/c/${tenant.id}/${content.id}`,
        image: isVideo ? content.poster : undefined,
      },
      tenant.name,
    ),
    policy: { ...wechat.policy, ...(isVideo ? mediaPolicy(content) : {}) },
  });
}

/** The page may load this video and its picture, and nothing else from anywhere. */
function mediaPolicy({ url, poster }: Video): PolicySources {
  return { 'media-src': [url], ...(poster === undefined ? {} : { 'img-src': [poster] }) };
}

function videoBody({ title, url, poster, transcript }: Video): Markup {
  const picture = poster === undefined ? markup`` : markup` poster="${poster}"`;
  const words =
    transcript === undefined
      ? markup``
      : markup`<details><summary>文字版</summary><p class="lines">${transcript}</p></details>`;
  return markup`<video controls playsinline webkit-playsinline preload="metadata" aria-label="${title}" src="${url}"${picture}></video>${words}`;
}

function articleBody({ blocks }: Article): Markup {
  return markup`<article class="sheet text">${blocksMarkup(blocks, 'h2')}</article>`;
}

/** An article ends with the form itself, which reads the sharer's code from the address; else one goes on to it. */
function wayOn({ tenant, content, campaign, form, next }: ShownContent): Markup {
  if (content.kind === 'article' && form !== undefined)
    return markup`<div class="stage"><script src="/w/${tenant.id}/${form.id}.js"></script></div><noscript><p class="sheet">填写申请表需要 JavaScript。请在浏览器设置中开启后刷新，或换用手机自带的浏览器打开。</p></noscript>`;
  if (next === undefined) return markup``;
  return markup`<a class="button" href="${next}">${campaign?.copy.cta ?? '查看申请条件'}</a>`;
}
