/** Owns tiles and bundles of the log as others may serve them: a line with the path, then the bytes. */
import {
  formatBundle,
  nodeInTile,
  parseBundle,
  parseTilePath,
  tileOf,
  tilePath,
  widthIn,
} from '../../../worker/ledger/tile.ts';
import { taken } from '../answers.ts';
import type { Bytes } from '../mutate-bytes.ts';
import { type Outcome, promise, type Target } from '../target.ts';

function run(input: Bytes): Outcome {
  const end = input.indexOf(0x0a);
  const path = new TextDecoder().decode(input.subarray(0, end < 0 ? input.length : end));
  const bytes = end < 0 ? new Uint8Array() : input.subarray(end + 1);
  const place = parseTilePath(path);
  promise(place === null || tilePath(place) === path, 'a path has two spellings');
  const width = place === null ? 0 : widthIn(place, 2 ** 53 - 1);
  const entries = parseBundle(bytes);
  promise(
    entries === null || Buffer.from(formatBundle(entries)).equals(bytes),
    'a bundle is read as another than it is',
  );
  const nodes = [0, 1, 3, 8].map((level) => {
    const { from, count } = tileOf(level, place?.index ?? 0);
    return nodeInTile(bytes, from, count)?.length ?? 0;
  });
  const tag = `${place?.level ?? 'no path'} ${entries === null ? 'no bundle' : Math.min(entries.length, 3)} ${nodes.join()}`;
  return { ...taken(tag, [width, entries?.length]), isRefused: place === null || entries === null };
}

export function open(): Target {
  return {
    name: 'tile',
    format: 'bytes',
    words: [],
    mostBytes: 1024 * 1024,
    mostOutput: () => 1000,
    run,
  };
}
