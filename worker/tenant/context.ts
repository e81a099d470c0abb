/** Owns what the parts of a tenant object share: storage, clock, keys, randomness, the tenant's row; must not know the parts. */
import type { Steps } from '../../contract/steps.ts';
import type { TargetPolicy } from '../delivery/target-safety.ts';
import { openByFetch } from '../outbound/by-fetch.ts';
import type { Opener } from '../outbound/opened.ts';
import { inSlices } from '../pacing/in-slices.ts';
import { Lane } from '../pacing/lane.ts';
import { type Settings, settingsSchema } from '../publishing/settings-schema.ts';
import type { MasterKey } from '../sealing/master-keys.ts';
import { nonceOf } from '../sealing/opaque-id.ts';
import { deriveTenantKeys, type TenantKeys } from '../sealing/tenant-keys.ts';
import { bytesOf, firstRow, timeText } from './rows.ts';
import { type Sql, TenantSql } from './sql.ts';

/** The tenant's own row. Its id is kept here since an object woken by its alarm has no name (seen 2026-08). */
export interface Profile {
  id: string;
  name: string;
  uscc: string | null;
  contact: string | null;
  origins: string[];
  settings: Settings;
  /** Sealed configuration secrets by path. */
  secrets: Record<string, string>;
  idKey: Uint8Array;
  createdAt: string;
}

export class TenantContext {
  readonly storage: DurableObjectStorage;
  /** Every statement of the object goes through it: `storage.sql` would not be counted. */
  readonly sql: TenantSql;
  readonly targets: TargetPolicy;
  readonly masters: readonly [MasterKey, ...MasterKey[]];
  /** What takes long runs here, in slices: submissions and deliveries have their turn in between. */
  readonly lane = new Lane();
  /** Ends the object: the next call finds it made anew from what is stored. */
  readonly #abandon: () => void;
  /** How destinations are reached. */
  readonly open: Opener;
  #profile: Profile | null = null;
  #keys: Promise<TenantKeys> | null = null;

  constructor(
    storage: DurableObjectStorage,
    masters: readonly [MasterKey, ...MasterKey[]],
    targets: TargetPolicy,
    open: Opener = openByFetch,
    abandon: () => void = () => {},
  ) {
    this.#abandon = abandon;
    this.storage = storage;
    this.sql = new TenantSql(storage.sql);
    this.targets = targets;
    this.masters = masters;
    this.open = open;
  }

  inLane<Result>(steps: Steps<Result>): Promise<Result> {
    return this.lane.run(() => inSlices(steps));
  }

  /**
   * One transaction. When it breaks half-way its rows are as they were before, but not what parts have read and kept of
   * them meanwhile: the object is then ended.
   */
  transaction<Result>(work: () => Result): Result {
    try {
      return this.storage.transactionSync(work);
    } catch (error) {
      this.#abandon();
      throw error;
    }
  }

  now(): number {
    return Date.now();
  }

  random(bytes: number): Uint8Array {
    return crypto.getRandomValues(new Uint8Array(bytes));
  }

  /** @throws for an object that no tenant was created in: the directory keeps callers away from those. */
  profile(): Profile {
    this.#profile ??= readProfile(this.sql);
    if (this.#profile === null) throw new Error('this tenant object was never created');
    return this.#profile;
  }

  exists(): boolean {
    this.#profile ??= readProfile(this.sql);
    return this.#profile !== null;
  }

  /** The master key that new things are sealed under. */
  get activeKeyId(): string {
    return this.masters[0].id;
  }

  /** Whether what was sealed under a master key can be opened. */
  isConfigured(keyId: string): boolean {
    return this.masters.some((master) => master.id === keyId);
  }

  /** To be called after each change of the tenant's row. */
  forgetProfile(): void {
    this.#profile = null;
  }

  keys(): Promise<TenantKeys> {
    this.#keys ??= deriveTenantKeys(this.masters, this.profile().id);
    return this.#keys;
  }

  /** For a row that is about to be stored: its public ids are minted with it (`public-ids.ts`). */
  nonce(): number {
    return nonceOf(this.random(8));
  }
}

function readProfile(sql: Sql): Profile | null {
  const row = firstRow<{
    id: string;
    name: string;
    uscc: string | null;
    contact: string | null;
    origins: string;
    settings: string;
    secrets: string;
    id_key: ArrayBuffer;
    created_at: number;
  }>(sql, 'SELECT * FROM tenant');
  if (row === undefined) return null;
  return {
    id: row.id,
    name: row.name,
    uscc: row.uscc,
    contact: row.contact,
    origins: JSON.parse(row.origins),
    settings: settingsSchema.parse(JSON.parse(row.settings)),
    secrets: JSON.parse(row.secrets),
    idKey: bytesOf(row.id_key),
    createdAt: timeText(row.created_at),
  };
}
