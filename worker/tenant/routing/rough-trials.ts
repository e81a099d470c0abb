/** Owns how many trials a day are told to keys that may not read leads; must not run one. */
import type { TenantContext } from '../context.ts';
import { leadReaders } from '../keys.ts';
import { allRows } from '../rows.ts';

/** Enough to try rules on, by far too few to average out what is drawn into each answer. */
const mostADay = 50;
const dayMs = 86_400_000;

export class RoughTrials {
  readonly #context: TenantContext;

  constructor(context: TenantContext) {
    this.#context = context;
  }

  /** Until another may be run; 0 for now. Counted from the audit log, so that no restart forgives. */
  waitMs(): number {
    const nowMs = this.#context.now();
    const recent = allRows<{ at: number }>(
      this.#context.sql,
      `SELECT at FROM audit JOIN keys ON keys.id = audit.who
       WHERE type = 'leads.simulated' AND at > ? AND role NOT IN (SELECT value FROM json_each(?))
       ORDER BY at DESC LIMIT ${mostADay}`,
      nowMs - dayMs,
      JSON.stringify(leadReaders),
    );
    const oldest = recent[mostADay - 1];
    return oldest === undefined ? 0 : oldest.at + dayMs - nowMs;
  }
}
