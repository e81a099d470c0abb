/** Owns doing long work in slices, so that nobody else waits for more than one of them; must not know what the work is. */
import type { Steps } from '../../contract/steps.ts';
import { Pace } from './pace.ts';

export async function inSlices<Result>(steps: Steps<Result>, pace = new Pace()): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (pace.isSpent(step.value)) await pace.rest();
  }
}
