/** Owns deliveries that have arrived and are not recorded yet, so that many share a commit; must not know how they are. */
import { type DeliveryKey, keyText } from './delivery-view.ts';

/**
 * A commit costs more than all else that an attempt does, and what is sent waits for it (seen 2026-11, workerd). A crash
 * before it has these few sent again under their same ids: that is what at least once means.
 */
const mostWaiting = 256;
const longestWaitMs = 50;
/** Until it is recorded each is due in the table, and read in vain with those that are. */
const mostReadInVain = 32;

export class Arrivals<Arrived extends { key: DeliveryKey }> {
  readonly #record: (all: readonly Arrived[]) => void;
  #waiting = new Map<string, Arrived>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param record records them, in one transaction */
  constructor(record: (all: readonly Arrived[]) => void) {
    this.#record = record;
  }

  add(arrived: Arrived): void {
    this.#waiting.set(keyText(arrived.key), arrived);
    if (this.#waiting.size >= mostWaiting) this.record();
    else this.#timer ??= setTimeout(() => this.record(), longestWaitMs);
  }

  has(key: DeliveryKey): boolean {
    return this.#waiting.has(keyText(key));
  }

  countTo(destination: number): number {
    let count = 0;
    for (const { key } of this.#waiting.values()) if (key.destination === destination) count += 1;
    return count;
  }

  /** To be called before the table is read. */
  recordMany(): void {
    if (this.#waiting.size >= mostReadInVain) this.record();
  }

  /** Records all that wait; false when none did. */
  record(): boolean {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const all = [...this.#waiting.values()];
    if (all.length === 0) return false;
    this.#record(all);
    // A new one: its old table would hold on to what was in it (as made-ahead.ts tells).
    this.#waiting = new Map();
    return true;
  }
}
