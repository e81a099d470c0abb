/** Owns what a page of this server brings for its share card inside WeChat; must not know how the card is set. */
import type { TenantView } from '../../tenant/profile.ts';
import { version } from '../form-script.ts';
import { type Markup, markup } from './html.ts';

/** Where WeChat's own script lives: it has to be loaded from there. */
const wechatHost = 'https://res.wx.qq.com';

export interface WechatShare {
  tag: Markup;
  /** What the page's policy must allow for it. */
  policy: Record<string, string>;
}

const nothing: WechatShare = { tag: markup``, policy: {} };

/**
 * Nothing unless the page is opened inside WeChat and the tenant has an account set up: everybody else's page stays as
 * it was, its policy included. 企业微信 says MicroMessenger too, and signs in another way.
 * @param form the form that is shared where no referral code says otherwise; null for the tenant's only one
 */
export function wechatShare(tenant: TenantView, form: string | null, request: Request): WechatShare {
  const agent = request.headers.get('user-agent') ?? '';
  if (tenant.settings.wechat === undefined || !/MicroMessenger/i.test(agent) || /wxwork/i.test(agent))
    return nothing;
  const which = form === null ? markup`` : markup` data-form="${form}"`;
  return {
    tag: markup`<script defer src="/w/jinjian-${version}-wechat.js" data-tenant="${tenant.id}"${which}></script>`,
    policy: { 'script-src': wechatHost },
  };
}
