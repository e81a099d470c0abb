/** Owns the walk that brings all that is sealed under the active master key, in the background; must not open a lead itself. */
import { isRefusal } from '../../../contract/problem.ts';
import type { TenantContext } from '../context.ts';
import type { DestinationStore } from '../destinations.ts';
import type { LogStore } from '../log/log-store.ts';
import type { ProfileStore } from '../profile.ts';
import { atOnce, readMark, setMark, type Task } from '../retention/housekeeping.ts';
import { allRows, firstRow } from '../rows.ts';
import type { KeyUse } from './key-use.ts';
import type { Resealer } from './resealer.ts';

/** Rows looked at and leads resealed in one step: each costs the object some opening and sealing. */
const window = 500;
const batch = 25;

export interface RewrapStores {
  resealer: Resealer;
  keyUse: KeyUse;
  log: LogStore;
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
  /** Keys that something still needs after a whole walk: another one is of no use before the next start. */
  readonly #gaveUp = new Set<string>();

  constructor(context: TenantContext, stores: RewrapStores) {
    this.#context = context;
    this.#stores = stores;
  }

  nextDueMs(): number | null {
    return this.#isNeeded() ? atOnce : null;
  }

  async step(): Promise<boolean> {
    if (!this.#isNeeded()) return false;
    const context = this.#context;
    if (this.#target() !== context.activeKeyId) this.#startOver();
    const from = readMark(context, 'resealed_through');
    if (from === 0) {
      await this.#resealSecrets();
      await this.#stores.log.recordKeys();
    }
    const found = this.#find(from);
    for (const { seq, key_id, decision_key } of found) {
      if (await this.#reseal(seq)) continue;
      for (const id of new Set([key_id, decision_key])) if (id !== null) this.#noteStuck(id);
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

  /** What can't be opened, for want of its key or because it is broken, stays as it is and stops nobody else. */
  async #reseal(lead: number): Promise<boolean> {
    try {
      return !isRefusal(await this.#stores.resealer.reseal(lead));
    } catch {
      return false;
    }
  }

  async #resealSecrets(): Promise<void> {
    for (const holder of [this.#stores.profile, this.#stores.destinations]) {
      try {
        await holder.resealSecrets();
      } catch (error) {
        console.error('a secret could not be resealed', error instanceof Error ? error.name : 'unknown');
      }
    }
  }

  #isNeeded(): boolean {
    const { activeKeyId } = this.#context;
    const isLeft = (id: string) =>
      id !== activeKeyId && this.#context.isConfigured(id) && !this.#gaveUp.has(id);
    return this.#target() !== activeKeyId || this.#stores.keyUse.ofSealed().some(isLeft);
  }

  #target(): string {
    const row = firstRow<{ resealed_to: string }>(this.#context.sql, 'SELECT resealed_to FROM housekeeping');
    return row?.resealed_to ?? '';
  }

  #startOver(): void {
    this.#context.sql.exec(
      "UPDATE housekeeping SET resealed_to = ?, resealed_through = 0, stuck_ids = '[]'",
      this.#context.activeKeyId,
    );
  }

  /** Leads of which something is sealed under another key, with the keys that it takes to open. */
  #find(from: number): { seq: number; key_id: string | null; decision_key: string | null }[] {
    return allRows(
      this.#context.sql,
      `SELECT seq, key_id, (SELECT key_id FROM decisions WHERE lead = seq AND decisions.key_id <> ?3) AS decision_key
       FROM leads WHERE seq > ?1 AND seq <= ?1 + ?2
         AND (key_id <> ?3 OR (wrapped_key IS NOT NULL AND evidence_key IS NULL) OR decision_key IS NOT NULL)
       ORDER BY seq LIMIT ?4`,
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

  #stuck(): string[] {
    const row = firstRow<{ stuck_ids: string }>(this.#context.sql, 'SELECT stuck_ids FROM housekeeping');
    return row === undefined ? [] : JSON.parse(row.stuck_ids);
  }

  #noteStuck(keyId: string): void {
    const stuck = this.#stuck();
    if (stuck.includes(keyId)) return;
    console.error('leads wait for master key', keyId);
    this.#context.sql.exec('UPDATE housekeeping SET stuck_ids = ?', JSON.stringify([...stuck, keyId]));
  }

  #finish(): void {
    const { activeKeyId, sql } = this.#context;
    this.#stores.keyUse.onlyLeft([...new Set([activeKeyId, ...this.#stuck()])]);
    sql.exec("UPDATE housekeeping SET resealed_through = 0, stuck_ids = '[]'");
    for (const id of this.#stores.keyUse.ofSealed()) this.#gaveUp.add(id);
  }
}
