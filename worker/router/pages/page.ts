/** Owns the frame of the server's own pages: head, look, security headers; must not know what a page says. */
import type { Locale } from '../../../contract/form.ts';
import { html } from '../answer.ts';
import { contentPolicy, type PolicySources } from './content-policy.ts';
import { escapeHtml, type Markup } from './html.ts';

/** DESIGN §15 in a few rules; the form brings its own. */
const baseStyle = `
:root{color-scheme:light dark;--ink:#15211d;--quiet:#5a6862;--line:#dfe5e2;--paper:#fff;--ground:#f5f7f6;--accent:#0b6b53}
@media(prefers-color-scheme:dark){:root{--ink:#e8eeeb;--quiet:#9fb0a9;--line:#2b3632;--paper:#141a18;--ground:#0d1211;--accent:#4cc3a0}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
main{max-width:600px;margin:0 auto;padding:24px 16px 48px}
.sheet{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:24px 20px}
h1{font-size:22px;line-height:1.35;margin:0 0 8px}
h2{font-size:17px;margin:24px 0 8px}
p{margin:0 0 12px}
a{color:var(--accent)}
.quiet{color:var(--quiet);font-size:14px}
.stage{min-height:100vh}
@media(scripting:none){.stage{min-height:0}}
.whole{display:inline-block;max-width:100%;overflow-wrap:anywhere}
.foot{margin:16px 0 0;text-align:center}
.foot p{margin:0 0 4px}
.foot a{color:inherit;display:inline-block;padding:8px 0}
dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:8px 16px}
dt{color:var(--quiet)}
dd{margin:0;overflow-wrap:anywhere}
ul{list-style:none;margin:0;padding:0}
li{border-top:1px solid var(--line);padding:16px 0}
li:first-child{border-top:0}
code{font:14px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}
`;

/** By the style's text. */
const digests = new Map<string, Promise<string>>();

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}

interface PageOptions {
  status?: number;
  lang?: Locale;
  /** Markup for the head, escaped by whoever wrote it. */
  head?: string;
  /** Rules of this page alone, after those of every page; a constant, since each is hashed once and kept. */
  style?: string;
  /** Who may show the page in a frame: nobody unless said, so that no click is stolen. */
  frameAncestors?: readonly string[];
  /** Sources that this page needs beside every page's. */
  policy?: PolicySources;
  /** In place of the page's own: how it may be kept. */
  headers?: Record<string, string>;
}

/** A whole page. Nothing inline runs but its one style, by its hash; scripts come from this server, unless the page says more. */
export async function page(
  title: string,
  body: Markup,
  {
    status = 200,
    lang = 'zh-CN',
    head = '',
    style = '',
    frameAncestors = ["'none'"],
    policy: more = {},
    headers = {},
  }: PageOptions = {},
): Promise<Response> {
  const look = `${baseStyle}${style}`;
  const digest = digests.get(look) ?? hashOf(look);
  digests.set(look, digest);
  const policy = contentPolicy(
    {
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': [await digest],
      'connect-src': ["'self'"],
      'img-src': ["'self'", 'data:'],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': frameAncestors,
    },
    more,
  );
  return html(
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title><link rel="icon" href="data:,">${head}<style>${look}</style></head><body>${body.text}</body></html>`,
    status,
    {
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'strict-origin-when-cross-origin',
      ...headers,
    },
  );
}
