/** Owns the tenant's ledger as stored: entries with the tree nodes each completes; must not know what a leaf says. */
import { concatBytes } from '../encoding/bytes.ts';
import {
  append,
  emptyFrontier,
  type Frontier,
  type Hash,
  hashLength,
  leafHash,
  peakPlaces,
  rootOf,
} from '../ledger/merkle.ts';
import type { TenantContext } from './context.ts';
import { blobOf, bytesOf, firstRow } from './rows.ts';

export interface StoredEntry {
  number: number;
  leaf: string;
  leafHash: Uint8Array;
}

export class LedgerStore {
  readonly #context: TenantContext;
  /** The frontier after the last append, kept so that appending reads nothing. */
  #frontier: Frontier = emptyFrontier;

  constructor(context: TenantContext) {
    this.#context = context;
  }

  /** Appends leaves inside the caller's transaction, one row each; the last row keeps the root of RFC 6962. */
  append(leaves: readonly string[]): { first: number } {
    let tree = this.#current();
    const first = tree.size;
    const binds: SqlStorageValue[] = [];
    for (const [at, leaf] of leaves.entries()) {
      const step = append(tree, leafHash(leaf));
      tree = step.tree;
      const root = at === leaves.length - 1 ? blobOf(rootOf(tree)) : null;
      binds.push(tree.size - 1, leaf, blobOf(concatBytes(...step.completed)), root);
    }
    if (leaves.length > 0) {
      const rows = leaves.map(() => '(?, ?, ?, ?)').join(', ');
      this.#context.sql.exec(`INSERT INTO entries (number, leaf, hashes, root) VALUES ${rows}`, ...binds);
    }
    this.#frontier = tree;
    return { first };
  }

  size(): number {
    return (
      firstRow<{ size: number }>(
        this.#context.sql,
        'SELECT COALESCE(MAX(number) + 1, 0) AS size FROM entries',
      )?.size ?? 0
    );
  }

  /** Size and root as a checkpoint will state them. */
  head(): { size: number; root: Hash } {
    const tree = this.#current();
    return { size: tree.size, root: rootOf(tree) };
  }

  entry(number: number): StoredEntry | undefined {
    const row = firstRow<{ leaf: string; hashes: ArrayBuffer }>(
      this.#context.sql,
      'SELECT leaf, hashes FROM entries WHERE number = ?',
      number,
    );
    if (row === undefined) return undefined;
    return { number, leaf: row.leaf, leafHash: bytesOf(row.hashes).subarray(0, hashLength) };
  }

  /** The kept frontier, or the stored one where they differ: after a restart or a transaction rolled back. */
  #current(): Frontier {
    const size = this.size();
    return this.#frontier.size === size ? this.#frontier : this.#read(size);
  }

  /** Reads the peaks: at most log2(size) rows. */
  #read(size: number): Frontier {
    const peaks = peakPlaces(size).map(({ leaf, level }) => {
      const row = firstRow<{ hashes: ArrayBuffer }>(
        this.#context.sql,
        'SELECT hashes FROM entries WHERE number = ?',
        leaf,
      );
      if (row === undefined) throw new Error(`the ledger has no entry ${leaf}`);
      return bytesOf(row.hashes).slice(level * hashLength, (level + 1) * hashLength);
    });
    return { size, peaks };
  }
}
