/** Owns work that may be long, cut into steps between which others may have their turn; must not know what the work is. */

/**
 * Each step yields how much was looked at since the one before, in characters or as many rows, leads, places as cost
 * the same. The sum is also what a test of growth counts: no clock is needed to tell that work is linear.
 */
export type Steps<Result> = Generator<number, Result, void>;

/** All of it at once, for whoever keeps nobody waiting: a command line, a test. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
