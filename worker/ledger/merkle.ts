/** Owns the RFC 6962 Merkle tree: leaf and node hashes, appending, the root; must not know where hashes are kept. */
import { concatBytes, utf8 } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/digest.ts';

export type Hash = Uint8Array;
export const hashLength = 32;

const leafPrefix = Uint8Array.of(0);
/** 0x01 ‖ left ‖ right, written anew for each node: hashing takes a copy. */
const nodeData = new Uint8Array(1 + 2 * hashLength).fill(1, 0, 1);

/** SHA-256(0x00 ‖ leaf data), RFC 6962 §2.1. */
export function leafHash(data: Uint8Array | string): Hash {
  return sha256(concatBytes(leafPrefix, typeof data === 'string' ? utf8.encode(data) : data));
}

/** SHA-256(0x01 ‖ left ‖ right), RFC 6962 §2.1. */
export function nodeHash(left: Hash, right: Hash): Hash {
  if (left.length !== hashLength || right.length !== hashLength) throw new RangeError('not two hashes');
  nodeData.set(left, 1);
  nodeData.set(right, 1 + hashLength);
  return sha256(nodeData);
}

/** Whether two hashes are the same bytes. They are public: time tells nothing. */
export function sameHash(one: Hash, other: Hash): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** The roots of the full subtrees that make up a tree, largest first: all that appending needs. */
export interface Frontier {
  size: number;
  peaks: readonly Hash[];
}

export const emptyFrontier: Frontier = { size: 0, peaks: [] };

/**
 * Appends one leaf. `completed` are the hashes of the subtrees that this leaf completes, smallest first (the leaf
 * itself, then its parents while it is their last leaf): two per leaf on average, and together they are every full
 * node of the tree, so that any proof can be read from them.
 */
export function append(tree: Frontier, leaf: Hash): { tree: Frontier; completed: Hash[] } {
  const completed = [leaf];
  const peaks = [...tree.peaks];
  let hash = leaf;
  for (let size = tree.size; size % 2 === 1; size = (size - 1) / 2) {
    const left = peaks.pop();
    if (left === undefined) throw new Error('frontier has fewer peaks than its size says');
    hash = nodeHash(left, hash);
    completed.push(hash);
  }
  peaks.push(hash);
  return { tree: { size: tree.size + 1, peaks }, completed };
}

/** The tree's root, RFC 6962 §2.1; that of the empty tree is the hash of nothing. */
export function rootOf(tree: Frontier): Hash {
  const last = tree.peaks.at(-1);
  if (last === undefined) return sha256('');
  return tree.peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}
