/** Owns a real HTTP receiver for tests, as a tenant's CRM would be; must not know how deliveries are made. */
import { createServer, type IncomingMessage, type Server } from 'node:http';

export interface Received {
  id: string;
  atMs: number;
  headers: Record<string, string>;
  body: string;
}

export interface Crm {
  url: string;
  received: Received[];
  /** The status answered from now on. */
  answer: number;
  /** Resolves once this many were received, or rejects when that takes too long. */
  until(count: number, timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Starts a receiver; port 0 picks a free one. */
export async function receivingCrm(port = 0): Promise<Crm> {
  const received: Received[] = [];
  const server: Server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    received.push({ id: headers['webhook-id'] ?? '', atMs: Date.now(), headers, body });
    response.writeHead(crm.answer).end();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  const crm: Crm = {
    url: `http://127.0.0.1:${address.port}/hook`,
    received,
    answer: 200,
    async until(count, timeoutMs) {
      const endMs = Date.now() + timeoutMs;
      while (received.length < count) {
        if (Date.now() > endMs) throw new Error(`received ${received.length} of ${count}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return crm;
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const crm = await receivingCrm();
  const { port } = new URL(crm.url);
  await crm.close();
  return Number(port);
}
