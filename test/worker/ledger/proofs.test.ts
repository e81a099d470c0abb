/** Owns the check of proofs against published ones, an implementation by others, and corruption; must not know the storage. */
import { RFC9162 } from '@transmute/rfc9162';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../worker/encoding/bytes.ts';
import { consistencyPath, verifyConsistency } from '../../../worker/ledger/consistency.ts';
import { type Inclusion, inclusionPath, verifyInclusion } from '../../../worker/ledger/inclusion.ts';
import { type Hash, leafHash } from '../../../worker/ledger/merkle.ts';
import { grownTree, sampleLeaves } from './grown-tree.ts';
import { knownLeaves, knownRoots } from './rfc6962.ts';

/** transparency-dev/merkle, proof/verify_test.go: leaf from 1, size, path. The leaves are those of `knownLeaves`. */
const knownInclusions: [number, number, string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [3, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    2,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];

/** The same file: old size, new size, path. */
const knownConsistencies: [number, number, string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
  [
    6,
    7,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
];

const known = grownTree(knownLeaves);
const knownRoot = (size: number) => fromHex(knownRoots[size - 1] ?? '');
const hexes = (path: readonly Hash[]) => path.map(toHex);

describe('the published proofs', () => {
  it.each(knownInclusions)('leaf %i of %i', (leaf, size, path) => {
    expect(hexes(inclusionPath(leaf - 1, size, known.read))).toEqual(path);
    const data = knownLeaves[leaf - 1] ?? new Uint8Array();
    const inclusion = { index: leaf - 1, size, leafHash: leafHash(data), path: path.map(fromHex) };
    expect(verifyInclusion(inclusion, knownRoot(size))).toBe(true);
  });
  it.each(knownConsistencies)('%i to %i', (oldSize, newSize, path) => {
    expect(hexes(consistencyPath(oldSize, newSize, known.read))).toEqual(path);
    const [old, grown] = [oldSize, newSize].map((size) => ({ size, root: knownRoot(size) }));
    if (old && grown) expect(verifyConsistency(old, grown, path.map(fromHex))).toBe(true);
  });
});

const most = 70;
const tree = grownTree(sampleLeaves(most));
const head = (size: number) => ({ size, root: tree.root(size) });
const inclusionOf = (index: number, size: number): Inclusion => ({
  index,
  size,
  leafHash: tree.read(0, index),
  path: inclusionPath(index, size, tree.read),
});

describe('every leaf of every tree up to 70 leaves', () => {
  it('is proven', () => {
    for (let size = 1; size <= most; size++) {
      for (let index = 0; index < size; index++) {
        expect(verifyInclusion(inclusionOf(index, size), tree.root(size))).toBe(true);
      }
    }
  });
  it('is proven as @transmute/rfc9162 proves it, which accepts our proofs', async () => {
    for (const size of [1, 2, 3, 7, 8, 21, 64, 70]) {
      const entries = [...tree.leaves.slice(0, size)];
      expect(await RFC9162.treeHead(entries)).toEqual(tree.root(size));
      for (let index = 0; index < size; index++) {
        const ours = inclusionOf(index, size);
        expect(ours.path).toEqual(await RFC9162.PATH(index, entries));
        const claim = { log_id: '', tree_size: size, leaf_index: index, inclusion_path: [...ours.path] };
        expect(await RFC9162.verifyInclusionProof(tree.root(size), ours.leafHash, claim)).toBe(true);
      }
    }
  }, 60_000);
});

describe('every pair of sizes up to 70', () => {
  it('is proven consistent', () => {
    for (let grown = 0; grown <= most; grown++) {
      for (let old = 0; old <= grown; old++) {
        const path = consistencyPath(old, grown, tree.read);
        expect(verifyConsistency(head(old), head(grown), path), `${old} to ${grown}`).toBe(true);
        if (old < grown) expect(verifyConsistency(head(grown), head(old), path)).toBe(false);
      }
    }
  });
  it('is proven as @transmute/rfc9162 proves it', async () => {
    for (const grown of [2, 3, 8, 13, 21, 64, 70]) {
      for (let old = 1; old < grown; old++) {
        const theirs = await RFC9162.PROOF(old, [...tree.leaves.slice(0, grown)]);
        // It also sends the old root where the RFC leaves it out: the old tree is a whole subtree of the new one.
        const isWhole = Number.isInteger(Math.log2(old));
        expect(consistencyPath(old, grown, tree.read)).toEqual(isWhole ? theirs.slice(1) : theirs);
      }
    }
  }, 60_000);
});

/** Size, index below it, and where a bit is flipped. */
const cases = fc
  .integer({ min: 1, max: most })
  .chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1), fc.nat(), fc.nat(255)));

function flipped(hash: Hash, bit: number): Hash {
  return hash.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}

describe('what was tampered with', () => {
  it('no inclusion survives: any bit of any hash, another index, another size, a longer or shorter path', () => {
    fc.assert(
      fc.property(cases, ([size, index, place, bit]) => {
        const good = inclusionOf(index, size);
        const root = tree.root(size);
        const { path } = good;
        const forged: [Inclusion, Hash][] = [
          [{ ...good, leafHash: flipped(good.leafHash, bit) }, root],
          [good, flipped(root, bit)],
          [{ ...good, index: index + 1 }, root],
          [{ ...good, index: index - 1 }, root],
          [{ ...good, index: index ^ 2 }, root],
          [{ ...good, size: size * 2 }, root],
          [{ ...good, path: [...path, root] }, root],
          [{ ...good, path: [root, ...path] }, root],
          [{ ...good, path: [...path, new Uint8Array()] }, root],
          ...(path.length === 0
            ? []
            : ([
                [{ ...good, path: path.slice(0, -1) }, root],
                [
                  {
                    ...good,
                    path: path.map((hash, at) => (at === place % path.length ? flipped(hash, bit) : hash)),
                  },
                  root,
                ],
              ] satisfies [Inclusion, Hash][])),
        ];
        for (const [inclusion, against] of forged) expect(verifyInclusion(inclusion, against)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });
  it('no consistency survives', () => {
    fc.assert(
      fc.property(cases, ([size, index, place, bit]) => {
        const [old, grown] = [head(index + 1), head(size)];
        const path = consistencyPath(old.size, grown.size, tree.read);
        const forged: Parameters<typeof verifyConsistency>[] = [
          [{ ...old, root: flipped(old.root, bit) }, grown, path],
          [old, { ...grown, root: flipped(grown.root, bit) }, path],
          [{ ...old, size: old.size + 1 }, grown, path],
          [old, { ...grown, size: grown.size * 2 }, path],
          [old, grown, [...path, grown.root]],
          [old, grown, [old.root, ...path]],
          ...(path.length === 0
            ? []
            : ([
                [old, grown, path.slice(0, -1)],
                [old, grown, []],
                [
                  old,
                  grown,
                  path.map((hash, at) => (at === place % path.length ? flipped(hash, bit) : hash)),
                ],
              ] satisfies Parameters<typeof verifyConsistency>[])),
        ];
        for (const one of forged) expect(verifyConsistency(...one)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });
  it('an empty tree with another root than that of nothing is no beginning of any', () => {
    expect(verifyConsistency({ size: 0, root: tree.root(1) }, head(5), [])).toBe(false);
  });
  it('a leaf past the end has no proof, and a tree that shrank none either', () => {
    expect(() => inclusionPath(5, 5, tree.read)).toThrow(RangeError);
    expect(() => inclusionPath(-1, 5, tree.read)).toThrow(RangeError);
    expect(() => consistencyPath(6, 5, tree.read)).toThrow(RangeError);
  });
});
