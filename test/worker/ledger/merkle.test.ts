/** Owns the check of the tree against RFC 6962's definition and the published known answers; must not know the storage. */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../worker/encoding/bytes.ts';
import {
  append,
  emptyFrontier,
  type Frontier,
  type Hash,
  hashLength,
  leafHash,
  nodeHash,
  rootOf,
} from '../../../worker/ledger/merkle.ts';
import { nodesOf } from '../../../worker/ledger/range.ts';
import { knownLeaves, knownRoots, treeHash } from './rfc6962.ts';

const most = 300;
const leaves = Array.from({ length: most }, (_, at) => new TextEncoder().encode(`leaf ${at}`));

interface Grown {
  tree: Frontier;
  /** `completed` of each append, as the store keeps them. */
  kept: Hash[][];
}

function grow(data: readonly Uint8Array[]): Grown {
  const kept: Hash[][] = [];
  let tree = emptyFrontier;
  for (const leaf of data) {
    const step = append(tree, leafHash(leaf));
    tree = step.tree;
    kept.push(step.completed);
  }
  return { tree, kept };
}

describe('the known answers', () => {
  it('are those of the recursive definition too', () => {
    expect(treeHash([]).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    const roots = knownRoots.map((_, at) => treeHash(knownLeaves.slice(0, at + 1)).toString('hex'));
    expect(roots).toEqual(knownRoots);
  });
  it('come out of appending leaf by leaf', () => {
    expect(toHex(rootOf(emptyFrontier))).toBe(treeHash([]).toString('hex'));
    const roots = knownRoots.map((_, at) => toHex(rootOf(grow(knownLeaves.slice(0, at + 1)).tree)));
    expect(roots).toEqual(knownRoots);
  });
  it('tell a leaf from a node of the same bytes', () => {
    const [left, right] = [leafHash('a'), leafHash('b')];
    expect(toHex(nodeHash(left, right))).not.toBe(toHex(leafHash(Buffer.concat([left, right]))));
  });
});

describe(`a tree of 0 to ${most} leaves`, () => {
  it('has the root that the definition gives, at every size', () => {
    let tree = emptyFrontier;
    for (const [at, leaf] of leaves.entries()) {
      expect(toHex(rootOf(tree))).toBe(treeHash(leaves.slice(0, at)).toString('hex'));
      tree = append(tree, leafHash(leaf)).tree;
      expect(tree.size).toBe(at + 1);
    }
  });
  it('finds its peaks again where `completed` was kept', () => {
    const { kept } = grow(leaves);
    for (let size = 0; size <= most; size++) {
      const peaks = nodesOf({ begin: 0, end: size }).map(
        ({ level, index }) => kept[(index + 1) * 2 ** level - 1]?.[level] ?? new Uint8Array(),
      );
      expect(toHex(rootOf({ size, peaks }))).toBe(treeHash(leaves.slice(0, size)).toString('hex'));
      expect(peaks).toEqual(grow(leaves.slice(0, size)).tree.peaks);
    }
  });
  it('keeps every full node, once, so that any proof can be read', () => {
    const { kept } = grow(leaves);
    for (let level = 0; 2 ** level <= most; level++) {
      const span = 2 ** level;
      for (let first = 0; first + span <= most; first += span) {
        const hash = kept[first + span - 1]?.[level];
        expect(toHex(hash ?? new Uint8Array())).toBe(
          treeHash(leaves.slice(first, first + span)).toString('hex'),
        );
      }
    }
    const full = Array.from({ length: 9 }, (_, level) => Math.floor(most / 2 ** level));
    expect(kept.flat()).toHaveLength(full.reduce((sum, nodes) => sum + nodes, 0));
    expect(kept.flat().every((hash) => hash.length === hashLength)).toBe(true);
  });
  it('does not change the tree that was appended to', () => {
    const { tree } = grow(leaves.slice(0, 7));
    const before = toHex(rootOf(tree));
    append(tree, leafHash('one'));
    append(tree, leafHash('another'));
    expect(toHex(rootOf(tree))).toBe(before);
  });
  it('refuses to grow on a frontier whose size and peaks disagree', () => {
    expect(() => append({ size: 3, peaks: [leafHash('a')] }, leafHash('b'))).toThrow(/peaks/);
  });
});
