/** Owns the two questions that a shared page asks its server; must not know WeChat's script. */
import type { SignedConfig } from './jweixin.ts';

/** Which page this is, as its script tag and its address say. */
export interface SharedPage {
  /** Origin of the server. */
  base: string;
  tenant: string;
  form: string;
  /** The referral code that the page was opened with. */
  ref: string | undefined;
}

export interface Card {
  title: string;
  text: string;
  image: string | null;
  link: string;
}

export async function askCard({ base, tenant, form, ref }: SharedPage): Promise<Card> {
  const query = new URLSearchParams({ ...(ref ? { r: ref } : {}), ...(form ? { form } : {}) });
  return answerOf(await fetch(`${base}/v1/t/${tenant}/share?${query}`));
}

/** Null when the tenant has no account set up: then there is nothing to do, and nothing to tell. */
export async function askSignature({ base, tenant }: SharedPage, url: string): Promise<SignedConfig | null> {
  const query = new URLSearchParams({ url });
  const response = await fetch(`${base}/v1/t/${tenant}/wechat/signature?${query}`);
  return response.status === 404 ? null : answerOf(response);
}

async function answerOf<Body>(response: Response): Promise<Body> {
  // Its own server's word on its own contract.
  const body: Body & { code?: string } = await response.json();
  if (!response.ok) throw new Error(body.code);
  return body;
}
