/** Owns that the form script leaves the self-hosted server compressed, when the browser takes it; real workerd. */
import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningTenant, runningTenant } from './running-tenant.ts';

let running: RunningTenant;
beforeAll(async () => {
  running = await runningTenant();
});
afterAll(() => running.end());

/** Bytes as they crossed the wire: fetch would unpack them. */
function raw(acceptEncoding: string): Promise<{ encoding: string | undefined; bytes: Buffer }> {
  const url = `${running.server.url}/w/acme/loan.js`;
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { 'accept-encoding': acceptEncoding } }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({ encoding: response.headers['content-encoding'], bytes: Buffer.concat(chunks) });
    });
    sent.on('error', reject).end();
  });
}

test('by brotli, by gzip, or plain: the same script', async () => {
  const [plain, brotli, gzip] = await Promise.all([raw('identity'), raw('gzip, deflate, br'), raw('gzip')]);
  expect(plain.encoding).toBeUndefined();
  expect(brotli.encoding).toBe('br');
  expect(gzip.encoding).toBe('gzip');
  expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true);
  expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
  expect(brotli.bytes.length).toBeLessThan(plain.bytes.length / 2);
});

test('a browser that refuses brotli does not get it', async () => {
  expect((await raw('br;q=0, gzip')).encoding).toBe('gzip');
});
