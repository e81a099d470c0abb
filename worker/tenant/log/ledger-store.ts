/** Owns the tenant's ledger as stored: entries with the tree nodes each completes; must not know what a leaf says. */
import { concatBytes, fromHex } from '../../encoding/bytes.ts';
import {
  append,
  emptyFrontier,
  type Frontier,
  type Hash,
  hashLength,
  leafHash,
  rootOf,
} from '../../ledger/merkle.ts';
import { type LeafRange, type NodePlace, type NodeReader, nodesOf, rangeRoot } from '../../ledger/range.ts';
import type { TenantContext } from '../context.ts';
import { allRows, blobOf, bytesOf, firstRow } from '../rows.ts';

/** Which entries were made with a lead: a row of `leads`. */
export interface EnteredLead {
  seq: number;
  first_entry: number;
  entries: number;
}

export interface StoredEntry {
  number: number;
  leaf: string;
  leafHash: Uint8Array;
}

/** The store has lost a node that its size says it has. */
export class MissingNode extends Error {}

type EntryRow = { number: number; leaf: string; hash: ArrayBuffer };

const selectEntries = `SELECT number, leaf, substr(hashes, 1, ${hashLength}) AS hash FROM entries`;

const selectEntry = `${selectEntries} WHERE number = ?`;

/** Bound to JSON of `[lead, first, count]` each: many leads cost one statement. */
const selectOfLeads = `
  SELECT asked.key AS at, entry.* FROM json_each(?1) AS asked
    CROSS JOIN (${selectEntries}) AS entry ON number >= asked.value->>1 AND number < asked.value->>1 + asked.value->>2
  UNION ALL
  SELECT asked.key, entry.* FROM json_each(?1) AS asked
    CROSS JOIN decisions ON decisions.lead = asked.value->>0
    CROSS JOIN (${selectEntries}) AS entry ON number = decisions.entry
  ORDER BY 1, 2`;

function storedEntry({ number, leaf, hash }: EntryRow): StoredEntry {
  return { number, leaf, leafHash: bytesOf(hash) };
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
    const row = firstRow<EntryRow>(this.#context.sql, selectEntry, number);
    return row === undefined ? undefined : storedEntry(row);
  }

  /** The entries of leads, for each in their order: those that were made with it, and those of its later decisions. */
  entriesOf(leads: readonly EnteredLead[]): StoredEntry[][] {
    const asked = leads.map(({ seq, first_entry: first, entries: count }) => [seq, first, count]);
    const found = leads.map((): StoredEntry[] => []);
    const rows = allRows<EntryRow & { at: number }>(this.#context.sql, selectOfLeads, JSON.stringify(asked));
    for (const row of rows) found[row.at]?.push(storedEntry(row));
    return found;
  }

  /** Leaf data from `from` on, at most `count`. */
  leaves(from: number, count: number): string[] {
    return allRows<{ leaf: string }>(
      this.#context.sql,
      'SELECT leaf FROM entries WHERE number >= ? AND number < ? ORDER BY number',
      from,
      from + count,
    ).map((row) => row.leaf);
  }

  /**
   * The roots of ranges, all in one query of as many rows as the ranges have full nodes: O(log size) for a proof.
   * @throws MissingNode
   */
  roots(ranges: readonly LeafRange[]): Hash[] {
    const read = this.nodes(ranges.flatMap(nodesOf));
    return ranges.map((range) => rangeRoot(range, read));
  }

  /** The root of the first `size` leaves, from stored nodes alone. @throws MissingNode */
  rootAt(size: number): Hash {
    return rootOf(this.#read(size));
  }

  /** The root that the transaction of the last entry kept beside it; undefined for an empty ledger. */
  keptRoot(): Hash | undefined {
    const row = firstRow<{ root: ArrayBuffer | null }>(
      this.#context.sql,
      'SELECT root FROM entries ORDER BY number DESC LIMIT 1',
    );
    return row?.root == null ? undefined : bytesOf(row.root);
  }

  /** Reads these full nodes, each from the row of the leaf that completed it. @throws MissingNode */
  nodes(places: readonly NodePlace[]): NodeReader {
    // One row for all: turning rows into objects costs several times what finding them does (workerd, seen 2026-11).
    // Each place is one number, the leaf's × 64 + the level.
    const found = firstRow<{ hashes: string | null }>(
      this.#context.sql,
      `SELECT group_concat(hex(substr(hashes, (value & 63) * ${hashLength} + 1, ${hashLength})), '' ORDER BY key) AS hashes
         FROM json_each(?) JOIN entries ON number = value >> 6`,
      JSON.stringify(places.map((place) => lastLeafOf(place) * 64 + place.level)),
    );
    const bytes = fromHex((found?.hashes ?? '').toLowerCase());
    if (bytes.length !== places.length * hashLength)
      throw new MissingNode('the ledger lacks nodes that it should have');
    const read = new Map(places.map(({ level, index }, at) => [`${level}/${index}`, at * hashLength]));
    return (level, index) => {
      const at = read.get(`${level}/${index}`);
      if (at === undefined) throw new Error(`node ${index} at level ${level} was not asked for`);
      return bytes.subarray(at, at + hashLength);
    };
  }

  /** The kept frontier, or the stored one where they differ: after a restart or a transaction rolled back. */
  #current(): Frontier {
    const size = this.size();
    return this.#frontier.size === size ? this.#frontier : this.#read(size);
  }

  /** Reads the peaks: at most log2(size) rows. */
  #read(size: number): Frontier {
    const places = nodesOf({ begin: 0, end: size });
    const read = this.nodes(places);
    return { size, peaks: places.map(({ level, index }) => read(level, index)) };
  }
}

/** The leaf that completes a node: `entries.hashes` of its row holds the node. */
function lastLeafOf({ level, index }: NodePlace): number {
  return (index + 1) * 2 ** level - 1;
}
