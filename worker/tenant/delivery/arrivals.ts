/** Owns deliveries that have arrived and are not recorded yet, so that many share a commit; must not know what is recorded. */
import type { DeliveryKey } from './delivery-view.ts';

/**
 * A commit costs more than all else that an attempt does, and what is sent waits for it (seen 2026-11, workerd). A crash
 * before it has these few sent again under their same ids: that is what at least once means.
 */
const mostWaiting = 64;
const longestWaitMs = 20;

export class Arrivals {
  readonly #storage: Pick<DurableObjectStorage, 'transactionSync'>;
  readonly #onRecorded: () => void;
  readonly #waiting = new Map<string, { key: DeliveryKey; record: () => void }>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  /**
   * @param storage records all that wait in one transaction
   * @param onRecorded is called after some were recorded: what followed them may be due
   */
  constructor(storage: Pick<DurableObjectStorage, 'transactionSync'>, onRecorded: () => void) {
    this.#storage = storage;
    this.#onRecorded = onRecorded;
  }

  /** @param record records it, inside the transaction under way */
  add(key: DeliveryKey, record: () => void): void {
    this.#waiting.set(nameOf(key), { key, record });
    if (this.#waiting.size >= mostWaiting) this.record();
    else this.#timer ??= setTimeout(() => this.record(), longestWaitMs);
  }

  has(key: DeliveryKey): boolean {
    return this.#waiting.has(nameOf(key));
  }

  countTo(destination: number): number {
    let count = 0;
    for (const { key } of this.#waiting.values()) if (key.destination === destination) count += 1;
    return count;
  }

  /** Records all that wait; false when none did. */
  record(): boolean {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    if (all.length === 0) return false;
    this.#storage.transactionSync(() => {
      for (const { record } of all) record();
    });
    this.#onRecorded();
    return true;
  }
}

function nameOf({ event, destination }: DeliveryKey): string {
  return `${event}/${destination}`;
}
