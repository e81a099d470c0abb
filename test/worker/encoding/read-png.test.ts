/** Owns the check of the order and the number of a picture's chunks; its pixels are checked on the real runtime. */
import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { mostChunks, readPng } from '../../../worker/encoding/read-png.ts';
import { chunk, iend, ihdr, joined, signature } from '../../png-file.ts';

const size = { width: 1, height: 1 };
const pixel = chunk('IDAT', new Uint8Array(deflateSync(Uint8Array.of(0, 1, 2, 3, 4))));
const empty = chunk('IDAT');
const picture = (...between: Uint8Array[]) => joined(signature, ihdr(size), ...between, iend);

it.each([
  ['data in one chunk', [pixel]],
  ['data in several, some of them empty', [empty, pixel, empty]],
  ['a text before and after', [chunk('tEXt'), pixel, chunk('tEXt')]],
])('%s is taken', async (_what, between) => {
  expect(await readPng(picture(...between), 1)).toMatchObject({ width: 1, height: 1 });
});

it.each([
  ['no data', []],
  ['data apart', [empty, chunk('tEXt'), pixel]],
  ['a palette behind the data', [pixel, chunk('PLTE', new Uint8Array(3))]],
  ['transparency twice', [chunk('tRNS'), chunk('tRNS'), pixel]],
  ['a chunk that nobody may leave out', [chunk('ABCD'), pixel]],
])('%s is refused', async (_what, between) => {
  expect(await readPng(picture(...between), 1)).toBe('not_a_png');
});

it('as many chunks as are read are taken, and one more is refused by its own name', async () => {
  // The header, the pixel and the end are chunks too.
  const others = Array.from({ length: mostChunks - 3 }, () => empty);
  expect(await readPng(picture(...others, pixel), 1)).toMatchObject({ width: 1 });
  expect(await readPng(picture(empty, ...others, pixel), 1)).toBe('png_too_many_chunks');
});
