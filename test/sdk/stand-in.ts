/** Owns the server that SDK tests load from: form scripts, a partner's page, the visitor's API, all recorded in memory. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locale } from '../../contract/form.ts';
import type { FormBundle, Submission } from '../../contract/submission.ts';
import { makeChallenge } from './altcha-server.ts';

const built = (file: string) => readFileSync(new URL(`../../dist/sdk/${file}`, import.meta.url), 'utf8');
/** The SDK with a language's first words, as the server gives it. */
const scriptIn = (locale: Locale) =>
  `${built('jinjian.js')}\nJinjian.words("${locale}",${built(`first-words-${locale.toLowerCase()}.json`)});\n`;
/** The SDK alone, as the server gives it. */
export const script = scriptIn('zh-CN');

/** Where the proof of work's search ends: no test here is about the work. */
const easySum = 50;

/** An answer to a submission; `drop` cuts the connection, as a lost network does, `hold` never answers. */
export type Reply =
  | 'drop'
  | 'hold'
  | { status: number; body: unknown; headers?: Record<string, string>; delayMs?: number };

export interface Posted {
  /** Of the address it was sent to. */
  tenant: string | undefined;
  submission: Submission;
  contentType: string | undefined;
  cookie: string | undefined;
}

export const accepted = {
  lead: 'ld_7Q2mXk9ZpT4w',
  receipt: {
    id: 'rc_V1StGXR8Z5jdHi6BmyT0',
    url: 'http://127.0.0.1:9/r/rc_V1StGXR8Z5jdHi6BmyT0#wDnu6XBmQzDPDzoNEYSNyA',
  },
};

