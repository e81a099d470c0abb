/** Owns the proof that a tree grew only at its end: making it and checking it (RFC 9162 §2.1.4); must not know where nodes are kept. */
import { emptyFrontier, type Hash, hashLength, nodeHash, rootOf, sameHash } from './merkle.ts';
import { type LeafRange, type NodeReader, rangeRoot, splitOf } from './range.ts';

/**
 * The ranges whose roots prove that the tree of `newSize` leaves begins with that of `oldSize`: PROOF(m, D[n]) of
 * RFC 9162 §2.1.4.1. None when nothing is to be proven: the old tree is empty, or both are one.
 * @throws RangeError when the new tree is the smaller one
 */
export function consistencyRanges(oldSize: number, newSize: number): LeafRange[] {
  if (!Number.isSafeInteger(oldSize) || oldSize < 0 || oldSize > newSize) throw new RangeError('shrunk');
  if (oldSize === 0 || oldSize === newSize) return [];
  const ranges: LeafRange[] = [];
  let [begin, end] = [0, newSize];
  // While the old tree is a whole left subtree of what remains, its root is known to the verifier and left out.
  while (end !== oldSize) {
    const middle = begin + splitOf(end - begin);
    ranges.push(oldSize <= middle ? { begin: middle, end } : { begin, end: middle });
    if (oldSize <= middle) end = middle;
    else begin = middle;
  }
  if (begin > 0) ranges.push({ begin, end });
  return ranges.reverse();
}

export function consistencyPath(oldSize: number, newSize: number, read: NodeReader): Hash[] {
  return consistencyRanges(oldSize, newSize).map((range) => rangeRoot(range, read));
}

export interface TreeHead {
  size: number;
  root: Hash;
}

/** Whether the path shows that the new tree begins with the old one (RFC 9162 §2.1.4.2). */
export function verifyConsistency(old: TreeHead, grown: TreeHead, path: readonly Hash[]): boolean {
  if (!Number.isSafeInteger(old.size) || !Number.isSafeInteger(grown.size) || old.size < 0) return false;
  if ([old.root, grown.root, ...path].some((hash) => hash.length !== hashLength)) return false;
  if (old.size > grown.size) return false;
  if (old.size === grown.size) return path.length === 0 && sameHash(old.root, grown.root);
  if (old.size === 0) return path.length === 0 && sameHash(old.root, rootOf(emptyFrontier));
  const roots = rootsFromConsistency(old, grown.size, path);
  return roots !== null && sameHash(roots.old, old.root) && sameHash(roots.grown, grown.root);
}

function rootsFromConsistency(
  old: TreeHead,
  grownSize: number,
  path: readonly Hash[],
): { old: Hash; grown: Hash } | null {
  let [node, lastNode] = [old.size - 1, grownSize - 1];
  while (node % 2 === 1) [node, lastNode] = [half(node), half(lastNode)];
  // A whole old tree of 2^k leaves is itself the first hash.
  const [first, ...rest] = node === 0 ? [old.root, ...path] : path;
  if (first === undefined) return null;
  const roots = { old: first, grown: first };
  for (const hash of rest) {
    if (lastNode === 0) return null;
    if (node % 2 === 1 || node === lastNode) {
      roots.old = nodeHash(hash, roots.old);
      roots.grown = nodeHash(hash, roots.grown);
      while (node % 2 === 0 && node !== 0) [node, lastNode] = [half(node), half(lastNode)];
    } else {
      roots.grown = nodeHash(roots.grown, hash);
    }
    [node, lastNode] = [half(node), half(lastNode)];
  }
  return lastNode === 0 ? roots : null;
}

function half(value: number): number {
  return Math.floor(value / 2);
}
