/** Owns solving on the page's own thread in slices too short to be felt; must not know of workers. */
import type { Challenge } from './challenge.ts';
import type { Searched } from './solve-in-worker.ts';
import { solveSlice } from './solve-slice.ts';

/** Aimed at; a slice twice as slow as the one before still ends within 8 ms. */
const sliceMs = 4;
const longestSliceMs = 8;
/** In the first slice, before anything is known and before the engine has compiled the loop. */
const firstHashes = 16;
/** However fast it looks: some browsers round the clock so coarsely that a slice seems to take no time. */
const mostHashes = 2_000;
/** A page too busy to be idle, or hidden, still gets on. */
const longestPauseMs = 100;

/**
 * Solves on this thread, a few milliseconds at a time, in the page's idle moments.
 * @param budgetMs of work, pauses not counted; then it answers how far it came
 */
export async function solveInSlices(
  work: Challenge,
  fromCounter: number,
  budgetMs: number,
): Promise<Searched> {
  let counter = fromCounter;
  let count = Math.max(1, Math.floor(firstHashes / work.cost));
  const mostCount = Math.max(1, Math.floor(mostHashes / work.cost));
  let workedMs = 0;
  while (workedMs < budgetMs && counter < 2 ** 32) {
    const leftMs = await idle();
    const share = Math.max(0.25, Math.min(1, leftMs / sliceMs));
    const tried = Math.max(1, Math.floor(count * share));
    const beganMs = performance.now();
    const solution = solveSlice(work, counter, tried);
    const tookMs = performance.now() - beganMs;
    if (solution) return solution;
    counter += tried;
    workedMs += tookMs;
    count = nextCount(tried, tookMs, mostCount);
  }
  return { reached: counter };
}

/** How many counters the next slice tries: towards 4 ms, at most twice as many as just now, at least one. */
export function nextCount(tried: number, tookMs: number, mostCount: number): number {
  const wanted = tookMs > 0 ? (tried * sliceMs) / tookMs : tried * 2;
  // One that took too long was more than bad luck on a slow phone: back off at once.
  const capped = tookMs > longestSliceMs ? Math.min(wanted, tried / 2) : Math.min(wanted, tried * 2);
  return Math.max(1, Math.min(mostCount, Math.floor(capped)));
}

/** Resolves in the next idle moment, with how many milliseconds of it are left; in `longestPauseMs` at the latest. */
function idle(): Promise<number> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(sliceMs), longestPauseMs);
    const done = (leftMs: number) => {
      clearTimeout(timer);
      resolve(leftMs);
    };
    if (typeof requestIdleCallback === 'function')
      requestIdleCallback((deadline) => done(deadline.timeRemaining()));
    else if (typeof MessageChannel === 'function' && document.visibilityState === 'hidden') {
      // A hidden page's timers run once a second; its messages do not wait.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        done(sliceMs);
      };
      port2.postMessage(0);
    } else setTimeout(() => done(sliceMs), 0);
  });
}
