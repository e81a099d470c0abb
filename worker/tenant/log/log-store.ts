/** Owns what the tenant's log publishes: signed checkpoints, tiles, proofs; must not know HTTP or what a leaf says. */
import { RpcTarget } from 'cloudflare:workers';
import { type Refusal, refuse } from '../../../contract/problem.ts';
import { type Bytes, concatBytes, utf8 } from '../../encoding/bytes.ts';
import { formatCheckpoint } from '../../ledger/checkpoint.ts';
import { inclusionRanges, verifyInclusion } from '../../ledger/inclusion.ts';
import { type Hash, sameHash } from '../../ledger/merkle.ts';
import { formatBundle, type TilePlace, tileHeight, tileWidth } from '../../ledger/tile.ts';
import { formatProof } from '../../ledger/tlog-proof.ts';
import type { Pace } from '../../pacing/pace.ts';
import { deriveLogKeys } from '../../sealing/log-keys.ts';
import type { TenantContext } from '../context.ts';
import { blobOf, bytesOf, firstRow } from '../rows.ts';
import { type LedgerStore, MissingNode } from './ledger-store.ts';
import { type LogSigners, logSigners, rolloverOf, signNote } from './log-identity.ts';

/** A checkpoint as signed: the note states the size and the root. */
export interface SignedCheckpoint {
  size: number;
  root: Hash;
  note: string;
}

/** That an entry is in the log, verifiable offline. */
export interface LogInclusion {
  index: number;
  size: number;
  /** C2SP tlog-proof@v1: index, path and signed checkpoint (`parseProof` takes it apart). */
  proof: string;
}

/** What proving one entry costs, measured against reading a character. */
const proofCost = 200;

type StoredCheckpoint = SignedCheckpoint & { keys: string };

/** `publicUrl` is the origin of the request: it names a log that has no name yet, where none is configured. */
export class LogStore extends RpcTarget {
  readonly #context: TenantContext;
  readonly #ledger: LedgerStore;
  readonly #origin: string | null;
  #known: { publicUrl: string; signers: LogSigners } | null = null;

  /** @param origin the configured public origin, or null */
  constructor(context: TenantContext, ledger: LedgerStore, origin: string | null) {
    super();
    this.#context = context;
    this.#ledger = ledger;
    this.#origin = origin;
  }

  /**
   * The checkpoint of the whole log. Signed anew only when the log has grown or its keys have changed, stored before it
   * leaves the object, and never against what was signed before: then `log_unavailable`.
   */
  checkpoint(publicUrl: string): Promise<SignedCheckpoint | Refusal> {
    return this.#covering(Number.POSITIVE_INFINITY, publicUrl);
  }

  /** Verifier key lines: the active key, then every other that signs too. */
  async keys(publicUrl: string): Promise<string[]> {
    return (await this.#signers(publicUrl)).map((signer) => signer.line);
  }

  /** The note by which a former key named its successor; null when there is none. @param keyId eight hex digits */
  async rollover(keyId: string, publicUrl: string): Promise<string | null> {
    await this.#signers(publicUrl);
    return rolloverOf(this.#context, keyId);
  }

  /**
   * Records the active key, with the note by which the former one names it, while the former one's master key is still
   * there. A log that nobody has asked for yet has no former key.
   */
  async recordKeys(): Promise<void> {
    const named = firstRow(this.#context.sql, 'SELECT 1 FROM log_keys LIMIT 1');
    // A log that has a name keeps it: whatever is asked under says nothing then.
    if (named !== undefined) await this.#signers(this.#known?.publicUrl ?? 'https://unnamed.invalid');
  }

  /** The bytes of a tile or entry bundle, under a signed checkpoint that covers them; null past the end of the log. */
  async tile(place: TilePlace, publicUrl: string): Promise<Bytes | null | Refusal> {
    const end = endOf(place);
    if (end > this.#ledger.size()) return null;
    const checkpoint = await this.#covering(end, publicUrl);
    if ('refused' in checkpoint) return checkpoint;
    return this.#sound('tile', end, checkpoint.size, () => this.#read(place));
  }

  /** Proves an entry against the last signed checkpoint, or a new one where that does not cover it; null for no entry. */
  async inclusion(index: number, publicUrl: string): Promise<LogInclusion | null | Refusal> {
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.#ledger.size()) return null;
    const checkpoint = await this.#covering(index + 1, publicUrl);
    return 'refused' in checkpoint ? checkpoint : this.#prove(index, checkpoint);
  }

  /** Proves many, each against one and the same checkpoint, however the log grows meanwhile. @throws RangeError for no entry */
  async inclusions(
    indexes: readonly number[],
    publicUrl: string,
    pace: Pace,
  ): Promise<LogInclusion[] | Refusal> {
    const end = indexes.reduce((most, index) => Math.max(most, index + 1), 0);
    if (end > this.#ledger.size()) throw new RangeError('the log has no such entry');
    const checkpoint = await this.#covering(end, publicUrl);
    if ('refused' in checkpoint) return checkpoint;
    const proven: LogInclusion[] = [];
    for (const index of indexes) {
      const inclusion = this.#prove(index, checkpoint);
      if ('refused' in inclusion) return inclusion;
      proven.push(inclusion);
      await pace.spend(proofCost);
    }
    return proven;
  }

  #prove(index: number, { size, root, note }: SignedCheckpoint): LogInclusion | Refusal {
    return this.#sound('inclusion', index, size, () => {
      const leaf = { begin: index, end: index + 1 };
      const [leafHash, ...path] = this.#ledger.roots([leaf, ...inclusionRanges(index, size)]);
      // What is stored may have been changed since it was signed: nothing is given out that would not verify.
      if (leafHash === undefined || !verifyInclusion({ index, size, leafHash, path }, root)) return null;
      return { index, size, proof: formatProof({ index, path, checkpoint: note }) };
    });
  }

  /** Kept once known: who signs changes with the configuration only, and that needs a restart. */
  async #signers(publicUrl: string): Promise<LogSigners> {
    if (this.#known?.publicUrl === publicUrl) return this.#known.signers;
    const keys = await deriveLogKeys(this.#context.masters, this.#context.profile().id);
    const signers = this.#context.storage.transactionSync(() =>
      logSigners(this.#context, keys, this.#origin, publicUrl),
    );
    this.#known = { publicUrl, signers };
    return signers;
  }

  /** The last signed checkpoint if it covers `size` entries, or all that there are; else a new one. */
  async #covering(size: number, publicUrl: string): Promise<SignedCheckpoint | Refusal> {
    const signers = await this.#signers(publicUrl);
    return this.#context.storage.transactionSync(() => {
      const stored = this.#stored();
      const isCurrent = stored !== undefined && stored.keys === linesOf(signers);
      return isCurrent && stored.size >= size ? stored : this.#sign(signers, stored);
    });
  }

