/** Owns counting attempts by key over the last minute or hour, in bounded memory; must not know who the keys are. */

const minuteMs = 60_000;

/** About 2 MB of times. */
const defaultCapacity = 100_000;

/**
 * An exact log: no window, wherever it starts, holds more than the limit. Attempts turned away are not logged, so that
 * the wait that was told stays true. When the memory is full the key unseen for the longest is forgotten, then the
 * oldest attempts of a lone one: forgetting lets through, it never turns away.
 */
export class SlidingWindow {
  readonly #capacity: number;
  readonly #windowMs: number;
  /** Times of attempts, oldest first; the key seen last stands last. */
  readonly #log = new Map<string, number[]>();
  #size = 0;

  constructor(capacity = defaultCapacity, windowMs = minuteMs) {
    this.#capacity = capacity;
    this.#windowMs = windowMs;
  }

  /**
   * Logs an attempt and answers 0, or answers the milliseconds until the next one may be made.
   * @param limit attempts in the window, at least 1
   */
  take(key: string, limit: number, nowMs: number): number {
    return this.takeAll([{ key, limit }], nowMs);
  }

  /** As `take`, for an attempt that counts under several keys, different ones: it is logged under all or none. */
  takeAll(counted: readonly { key: string; limit: number }[], nowMs: number): number {
    const found = counted.map(({ key, limit }) => ({ key, limit, times: this.#recent(key, nowMs) }));
    const waits = found.map(({ limit, times }) => {
      const blocking = times[times.length - limit];
      return blocking === undefined ? 0 : blocking + this.#windowMs - nowMs;
    });
    const waitMs = Math.max(...waits);
    for (const { key, times } of found) {
      if (waitMs === 0) {
        times.push(nowMs);
        this.#size += 1;
      }
      if (times.length > 0) this.#log.set(key, times);
    }
    if (this.#size > this.#capacity) this.#forget(nowMs);
    return waitMs;
  }

  /** Takes back the key's last attempt: what it was let through for has cost nothing. */
  giveBack(key: string): void {
    const times = this.#log.get(key);
    if (times?.pop() !== undefined) this.#size -= 1;
    if (times?.length === 0) this.#log.delete(key);
  }

  /** The key's attempts of the last window, taken out of the log. */
  #recent(key: string, nowMs: number): number[] {
    const times = this.#log.get(key) ?? [];
    this.#log.delete(key);
    const firstKept = times.findIndex((time) => time > nowMs - this.#windowMs);
    const kept = firstKept === -1 ? [] : times.slice(firstKept);
    this.#size -= times.length - kept.length;
    return kept;
  }

  /** Down to three quarters, so that it is not done for each attempt. */
  #forget(nowMs: number): void {
    for (const key of [...this.#log.keys()]) {
      const kept = this.#recent(key, nowMs);
      if (kept.length > 0) this.#log.set(key, kept);
    }
    const target = Math.floor(this.#capacity * 0.75);
    for (const [key, times] of this.#log) {
      if (this.#size <= target) return;
      const dropped = this.#log.size === 1 ? this.#size - target : times.length;
      this.#size -= dropped;
      if (dropped === times.length) this.#log.delete(key);
      else this.#log.set(key, times.slice(dropped));
    }
  }
}
