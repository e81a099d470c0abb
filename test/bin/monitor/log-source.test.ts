/** Owns how much of a log's answers is read, whatever they are: bombs, floods, stalls; must not know how a log is checked. */
import { createServer, type ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { httpSource, NotReached, NotServed } from '../../../bin/monitor/log-source.ts';

let close: (() => void) | null = null;
afterEach(() => close?.());

/** A log that answers everything so; with what it was asked for. */
async function answering(answer: (response: ServerResponse) => void) {
  const asked: (string | undefined)[] = [];
  let sentBytes = 0;
  const server = createServer((request, response) => {
    asked.push(String(request.headers['accept-encoding']));
    const write = response.write.bind(response);
    response.write = (chunk: Buffer) => {
      sentBytes += chunk.length;
      return write(chunk);
    };
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { read: httpSource(`http://127.0.0.1:${address.port}`), asked, sentBytes: () => sentBytes };
}

it('an answer within the bound is read whole, and nothing packed is asked for', async () => {
  const { read, asked } = await answering((response) => response.end('a'.repeat(1000)));
  expect((await read('checkpoint', 1000)).length).toBe(1000);
  expect(asked).toEqual(['identity']);
});
it('one that is packed all the same is read unpacked', async () => {
  const packed = gzipSync('a'.repeat(1000));
  const { read } = await answering((response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
  );
  expect((await read('checkpoint', 1000)).length).toBe(1000);
});
it.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
])('one that unpacks beyond the bound is given up: %s', async (encoding, pack) => {
  const bomb = pack(Buffer.alloc(16 << 20));
  const { read } = await answering((response) =>
    response.writeHead(200, { 'content-encoding': encoding }).end(bomb),
  );
  await expect(read('tile/0/000', 8192)).rejects.toThrow(new NotReached('more than 8192 bytes'));
});
it('one without end is given up, of a problem too', async () => {
  const flood = (status: number, type: string) =>
    answering((response) => {
      response.writeHead(status, { 'content-type': type });
      const chunk = Buffer.alloc(65_536, 'x');
      const write = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', write);
      write();
    });
  const tile = await flood(200, 'application/octet-stream');
  await expect(tile.read('tile/0/000', 8192)).rejects.toThrow(NotReached);
  close?.();
  const problem = await flood(500, 'application/problem+json');
  await expect(problem.read('checkpoint', 8192)).rejects.toThrow(NotServed);
  // Beside what waits in the buffers of both ends.
  for (const log of [tile, problem]) expect(log.sentBytes()).toBeLessThan(32 << 20);
});
