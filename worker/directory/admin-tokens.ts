/** Owns which admin tokens open the platform's routes, kept as hashes; must not know who shows one, or what it opens. */
import { timingSafeEqual } from 'node:crypto';
import { toBase64Url } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/digest.ts';
import { isHardToGuess } from '../encoding/secret-strength.ts';

/** Long enough to put the new token wherever the one before it is used. */
const overlapMs = 3_600_000;

export interface NewAdminToken {
  token: string;
  /** When the ones before it end; null when they have. */
  previousUntilMs: number | null;
}

/**
 * The configured token opens until it is rotated out, and is then refused for ever, though the configuration still holds
 * it; another one that is configured later opens again, so that nobody who runs the server can be locked out of it.
 */
export class AdminTokens {
  readonly #sql: SqlStorage;
  readonly #configured: Uint8Array | null;

  constructor(sql: SqlStorage, configured: string | undefined) {
    this.#sql = sql;
    const isUsable = configured !== undefined && isHardToGuess(configured);
    if (configured && !isUsable) console.error('JINJIAN_ADMIN_TOKEN is too easy to guess, and opens nothing');
    this.#configured = isUsable ? sha256(configured) : null;
  }

  isLive(hash: Uint8Array, nowMs: number): boolean {
    const [row] = this.#sql
      .exec<{ ends_at: number | null }>('SELECT ends_at FROM admin_tokens WHERE hash = ?', blobOf(hash))
      .toArray();
    if (row !== undefined) return row.ends_at === null || nowMs < row.ends_at;
    return this.#configured !== null && timingSafeEqual(hash, this.#configured);
  }

  /** Makes another token, in this answer only. Part of the caller's transaction. */
  rotate(immediately: boolean, nowMs: number): NewAdminToken {
    const token = `jadmin_${toBase64Url(crypto.getRandomValues(new Uint8Array(32)))}`;
    const untilMs = immediately ? nowMs : nowMs + overlapMs;
    if (this.#configured !== null) this.#add(this.#configured, nowMs);
    this.#sql.exec('UPDATE admin_tokens SET ends_at = MIN(COALESCE(ends_at, ?1), ?1)', untilMs);
    this.#add(sha256(token), nowMs);
    return { token, previousUntilMs: immediately ? null : untilMs };
  }

  #add(hash: Uint8Array, nowMs: number): void {
    this.#sql.exec('INSERT OR IGNORE INTO admin_tokens (hash, made_at) VALUES (?, ?)', blobOf(hash), nowMs);
  }
}

function blobOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
