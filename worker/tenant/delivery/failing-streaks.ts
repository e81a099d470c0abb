/** Owns how each destination has fared since its last success, as rows; must not decide what follows. */
import { patienceMs } from '../../delivery/breaker.ts';
import type { Verdict } from '../../delivery/verdict.ts';
import type { TenantContext } from '../context.ts';
import { allRows } from '../rows.ts';

/** Of a destination that has failed since its last success; the others have no row. */
export type FailingStreak = {
  destination: number;
  failing_since: number;
  attempts: number;
  failures: number;
  open_until: number;
};

/** Kept in memory beside the rows, since every look at what is due asks; this book alone writes them. */
export class FailingStreaks {
  readonly #context: TenantContext;
  #unwell: Map<number, FailingStreak> | null = null;

  constructor(context: TenantContext) {
    this.#context = context;
  }

  /** Those that have failed since their last success, by number. */
  unwell(): ReadonlyMap<number, FailingStreak> {
    return this.#book();
  }

  /** To be called before a run. */
  readAgain(): void {
    this.#unwell = null;
  }

  /** Notes a success: whatever was, is over. Costs no row where nothing was. */
  noteSuccess(destination: number): void {
    if (!this.#book().delete(destination)) return;
    this.#context.sql.exec('DELETE FROM failing_streaks WHERE destination = ?', destination);
  }

  /**
   * Notes an attempt that did not arrive, and answers how the destination stands now. A request that the target would
   * not take (`rejected`) is no success, but shows that it is there: it is not left alone for that.
   */
  noteFailure(destination: number, verdict: Verdict): FailingStreak {
    const nowMs = this.#context.now();
    const before = this.#book().get(destination);
    const failures = verdict.outcome === 'rejected' ? 0 : (before?.failures ?? 0) + 1;
    const throttledMs = verdict.reason === 'throttled' ? (verdict.retryAfterMs ?? 0) : 0;
    const restMs = failures === 0 ? 0 : patienceMs(failures, throttledMs);
    const now: FailingStreak = {
      destination,
      failing_since: before?.failing_since ?? nowMs,
      attempts: (before?.attempts ?? 0) + 1,
      failures,
      open_until: restMs === 0 ? 0 : nowMs + restMs,
    };
    this.#book().set(destination, now);
    this.#context.sql.exec(
      `INSERT OR REPLACE INTO failing_streaks (destination, failing_since, attempts, failures, open_until)
       VALUES (?, ?, ?, ?, ?)`,
      now.destination,
      now.failing_since,
      now.attempts,
      now.failures,
      now.open_until,
    );
    return now;
  }

  /** Lets a destination that was changed be tried at once. Since when it fails stays: saving it mends nothing by itself. */
  endRest(destination: number): void {
    const before = this.#book().get(destination);
    if (before === undefined) return;
    this.#book().set(destination, { ...before, failures: 0, open_until: 0 });
    this.#context.sql.exec(
      'UPDATE failing_streaks SET failures = 0, open_until = 0 WHERE destination = ?',
      destination,
    );
  }

  #book(): Map<number, FailingStreak> {
    this.#unwell ??= new Map(
      allRows<FailingStreak>(this.#context.sql, 'SELECT * FROM failing_streaks').map((row) => [
        row.destination,
        row,
      ]),
    );
    return this.#unwell;
  }
}
