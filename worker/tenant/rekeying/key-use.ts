/** Owns which master keys a tenant's data needs, and that the directory knows it first; must not seal or open anything. */
import { keyIdOfSecret } from '../../sealing/envelope.ts';
import type { TenantContext } from '../context.ts';
import { type SealedSecrets, sealedSecretsOf } from '../destination-secrets.ts';
import { atOnce, type Task } from '../retention/housekeeping.ts';
import { allRows, firstRow } from '../rows.ts';
import { keysOfSuppressions } from '../suppressions.ts';

/** Where an operator asks which keys may be dropped. */
export interface KeyRegistry {
  noteKeys(tenant: string, ids: string[]): Promise<void>;
}

/**
 * `key_ids` may hold a key that no lead needs any more, never miss one that a lead needs: a key is noted by the
 * directory before the first lead sealed under it is stored, and forgotten only after the last one was resealed.
 */
export class KeyUse implements Task {
  readonly #context: TenantContext;
  readonly #registry: () => KeyRegistry;
  /** Keys that a lead may be stored under as it is, kept since each lead asks. */
  #ready: ReadonlySet<string> | null = null;

  constructor(context: TenantContext, registry: () => KeyRegistry) {
    this.#context = context;
    this.#registry = registry;
  }

  /** Ids of the keys that leads may need. */
  ofLeads(): string[] {
    const row = firstRow<{ key_ids: string }>(this.#context.sql, 'SELECT key_ids FROM housekeeping');
    return row === undefined ? [] : JSON.parse(row.key_ids);
  }

  /** Ids of every key that something stored may need. */
  inUse(): string[] {
    // An opt-out whose lead is gone stays under its key: nobody knows the phone any more to take its digest anew.
    return [...new Set([...this.ofSealed(), ...keysOfSuppressions(this.#context.sql)])].sort();
  }

  /** Of those, the ones that sealing anew can do without. */
  ofSealed(): string[] {
    return [...new Set([...this.ofLeads(), ...this.#ofSecrets()])].sort();
  }

  /** Whether the directory and this object both count with leads under a key. */
  isNoted(id: string): boolean {
    if (this.#ready === null) {
      const noted = this.#noted();
      this.#ready = new Set(this.ofLeads().filter((one) => noted.includes(one)));
    }
    return this.#ready.has(id);
  }

  /** Tells the directory of a key before anything is stored under it, unless it knows. */
  async ensure(id: string): Promise<void> {
    if (this.isNoted(id)) return;
    await this.#tell([...new Set([...this.inUse(), id])].sort());
    this.#storeOfLeads([...new Set([...this.ofLeads(), id])]);
  }

  /** For a tenant that is being made: the directory lists it together with its key. */
  start(id: string): void {
    const ids = JSON.stringify([id]);
    this.#context.sql.exec(
      'UPDATE housekeeping SET key_ids = ?, noted_ids = ?, resealed_to = ?',
      ids,
      ids,
      id,
    );
    this.#ready = null;
  }

  /** To be called, in a transaction, once no lead needs any other key. */
  onlyLeft(ids: readonly string[]): void {
    this.#storeOfLeads(ids);
  }

  nextDueMs(): number | null {
    return this.#isToldRight() ? null : atOnce;
  }

  async step(): Promise<boolean> {
    if (!this.#isToldRight()) await this.#tell(this.inUse());
    return false;
  }

  #isToldRight(): boolean {
    return JSON.stringify(this.#noted()) === JSON.stringify(this.inUse());
  }

  async #tell(ids: string[]): Promise<void> {
    await this.#registry().noteKeys(this.#context.profile().id, ids);
    this.#context.sql.exec('UPDATE housekeeping SET noted_ids = ?', JSON.stringify(ids));
    this.#ready = null;
  }

  #noted(): string[] {
    const row = firstRow<{ noted_ids: string }>(this.#context.sql, 'SELECT noted_ids FROM housekeeping');
    return row === undefined ? [] : JSON.parse(row.noted_ids);
  }

  #storeOfLeads(ids: readonly string[]): void {
    this.#context.sql.exec('UPDATE housekeeping SET key_ids = ?', JSON.stringify([...ids].sort()));
    this.#ready = null;
  }

  #ofSecrets(): string[] {
    const destinations = allRows<SealedSecrets>(
      this.#context.sql,
      'SELECT secret, previous_secret, config_secrets FROM destinations',
    ).flatMap(sealedSecretsOf);
    return [...Object.values(this.#context.profile().secrets), ...destinations].map(keyIdOfSecret);
  }
}
