/** Owns what someone sees who follows a link that has ended; must not know why it did. */
import { markup } from './html.ts';
import { page } from './page.ts';

export function endedLinkPage(): Promise<Response> {
  return page(
    '链接已失效',
    markup`<main><div class="sheet"><h1>链接已失效</h1><p>这个分享链接已到期或已停用。请向分享给您的人索取新的链接。</p></div></main>`,
    { status: 410 },
  );
}
