/** Owns the two questions that a shared page asks its server; must not know WeChat's script. */
import type { SignedConfig } from './jweixin.ts';

/** Which page this is, as its script tag and its address say. */
export interface SharedPage {
  /** Origin of the server. */
  base: string;
  tenant: string;
  form: string;
  campaign: string;
  /** The article or video that the page is. */
  content: string;
  /** The referral code that the page was opened with. */
  ref: string | undefined;
}

export interface Card {
  title: string;
  text: string;
  image: string | null;
  link: string;
}

export async function askCard({ base, tenant, form, campaign, content, ref }: SharedPage): Promise<Card> {
  const query = new URLSearchParams({
    ...(ref ? { r: ref } : {}),
    ...(campaign ? { campaign } : {}),
    ...(form ? { form } : {}),
    ...(content ? { content } : {}),
  });
  return bodyOf(await answerOf<Card>(await fetch(`${base}/v1/t/${tenant}/share?${query}`)));
}

/** Null when the tenant has no account set up: then there is nothing to do, and nothing to tell. */
export async function askSignature({ base, tenant }: SharedPage, url: string): Promise<SignedConfig | null> {
  const query = new URLSearchParams({ url });
  const { status, body } = await answerOf<SignedConfig>(
    await fetch(`${base}/v1/t/${tenant}/wechat/signature?${query}`),
  );
  if (body.code === 'wechat_not_configured') return null;
  return bodyOf({ status, body });
}

interface Answer<Body> {
  status: number;
  body: Body & { code?: string };
}

/** Its own server's word on its own contract. */
async function answerOf<Body>(response: Response): Promise<Answer<Body>> {
  return { status: response.status, body: await response.json() };
}

function bodyOf<Body>({ status, body }: Answer<Body>): Body {
  if (status !== 200) throw new Error(body.code);
  return body;
}
