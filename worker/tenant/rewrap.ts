/** Owns the walk that brings all that is sealed under the active master key, in the background; must not open a lead itself. */
import { isRefusal } from '../../contract/problem.ts';
import type { TenantContext } from './context.ts';
import type { DestinationStore } from './destinations.ts';
import { readMark, setMark, type Task } from './housekeeping.ts';
import type { KeyUse } from './key-use.ts';
import type { ProfileStore } from './profile.ts';
import type { Resealer } from './resealer.ts';
import { allRows, firstRow } from './rows.ts';

/** Rows looked at and leads resealed in one step: each costs the object some opening and sealing. */
const window = 500;
const batch = 25;

export interface RewrapStores {
  resealer: Resealer;
  keyUse: KeyUse;
  profile: ProfileStore;
  destinations: DestinationStore;
}

/**
 * A lead is found once and resealed in a transaction of its own; the mark follows. After a crash the walk goes on where
 * the mark stands, and what was resealed already is not found again.
 */
export class Rewrap implements Task {
  readonly #context: TenantContext;
  readonly #stores: RewrapStores;

  constructor(context: TenantContext, stores: RewrapStores) {
    this.#context = context;
    this.#stores = stores;
  }

  nextDueMs(): number | null {
    return this.#isNeeded() ? this.#context.now() : null;
  }

  async step(): Promise<boolean> {
    if (!this.#isNeeded()) return false;
    const context = this.#context;
    if (this.#target() !== context.activeKeyId) this.#startOver();
    await this.#stores.profile.resealSecrets();
    await this.#stores.destinations.resealSecrets();
    const from = readMark(context, 'resealed_through');
    const found = this.#find(from);
    for (const { seq } of found) {
      const outcome = await this.#stores.resealer.reseal(seq);
      // What needs a key that is not configured stays as it is, and so does that key's id among those in use.
      if (isRefusal(outcome))
        console.error('a lead waits for its master key', outcome.errors?.[0]?.params?.key);
    }
    const through = found.length === batch ? (found.at(-1)?.seq ?? from) : from + window;
    if (through < this.#lastSeq()) {
      setMark(context, 'resealed_through', through);
      return true;
    }
    // Whatever came meanwhile came under the active key, or the intake would have noted another one since.
    context.storage.transactionSync(() => this.#finish());
    return false;
  }

  #isNeeded(): boolean {
    const { activeKeyId } = this.#context;
    return (
      this.#target() !== activeKeyId ||
      this.#stores.keyUse.inUse().some((id) => id !== activeKeyId && this.#context.isConfigured(id))
    );
  }

  #target(): string {
    const row = firstRow<{ resealed_to: string }>(this.#context.sql, 'SELECT resealed_to FROM housekeeping');
    return row?.resealed_to ?? '';
  }

  #startOver(): void {
    this.#context.sql.exec(
      'UPDATE housekeeping SET resealed_to = ?, resealed_through = 0',
      this.#context.activeKeyId,
    );
  }

  #find(from: number): { seq: number }[] {
    return allRows(
      this.#context.sql,
      `SELECT seq FROM leads WHERE seq > ?1 AND seq <= ?1 + ?2
         AND (key_id <> ?3 OR (wrapped_key IS NOT NULL AND evidence_key IS NULL)) ORDER BY seq LIMIT ?4`,
      from,
      window,
      this.#context.activeKeyId,
      batch,
    );
  }

  #lastSeq(): number {
    return (
      firstRow<{ last: number | null }>(this.#context.sql, 'SELECT MAX(seq) AS last FROM leads')?.last ?? 0
    );
  }

  #finish(): void {
    const missing = this.#stores.keyUse.ofLeads().filter((id) => !this.#context.isConfigured(id));
    this.#stores.keyUse.onlyLeft([this.#context.activeKeyId, ...missing]);
    setMark(this.#context, 'resealed_through', 0);
  }
}
