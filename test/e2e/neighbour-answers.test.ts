/** Owns that no answer of one tenant's endpoint is felt by another tenant's applicants: bombs, floods, crumbs, on real workerd. */
import * as zlib from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BadTarget, badTarget, type Misbehaviour } from './bad-target.ts';
import { beside, boundMs, type Neighbours, neighbours } from './neighbour.ts';

let two: Neighbours;
beforeAll(async () => {
  two = await neighbours();
});
afterAll(async () => two.end());

const zeros = Buffer.alloc(64 << 20);
const brotli = zlib.brotliCompressSync(zeros, {
  params: { [zlib.constants.BROTLI_PARAM_LGWIN]: 24, [zlib.constants.BROTLI_PARAM_QUALITY]: 5 },
});
const gzip = zlib.gzipSync(zeros);

const head = (status: string, ...lines: string[]) => [`HTTP/1.1 ${status}`, ...lines, '', ''].join('\r\n');
const packed =
  (status: string, encoding: string, body: Buffer): Misbehaviour =>
  (socket) => {
    socket.write(head(status, `Content-Encoding: ${encoding}`, `Content-Length: ${body.length}`));
    socket.write(body);
  };
/** The same bytes for as long as they are taken. */
const endless =
  (begin: string, again: string): Misbehaviour =>
  (socket) => {
    const bytes = Buffer.from(again.repeat(Math.ceil(65_536 / again.length)));
    socket.write(begin);
    const write = () => {
      while (!socket.destroyed && socket.write(bytes));
    };
    socket.on('drain', write);
    write();
  };
const failing = '500 No';
it.each<[what: string, misbehave: Misbehaviour]>([
  ['a success by brotli that unpacks to 64 MiB', packed('200 OK', 'br', brotli)],
  ['a failure by brotli that unpacks to 64 MiB', packed(failing, 'br', brotli)],
  ['gzip that unpacks to 64 MiB', packed(failing, 'gzip', gzip)],
  ['gzip in gzip', packed(failing, 'gzip, gzip', zlib.gzipSync(gzip))],
  ['a body without end', endless(head(failing), 'x')],
  ['chunks of one byte without end', endless(head(failing, 'Transfer-Encoding: chunked'), '1\r\nx\r\n')],
  ['word without end that the answer is under way', endless('', 'HTTP/1.1 100 Continue\r\n\r\n')],
  ['a head without end', endless('HTTP/1.1 500 No\r\n', 'X-A: b\r\n')],
])('%s', { timeout: 60_000 }, async (what, misbehave) => {
  const [target, plain] = [
    await badTarget(misbehave),
    await badTarget(packed('200 OK', 'identity', Buffer.alloc(0))),
  ];
  const save = (id: string, { url }: BadTarget, enabled: boolean) =>
    two.hostile.call('PUT', `/v1/destinations/${id}`, {
      kind: 'webhook',
      recipient: 'self',
      config: { url },
      enabled,
    });
  // Asked for by hand, an endpoint that fails is not left alone.
  const test = (id: string) => two.hostile.call('POST', `/v1/destinations/${id}/test`);
  try {
    await save('plain', plain, true);
    await save('hook', target, true);
    const { isUnfelt, attacked, harmless } = await beside(
      two,
      () => test('plain'),
      () => test('hook'),
    );
    console.info(`${what}: ${JSON.stringify(attacked)}, harmless ${JSON.stringify(harmless)}`);
    expect(isUnfelt).toBe(true);
    expect(attacked.processorMs ?? 0).toBeLessThan(boundMs);
    expect(target.requests).toBeGreaterThan(10);
  } finally {
    await save('plain', plain, false);
    await save('hook', target, false);
    await Promise.all([target.close(), plain.close()]);
  }
});
