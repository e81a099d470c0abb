/** Owns the entry of the script for pages shared inside WeChat: where it applies and to what; must not do the work. */
import { refCodeOf } from '../../attribution/ref-code.ts';
import { startSharing } from './start-sharing.ts';

const agent = navigator.userAgent;
const { src, dataset }: { src?: string; dataset?: DOMStringMap } = Object(document.currentScript);

// 企业微信 says MicroMessenger too, and signs in another way.
if (/MicroMessenger/i.test(agent) && !/wxwork/i.test(agent) && src && dataset) {
  const { tenant, form = '', campaign = '', content = '' } = dataset;
  const ref = refCodeOf(location.href, '');
  if (tenant)
    startSharing(
      { base: new URL(src).origin, tenant, form, campaign, content, ref },
      /iPhone|iPad|iPod/i.test(agent),
    );
  else console.error('Jinjian: data-tenant 未填写。 The script tag needs data-tenant.');
}
