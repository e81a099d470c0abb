/** Owns what becomes of answers that come packed: honest ones whole, bombs and lies to the bound; counts bytes, not time. */
import { randomBytes } from 'node:crypto';
import * as zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpack } from '../../../worker/outbound/unpack.ts';

const maxBytes = 65_536;
const json = Buffer.from('{"errcode":0,"errmsg":"ok","名":"张三"}');
const brotli = (bytes: Uint8Array, window: number) =>
  zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_LGWIN]: window } });
const packers: [name: string, pack: (bytes: Uint8Array) => Buffer][] = [
  ['gzip', zlib.gzipSync],
  ['x-gzip', zlib.gzipSync],
  [' GZIP ', zlib.gzipSync],
  ['deflate', zlib.deflateSync],
  ['deflate', zlib.deflateRawSync],
  ['br', (bytes) => brotli(bytes, 22)],
  ['br', (bytes) => brotli(bytes, 10)],
  ['br', (bytes) => brotli(bytes, 24)],
  ['gzip, br', (bytes) => brotli(zlib.gzipSync(bytes), 18)],
  ['identity, gzip', zlib.gzipSync],
];

describe('an answer packed by', () => {
  it.each(packers)('%j is what it was', async (name, pack) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        const read = await unpack(pack(bytes), name, maxBytes);
        expect([Buffer.from(read.bytes), read.isCutOff]).toEqual([Buffer.from(bytes), false]);
      }),
      { numRuns: 30 },
    );
    expect(await unpack(pack(Buffer.alloc(maxBytes)), name, maxBytes)).toMatchObject({ isCutOff: false });
  });
  it.each(packers)('%j is cut at the bound', async (name, pack) => {
    const read = await unpack(pack(Buffer.alloc(4 << 20, 'a')), name, maxBytes);
    expect(read.isCutOff).toBe(true);
    expect(read.bytes.length).toBeLessThanOrEqual(maxBytes);
  });
  it.each(packers)('%j that breaks off is what could be read of it', async (name, pack) => {
    const text = randomBytes(3000).toString('hex');
    const packed = pack(Buffer.from(text));
    const { bytes, isCutOff } = await unpack(packed.subarray(0, packed.length / 2), name, maxBytes);
    expect(isCutOff || bytes.length < text.length).toBe(true);
    if (isCutOff) expect(text.startsWith(Buffer.from(bytes).toString())).toBe(true);
  });
  it.each(['gzip', 'deflate', 'br', 'utf-8', 'none', 'gzip, br', 'constructor'])(
    '%j, as it says, but is not, is taken as it is',
    async (name) => {
      const read = await unpack(json, name, maxBytes);
      expect([Buffer.from(read.bytes).toString(), read.isCutOff]).toEqual([json.toString(), false]);
    },
  );
});

describe('what would be more work than its size', () => {
  it('is made less: brotli unpacks the same, whatever its window, without filling it', async () => {
    const words = fc.constantFrom('贷款', 'time', 'the ', '<html>', '{"errcode":0}', '\u0000', 'aaaaaaaa');
    const texts = fc.array(fc.oneof(words, fc.string({ unit: 'binary' })), { maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.integer({ min: 10, max: 24 }),
        fc.nat({ max: 400 }),
        async (parts, window, times) => {
          const bytes = Buffer.from(parts.join('').repeat(1 + times)).subarray(0, 300_000);
          const read = await unpack(brotli(bytes, window), 'br', maxBytes);
          expect(Buffer.from(read.bytes).equals(bytes.subarray(0, maxBytes))).toBe(true);
          expect(read.isCutOff).toBe(bytes.length > maxBytes);
        },
      ),
    );
  });
  it('is not begun: packings upon packings', async () => {
    const names = Array.from({ length: 5000 }, () => 'gzip').join(',');
    expect(await unpack(zlib.gzipSync(json), names, maxBytes)).toMatchObject({ isCutOff: true });
  });
  it('never throws, whatever the bytes', async () => {
    const names = fc.constantFrom('gzip', 'deflate', 'br', 'zstd', 'deflate, gzip', 'br, br, br', ',,', '');
    await fc.assert(
      fc.asyncProperty(names, fc.uint8Array({ maxLength: 300 }), async (name, bytes) => {
        const read = await unpack(bytes, name, 1000);
        // What is not what it says is handed on as it came.
        expect(read.bytes.length).toBeLessThanOrEqual(1000);
      }),
      { numRuns: 500 },
    );
  });
});
