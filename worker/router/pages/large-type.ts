/** Owns large type (适老化) on the server's own pages for applicants: its button, and what it makes of a page; must not know any page. */
import type { Locale } from '../../../contract/form.ts';
import { type Markup, markup } from './html.ts';

const words: Record<Locale, string> = { 'zh-CN': '大字版', 'zh-TW': '大字版', en: 'Large type' };

/** Shown by the page's script: without it nothing can be enlarged. */
export function largeTypeButton(locale: Locale): Markup {
  return markup`<button type="button" class="size" id="size" hidden>${words[locale]}</button>`;
}

/** Half as large again: no text under 24 px on the screen, targets of 48 px become 72; nothing scrolls sideways at 390 px. */
export const largeTypeStyle = `
.size{float:right;margin:-6px 0 0 12px;padding:8px 12px;border:0;background:none;color:var(--accent);text-decoration:underline}
.size[aria-pressed=true]{background:var(--tint);font-weight:600}
[data-large] body{zoom:1.5}
[data-large] body *{font-size:16px!important}
[data-large] body h1{font-size:20px!important}
[data-large] body h2,[data-large] body h3{font-size:18px!important}
[data-large] main{padding:16px 8px 32px}
[data-large] main.signing{padding-bottom:0}
[data-large] .sheet{padding:16px 12px}
[data-large] dl,[data-large] .row{display:block}
[data-large] dl.values dt{max-width:none}
[data-large] dd{margin:0 0 12px}
[data-large] .row{margin-right:0}
[data-large] .row>*{width:100%!important;margin:8px 0 0!important}
[data-large] .bar{margin:0 -8px;padding:8px}
[data-large] input[type=checkbox]{width:24px;height:24px;min-height:24px}
[data-large] .foot a{padding:10px 0}
`;
