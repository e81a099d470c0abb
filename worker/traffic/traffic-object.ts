/** Owns a tenant's counts of views and starts, apart from intake so that a viral poster can't slow it; no people. */
import { DurableObject } from 'cloudflare:workers';
import { chinaDay } from '../encoding/china-day.ts';
import { type DayCount, Tally, type VisitCount, type VisitKind, visitsAndStarts } from './tally.ts';
import { trafficTables } from './traffic-tables.ts';

/** Counts are written together after this long: a crash may lose that much of a statistic, never a lead. */
const flushDelayMs = 1000;
/** More rows than this are written as one batch and entered later: a second of 10,000 visits costs 100 rows at most. */
const directRows = 100;
/** Written before the second is over: one stored value may take 2 MB (Cloudflare, 2026-11). */
const mostPendingRows = 10_000;
/** Batches are entered once that costs one row per 100 visits at most, or there are this many (ten minutes' worth). */
const visitsPerRow = 100;
const mostBatches = 600;

export interface CodeDay {
  code: string;
  /** Day in China, `2026-11-27`. */
  day: string;
  visits: number;
  starts: number;
}

export type SummedBy = 'code' | 'form' | 'day';

export type VisitSum = {
  /** A code, a form or a day. */
  key: string;
  visits: number;
  starts: number;
};

export class TrafficObject extends DurableObject<unknown> {
  /** Not yet written. */
  readonly #pending = new Tally();
  /** Written in batches, and not yet entered in `counts`. */
  readonly #batched = new Tally();
  #batches = 0;
  #isFlushDue = false;

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env);
    ctx.storage.sql.exec(trafficTables);
    for (const { counts } of ctx.storage.sql.exec<{ counts: string }>('SELECT counts FROM batches')) {
      const batch: DayCount[] = JSON.parse(counts);
      for (const count of batch) this.#batched.add(count);
      this.#batches += 1;
    }
  }

  /** Counts what came since the last call; the day is today. */
  count(counts: readonly VisitCount[]): void {
    const day = chinaDay(Date.now());
    for (const count of counts) this.#pending.add({ ...count, day });
    if (this.#pending.rows >= mostPendingRows) this.#flush();
    if (this.#isFlushDue || this.#pending.rows === 0) return;
    this.#isFlushDue = true;
    // No alarm: setting one is a row written, and the object stays while a timer runs.
    setTimeout(() => {
      this.#isFlushDue = false;
      this.#flush();
    }, flushDelayMs);
  }

  /** Views and starts that a code brought, over all days; what is not written yet included. */
  totals(code: string): { visits: number; starts: number } {
    return visitsAndStarts(this.#countsOf([code], ''));
  }

  /** Views and starts by code and day, from a day in China on; days without any are left out. */
  days(codes: readonly string[], since: string): CodeDay[] {
    const byDay = new Map<string, { code: string; day: string; counts: DayCount[] }>();
    for (const count of this.#countsOf(codes, since)) {
      const { code, day } = count;
      const known = byDay.get(`${code} ${day}`);
      if (known === undefined) byDay.set(`${code} ${day}`, { code, day, counts: [count] });
      else known.counts.push(count);
    }
    return [...byDay.values()].map(({ code, day, counts }) => ({ code, day, ...visitsAndStarts(counts) }));
  }

  /**
   * Visits and starts of all codes from one day in China to another, both included, summed by code, form or day. A
   * followed link is a visit and, on our own page, a view too: which of the two counts is told for each code and day,
   * by form for each form as well, and only then summed. What is not entered yet is entered first: codes may be many,
   * and are summed where they lie.
   */
  sums(by: SummedBy, from: string, to: string): VisitSum[] {
    this.#flush();
    if (this.#batches > 0) this.#enterBatches();
    const ofKind = (kind: VisitKind) => `SUM(CASE WHEN kind = '${kind}' THEN total ELSE 0 END)`;
    return this.ctx.storage.sql
      .exec<VisitSum>(
        `SELECT key, SUM(visits) AS visits, SUM(starts) AS starts FROM (
           SELECT ${by} AS key, MAX(${ofKind('visit')}, ${ofKind('view')}) AS visits, ${ofKind('start')} AS starts
           FROM counts WHERE day >= ? AND day <= ? GROUP BY code, day${by === 'form' ? ', form' : ''})
         GROUP BY key`,
        from,
        to,
      )
      .toArray();
  }

  #countsOf(codes: readonly string[], since: string): DayCount[] {
    const wanted = new Set(codes);
    const written = [...wanted].flatMap((code) =>
      this.ctx.storage.sql
        .exec<DayCount & Record<string, SqlStorageValue>>(
          'SELECT day, form, code, kind, total FROM counts WHERE code = ? AND day >= ?',
          code,
          since,
        )
        .toArray(),
    );
    const unwritten = [...this.#pending.of(wanted), ...this.#batched.of(wanted)];
    return [...written, ...unwritten.filter((count) => count.day >= since)];
  }

  #flush(): void {
    if (this.#pending.rows <= directRows) this.#enter(this.#pending);
    else this.#storeBatch();
    this.#pending.clear();
    // Each batch was a row to write, and is one to delete.
    const price = this.#batched.rows + 2 * this.#batches;
    const isWorthIt = this.#batched.total >= price * visitsPerRow;
    if (this.#batches > 0 && (isWorthIt || this.#batches >= mostBatches)) this.#enterBatches();
  }

  #storeBatch(): void {
    const counts = this.#pending.counts();
    this.ctx.storage.sql.exec('INSERT INTO batches (counts) VALUES (?)', JSON.stringify(counts));
    for (const count of counts) this.#batched.add(count);
    this.#batches += 1;
  }

  #enterBatches(): void {
    this.ctx.storage.transactionSync(() => {
      this.#enter(this.#batched);
      this.ctx.storage.sql.exec('DELETE FROM batches');
    });
    this.#batched.clear();
    this.#batches = 0;
  }

  #enter(tally: Tally): void {
    this.ctx.storage.transactionSync(() => {
      for (const { day, form, code, kind, total } of tally.counts()) {
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
