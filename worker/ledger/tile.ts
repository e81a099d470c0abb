/** Owns tiles and entry bundles (C2SP tlog-tiles): paths, widths, nodes inside a tile, bundle bytes; must not fetch or store. */
import { type Bytes, concatBytes } from '../encoding/bytes.ts';
import { type Hash, hashLength, nodeHash } from './merkle.ts';

/** Levels of the tree that one tile spans. */
export const tileHeight = 8;
/** Hashes of a full tile, entries of a full bundle. */
export const tileWidth = 256;
const maxLevel = 63;
const maxEntryLength = 0xffff;

export interface TilePlace {
  /** A level of tiles, or the bundles of entries. */
  level: number | 'entries';
  index: number;
  /** 1 to 256; less than 256 is a partial tile. */
  width: number;
}

/** The path below the log's prefix: `tile/0/x001/234`, `tile/entries/000.p/17`. */
export function tilePath({ level, index, width }: TilePlace): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const parts = padded.match(/\d{3}/g) ?? [];
  const path = parts.map((part, at) => (at < parts.length - 1 ? `x${part}` : part)).join('/');
  return `tile/${level}/${path}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** Reads a path below the log's prefix; null for every spelling but the one that `tilePath` writes. */
export function parseTilePath(path: string): TilePlace | null {
  const [, levelText, indexText, widthText] =
    /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path) ?? [];
  if (levelText === undefined || indexText === undefined) return null;
  const place: TilePlace = {
    level: levelText === 'entries' ? 'entries' : Number(levelText),
    index: Number(indexText.replace(/[x/]/g, '')),
    width: widthText === undefined ? tileWidth : Number(widthText),
  };
  const isPartial = widthText !== undefined;
  if (place.level !== 'entries' && place.level > maxLevel) return null;
  if (!Number.isSafeInteger(place.index) || place.width < 1 || (isPartial && place.width >= tileWidth))
    return null;
  return tilePath(place) === path ? place : null;
}

/** How many hashes or entries this tile has in the tree of `size` leaves: 0 past the end, 256 once it is full. */
export function widthIn({ level, index }: Pick<TilePlace, 'level' | 'index'>, size: number): number {
  const all = level === 'entries' ? size : Math.floor(size / tileWidth ** level);
  return Math.min(Math.max(all - index * tileWidth, 0), tileWidth);
}

/** Where a full node of the tree is found: the tile, and which of its hashes are the node's leaves. */
export function tileOf(
  level: number,
  index: number,
): { level: number; index: number; from: number; count: number } {
  const height = level % tileHeight;
  const count = 2 ** height;
  const first = index * count;
  const tile = Math.floor(first / tileWidth);
  return { level: Math.floor(level / tileHeight), index: tile, from: first - tile * tileWidth, count };
}

/** The node above these hashes of a tile; `count` is a power of two. Null when the tile is too short. */
export function nodeInTile(tile: Uint8Array, from: number, count: number): Hash | null {
  if (tile.length < (from + count) * hashLength) return null;
  let row = Array.from({ length: count }, (_, at) =>
    tile.slice((from + at) * hashLength, (from + at + 1) * hashLength),
  );
  while (row.length > 1) {
    row = row.flatMap((left, at) => {
      const right = row[at + 1];
      return at % 2 === 0 && right !== undefined ? [concatBytes(nodeHash(left, right))] : [];
    });
  }
  return row[0] ?? null;
}

/** An entry bundle: each entry after its length in two bytes, big-endian. @throws RangeError for an entry over 65,535 bytes */
export function formatBundle(entries: readonly Uint8Array[]): Bytes {
  return concatBytes(
    ...entries.flatMap((entry) => {
      if (entry.length > maxEntryLength)
        throw new RangeError('an entry of a bundle has at most 65,535 bytes');
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

/** The entries of a bundle; null when its lengths do not add up, or it has more than a bundle may. */
export function parseBundle(bundle: Uint8Array): Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length; ) {
    const [high, low] = [bundle[at], bundle[at + 1]];
    if (high === undefined || low === undefined) return null;
    const end = at + 2 + high * 256 + low;
    if (end > bundle.length || entries.length === tileWidth) return null;
    entries.push(bundle.slice(at + 2, end));
    at = end;
  }
  return entries;
}
