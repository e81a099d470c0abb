/** Owns the posters that sharers have drawn, as files for a day; must not know what is on them. */
import { RpcTarget } from 'cloudflare:workers';
import { type Refusal, refuse } from '../../contract/problem.ts';
import type { TenantContext } from './context.ts';
import type { Task } from './retention/housekeeping.ts';
import { allRows, blobOf, bytesOf, firstRow } from './rows.ts';
import { SlidingWindow } from './sliding-window.ts';

/** Long enough to be saved to the phone, which is all that the address is for. */
const lifeMs = 86_400_000;
const mostPerMinute = 10;
/** Of one promoter at a time: another one takes the place of the oldest. */
const mostPerPromoter = 20;
/** SQLite in a Durable Object holds at most 2 MB in a value. */
const partBytes = 1_000_000;
const batch = 20;

export class PosterStore extends RpcTarget implements Task {
  readonly #context: TenantContext;
  readonly #uploads = new SlidingWindow();

  readonly #onDue: () => void;

  /** @param onDue called when something is due to be deleted sooner than before */
  constructor(context: TenantContext, onDue: () => void) {
    super();
    this.#context = context;
    this.#onDue = onDue;
  }

  /**
   * Counts an upload of a promoter's, before its body is read: null, or `rate_limited` with the seconds until another
   * may be made.
   */
  take(promoter: string): Refusal | null {
    const waitMs = this.#uploads.take(promoter, mostPerMinute, this.#context.now());
    return waitMs === 0 ? null : { ...refuse('rate_limited'), retryAfterSeconds: Math.ceil(waitMs / 1000) };
  }

  /** Keeps a file under an id that nobody can guess. */
  put(id: string, promoter: string, file: Uint8Array): void {
    const { sql, storage } = this.#context;
    storage.transactionSync(() => {
      const older = allRows<{ id: string }>(
        sql,
        'SELECT id FROM posters WHERE promoter = ? ORDER BY expires_at DESC LIMIT -1 OFFSET ?',
        promoter,
        mostPerPromoter - 1,
      );
      for (const one of older) this.#drop(one.id);
      const expiresAtMs = this.#context.now() + lifeMs;
      sql.exec('INSERT INTO posters (id, promoter, expires_at) VALUES (?, ?, ?)', id, promoter, expiresAtMs);
      for (let at = 0; at < file.length; at += partBytes) {
        sql.exec(
          'INSERT INTO poster_parts (poster, part, bytes) VALUES (?, ?, ?)',
          id,
          at / partBytes,
          blobOf(file.subarray(at, at + partBytes)),
        );
      }
    });
    this.#onDue();
  }

  /** The file in its parts; null once its day is over. */
  get(id: string): Uint8Array[] | null {
    const { sql } = this.#context;
    const now = this.#context.now();
    if (firstRow(sql, 'SELECT 1 FROM posters WHERE id = ? AND expires_at > ?', id, now) === undefined)
      return null;
    return allRows<{ bytes: ArrayBuffer }>(
      sql,
      'SELECT bytes FROM poster_parts WHERE poster = ? ORDER BY part',
      id,
    ).map((row) => bytesOf(row.bytes));
  }

  nextDueMs(): number | null {
    const row = firstRow<{ at: number | null }>(
      this.#context.sql,
      'SELECT MIN(expires_at) AS at FROM posters',
    );
    return row?.at ?? null;
  }

  step(): boolean {
    const { sql, storage } = this.#context;
    return storage.transactionSync(() => {
      const over = allRows<{ id: string }>(
        sql,
        `SELECT id FROM posters WHERE expires_at <= ? LIMIT ${batch}`,
        this.#context.now(),
      );
      for (const { id } of over) this.#drop(id);
      return over.length === batch;
    });
  }

  #drop(id: string): void {
    this.#context.sql.exec('DELETE FROM poster_parts WHERE poster = ?', id);
    this.#context.sql.exec('DELETE FROM posters WHERE id = ?', id);
  }
}
