/** Owns a tenant's API keys, stored hashed, shown once; must not know what a role may do. */
import { RpcTarget } from 'cloudflare:workers';
import { type Refusal, refuse } from '../../contract/problem.ts';
import { toBase32 } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/digest.ts';
import type { TenantContext } from './context.ts';
import { allRows, blobOf, firstRow, timeText } from './rows.ts';

export const roles = ['owner', 'marketer', 'compliance', 'crm', 'promoter'] as const;
export type Role = (typeof roles)[number];

/** Who a request acts as. */
export interface Actor {
  key: string;
  role: Role;
  promoter?: string;
}

export interface KeyView {
  id: string;
  role: Role;
  label: string;
  createdAt: string;
}

type KeyRow = { id: string; role: Role; label: string; promoter: string | null; created_at: number };

/** Makes a key. The secret is in the answer only; the table keeps its hash, which needs no salt: 160 random bits. */
export function createKey(
  context: TenantContext,
  role: Role,
  label: string,
  promoter?: string,
): KeyView & { key: string } {
  const id = `key_${toBase32(context.random(10))}`;
  const key = `jk_${context.profile().id}_${toBase32(context.random(20))}`;
  const createdAtMs = context.now();
  context.sql.exec(
    'INSERT INTO keys (id, hash, role, label, promoter, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    id,
    blobOf(sha256(key)),
    role,
    label,
    promoter ?? null,
    createdAtMs,
  );
  return { id, role, label, createdAt: timeText(createdAtMs), key };
}

export class KeyStore extends RpcTarget {
  readonly #context: TenantContext;

  constructor(context: TenantContext) {
    super();
    this.#context = context;
  }

  create(role: Role, label: string): KeyView & { key: string } {
    return createKey(this.#context, role, label);
  }

  list(): KeyView[] {
    return allRows<KeyRow>(this.#context.sql, 'SELECT * FROM keys ORDER BY created_at, id').map((row) => ({
      id: row.id,
      role: row.role,
      label: row.label,
      createdAt: timeText(row.created_at),
    }));
  }

  /** The key that a bearer token is, or null. Looked up by hash: nothing is compared byte by byte. */
  identify(key: string): Actor | null {
    const row = firstRow<KeyRow>(this.#context.sql, 'SELECT * FROM keys WHERE hash = ?', blobOf(sha256(key)));
    if (row === undefined) return null;
    return { key: row.id, role: row.role, ...(row.promoter === null ? {} : { promoter: row.promoter }) };
  }

  /** Takes a key back. `mayRevoke` is the caller's rule; the last owner key stays, or nobody could come back in. */
  revoke(id: string, mayRevoke: readonly Role[]): { revoked: true } | Refusal {
    const row = firstRow<KeyRow>(this.#context.sql, 'SELECT * FROM keys WHERE id = ?', id);
    if (row === undefined) return refuse('not_found');
    if (!mayRevoke.includes(row.role)) return refuse('forbidden');
    const owners = allRows(this.#context.sql, "SELECT id FROM keys WHERE role = 'owner'");
    if (row.role === 'owner' && owners.length === 1) {
      return refuse('invalid_request', [{ path: 'id', code: 'last_owner_key' }]);
    }
    this.#context.sql.exec('DELETE FROM keys WHERE id = ?', id);
    return { revoked: true };
  }
}
