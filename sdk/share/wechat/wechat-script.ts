/** Owns the entry of the script for pages shared inside WeChat: where it applies and to what; must not do the work. */
import { refCodeOf } from '../../attribution/ref-code.ts';
import { scriptHome } from '../script-home.ts';
import { startSharing } from './start-sharing.ts';

const agent = navigator.userAgent;
const { currentScript } = document;
// A module, a blob or a bundle has no tag of its own that runs: then the tag that names a tenant is meant.
const tag =
  currentScript instanceof HTMLScriptElement && currentScript.dataset.tenant
    ? currentScript
    : document.querySelector<HTMLScriptElement>('script[data-tenant]');
const home = scriptHome();

// 企业微信 says MicroMessenger too, and signs in another way.
if (/MicroMessenger/i.test(agent) && !/wxwork/i.test(agent)) {
  const {
    tenant,
    form = '',
    campaign = '',
    content = '',
    base = home,
  }: DOMStringMap = tag ? tag.dataset : {};
  const ref = refCodeOf(location.href, '');
  if (tenant && base)
    startSharing(
      { base: base.replace(/\/{1,9}$/, ''), tenant, form, campaign, content, ref },
      /iPhone|iPad|iPod/i.test(agent),
    );
  else console.error('Jinjian: data-tenant 未填写。 The script tag needs data-tenant.');
}
