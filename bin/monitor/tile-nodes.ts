/** Owns reading a log's nodes and entries out of its published tiles; must not judge what they add up to. */
import type { NodePlace, NodeReader } from '../../worker/ledger/range.ts';
import {
  nodeInTile,
  parseBundle,
  type TilePlace,
  tileOf,
  tilePath,
  tileWidth,
  widthIn,
} from '../../worker/ledger/tile.ts';
import { type LogSource, NotServed } from './log-source.ts';
import { LogWrong } from './log-wrong.ts';

const hashLength = 32;
const maxBundleBytes = tileWidth * (2 + 0xffff);
const atOnce = 4;

/** Fetches every tile that these nodes lie in, of a log of `size` entries, each once. */
export async function fetchNodes(
  source: LogSource,
  places: readonly NodePlace[],
  size: number,
): Promise<NodeReader> {
  const wanted = new Map<string, TilePlace>();
  for (const place of places) {
    const { level, index } = tileOf(place.level, place.index);
    const tile = { level, index, width: widthIn({ level, index }, size) };
    wanted.set(tilePath(tile), tile);
  }
  const tiles = new Map<string, Uint8Array>();
  const queue = [...wanted.values()];
  const worker = async () => {
    for (let tile = queue.shift(); tile !== undefined; tile = queue.shift()) {
      tiles.set(`${tile.level}/${tile.index}`, await fetchTile(source, tile));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return (level, index) => {
    const place = tileOf(level, index);
    const tile = tiles.get(`${place.level}/${place.index}`);
    const node = tile === undefined ? null : nodeInTile(tile, place.from, place.count);
    if (node === null) throw new LogWrong('missing', `${place.level}/${place.index}`);
    return node;
  };
}

async function fetchTile(source: LogSource, tile: TilePlace): Promise<Uint8Array> {
  const bytes = await fetchResource(source, tile, tileWidth * hashLength);
  if (bytes.length < tile.width * hashLength || bytes.length % hashLength !== 0) {
    throw new LogWrong('other_tiles', tilePath(tile));
  }
  return bytes.subarray(0, tile.width * hashLength);
}

/** Every entry of a log of `size`, bundle by bundle. */
export async function* fetchEntries(source: LogSource, size: number): AsyncGenerator<Uint8Array[]> {
  for (let index = 0; index * tileWidth < size; index++) {
    const width = widthIn({ level: 'entries', index }, size);
    const place: TilePlace = { level: 'entries', index, width };
    const entries = parseBundle(await fetchResource(source, place, maxBundleBytes));
    if (entries === null || entries.length < width) throw new LogWrong('other_entries', tilePath(place));
    yield entries.slice(0, width);
  }
}

/** A partial tile may be gone once the full one is there: then that is taken (C2SP tlog-tiles, Partial Tiles). */
async function fetchResource(source: LogSource, place: TilePlace, maxBytes: number): Promise<Uint8Array> {
  try {
    return await source(tilePath(place), maxBytes);
  } catch (error) {
    if (!(error instanceof NotServed) || error.status !== 404) throw error;
    if (place.width === tileWidth) throw new LogWrong('missing', tilePath(place));
    return fetchResource(source, { ...place, width: tileWidth }, maxBytes);
  }
}
