/** Owns the page on which a tenant's people read about a lead: a frame for its script; must not know the lead, or its tenant. */
import { nanoid } from 'nanoid';
import { flagWords } from '../../../contract/flag-words.ts';
import { version } from '../form-script.ts';
import { markup } from './html.ts';
import { page } from './page.ts';

const leadStyle = `main{max-width:1112px}
[hidden]{display:none}
#papers{margin:16px 0 0}
#papers h2{margin:0 0 8px}
#papers button{min-height:48px;margin:0 8px 8px 0;padding:8px 20px;border:1px solid var(--line);border-radius:10px;background:transparent;color:var(--ink);font:inherit;cursor:pointer}
#papers button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`;

/** Evidence opens by a link of a few minutes: the key itself never stands in an address. */
const papers = markup`<section class="sheet" id="papers" aria-labelledby="papers-title" data-401="密钥已停用，请重新打开本页" data-403="这个密钥不能查看证据。请用合规（compliance）或所有者（owner）密钥" data-failed="没有成功，请稍后重试" hidden><h2 id="papers-title">证据</h2><p class="quiet">证据报告可打印成 A4，也可另存为 PDF；证据文件供第三方核验：npx jinjian verify 文件名。每次查看都会留下记录。</p><p><button type="button" data-do="report">证据报告</button><button type="button" data-do="file">下载证据文件</button></p><p role="status"></p></section>`;

/** The same for every lead, be there one or not: what it shows comes by the key of whoever opens it. */
export function leadPage(tenant: string, lead: string): Promise<Response> {
  // For a browser that cannot adopt a sheet (Safari before 16.4).
  const nonce = nanoid();
  const body = markup`<main><jinjian-lead tenant="${tenant}" lead="${lead}" flags="${JSON.stringify(flagWords)}"><noscript><div class="sheet"><h1>线索</h1><p>这个页面需要 JavaScript。请在浏览器设置中开启后刷新，或换用手机自带的浏览器打开。</p></div></noscript></jinjian-lead>${papers}</main><script src="/w/jinjian-${version}-lead.js" nonce="${nonce}"></script><script src="/w/jinjian-${version}-papers.js"></script>`;
  return page('线索', body, {
    style: leadStyle,
    head: '<meta name="robots" content="noindex,nofollow"><meta name="referrer" content="no-referrer"><meta name="format-detection" content="telephone=no">',
    policy: { 'style-src': [`'nonce-${nonce}'`] },
    headers: { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' },
  });
}
