/** Owns the death of audit entries after the years that evidence is kept; must not read what they say. */
import { addYears } from '../../retention/due.ts';
import type { TenantContext } from '../context.ts';
import type { Task } from '../retention/housekeeping.ts';
import { allRows } from '../rows.ts';

const batch = 500;

export class AuditEnd implements Task {
  readonly #context: TenantContext;

  constructor(context: TenantContext) {
    this.#context = context;
  }

  nextDueMs(): number | null {
    const [oldest] = this.#oldest(1);
    return oldest === undefined ? null : this.#endMs(oldest.at);
  }

  step(): boolean {
    const nowMs = this.#context.now();
    const due = this.#oldest(batch).filter(({ at }) => this.#endMs(at) <= nowMs);
    const last = due.at(-1);
    if (last !== undefined) this.#context.sql.exec('DELETE FROM audit WHERE seq <= ?', last.seq);
    return due.length === batch;
  }

  #endMs(at: number): number {
    return addYears(at, this.#context.profile().settings.retention.evidenceYears);
  }

  /** The newest stays, whatever its age: a number is given once only. */
  #oldest(limit: number): { seq: number; at: number }[] {
    return allRows(
      this.#context.sql,
      'SELECT seq, at FROM audit WHERE seq < (SELECT MAX(seq) FROM audit) ORDER BY seq LIMIT ?',
      limit,
    );
  }
}