  #sign(signers: LogSigners, stored: StoredCheckpoint | undefined): SignedCheckpoint | Refusal {
    const size = this.#ledger.size();
    const root = this.#sound('checkpoint', size, stored?.size ?? 0, () => this.#soundRoot(size, stored));
    if ('refused' in root) return root;
    const keys = linesOf(signers);
    if (stored?.size === size && stored.keys === keys) return stored;
    const [{ key }] = signers;
    const note = signNote(formatCheckpoint({ origin: key.name, size, root }), signers);
    this.#context.sql.exec(
      'INSERT OR REPLACE INTO checkpoint (one, size, root, note, keys, signed_at) VALUES (1, ?, ?, ?, ?, ?)',
      size,
      blobOf(root),
      note,
      keys,
      this.#context.now(),
    );
    return { size, root, note };
  }

  /** The log's root, or null when it contradicts what was signed before or what the last transaction kept. */
  #soundRoot(size: number, stored: StoredCheckpoint | undefined): Hash | null {
    if (stored !== undefined && size < stored.size) return null;
    if (stored !== undefined && !sameHash(this.#ledger.rootAt(stored.size), stored.root)) return null;
    const root = this.#ledger.rootAt(size);
    const kept = this.#ledger.keptRoot();
    return kept === undefined || sameHash(kept, root) ? root : null;
  }

  #read({ level, index, width }: TilePlace): Bytes | null {
    const first = index * tileWidth;
    if (level === 'entries') {
      const leaves = this.#ledger.leaves(first, width);
      return leaves.length === width ? formatBundle(leaves.map((leaf) => utf8.encode(leaf))) : null;
    }
    const height = level * tileHeight;
    const places = Array.from({ length: width }, (_, at) => ({ level: height, index: first + at }));
    const read = this.#ledger.nodes(places);
    return concatBytes(...places.map((place) => read(place.level, place.index)));
  }

  #stored(): StoredCheckpoint | undefined {
    const row = firstRow<{ size: number; root: ArrayBuffer; note: string; keys: string }>(
      this.#context.sql,
      'SELECT size, root, note, keys FROM checkpoint',
    );
    return row === undefined ? undefined : { ...row, root: bytesOf(row.root) };
  }

  /** What was read, or `log_unavailable` when it is not there or not right: the stored log is not the one that was signed. */
  #sound<T>(what: string, at: number, signedSize: number, read: () => T | null): T | Refusal {
    let found: T | null = null;
    try {
      found = read();
    } catch (error) {
      if (!(error instanceof MissingNode)) throw error;
    }
    if (found !== null) return found;
    // An operator must see this.
    console.error('log_contradicts_checkpoint', this.#context.profile().id, what, at, signedSize);
    return refuse('log_unavailable');
  }
}

/** How many entries the log must have for this tile. */
function endOf({ level, index, width }: TilePlace): number {
  return (index * tileWidth + width) * 2 ** (level === 'entries' ? 0 : level * tileHeight);
}

function linesOf(signers: LogSigners): string {
  return signers.map((signer) => signer.line).join('\n');
}
