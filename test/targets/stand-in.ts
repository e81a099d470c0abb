/** Owns a real HTTP server that stands where a vendor does, in any mood; must not know what a vendor answers. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface TargetCall {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string;
  /** The body as parsed JSON; undefined for a body that is none. */
  json: unknown;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  /** Sent as it is when a text, else as JSON. */
  body: unknown;
}

/** What a vendor's documentation says of its interface. One object has the tokens of one vendor. */
export interface Vendor {
  /** Checks what it is sent as the vendor does, and answers so. */
  answer(call: TargetCall): Reply;
  isTokenCall(call: TargetCall): boolean;
  refused: Reply;
  throttled: Reply;
  /** The records that were made in it; absent for those that keep none. */
  records?(): readonly unknown[];
  /** From now on the tokens lent so far are no longer good. */
  expire?(): void;
}

/** `well` answers as the vendor would; every other mood is what goes wrong in the same way with all of them. */
export type Mood =
  | 'well'
  | 'refusing'
  | 'throttled'
  | 'too_many'
  | 'failing'
  | 'slow'
  | 'resetting'
  | 'garbage'
  | 'empty'
  | 'huge'
  | 'padded'
  | 'html'
  | 'list'
  | 'redirecting';

export interface StandIn {
  url: string;
  calls: TargetCall[];
  vendor: Vendor;
  /** How it answers what is not about tokens, and what is. */
  mood: Mood;
  tokenMood: Mood;
  /** Answered once, before anything else, to the next call that is not about tokens. */
  next: Reply | null;
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function standIn(vendor: Vendor): Promise<StandIn> {
  const server = createServer((request, response) => {
    void callOf(request).then((call) => {
      stand.calls.push(call);
      const isToken = vendor.isTokenCall(call);
      const { next } = stand;
      if (next !== null && !isToken) {
        stand.next = null;
        return send(response, next);
      }
      const mood = isToken ? stand.tokenMood : stand.mood;
      if (mood === 'slow') return stall(response);
      if (mood === 'resetting') return void response.socket?.resetAndDestroy();
      send(response, replyIn(mood, vendor, call));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stand-in has no port');
  const stand: StandIn = {
    url: `http://127.0.0.1:${address.port}`,
    calls: [],
    vendor,
    mood: 'well',
    tokenMood: 'well',
    next: null,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return stand;
}

/** The head comes at once, the rest never: the bound holds for the whole answer. */
function stall(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{');
}

function replyIn(mood: Exclude<Mood, 'slow' | 'resetting'>, vendor: Vendor, call: TargetCall): Reply {
  switch (mood) {
    case 'well':
      return vendor.answer(call);
    case 'refusing':
      return vendor.refused;
    case 'throttled':
      return vendor.throttled;
    case 'too_many':
      return { status: 429, headers: { 'retry-after': '77' }, body: 'too many requests' };
    case 'failing':
      return { status: 503, body: '<h1>Service Unavailable</h1>' };
    case 'garbage':
      return { headers: { 'content-type': 'application/json' }, body: '{"errcode":0,"code":\u0000' };
    case 'empty':
      return { body: '' };
    case 'huge':
      return { body: { errcode: 0, code: 0, errorCode: 0, more: 'x'.repeat(70_000) } };
    case 'padded':
      // What it says is whole within what is read; what comes after it is not known.
      return { body: `{"errcode":0,"code":0,"errorCode":0}${' '.repeat(70_000)}` };
    case 'html':
      return { headers: { 'content-type': 'text/html' }, body: '<html>请登录</html>' };
    case 'list':
      return { body: [{ errcode: 0, code: 0, errorCode: 0 }] };
    case 'redirecting':
      return { status: 302, headers: { location: 'http://169.254.169.254/' }, body: '' };
  }
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: Reply): void {
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'content-type': type, ...headers }).end(isText ? body : JSON.stringify(body));
}

async function callOf(request: IncomingMessage): Promise<TargetCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
  return {
    method: request.method ?? '',
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: Object.fromEntries(headers),
    body,
    json: parsed(body),
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The member at a path of what a vendor was sent. */
export function sent(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((at, name) => Reflect.get(Object(at), name), value);
}
