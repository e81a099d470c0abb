/** Owns the list of tenants, so that an unknown one never makes storage, and who operates them; must not know anything inside a tenant. */
import { DurableObject } from 'cloudflare:workers';
import { type Refusal, refuse } from '../../contract/problem.ts';
import { type MasterKey, parseMasterKeys } from '../sealing/master-keys.ts';
import type { NewTenant } from '../tenant/profile.ts';
import { SlidingWindow } from '../tenant/sliding-window.ts';
import type { TenantObject } from '../tenant/tenant-object.ts';
import { AdminTokens, type NewAdminToken } from './admin-tokens.ts';
import { directoryTables } from './directory-tables.ts';
import { MasterKeysNeeded } from './master-keys-needed.ts';

/** The bindings that the directory uses: it alone creates tenants. */
export interface DirectoryEnv {
  JINJIAN_MASTER_KEYS: string;
  /** The first admin token, until it is rotated out. Unset, nobody is the operator. */
  JINJIAN_ADMIN_TOKEN?: string;
  TENANT: DurableObjectNamespace<TenantObject>;
}

export interface TenantListing {
  id: string;
  name: string;
  createdAt: string;
  /** Ids of the master keys that its data needs; empty until it has told. */
  masterKeys: string[];
}

/** Tenants woken in one alarm, and the waits until the next few and until those that are still behind are woken again. */
const wakesPerAlarm = 20;
const nextFewMs = 1000;
const nextRoundMs = 10 * 60_000;

/** Of one address, in a minute: people mistype, scripts with an old token ask again. */
const mostFailures = 10;

export class DirectoryObject extends DurableObject<DirectoryEnv> {
  readonly #masterKeys: MasterKeysNeeded;
  readonly #adminTokens: AdminTokens;
  /** Wrong tokens by keyed digest of the address. Memory only. */
  readonly #failures = new SlidingWindow();
  /** The last tenant woken in this round. Memory only: after a restart the round begins anew. */
  #wokenThrough = '';

  constructor(ctx: DurableObjectState, env: DirectoryEnv) {
    super(ctx, env);
    ctx.storage.sql.exec(directoryTables);
    this.#masterKeys = new MasterKeysNeeded(ctx.storage.sql);
    this.#adminTokens = new AdminTokens(ctx.storage.sql, env.JINJIAN_ADMIN_TOKEN || undefined);
  }

  /**
   * Lets whoever shows a live token in, always: no stranger behind the same address can lock the operator out, and what
   * can't be guessed is not guarded by counting. Others are turned away, and after a few of them held back.
   * @param hash SHA-256 of the token
   * @param bucket what the failures of one address are counted by
   */
  admitOperator(hash: Uint8Array, bucket: string): { admitted: true } | Refusal {
    const nowMs = Date.now();
    if (this.#adminTokens.isLive(hash, nowMs)) return { admitted: true };
    const waitMs = this.#failures.take(bucket, mostFailures, nowMs);
    if (waitMs === 0) return refuse('unauthorized');
    return { ...refuse('rate_limited'), retryAfterSeconds: Math.ceil(waitMs / 1000) };
  }

  rotateAdminToken(immediately: boolean): NewAdminToken {
    return this.ctx.storage.transactionSync(() => this.#adminTokens.rotate(immediately, Date.now()));
  }

  has(id: string): boolean {
    return this.ctx.storage.sql.exec('SELECT 1 FROM tenants WHERE id = ?', id).toArray().length > 0;
  }

  /**
   * Creates the tenant's object first and lists it last: one that broke half-way is not listed, and is tried again
   * whole. Calls wait for each other, so that two can't create the same tenant.
   * @param network where the operator called from
   */
  create(tenant: NewTenant, network?: string): Promise<{ apiKey: string } | Refusal> {
    return this.ctx.blockConcurrencyWhile(async () => {
      if (this.has(tenant.id)) return refuse('tenant_exists');
      const stub = this.env.TENANT.get(this.env.TENANT.idFromName(tenant.id));
      const { apiKey, masterKey } = await stub.create(tenant, network);
      this.ctx.storage.transactionSync(() => {
        this.ctx.storage.sql.exec(
          'INSERT INTO tenants (id, name, created_at) VALUES (?, ?, ?)',
          tenant.id,
          tenant.name,
          Date.now(),
        );
        this.#masterKeys.note(tenant.id, [masterKey]);
      });
      return { apiKey };
    });
  }

  /** By id, after a cursor. */
  list(limit: number, after: string): TenantListing[] {
    return this.ctx.storage.sql
      .exec<{ id: string; name: string; created_at: number }>(
        'SELECT * FROM tenants WHERE id > ? ORDER BY id LIMIT ?',
        after,
        limit,
      )
      .toArray()
      .map((row) => ({
        id: row.id,
        name: row.name,
        createdAt: new Date(row.created_at).toISOString(),
        masterKeys: this.#masterKeys.of(row.id),
      }));
  }

  /** Told by a tenant, before anything of its is stored under a key that it has not told of. */
  async noteKeys(tenant: string, ids: string[]): Promise<void> {
    this.ctx.storage.transactionSync(() => this.#masterKeys.note(tenant, ids));
  }

  /** Whether the server has each master key that some tenant's data needs. After a rotation it sets the resealing off. */
  async judgeMasterKeys(): Promise<{ judged: true } | Refusal> {
    const refusal = await this.#masterKeys.judge(this.#configured());
    if (this.#behind('').length > 0) void this.ctx.storage.setAlarm(Date.now());
    return refusal ?? { judged: true };
  }

  /** Wakes tenants that have something sealed under another key than the active one: idle ones would never look. */
  override async alarm(): Promise<void> {
    const few = this.#behind(this.#wokenThrough);
    await Promise.allSettled(few.map((id) => this.env.TENANT.get(this.env.TENANT.idFromName(id)).wake()));
    this.#wokenThrough = few.length === wakesPerAlarm ? (few.at(-1) ?? '') : '';
    if (this.#behind('').length === 0) return;
    void this.ctx.storage.setAlarm(Date.now() + (this.#wokenThrough === '' ? nextRoundMs : nextFewMs));
  }

  #configured(): [MasterKey, ...MasterKey[]] {
    return parseMasterKeys(this.env.JINJIAN_MASTER_KEYS);
  }

  #behind(after: string): string[] {
    const [active, ...others] = this.#configured();
    return this.#masterKeys.behind(
      active.id,
      others.map((key) => key.id),
      after,
      wakesPerAlarm,
    );
  }

  rename(id: string, name: string): void {
    this.ctx.storage.sql.exec('UPDATE tenants SET name = ? WHERE id = ?', name, id);
  }
}
