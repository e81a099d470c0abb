/** Owns a tenant's counts of views and starts, apart from intake so that a viral poster can't slow it; no people. */
import { DurableObject } from 'cloudflare:workers';
import { trafficTables } from './traffic-tables.ts';

/** `visit` a followed link, `view` a form seen, `start` a first keystroke. */
export type VisitKind = 'visit' | 'view' | 'start';

/** Counts are written together after this long: a crash may lose that much of a statistic, never a lead. */
const flushDelayMs = 1000;

export class TrafficObject extends DurableObject<unknown> {
  /** Not yet written, by day, form, code and kind. */
  readonly #pending = new Map<string, number>();
  #isFlushDue = false;

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env);
    ctx.storage.sql.exec(trafficTables);
  }

  /** Counts one. `code` is empty for a visitor without a referral. */
  count(form: string, code: string, kind: VisitKind): void {
    const day = new Date().toISOString().slice(0, 10);
    const key = JSON.stringify([day, form, code, kind]);
    this.#pending.set(key, (this.#pending.get(key) ?? 0) + 1);
    if (this.#isFlushDue) return;
    this.#isFlushDue = true;
    setTimeout(() => this.#flush(), flushDelayMs);
  }

  /** Views and starts that a code brought, over all days. */
  totals(code: string): { visits: number; starts: number } {
    this.#flush();
    const rows = this.ctx.storage.sql
      .exec<{ kind: VisitKind; total: number }>(
        'SELECT kind, SUM(total) AS total FROM counts WHERE code = ? GROUP BY kind',
        code,
      )
      .toArray();
    const totalOf = (kind: VisitKind) => rows.find((row) => row.kind === kind)?.total ?? 0;
    // A followed link is a visit; a form opened with the code in its own URL is seen only as a view.
    return { visits: Math.max(totalOf('visit'), totalOf('view')), starts: totalOf('start') };
  }

  #flush(): void {
    this.#isFlushDue = false;
    const counts = [...this.#pending];
    this.#pending.clear();
    this.ctx.storage.transactionSync(() => {
      for (const [key, total] of counts) {
        const [day, form, code, kind]: [string, string, string, VisitKind] = JSON.parse(key);
        this.ctx.storage.sql.exec(
          `INSERT INTO counts (day, form, code, kind, total) VALUES (?1, ?2, ?3, ?4, ?5)
           ON CONFLICT (code, day, form, kind) DO UPDATE SET total = total + ?5`,
          day,
          form,
          code,
          kind,
          total,
        );
      }
    });
  }
}
