/** Owns the gathering of work that shares one commit of the object's storage; must not know what the work is. */

/** One turn of the object: longer would keep the calls behind it waiting. */
const mostTogether = 32;

interface Waiting {
  perform: () => void;
  fail: (error: unknown) => void;
}

/**
 * Storage commits what one turn of the event loop wrote, and a commit costs about as much processor time as a lead's
 * own statements (seen 2026-11, workerd). So what comes while a commit is under way waits for its end, and then all of
 * it is done in one turn. With no commit under way nothing waits.
 *
 * All of it belongs to one object, so that its promises never leave the object's own context: no call depends on
 * another caller's request, which may be given up at any time.
 */
export class GroupCommit {
  readonly #settled: () => Promise<void>;
  #waiting: Waiting[] = [];

  /** @param settled resolves when no commit is under way */
  constructor(settled: () => Promise<void>) {
    this.#settled = settled;
  }

  /**
   * Performs work in the order given. Work that throws fails alone; to leave nothing behind then, it brings its own
   * transaction.
   */
  run<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      const perform = () => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      };
      this.#waiting.push({ perform, fail: reject });
      if (this.#waiting.length === 1) void this.#next();
    });
  }

  async #next(): Promise<void> {
    while (this.#waiting.length > 0) {
      try {
        await this.#settled();
      } catch (error) {
        // A commit failed: the runtime ends this object, and whoever waits is told rather than left waiting.
        for (const { fail } of this.#waiting.splice(0)) fail(error);
        return;
      }
      for (const { perform } of this.#waiting.splice(0, mostTogether)) perform();
    }
  }
}
