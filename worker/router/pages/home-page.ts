/** Owns what someone sees who opens the server's bare address; must not name a tenant or a version. */
import { markup } from './html.ts';
import { page } from './page.ts';

export function homePage(): Promise<Response> {
  return page(
    '进件服务',
    markup`<main><div class="sheet"><h1>这里是进件服务</h1>
<p>它为助贷机构接收贷款意向登记，并保存授权的凭证。这个网址本身没有可填的内容。</p>
<p><b>要登记？</b> 请打开机构给您的完整链接或扫码。</p>
<p><b>已经登记？</b> 请打开登记完成时给您的回执链接，或<a href="/r">输入回执编号</a>，可查看、更正、撤回授权或删除。</p>
<p class="quiet">开发者：<a href="/docs">接口说明</a>（<a href="/openapi.json">OpenAPI</a>） · <a href="/healthz">运行状态</a></p>
<p class="quiet" lang="en">This is a Jinjian server: it takes loan enquiries and keeps consent as evidence. To apply, or to see your receipt, open the whole link that you were given.</p></div></main>`,
  );
}
