/** Owns what a stand-in for a CRM is, and real HTTP for it; must not know any vendor. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Adapter, Config } from '../../../../worker/delivery/adapter.ts';
import type { Outcome } from '../../../../worker/delivery/verdict.ts';

export interface AskedOfStandIn {
  method: string;
  /** Path and query. */
  path: string;
  headers: Record<string, string | undefined>;
  body: string;
}

export interface StandInAnswer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** One vendor in one mood. Made anew for each test, so that it may count. */
export type StandIn = (asked: AskedOfStandIn) => StandInAnswer;

/** The connection is cut instead of an answer. */
export const reset: StandInAnswer = { status: 0, body: '' };

export interface Expected {
  outcome: Outcome;
  reason?: string;
  retryAfterMs?: number;
}

/** A vendor: how its adapter is configured for a stand-in, its moods, and what each is judged to be. */
export interface Vendor {
  adapter: Adapter;
  config(baseUrl: string): Config;
  moods: Record<string, { make(): StandIn; expected: Expected }>;
}

/** Answers that are no vendor's own, and what they come to for every CRM: tried again. */
export function strangeMoods(fits: StandIn): Vendor['moods'] {
  const always = (answer: StandInAnswer) => () => answer;
  const failed = (reason: string): Expected => ({ outcome: 'failed', reason });
  return {
    garbage: {
      make: () => always({ status: 200, body: '<html>登录</html>' }),
      expected: failed('unreadable'),
    },
    huge: {
      make: () => (asked) => ({ status: 200, body: `${fits(asked).body}${' '.repeat(200_000)}` }),
      expected: failed('unreadable'),
    },
    'the wrong type': {
      make: () => always({ status: 200, body: '[["SUCCESS"]]' }),
      expected: failed('unreadable'),
    },
    'nothing with 204': {
      make: () => always({ status: 204, body: '' }),
      expected: failed('unreadable'),
    },
    'a redirect': {
      make: () => always({ status: 302, headers: { location: 'http://169.254.169.254/' }, body: '' }),
      expected: failed('redirect'),
    },
    throttled: {
      make: () => always({ status: 429, headers: { 'retry-after': '7' }, body: '{}' }),
      expected: { ...failed('throttled'), retryAfterMs: 7000 },
    },
    'cut off': { make: () => always(reset), expected: failed('unreachable') },
    broken: { make: () => always({ status: 503, body: 'upstream' }), expected: failed('server_error') },
    'gone, says a proxy': { make: () => always({ status: 410, body: '' }), expected: failed('gone') },
  };
}

/** Serves a stand-in over real HTTP while `work` is done. */
export async function served<T>(standIn: StandIn, work: (origin: string) => Promise<T>): Promise<T> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const body = Buffer.concat(chunks).toString('utf8');
      const answer = standIn({ method: request.method ?? '', path: request.url ?? '', headers, body });
      if (answer === reset) return void response.socket?.resetAndDestroy();
      response.writeHead(answer.status, answer.headers);
      response.end(answer.status === 204 ? undefined : answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  try {
    return await work(`http://127.0.0.1:${address.port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
