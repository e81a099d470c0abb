/** Owns the death of logs after their days, and of spent codes after theirs; provision records are not logs and stay. */
import { dayMs, logCutoffMs } from '../../retention/due.ts';
import type { TenantContext } from '../context.ts';
import { allRows, firstRow } from '../rows.ts';
import type { Task } from './housekeeping.ts';

const batch = 500;

/** Attempts that failed, as their index has them. */
const failed = "attempts INDEXED BY attempts_failed WHERE outcome <> 'delivered' AND outcome <> 'confirmed'";

/**
 * The access log and the attempts that failed. One that arrived, or was confirmed by a person, tells who was given or
 * told what: evidence, not log.
 */
export class LogEnd implements Task {
  readonly #context: TenantContext;

  constructor(context: TenantContext) {
    this.#context = context;
  }

  nextDueMs(): number | null {
    const oldest = [
      this.#oldestReadings(1)[0]?.at,
      firstRow<{ at: number | null }>(this.#context.sql, `SELECT MIN(at) AS at FROM ${failed}`)?.at,
    ].filter((at) => at != null);
    const lifeMs = this.#context.profile().settings.retention.logDays * dayMs;
    return oldest.length === 0 ? null : Math.min(...oldest) + lifeMs;
  }

  step(): boolean {
    const { sql, storage } = this.#context;
    const cutoffMs = logCutoffMs(this.#context.profile().settings.retention, this.#context.now());
    return storage.transactionSync(() => {
      const readings = this.#oldestReadings(batch).filter((row) => row.at <= cutoffMs);
      const last = readings.at(-1);
      if (last !== undefined) sql.exec('DELETE FROM access_log WHERE number <= ?', last.number);
      const attempts = allRows<{ event: number; destination: number; number: number }>(
        sql,
        `SELECT event, destination, number FROM ${failed} AND at <= ? ORDER BY at LIMIT ${batch}`,
        cutoffMs,
      );
      for (const { event, destination, number } of attempts) {
        sql.exec(
          'DELETE FROM attempts WHERE event = ? AND destination = ? AND number = ?',
          event,
          destination,
          number,
        );
      }
      return readings.length === batch || attempts.length === batch;
    });
  }

  /** In the order written: rows are numbered as they come. */
  #oldestReadings(limit: number): { number: number; at: number }[] {
    return allRows(this.#context.sql, 'SELECT number, at FROM access_log ORDER BY number LIMIT ?', limit);
  }
}

/** Codes that were sent, a day after the last send to their phone. */
export class CodeEnd implements Task {
  readonly #context: TenantContext;

  constructor(context: TenantContext) {
    this.#context = context;
  }

  nextDueMs(): number | null {
    const row = firstRow<{ at: number | null }>(this.#context.sql, 'SELECT MIN(kept_until) AS at FROM codes');
    return row?.at ?? null;
  }

  step(): boolean {
    this.#context.sql.exec('DELETE FROM codes WHERE kept_until <= ?', this.#context.now());
    return false;
  }
}
