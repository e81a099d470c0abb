/** Owns pictures as promoters put them up: read chunk by chunk, and written anew with nothing else in them. */
import { readPng } from '../../../worker/encoding/read-png.ts';
import { refused } from '../answers.ts';
import type { Bytes } from '../mutate-bytes.ts';
import { type Outcome, promise, type Target } from '../target.ts';

const mostPixels = 8_004_000;

async function run(input: Bytes): Promise<Outcome> {
  const png = await readPng(input, mostPixels);
  if (typeof png === 'string') {
    return refused({ refused: 'invalid_request', errors: [{ path: '', code: png }] });
  }
  promise(png.width * png.height <= mostPixels, 'a picture is larger than it may be');
  promise(png.bytes.length <= input.length, 'a picture has grown');
  const again = await readPng(png.bytes, mostPixels);
  promise(
    typeof again !== 'string' && Buffer.from(again.bytes).equals(png.bytes),
    'a picture written anew is read as another',
  );
  return { tag: 'picture', isRefused: false, output: `${png.width}×${png.height}` };
}

export function open(): Target {
  return {
    name: 'png',
    format: 'png',
    words: [],
    mostBytes: 4 * 1024 * 1024,
    mostOutput: () => 1000,
    run,
  };
}
