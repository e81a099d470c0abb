/** Owns a tenant's API keys, stored hashed, shown once, kept when revoked so that logs can name them; must not know routes. */
import { RpcTarget } from 'cloudflare:workers';
import { type Refusal, refuse } from '../../contract/problem.ts';
import { toBase32 } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/digest.ts';
import type { TenantContext } from './context.ts';
import { allRows, blobOf, firstRow, timeText } from './rows.ts';

export const roles = ['owner', 'marketer', 'compliance', 'crm', 'promoter'] as const;
export type Role = (typeof roles)[number];

/** Who may read leads, masked or in clear; the others are told nothing of any one lead. */
export const leadReaders: readonly Role[] = ['owner', 'compliance', 'crm'];

/** Nobody makes or revokes a key that may do more than their own. */
const manageableBy: Partial<Record<Role, readonly Role[]>> = {
  owner: roles,
  marketer: ['marketer', 'promoter'],
};

export function mayManage(role: Role, other: Role): boolean {
  return manageableBy[role]?.includes(other) === true;
}

/** Who a request acts as. */
export interface Actor {
  key: string;
  role: Role;
  promoter?: string;
  /** The network that the call comes from, as the audit log keeps it. */
  network?: string | undefined;
}

export interface KeyView {
  id: string;
  role: Role;
  label: string;
  createdAt: string;
  state: 'active' | 'revoked';
  revokedAt?: string;
}

type KeyRow = {
  id: string;
  role: Role;
  label: string;
  promoter: string | null;
  created_at: number;
  revoked_at: number | null;
};

function viewOf({ id, role, label, created_at, revoked_at }: KeyRow): KeyView {
  return {
    id,
    role,
    label,
    createdAt: timeText(created_at),
    state: revoked_at === null ? 'active' : 'revoked',
    ...(revoked_at === null ? {} : { revokedAt: timeText(revoked_at) }),
  };
}

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
  return { id, role, label, createdAt: timeText(createdAtMs), state: 'active', key };
}

/** Ends the keys of a promoter who leaves. */
export function revokeKeysOf(context: TenantContext, promoter: string): void {
  context.sql.exec(
    'UPDATE keys SET revoked_at = ? WHERE promoter = ? AND revoked_at IS NULL',
    context.now(),
    promoter,
  );
}

export class KeyStore extends RpcTarget {
  readonly #context: TenantContext;

  constructor(context: TenantContext) {
    super();
    this.#context = context;
  }

  /** Revoked ones too. */
  list(): KeyView[] {
    return allRows<KeyRow>(this.#context.sql, 'SELECT * FROM keys ORDER BY created_at, id').map(viewOf);
  }

  view(id: string): KeyView | null {
    const row = this.#row(id);
    return row === undefined ? null : viewOf(row);
  }

  /** The key that a bearer token is, or null. Looked up by hash: nothing is compared byte by byte. */
  identify(key: string): Actor | null {
    const row = firstRow<KeyRow>(
      this.#context.sql,
      'SELECT * FROM keys WHERE hash = ? AND revoked_at IS NULL',
      blobOf(sha256(key)),
    );
    if (row === undefined) return null;
    return { key: row.id, role: row.role, ...(row.promoter === null ? {} : { promoter: row.promoter }) };
  }

  /** Takes a key back for good. The last owner key stays, or nobody could come back in. */
  revoke(id: string, by: Role): { revoked: true } | Refusal {
    const row = this.#row(id);
    if (row === undefined || row.revoked_at !== null) return refuse('not_found');
    if (!mayManage(by, row.role)) return refuse('forbidden');
    const owners = allRows(
      this.#context.sql,
      "SELECT id FROM keys WHERE role = 'owner' AND revoked_at IS NULL LIMIT 2",
    );
    if (row.role === 'owner' && owners.length === 1) {
      return refuse('invalid_request', [{ path: 'id', code: 'last_owner_key' }]);
    }
    this.#context.sql.exec('UPDATE keys SET revoked_at = ? WHERE id = ?', this.#context.now(), id);
    return { revoked: true };
  }

  #row(id: string): KeyRow | undefined {
    return firstRow<KeyRow>(this.#context.sql, 'SELECT * FROM keys WHERE id = ?', id);
  }
}
