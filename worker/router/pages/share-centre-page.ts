/** Owns the page of a tenant's share centre: a frame for its script; must not know who opens it, or what is shared. */
import { nanoid } from 'nanoid';
import type { TenantView } from '../../tenant/profile.ts';
import { version } from '../form-script.ts';
import { markup } from './html.ts';
import { page } from './page.ts';

const shareStyle = 'main{max-width:1112px}';

export function shareCentrePage(tenant: TenantView): Promise<Response> {
  // A browser that cannot adopt a sheet (Safari before 16.4) puts the element's style into the page by this nonce.
  const nonce = nanoid();
  const body = markup`<main><jinjian-share tenant="${tenant.id}"><noscript><div class="sheet"><h1>分享中心</h1><p>这个页面需要 JavaScript。请在浏览器设置中开启后刷新，或换用手机自带的浏览器打开。</p></div></noscript></jinjian-share></main><script src="/w/jinjian-${version}-centre.js" nonce="${nonce}"></script>`;
  return page(`分享中心 - ${tenant.name}`, body, {
    style: shareStyle,
    head: '<meta name="robots" content="noindex,nofollow"><meta name="referrer" content="no-referrer"><meta name="format-detection" content="telephone=no">',
    // Posters are drawn in the page, of pictures that tenants keep anywhere.
    policy: { 'style-src': [`'nonce-${nonce}'`], 'img-src': ['blob:', 'https:'] },
  });
}
