/** Owns when and how much is tidied up in the background, beside deliveries; must not know what a task does. */
import type { TenantContext } from '../context.ts';
import { firstRow } from '../rows.ts';

/** When what has waited for this start is due. A clock read twice would put it into the future. */
export const atOnce = 0;

/** One kind of work, done a batch at a time; what it has done it finds done again after a crash. */
export interface Task {
  /** When there is next something to do; null when nothing is in sight. */
  nextDueMs(): number | null;
  /** Does one batch of what is due, all of it or none; tells whether more is due. */
  step(): boolean | Promise<boolean>;
}

/** How far a task has come, by the columns of the table `housekeeping`. */
export type Mark = 'undelivered_through' | 'delivered_through' | 'evidence_through' | 'resealed_through';

export function readMark(context: TenantContext, mark: Mark): number {
  const row = firstRow<{ through: number }>(context.sql, `SELECT ${mark} AS through FROM housekeeping`);
  return row?.through ?? 0;
}

export function setMark(context: TenantContext, mark: Mark, through: number): void {
  context.sql.exec(`UPDATE housekeeping SET ${mark} = ?`, through);
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A run is bounded, and leaves the object to requests and deliveries between its batches. */
const stepsPerRun = 50;
const breathMs = 5;
const nextRunMs = 1000;

/** Due things are done within the hour, so that a busy tenant is woken 24 times a day and not for each of its leads. */
export class Housekeeping {
  readonly #context: TenantContext;
  readonly #tasks: readonly Task[];
  /** Null when it has to be worked out. Never more than a day away: nothing that happens today is due sooner. */
  #dueMs: number | null = null;
  /** How often it was reconsidered: a run must not put off what became due while it was on. */
  #changes = 0;

  constructor(context: TenantContext, tasks: readonly Task[]) {
    this.#context = context;
    this.#tasks = tasks;
  }

  nextDueMs(): number {
    this.#dueMs ??= this.#workOut(this.#context.now());
    return this.#dueMs;
  }

  /** To be called when something may be due sooner than it was. */
  reconsider(): void {
    this.#dueMs = null;
    this.#changes += 1;
  }

  /** Does what is due, up to the bound. Never throws: what went wrong is tried again in the next hour. */
  async run(): Promise<void> {
    if (this.#context.now() < this.nextDueMs()) return;
    const changes = this.#changes;
    let stepsLeft = stepsPerRun;
    for (const task of this.#tasks) {
      let isMore = true;
      while (isMore && stepsLeft > 0) {
        isMore = await this.#step(task);
        if (isMore) await new Promise((resolve) => setTimeout(resolve, breathMs));
        if (isMore) stepsLeft -= 1;
      }
    }
    if (this.#changes !== changes) {
      this.#dueMs = null;
      return;
    }
    const nowMs = this.#context.now();
    this.#dueMs = stepsLeft > 0 ? Math.max(this.#workOut(nowMs), nextHour(nowMs)) : nowMs + nextRunMs;
  }

  async #step(task: Task): Promise<boolean> {
    try {
      return await task.step();
    } catch (error) {
      // The name only: a message may quote what is stored.
      console.error('housekeeping', error instanceof Error ? error.name : 'unknown');
      return false;
    }
  }

  #workOut(nowMs: number): number {
    const dues = this.#tasks.map((task) => task.nextDueMs()).filter((due) => due !== null);
    const dueMs = Math.min(...dues, nowMs + dayMs);
    return dueMs <= nowMs ? nowMs : Math.min(nextHour(dueMs - 1), nowMs + dayMs);
  }
}

/** The first full hour after a time. */
function nextHour(ms: number): number {
  return (Math.floor(ms / hourMs) + 1) * hourMs;
}
