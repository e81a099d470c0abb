/** Owns the page on which a tenant's people read about a lead: a frame for its script; must not know the lead, or its tenant. */
import { nanoid } from 'nanoid';
import { flagWords } from '../../../contract/flag-words.ts';
import { version } from '../form-script.ts';
import { markup } from './html.ts';
import { page } from './page.ts';

const leadStyle = 'main{max-width:1112px}';

/** The same for every lead, be there one or not: what it shows comes by the key of whoever opens it. */
export function leadPage(tenant: string, lead: string): Promise<Response> {
  // For a browser that cannot adopt a sheet (Safari before 16.4).
  const nonce = nanoid();
  const body = markup`<main><jinjian-lead tenant="${tenant}" lead="${lead}" flags="${JSON.stringify(flagWords)}"><noscript><div class="sheet"><h1>线索</h1><p>这个页面需要 JavaScript。请在浏览器设置中开启后刷新，或换用手机自带的浏览器打开。</p></div></noscript></jinjian-lead></main><script src="/w/jinjian-${version}-lead.js" nonce="${nonce}"></script>`;
  return page('线索', body, {
    style: leadStyle,
    head: '<meta name="robots" content="noindex,nofollow"><meta name="referrer" content="no-referrer"><meta name="format-detection" content="telephone=no">',
    policy: { 'style-src': [`'nonce-${nonce}'`] },
    headers: { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' },
  });
}