export class StandIn {
  readonly posted: Posted[] = [];
  readonly visits: { kind: string; form: string; ref?: string }[] = [];
  /** Path of each request, in order. */
  readonly requests: string[] = [];
  /** By form id; `tenant/form` goes before it, for tenants whose forms have the same id. */
  readonly bundles = new Map<string, FormBundle>();
  readonly pages = new Map<string, string>();
  /** Scripts of the page's own, by path. */
  readonly scripts = new Map<string, string>();
  /** Response headers of pages, by path: a content security policy, say. */
  readonly pageHeaders = new Map<string, Record<string, string>>();
  /** Answers to come, in order; once empty every submission is accepted. */
  replies: Reply[] = [];
  /** How many requests for the filling part are cut off from now on. */
  fillingDrops = 0;
  /** How many requests for the region part are cut off from now on. */
  regionDrops = 0;
  /** What was asked of `/prefill`, in order, and the answers to come; once empty each is refused. */
  readonly tokens: unknown[] = [];
  prefillReplies: Reply[] = [];
  /** What was asked of `/codes`, in order. */
  readonly codes: { phone: string; form: string; challenge?: string }[] = [];
  /** Answers to come for codes, in order; once empty each is sent. */
  codeReplies: Reply[] = [];
  private readonly server = createServer((request, response) => this.handle(request, response));
  origin = '';

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** Forgets what was recorded, for the next test. */
  reset(): void {
    for (const kept of [this.posted, this.visits, this.requests, this.codes, this.tokens]) kept.length = 0;
    this.replies = [];
    this.fillingDrops = 0;
    this.regionDrops = 0;
    this.codeReplies = [];
    this.prefillReplies = [];
    this.bundles.clear();
    this.pages.clear();
    this.scripts.clear();
    this.pageHeaders.clear();
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.origin);
    this.requests.push(pathname);
    response.setHeader('Access-Control-Allow-Origin', '*');
    // On a connection used before, Chromium itself sends again what was dropped.
    response.setHeader('Connection', 'close');
    if (request.method === 'OPTIONS') {
      response.setHeader('Access-Control-Allow-Headers', 'content-type');
      response.writeHead(204).end();
      return;
    }
    const page = this.pages.get(pathname);
    for (const [name, value] of Object.entries(this.pageHeaders.get(pathname) ?? {}))
      response.setHeader(name, value);
    if (page !== undefined) return send(response, 200, 'text/html; charset=utf-8', page);
    const own = this.scripts.get(pathname);
    if (own !== undefined) return send(response, 200, 'text/javascript; charset=utf-8', own);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    this.route(pathname, Buffer.concat(chunks).toString('utf8'), request, response);
  }

  private route(path: string, body: string, request: IncomingMessage, response: ServerResponse): void {
    const [, tenant, scripted] = /^\/w\/([a-z0-9-]+)\/([a-z0-9-]+)\.js$/.exec(path) ?? [];
    const [, owner, fetched] = /^\/v1\/t\/([a-z0-9-]+)\/forms\/([a-z0-9-]+)$/.exec(path) ?? [];
    const form = scripted ?? fetched ?? '';
    const bundle = this.bundles.get(`${tenant ?? owner}/${form}`) ?? this.bundles.get(form);
    const status = bundle ? 200 : 404;
    const [, part] = /^\/w\/jinjian-[\d.]+-([A-Za-z-]+)\.js$/.exec(path) ?? [];
    const [, module] = /^\/npm\/([\w.-]+\.js)$/.exec(path) ?? [];
    if (module) send(response, 200, 'text/javascript; charset=utf-8', built(module));
    else if (/^\/w\/jinjian(?:-\d+\.\d+\.\d+)?\.js$/.test(path))
      send(response, 200, 'text/javascript; charset=utf-8', script);
    else if (part) {
      const isCut =
        (part === 'filling' && this.fillingDrops-- > 0) || (part === 'region' && this.regionDrops-- > 0);
      if (isCut) request.socket.destroy();
      else send(response, 200, 'text/javascript; charset=utf-8', built(`jinjian-${part}.js`));
    } else if (scripted) {
      const load = `Jinjian.load(${JSON.stringify({ tenant, bundle })});`;
      send(
        response,
        status,
        'text/javascript; charset=utf-8',
        scriptIn(bundle?.form.locale ?? 'zh-CN') + load,
      );
    } else if (fetched) sendJson(response, status, bundle ?? { code: 'unknown_form', status });
    else if (path.endsWith('/submissions')) this.submit(path, body, request, response);
    else if (path.endsWith('/challenge'))
      makeChallenge(easySum).then((challenge) => sendJson(response, 200, challenge));
    else if (path.endsWith('/prefill')) {
      this.tokens.push(JSON.parse(body));
      reply(
        this.prefillReplies.shift() ?? { status: 403, body: { code: 'prefill_rejected' } },
        request,
        response,
      );
    } else if (path.endsWith('/codes')) {
      this.codes.push(JSON.parse(body));
      reply(this.codeReplies.shift() ?? { status: 202, body: {} }, request, response);
    } else if (path.endsWith('/visits')) {
      this.visits.push(JSON.parse(body));
      response.writeHead(204).end();
    } else send(response, 404, 'text/plain', 'not here');
  }

  private submit(path: string, body: string, request: IncomingMessage, response: ServerResponse): void {
    const { 'content-type': contentType, cookie } = request.headers;
    const tenant = /^\/v1\/t\/([^/]+)/.exec(path)?.[1];
    this.posted.push({ tenant, submission: JSON.parse(body), contentType, cookie });
    reply(this.replies.shift() ?? { status: 201, body: accepted }, request, response);
  }
}

function reply(said: Reply, request: IncomingMessage, response: ServerResponse): void {
  if (said === 'hold') return;
  if (said === 'drop') {
    request.socket.destroy();
    return;
  }
  for (const [name, value] of Object.entries(said.headers ?? {})) response.setHeader(name, value);
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
  setTimeout(() => sendJson(response, said.status, said.body), said.delayMs ?? 0);
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'Content-Type': type }).end(text);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json', JSON.stringify(body));
}

/** A partner's page with rules of its own that would ruin a form without a shadow root. */
export function partnerPage(body: string, head = ''): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>伙伴页面</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
<style>*{letter-spacing:.2em;text-transform:uppercase} body{margin:16px;color:#a00;font:italic 11px/1 serif;text-align:right}
input,button,label{display:inline!important;border:5px dashed red!important;font-size:9px!important}</style>${head}</head>
<body>${body}</body></html>`;
}
