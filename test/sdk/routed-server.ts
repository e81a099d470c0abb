/** Owns a server of routes that a test sets, with what was asked of it; must not know what they are for. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Reply {
  status?: number;
  type?: string;
  body?: string;
  headers?: Record<string, string>;
}

/** A reply, how to make one, or `drop` for a cut connection. */
type Route = Reply | 'drop' | ((asked: Asked) => Reply | 'drop' | Promise<Reply | 'drop'>);

export interface Asked {
  method: string;
  path: string;
  body: string;
}

export class RoutedServer {
  readonly routes = new Map<string, Route>();
  /** Every request but preflights, in order. */
  readonly asked: Asked[] = [];
  origin = '';
  private readonly server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://any');
    response.setHeader('Access-Control-Allow-Origin', '*');
    // On a connection used before, Chromium itself sends again what was dropped.
    response.setHeader('Connection', 'close');
    response.setHeader('Access-Control-Allow-Headers', 'content-type');
    response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    const asked = { method: request.method ?? 'GET', path: pathname, body: await textOf(request) };
    this.asked.push(asked);
    const route = this.routes.get(pathname) ?? { status: 404, type: 'text/plain', body: 'not here' };
    const reply = typeof route === 'function' ? await route(asked) : route;
    if (reply === 'drop') {
      request.socket.destroy();
      return;
    }
    const { status = 200, type = 'text/html; charset=utf-8', body = '', headers = {} } = reply;
    response.writeHead(status, { 'Content-Type': type, ...headers }).end(body);
  });

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  reset(): void {
    this.routes.clear();
    this.asked.length = 0;
  }

  /** How often a path was asked for. */
  count(path: string): number {
    return this.asked.filter((one) => one.path === path).length;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export function json(body: unknown, status = 200): Reply {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

export function script(body: string): Reply {
  return { type: 'text/javascript; charset=utf-8', body };
}

/** A page of nothing but scripts, under a content security policy when one is given. */
export function barePage(scripts: string[], policy?: string): Reply {
  const tags = scripts.map((src) => `<script src="${src}"></script>`).join('');
  return {
    body: `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>page</title>${tags}`,
    headers: policy ? { 'Content-Security-Policy': policy } : {},
  };
}
