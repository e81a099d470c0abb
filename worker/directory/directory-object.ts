/** Owns the list of tenants, so that an unknown one never makes storage; must not know anything inside a tenant. */
import { DurableObject } from 'cloudflare:workers';
import { type Refusal, refuse } from '../../contract/problem.ts';
import type { NewTenant } from '../tenant/profile.ts';
import type { TenantObject } from '../tenant/tenant-object.ts';
import { directoryTables } from './directory-tables.ts';

/** The bindings that the directory uses: it alone creates tenants. */
export interface DirectoryEnv {
  TENANT: DurableObjectNamespace<TenantObject>;
}

export interface TenantListing {
  id: string;
  name: string;
  createdAt: string;
}

export class DirectoryObject extends DurableObject<DirectoryEnv> {
  constructor(ctx: DurableObjectState, env: DirectoryEnv) {
    super(ctx, env);
    ctx.storage.sql.exec(directoryTables);
  }

  has(id: string): boolean {
    return this.ctx.storage.sql.exec('SELECT 1 FROM tenants WHERE id = ?', id).toArray().length > 0;
  }

  /**
   * Creates the tenant's object first and lists it last: one that broke half-way is not listed, and is tried again
   * whole. Calls wait for each other, so that two can't create the same tenant.
   */
  create(tenant: NewTenant): Promise<{ apiKey: string } | Refusal> {
    return this.ctx.blockConcurrencyWhile(async () => {
      if (this.has(tenant.id)) return refuse('tenant_exists');
      const stub = this.env.TENANT.get(this.env.TENANT.idFromName(tenant.id));
      const { apiKey } = await stub.create(tenant);
      this.ctx.storage.sql.exec(
        'INSERT INTO tenants (id, name, created_at) VALUES (?, ?, ?)',
        tenant.id,
        tenant.name,
        Date.now(),
      );
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
      .map((row) => ({ id: row.id, name: row.name, createdAt: new Date(row.created_at).toISOString() }));
  }

  rename(id: string, name: string): void {
    this.ctx.storage.sql.exec('UPDATE tenants SET name = ? WHERE id = ?', name, id);
  }
}
