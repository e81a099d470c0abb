/** Owns what someone sees who opens a page that is not there; must not know what they looked for. */
import { markup } from './html.ts';
import { page } from './page.ts';

export function missingPage(): Promise<Response> {
  return page(
    '没有找到',
    markup`<main><div class="sheet"><h1>没有找到这个页面</h1><p>请核对网址，或向提供链接的人确认。</p><p>要查看授权回执，可<a href="/r">输入回执编号</a>。</p></div></main>`,
    { status: 404 },
  );
}
