/** Owns what someone sees who follows a link with a code that nobody has; must not know what was opened. */
import { markup } from './html.ts';
import { page } from './page.ts';

/** @param form address of the form to begin with, where the tenant has just one */
export function unknownLinkPage(form: string | null): Promise<Response> {
  const way =
    form === null ? markup`` : markup`<p>也可以不经推广链接，<a href="${form}">直接打开登记表</a>。</p>`;
  return page(
    '没有找到这个链接',
    markup`<main><div class="sheet"><h1>没有找到这个链接</h1><p>多半是复制时少了或多了字符：推广码是10位字母和数字，没有0、1和字母I、O。请回到原来的消息里直接点开，或向分享给您的人再要一次。</p>${way}</div></main>`,
    { status: 404 },
  );
}
