/** Owns the worker's entry, a classic script of its own: solves what it is sent and says how far it is; must not fetch. */
import type { Challenge } from './challenge.ts';
import { solveSlice } from './solve-slice.ts';

/** What the page sends, once. */
export interface Task {
  work: Challenge;
  fromCounter: number;
}

/** Hashes between two words to the page: a fraction of a second on the slowest phones. */
const hashesPerReport = 4_096;

addEventListener('message', ({ data }: MessageEvent<Task>) => {
  const { work, fromCounter } = data;
  const count = Math.ceil(hashesPerReport / work.cost);
  for (let counter = fromCounter; counter < 2 ** 32; counter += count) {
    // Said first: the page then knows that this script runs.
    postMessage({ reached: counter });
    const solution = solveSlice(work, counter, count);
    if (solution) return postMessage(solution);
  }
});
