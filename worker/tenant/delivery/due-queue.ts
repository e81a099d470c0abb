/** Owns what is known of each destination's due deliveries, read many at a time and kept between looks; must not send. */
import type { DeliveryKey } from './delivery-view.ts';

export type Due = DeliveryKey & { lead: number };

/** The table, as far as it is asked. */
export interface DueTable {
  due(destination: number, nowMs: number, limit: number): Due[];
  nextDueMs(destination: number, afterMs: number): number | null;
}

/** So many are read at once: what is due changes little between two attempts, and a look costs as much as reading one. */
const batch = 256;

export class DueQueue {
  readonly #table: DueTable;
  /** Read and not taken yet, the oldest first. Whether each may still go out is asked when it is prepared. */
  readonly #read = new Map<number, Due[]>();
  /** Where nothing was due: when the next is, null for none. */
  readonly #nextMs = new Map<number, number | null>();

  constructor(table: DueTable) {
    this.#table = table;
  }

  /** To be called when deliveries may have been added, or be due at another time than before. */
  lookAgain(): void {
    this.#nextMs.clear();
  }

  /** To be called before a run: what was read by an earlier one is old. */
  clear(): void {
    this.#read.clear();
    this.#nextMs.clear();
  }

  /**
   * The next due deliveries, at most `wanted`.
   * @param taken how many of those that are due in the table are under way or not recorded yet; asked before it is read
   * @param isTaken whether one is among them
   */
  take(
    destination: number,
    wanted: number,
    nowMs: number,
    taken: () => number,
    isTaken: (key: DeliveryKey) => boolean,
  ): Due[] {
    const queue = this.#read.get(destination) ?? [];
    if (queue.length < wanted && !this.#isQuiet(destination, nowMs)) {
      const known = new Set(queue.map(({ event }) => event));
      const limit = queue.length + taken() + Math.max(wanted, batch);
      const due = this.#table.due(destination, nowMs, limit);
      queue.push(...due.filter((key) => !known.has(key.event) && !isTaken(key)));
      // All that is due has been read: there is no more before the next one is.
      if (due.length < limit) this.#nextMs.set(destination, this.#table.nextDueMs(destination, nowMs));
    }
    const next = queue.splice(0, wanted);
    if (queue.length > 0) this.#read.set(destination, queue);
    else this.#read.delete(destination);
    return next;
  }

  /** The next that were read and not taken, at most so many; reads nothing. */
  peek(destination: number, count: number): readonly Due[] {
    return this.#read.get(destination)?.slice(0, count) ?? [];
  }

  /** When the next that has not been read is due, null for none; undefined where some are due, or nobody has looked. */
  nextMs(destination: number): number | null | undefined {
    return this.#read.has(destination) ? undefined : this.#nextMs.get(destination);
  }

  #isQuiet(destination: number, nowMs: number): boolean {
    const nextMs = this.#nextMs.get(destination);
    return nextMs === null || (nextMs !== undefined && nextMs > nowMs);
  }
}
