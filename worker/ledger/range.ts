/** Owns the ranges of leaves that proofs speak of, and their roots from stored nodes; must not know where nodes are kept. */
import { type Hash, nodeHash } from './merkle.ts';

/** A full node: the root of the leaves from `index` × 2^`level`, 2^`level` of them. */
export interface NodePlace {
  level: number;
  index: number;
}

/** Reads a full node. It is asked only for nodes that lie whole within the tree in question. */
export type NodeReader = (level: number, index: number) => Hash;

/** Leaves `begin` to `end` − 1 of one subtree of RFC 6962's recursion: whole, or cut off at the tree's right edge. */
export interface LeafRange {
  begin: number;
  end: number;
}

/** The largest power of two below `size`, at which RFC 6962 §2.1 splits a tree of `size` > 1 leaves. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/**
 * The full nodes that make up a range, left to right: one for a whole subtree, the peaks at the right edge. A subtree
 * begins at a multiple of any power of two that fits into it, so that sizes alone decide.
 */
export function nodesOf({ begin, end }: LeafRange): NodePlace[] {
  const places: NodePlace[] = [];
  let [level, span] = [0, 1];
  for (; span * 2 <= end - begin; span *= 2) level++;
  for (let at = begin; at < end; at += span) {
    for (; at + span > end; span /= 2) level--;
    places.push({ level, index: at / span });
  }
  return places;
}

/** The root of a range that is not empty. */
export function rangeRoot(range: LeafRange, read: NodeReader): Hash {
  const roots = nodesOf(range).map(({ level, index }) => read(level, index));
  const last = roots.at(-1);
  if (last === undefined) throw new RangeError('a range without leaves has no root');
  return roots.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}
