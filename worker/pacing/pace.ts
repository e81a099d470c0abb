/** Owns how much long work is done before others have their turn; must not know what the work is. */

/**
 * What is done in one go, in characters looked at: about two milliseconds on a machine of 2026. Counted, not timed:
 * on Cloudflare no clock moves while code runs.
 */
export const sliceSize = 2000;

/** The next turn of the event loop: what came meanwhile goes first. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

export class Pace {
  readonly #nextTurn: () => Promise<void>;
  #done = 0;

  /** @param turn resolves once others have had their turn */
  constructor(turn: () => Promise<void> = nextTurn) {
    this.#nextTurn = turn;
  }

  /** Counts what was done, in characters or what costs the same; true once it is time to rest. */
  isSpent(done: number): boolean {
    this.#done += done;
    return this.#done >= sliceSize;
  }

  async rest(): Promise<void> {
    this.#done = 0;
    await this.#nextTurn();
  }

  /** Counts what was done, and rests when it is time. */
  async spend(done: number): Promise<void> {
    if (this.isSpent(done)) await this.rest();
  }
}
