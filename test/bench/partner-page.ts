/** Owns a partner's page for the browser figures: an article, a style sheet, one script tag, one field of its own; must not measure. */
import { createServer, type Server } from 'node:http';
import { readPage } from '../../demo/http-reply.ts';

export interface PartnerPage {
  origin: string;
  /** The page with this script in its one script tag. */
  urlWith(scriptUrl: string): string;
  /** An empty script, from an origin of its own as the form's script is. */
  emptyScriptUrl: string;
  close(): Promise<void>;
}

export async function startPartnerPage(): Promise<PartnerPage> {
  const css = readPage('partner/partner.css');
  const article = readPage('partner/business.html');
  const pages = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === '/partner.css') {
      response.writeHead(200, { 'content-type': 'text/css; charset=utf-8' }).end(css);
    } else {
      const script = url.searchParams.get('script') ?? '';
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(pageText(article, script));
    }
  });
  const scripts = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end('');
  });
  const [origin, scriptOrigin] = await Promise.all([originOf(pages), originOf(scripts)]);
  return {
    origin,
    urlWith: (scriptUrl) => `${origin}/?script=${encodeURIComponent(scriptUrl)}`,
    emptyScriptUrl: `${scriptOrigin}/empty.js`,
    close: async () => {
      await Promise.all([pages, scripts].map(ended));
    },
  };
}

/** The script tag as the README has it; the page's own field stands below it. */
function pageText(article: string, script: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>企业融资</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/partner.css"></head>
<body><main class="layout"><h1>小企业借款前，先想清楚的四件事</h1>
<script src="${script}"></script>
<p><label>站内搜索 <input id="own-field" name="q"></label></p>
<article class="body">${article}</article></main></body></html>`;
}

async function originOf(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the page has no port');
  return `http://127.0.0.1:${address.port}`;
}

function ended(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
