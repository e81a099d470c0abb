/** Owns that of one holder's long work only one piece is under way at a time; must not know what the work is. */

/**
 * The slices of twenty pieces of work at once are together as long as twenty slices: whoever sends them waits for their
 * own, and for nobody else's. All of it belongs to one object, so that no promise leaves that object's own context.
 */
export class Lane {
  #last: Promise<unknown> = Promise.resolve();

  /** Begins once all that came before is over, however it ended. */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
