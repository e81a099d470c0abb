/** Owns what a page of this server brings for its share card inside WeChat; must not know how the card is set. */
import type { TenantView } from '../../tenant/profile.ts';
import { version } from '../form-script.ts';
import type { PolicySources } from './content-policy.ts';
import { type Markup, markup } from './html.ts';

/** Where WeChat's own script lives: it has to be loaded from there. */
const wechatHost = 'https://res.wx.qq.com';

export interface WechatShare {
  tag: Markup;
  /** What the page's policy must allow for it. */
  policy: PolicySources;
}

const nothing: WechatShare = { tag: markup``, policy: {} };

/**
 * Nothing unless the page is opened inside WeChat and the tenant has an account set up: everybody else's page stays as
 * it was, its policy included. 企业微信 says MicroMessenger too, and signs in another way.
 * @param shared what the page is: a form, which a referral code may replace by its own, or an article or a video
 */
export function wechatShare(
  tenant: TenantView,
  shared: { form: string } | { content: string },
  request: Request,
): WechatShare {
  const agent = request.headers.get('user-agent') ?? '';
  if (tenant.settings.wechat === undefined || !/MicroMessenger/i.test(agent) || /wxwork/i.test(agent))
    return nothing;
  const which =
    'form' in shared ? markup` data-form="${shared.form}"` : markup` data-content="${shared.content}"`;
  return {
    tag: markup`<script defer src="/w/jinjian-${version}-wechat.js" data-tenant="${tenant.id}"${which}></script>`,
    policy: { 'script-src': [wechatHost] },
  };
}
