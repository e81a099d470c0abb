/** Owns how the demo's small servers answer: safe headers, pages, assets, errors; must not know any page. */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

export interface Reply {
  status: number;
  type: string;
  body: string;
  headers?: Record<string, string>;
}

/** A handler sees a parsed URL; it answers, or null when it has written to the response itself. */
export type Handler = (url: URL, request: IncomingMessage, response: ServerResponse) => Promise<Reply | null>;

/** Reads a file of `demo/pages/` once, at start. */
export function readPage(path: string): string {
  return readFileSync(new URL(`./pages/${path}`, import.meta.url), 'utf8');
}

/** An HTML page under the given Content-Security-Policy. */
export function page(body: string, csp: string, status = 200): Reply {
  return { status, type: 'text/html; charset=utf-8', body, headers: { 'content-security-policy': csp } };
}

/** A style sheet, script or picture. */
export function asset(body: string, type: string): Reply {
  return { status: 200, type, body };
}

/** A JSON answer. */
export function json(status: number, value: unknown): Reply {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

/** A plain line for people. */
export function plain(status: number, line: string): Reply {
  return { status, type: 'text/plain; charset=utf-8', body: `${line}\n` };
}

/** Serves a handler on a server. Every answer is uncached and typed; a bug is one line in the log and a 500. */
export function serve(server: Server, handler: Handler): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer(handler, request, response).catch((error: unknown) => {
      console.error(`demo: ${error instanceof Error ? error.message : 'unknown error'}`);
      if (response.headersSent) response.destroy();
      else send(response, plain(500, '服务器出错，请查看终端。'));
    });
  });
}

async function answer(handler: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Only addresses of this machine: a page elsewhere must not reach the demo through DNS rebinding.
  const host = request.headers.host ?? '';
  if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host))
    return send(response, plain(421, '地址不对。'));
  if (!URL.canParse(request.url ?? '', `http://${host}`)) return send(response, plain(400, '地址无法识别。'));
  const reply = await handler(new URL(request.url ?? '', `http://${host}`), request, response);
  if (reply !== null) send(response, reply);
}

function send(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, {
    'content-type': reply.type,
    'content-length': Buffer.byteLength(reply.body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // Not stricter: under `same-origin` a beacon would carry `Origin: null`, which Jinjian must refuse.
    'referrer-policy': 'strict-origin-when-cross-origin',
    ...reply.headers,
  });
  response.end(reply.body);
}
