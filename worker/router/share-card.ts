/** Owns the words and picture that a shared page shows in a chat; must not know where the link leads. */
import type { CampaignPoster, SharedCampaign } from '../../contract/campaign.ts';
import type { Article, Video } from '../../contract/content.ts';
import type { Disclosure, PublishedForm } from '../../contract/form.ts';
import { formPageWords } from './pages/words.ts';

export interface ShareCard {
  title: string;
  text: string;
  /** https address; null leaves the choice to WeChat. */
  image: string | null;
}

/** What a card takes of a campaign. */
export interface CardCampaign extends Pick<SharedCampaign, 'copy' | 'disclosure' | 'off'> {
  poster?: CampaignPoster | undefined;
}

/** Longer ones are cut by WeChat in the middle of a word. */
const titleLength = 64;
const textLength = 200;

/**
 * The campaign's own copy while it is on, else what the form's link preview says. A card advertises a loan: its price
 * comes first, so that no cutting takes it away, unless the copy tells it itself.
 */
export function shareCard(tenantName: string, form: PublishedForm, campaign: CardCampaign | null): ShareCard {
  const words = formPageWords[form.locale];
  const isOn = campaign !== null && campaign.off === null;
  const disclosure = isOn ? campaign.disclosure : form.disclosure;
  const text = isOn ? campaign.copy.lines.join(' ') : words.description(tenantName, form.title);
  const isTold = disclosure === undefined || text.includes(`${disclosure.aprMax}%`);
  const price = isTold ? '' : words.price(disclosure);
  return {
    title: cut(isOn ? campaign.copy.headline : form.title, titleLength),
    text: cut(`${price}${text}`.trim(), textLength),
    image: (isOn ? campaign.poster?.background : undefined) ?? null,
  };
}

/** An article or a video: its own title, then the price, so that no cutting takes it away, and who it is from. */
export function contentCard(
  tenantName: string,
  content: Article | Video,
  campaign: CardCampaign | undefined,
  disclosure: Disclosure | undefined,
): ShareCard {
  const told = campaign?.disclosure ?? disclosure;
  const price = told === undefined ? '' : formPageWords['zh-CN'].price(told);
  return {
    title: cut(content.title, titleLength),
    text: cut(`${price}${campaign?.copy.headline ?? tenantName}`, textLength),
    image: (content.kind === 'video' ? content.poster : undefined) ?? campaign?.poster?.background ?? null,
  };
}

/** By characters, so that none is halved. */
function cut(text: string, most: number): string {
  const signs = [...text];
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join('')}…`;
}
