/** Owns trees grown in memory with every node kept, for the tests of proofs; must not prove anything. */
import { append, emptyFrontier, type Hash, leafHash, rootOf } from '../../../worker/ledger/merkle.ts';
import type { NodeReader } from '../../../worker/ledger/range.ts';

export interface GrownTree {
  leaves: readonly Uint8Array[];
  /** Root of the first n leaves. */
  root(size: number): Hash;
  read: NodeReader;
}

export function grownTree(leaves: readonly Uint8Array[]): GrownTree {
  const kept: Hash[][] = [];
  const roots = [rootOf(emptyFrontier)];
  let tree = emptyFrontier;
  for (const leaf of leaves) {
    const step = append(tree, leafHash(leaf));
    tree = step.tree;
    kept.push(step.completed);
    roots.push(rootOf(tree));
  }
  return {
    leaves,
    root: (size) => roots[size] ?? fail(`no tree of ${size} leaves`),
    read: (level, index) =>
      kept[(index + 1) * 2 ** level - 1]?.[level] ?? fail(`no full node ${index} at level ${level}`),
  };
}

/** Leaves that all differ. */
export function sampleLeaves(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, at) => new TextEncoder().encode(`leaf ${at}`));
}

function fail(message: string): never {
  throw new Error(message);
}
