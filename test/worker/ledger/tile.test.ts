/** Owns the check of tiles against C2SP tlog-tiles' own examples and the tree; must not know the storage. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex, utf8 } from '../../../worker/encoding/bytes.ts';
import {
  formatBundle,
  nodeInTile,
  parseBundle,
  parseTilePath,
  tileOf,
  tilePath,
  widthIn,
} from '../../../worker/ledger/tile.ts';
import { grownTree, sampleLeaves } from './grown-tree.ts';

describe('a tile’s path', () => {
  it.each([
    [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 63, index: 999, width: 1 }, 'tile/63/999.p/1'],
    [{ level: 1, index: 1000, width: 255 }, 'tile/1/x001/000.p/255'],
    [{ level: 'entries' as const, index: 67, width: 112 }, 'tile/entries/067.p/112'],
  ])('%j is %s', (place, path) => {
    expect(tilePath(place)).toBe(path);
    expect(parseTilePath(path)).toEqual(place);
  });
  it('of every place is read back', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.nat(63), fc.constant('entries' as const)),
        fc.maxSafeNat(),
        fc.integer({ min: 1, max: 256 }),
        (level, index, width) => {
          const place = { level, index, width };
          expect(parseTilePath(tilePath(place))).toEqual(place);
        },
      ),
    );
  });
  it.each([
    'tile/0/0',
    'tile/0/1234',
    'tile/0/x000/067',
    'tile/0/001/234',
    'tile/0/x001/x234',
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/0/000.p',
    'tile/0/000/',
    'tile/0/',
    'tile/0',
    'tile/Entries/000',
    'tile/0/x999/x999/x999/x999/x999/999',
    'tile/0/０００',
    '/tile/0/000',
    '',
  ])('%j is none', (path) => {
    expect(parseTilePath(path)).toBeNull();
  });
});

describe('a tile’s width', () => {
  it('is that of C2SP’s example of 70,000 entries', () => {
    expect(widthIn({ level: 0, index: 272 }, 70_000)).toBe(256);
    expect(widthIn({ level: 0, index: 273 }, 70_000)).toBe(112);
    expect(widthIn({ level: 0, index: 274 }, 70_000)).toBe(0);
    expect(widthIn({ level: 1, index: 0 }, 70_000)).toBe(256);
    expect(widthIn({ level: 1, index: 1 }, 70_000)).toBe(17);
    expect(widthIn({ level: 2, index: 0 }, 70_000)).toBe(1);
    expect(widthIn({ level: 3, index: 0 }, 70_000)).toBe(0);
    expect(widthIn({ level: 'entries', index: 273 }, 70_000)).toBe(112);
  });
  it('of a tree of 256 is one full tile and a partial one above it', () => {
    expect(widthIn({ level: 0, index: 0 }, 256)).toBe(256);
    expect(widthIn({ level: 1, index: 0 }, 256)).toBe(1);
  });
});

describe('a node', () => {
  const size = 1400;
  const tree = grownTree(sampleLeaves(size));
  it('is found in the tile that holds it, at every level', () => {
    for (let level = 0; 2 ** level <= size; level++) {
      for (let index = 0; (index + 1) * 2 ** level <= size; index++) {
        const place = tileOf(level, index);
        const width = widthIn(place, size);
        const hashes = Array.from({ length: width }, (_, at) =>
          tree.read(place.level * 8, place.index * 256 + at),
        );
        const node = nodeInTile(concatBytes(...hashes), place.from, place.count);
        expect(node && toHex(node)).toBe(toHex(tree.read(level, index)));
      }
    }
  });
  it('of a tile that is too short is not made up', () => {
    expect(nodeInTile(new Uint8Array(32 * 3), 2, 2)).toBeNull();
  });
});

describe('an entry bundle', () => {
  it('has each entry after its length', () => {
    const entries = ['', 'a', 'x'.repeat(300)].map((text) => utf8.encode(text));
    const bundle = formatBundle(entries);
    expect([...bundle.subarray(0, 7)]).toEqual([0, 0, 0, 1, 97, 1, 44]);
    expect(parseBundle(bundle)).toEqual(entries.map((entry) => new Uint8Array(entry)));
    expect(parseBundle(new Uint8Array())).toEqual([]);
  });
  it('has 256 entries at most, however short they are', () => {
    expect(parseBundle(new Uint8Array(2 * 256))).toHaveLength(256);
    expect(parseBundle(new Uint8Array(2 * 257))).toBeNull();
  });
  it('cut off anywhere but between entries is refused', () => {
    const bundle = formatBundle([utf8.encode('one'), utf8.encode('three')]);
    const whole = [0, 5, 12];
    for (let end = 0; end <= bundle.length; end++) {
      expect(parseBundle(bundle.subarray(0, end)) !== null).toBe(whole.includes(end));
    }
  });
  it('takes no entry that its length can’t tell', () => {
    expect(() => formatBundle([new Uint8Array(65_536)])).toThrow(RangeError);
  });
});
