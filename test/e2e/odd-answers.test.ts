/** Owns that answers of honest servers count as taken however they are written: packed unasked, folded; sent once each. */
import * as zlib from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BadTarget, badTarget } from './bad-target.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';

let running: RunningTenant;
beforeAll(async () => {
  running = await runningTenant();
});
afterAll(async () => running.end());

/** What EspoCRM answers when it has taken a lead. */
const taken = Buffer.from('true');

/** A server that answers each request with these bytes, and closes. */
const answering = (head: string[], body: Uint8Array) =>
  badTarget((socket) => {
    const lines = ['HTTP/1.1 200 OK', ...head, '', ''].join('\r\n');
    socket.end(Buffer.concat([Buffer.from(lines, 'latin1'), body]));
  });

/** The newest lead at a destination, once it was tried; then it is left alone. */
async function sendTo(id: string, target: BadTarget, leads = 1): Promise<unknown[]> {
  const { port } = new URL(target.url);
  const save = (enabled: boolean) =>
    running.client.call('PUT', `/v1/destinations/${id}`, {
      kind: 'espocrm',
      recipient: 'self',
      config: { baseUrl: `http://127.0.0.1:${port}`, apiKey: 'f1b04885f28ee1a6d55dd203daed68f9' },
      enabled,
    });
  const deliveries = async () => {
    const { body } = await running.client.call('GET', `/v1/deliveries?destination=${id}&limit=100`);
    const items: { state: string; attempts: number; reason?: string }[] = JSON.parse(
      JSON.stringify(body.items),
    );
    return items.map(({ state, attempts, reason }) => ({ state, attempts, reason }));
  };
  await save(true);
  try {
    for (let lead = 1; lead <= leads; lead++) {
      await running.client.submit();
      await vi.waitFor(
        async () => expect((await deliveries()).filter((one) => one.attempts > 0)).toHaveLength(lead),
        {
          timeout: 8000,
          interval: 30,
        },
      );
    }
    return await deliveries();
  } finally {
    await save(false);
    await target.close();
  }
}

const delivered = { state: 'delivered', attempts: 1, reason: undefined };

describe('a lead is taken, and sent once, by a target that answers', () => {
  it.each([
    ['deflate', 'deflate', zlib.deflateSync(taken)],
    ['bare-deflate', 'deflate', zlib.deflateRawSync(taken)],
    ['gzip', 'gzip', zlib.gzipSync(taken)],
    ['upper-gzip', 'GZIP', zlib.gzipSync(taken)],
    ['x-gzip', 'x-gzip', zlib.gzipSync(taken)],
    ['brotli', 'br', zlib.brotliCompressSync(taken)],
    ['twice', 'deflate, gzip', zlib.gzipSync(zlib.deflateSync(taken))],
    ['not-gzip', 'gzip', taken],
    ['charset', 'utf-8', taken],
  ])('packed: %s', async (id, encoding, body) => {
    const target = await answering([`Content-Encoding: ${encoding}`, `Content-Length: ${body.length}`], body);
    expect(await sendTo(id, target)).toEqual([delivered]);
    expect(target.requests).toBe(1);
  });
  const length = 'Content-Length: 4';
  it.each([
    ['a-value', ['X-Long: one,', '\ttwo', length]],
    ['the-type', ['Content-Type: application/json;', ' charset=utf-8', length]],
    ['the-length', ['Content-Length:', ' 4']],
    ['of-blanks', ['X-A: b', ' ', length]],
    ['no-length', ['X-A: b', ' c', 'Connection: close']],
    ['first-line', ['Server:', ' nginx', length]],
    ['blank-before-colon', ['Server : nginx', length]],
  ])('with a folded or odd head: %s', async (id, head) => {
    const target = await answering(head, taken);
    expect(await sendTo(`folded-${id}`, target, 3)).toEqual([delivered, delivered, delivered]);
    expect(target.requests).toBe(3);
  });
  it('in chunks, deflated, its head folded', async () => {
    const packed = zlib.deflateSync(taken);
    const chunks = Buffer.concat([
      Buffer.from(`${packed.length.toString(16)};x=y\r\n`),
      packed,
      Buffer.from('\r\n0\r\nX-Trailer: z\r\n\r\n'),
    ]);
    const head = ['Transfer-Encoding:', '\tchunked', 'Content-Encoding: deflate'];
    const target = await answering(head, chunks);
    expect(await sendTo('all-at-once', target)).toEqual([delivered]);
    expect(target.requests).toBe(1);
  });
});
