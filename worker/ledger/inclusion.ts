/** Owns the proof that a leaf is in a tree: making it and checking it (RFC 9162 §2.1.3); must not know where nodes are kept. */
import { type Hash, hashLength, nodeHash, sameHash } from './merkle.ts';
import { type LeafRange, type NodeReader, rangeRoot, splitOf } from './range.ts';

/**
 * The ranges whose roots are the audit path of a leaf, its sibling first: PATH(index, D[size]) of RFC 9162 §2.1.3.1.
 * @throws RangeError when the tree has no such leaf
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new RangeError('no such leaf');
  const path: LeafRange[] = [];
  let [begin, end] = [0, size];
  while (end - begin > 1) {
    const middle = begin + splitOf(end - begin);
    path.push(index < middle ? { begin: middle, end } : { begin, end: middle });
    if (index < middle) end = middle;
    else begin = middle;
  }
  return path.reverse();
}

/** The audit path of a leaf in the tree of the first `size` leaves. */
export function inclusionPath(index: number, size: number, read: NodeReader): Hash[] {
  return inclusionRanges(index, size).map((range) => rangeRoot(range, read));
}

/** What an inclusion proof claims: this leaf stands at this index of the tree of this size. */
export interface Inclusion {
  index: number;
  size: number;
  leafHash: Hash;
  path: readonly Hash[];
}

/** The root that the path leads to, or null when the path can't be one of this index and size (RFC 9162 §2.1.3.2). */
export function rootFromInclusion({ index, size, leafHash, path }: Inclusion): Hash | null {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return null;
  if ([leafHash, ...path].some((hash) => hash.length !== hashLength)) return null;
  let [node, lastNode, root] = [index, size - 1, leafHash];
  for (const hash of path) {
    if (lastNode === 0) return null;
    if (node % 2 === 1 || node === lastNode) {
      root = nodeHash(hash, root);
      // A node without a sibling at the right edge rises until it has one.
      while (node % 2 === 0 && node !== 0) [node, lastNode] = [half(node), half(lastNode)];
    } else {
      root = nodeHash(root, hash);
    }
    [node, lastNode] = [half(node), half(lastNode)];
  }
  return lastNode === 0 ? root : null;
}

/** Whether the proof shows the leaf in the tree with this root. */
export function verifyInclusion(inclusion: Inclusion, root: Hash): boolean {
  const found = rootFromInclusion(inclusion);
  return found !== null && sameHash(found, root);
}

/** Not a shift: sizes may pass 2^31. */
function half(value: number): number {
  return Math.floor(value / 2);
}
