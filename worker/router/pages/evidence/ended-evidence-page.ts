/** Owns what someone sees whose link to an evidence report has ended; must not know which lead it was of. */
import { markup } from '../html.ts';
import { page } from '../page.ts';

export function endedEvidencePage(): Promise<Response> {
  return page(
    '链接已失效',
    markup`<main><div class="sheet"><h1>这个链接已失效</h1><p>证据报告的链接只在几分钟内有效。请回到线索页，再点一次“证据报告”。</p></div></main>`,
    { status: 410 },
  );
}
