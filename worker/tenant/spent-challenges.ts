/** Owns which solved challenges have brought a lead, until each expires; must not know how one is verified. */

export interface SpendableChallenge {
  id: string;
  expiresAtMs: number;
}

/** Some 80 leads a second, kept up over the life of a challenge, reach it. */
const defaultCapacity = 100_000;

/**
 * In memory alone: a lead's row writes must not grow. A restart of the object forgets it, and so does the capacity for
 * the oldest: a challenge forgotten so can bring one more lead for each time, within the 20 minutes until it expires.
 */
export class SpentChallenges {
  readonly #capacity: number;
  /** Expiry by challenge, in the order spent. */
  readonly #spent = new Map<string, number>();

  constructor(capacity = defaultCapacity) {
    this.#capacity = capacity;
  }

  has(id: string): boolean {
    return this.#spent.has(id);
  }

  add({ id, expiresAtMs }: SpendableChallenge, nowMs: number): void {
    this.#spent.set(id, expiresAtMs);
    for (const [oldest, untilMs] of this.#spent) {
      if (untilMs >= nowMs && this.#spent.size <= this.#capacity) break;
      this.#spent.delete(oldest);
    }
  }
}
