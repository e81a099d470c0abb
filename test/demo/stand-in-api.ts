/** Owns a small stand-in for Jinjian's configuration API, as API.md states it; must not judge content. */
import { createServer, type IncomingMessage, type Server } from 'node:http';

export interface StandIn {
  url: string;
  /** `METHOD /path` of each accepted request, in order. */
  readonly requests: string[];
  /** What each of them carried. */
  readonly bodies: { line: string; body: unknown }[];
  /** The next request whose line starts so is answered 500, once. */
  failOnce(line: string): void;
  close(): Promise<void>;
}

export const adminToken = 'stand-in-admin';
const apiKey = 'jk_huikai_standin';
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

export async function startStandIn(): Promise<StandIn> {
  const requests: string[] = [];
  const bodies: StandIn['bodies'] = [];
  const made = new Set<string>();
  let failing: string | undefined;
  const server = createServer(async (request, response) => {
    const line = `${request.method} ${request.url}`;
    const body = await readJson(request);
    const answer = (status: number, value: unknown, type = 'application/json') => {
      response.writeHead(status, { 'content-type': type });
      response.end(typeof value === 'string' ? value : JSON.stringify(value));
    };
    if (failing !== undefined && line.startsWith(failing)) {
      failing = undefined;
      return answer(500, { code: 'internal' });
    }
    const key = request.headers.authorization;
    const asAdmin = request.url === '/v1/tenants';
    if (key !== `Bearer ${asAdmin ? adminToken : apiKey}`) return answer(401, { code: 'unauthorized' });
    requests.push(line);
    bodies.push({ line, body });
    if (asAdmin) {
      if (made.has('tenant')) return answer(409, { code: 'tenant_exists' });
      made.add('tenant');
      return answer(201, { id: 'huikai', apiKey });
    }
    if (line === 'POST /v1/promoters') return answer(201, { id: `pr_${requests.length}`, token: 'jk_x' });
    if (line === 'POST /v1/links') {
      const code = `2345678${[...String(requests.length + 100)].map((d) => alphabet[Number(d)]).join('')}`;
      return answer(201, { code, url: `${url(server)}/s/huikai/${code}`, parent: null, depth: 1 });
    }
    if (line.endsWith('/qr.svg'))
      return answer(200, '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml');
    if (line.startsWith('GET /v1/links/')) return answer(200, { visits: 12, starts: 7, leads: 3 });
    if (line === 'PUT /v1/destinations/crm') {
      const first = !made.has('crm');
      made.add('crm');
      return answer(
        200,
        first ? { id: 'crm', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' } : { id: 'crm' },
      );
    }
    if (line === 'POST /v1/destinations/crm/rotate')
      return answer(200, { secret: 'whsec_c2Vjb25kLXNlY3JldC1mb3ItdGVzdA==' });
    return answer(200, { ok: true });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: url(server),
    requests,
    bodies,
    failOnce(line) {
      failing = line;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function url(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stand-in does not listen');
  return `http://127.0.0.1:${address.port}`;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  return text === '' ? undefined : JSON.parse(text);
}
