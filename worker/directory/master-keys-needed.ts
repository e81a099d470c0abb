/** Owns which master keys the tenants' data needs, and which of them the server lacks; must not hold a key. */
import { type Finding, type Refusal, refuse } from '../../contract/problem.ts';
import type { MasterKey } from '../sealing/master-keys.ts';
import { derivedSecret } from '../sealing/tenant-keys.ts';

export class MasterKeysNeeded {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Puts what a tenant needs in the place of what it needed before. Part of the caller's transaction. */
  note(tenant: string, ids: readonly string[]): void {
    this.#sql.exec('DELETE FROM tenant_keys WHERE tenant = ?', tenant);
    for (const id of ids)
      this.#sql.exec('INSERT OR IGNORE INTO tenant_keys (tenant, key_id) VALUES (?, ?)', tenant, id);
  }

  of(tenant: string): string[] {
    return this.#sql
      .exec<{ key_id: string }>('SELECT key_id FROM tenant_keys WHERE tenant = ? ORDER BY key_id', tenant)
      .toArray()
      .map((row) => row.key_id);
  }

  /**
   * Null when the server can open all that any tenant has sealed; else `key_missing` with a finding for each key that
   * is not configured, or is configured with other bytes than those that sealed.
   */
  async judge(configured: readonly MasterKey[]): Promise<Refusal | null> {
    const marks = await Promise.all(
      configured.map(async (key) => ({
        id: key.id,
        mark: (await derivedSecret(key, '', 'mark')).slice(0, 16),
      })),
    );
    const needed = this.#sql
      .exec<{ key_id: string }>('SELECT DISTINCT key_id FROM tenant_keys ORDER BY key_id')
      .toArray()
      .map((row) => row.key_id);
    const findings = needed.flatMap((id): Finding[] => {
      const mark = marks.find((one) => one.id === id)?.mark;
      const seen = this.#markOf(id);
      if (mark === undefined) return [finding('key_not_configured', id)];
      return seen === undefined || seen === mark ? [] : [finding('key_differs', id)];
    });
    if (findings.length > 0) return refuse('key_missing', findings);
    // A mark is remembered from the first good start on, and forgotten with the last thing that its key sealed.
    for (const { id, mark } of marks) {
      this.#sql.exec('INSERT OR REPLACE INTO master_keys (id, mark) VALUES (?, ?)', id, mark);
    }
    return null;
  }

  /** Tenants that a key other than the active one is still needed for, of those configured, or that never told; after an id. */
  behind(active: string, configured: readonly string[], after: string, limit: number): string[] {
    return this.#sql
      .exec<{ id: string }>(
        `SELECT id FROM tenants WHERE id > ?1 AND (
           NOT EXISTS (SELECT 1 FROM tenant_keys WHERE tenant = id)
           OR EXISTS (SELECT 1 FROM tenant_keys WHERE tenant = id AND key_id <> ?2
                      AND key_id IN (SELECT value FROM json_each(?3))))
         ORDER BY id LIMIT ?4`,
        after,
        active,
        JSON.stringify(configured),
        limit,
      )
      .toArray()
      .map((row) => row.id);
  }

  #markOf(id: string): string | undefined {
    return this.#sql.exec<{ mark: string }>('SELECT mark FROM master_keys WHERE id = ?', id).toArray()[0]
      ?.mark;
  }
}

function finding(code: string, key: string): Finding {
  return { path: 'JINJIAN_MASTER_KEYS', code, params: { key } };
}
