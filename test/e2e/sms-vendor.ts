/** Owns a real HTTP receiver that stands where an SMS vendor does; must not know our side's signatures. */
import { createServer, type IncomingMessage } from 'node:http';

export interface VendorCall {
  method: string;
  /** Path and query as they came. */
  target: string;
  headers: Record<string, string>;
  body: string;
}

export interface Vendor {
  url: string;
  calls: VendorCall[];
  /** What it answers from now on. */
  reply: { status: number; body: string; headers?: Record<string, string> };
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export async function smsVendor(): Promise<Vendor> {
  const server = createServer(async (request, response) => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const body = await bodyOf(request);
    vendor.calls.push({ method: request.method ?? '', target: request.url ?? '', headers, body });
    response.writeHead(vendor.reply.status, vendor.reply.headers).end(vendor.reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the vendor has no port');
  const vendor: Vendor = {
    url: `http://127.0.0.1:${address.port}`,
    calls: [],
    reply: { status: 200, body: '{}' },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return vendor;
}
