/** Owns solving on the page's own thread in slices too short to be felt; must not know of workers. */
import type { Challenge } from './challenge.ts';
import type { Searched } from './solve-in-worker.ts';
import { solveSlice } from './solve-slice.ts';

/** One turn of the page's thread ends before this, however much of it is idle. */
const turnMs = 8;
/** A turn is made of steps this long, so that one on a phone that stumbles still ends in time. */
const stepMs = 1;
/** In the first step, before anything is known and before the engine has compiled the loop. */
const firstHashes = 8;
/** However fast it looks: some browsers round the clock so coarsely that a step seems to take no time. */
const mostHashes = 1_000;
/** A page too busy to be idle still gets on. */
const longestPauseMs = 100;

/**
 * Solves on this thread, a few milliseconds at a time.
 * @param budgetMs of work, pauses not counted; then it answers how far it came
 * @param isAwaited true once somebody waits for it: then it no longer waits for idle moments
 */
export async function solveInSlices(
  work: Challenge,
  fromCounter: number,
  budgetMs: number,
  isAwaited: () => boolean,
): Promise<Searched> {
  const mostCount = Math.max(1, Math.floor(mostHashes / work.cost));
  let counter = fromCounter;
  let count = Math.max(1, Math.floor(firstHashes / work.cost));
  let workedMs = 0;
  while (workedMs < budgetMs && counter < 2 ** 32) {
    await (isAwaited() ? nextTask() : idle());
    const beganMs = performance.now();
    let spentMs = 0;
    let tookMs = 0;
    // The next step may take twice as long as the last one and still end in time.
    do {
      const solution = solveSlice(work, counter, count);
      if (solution) return solution;
      counter += count;
      const nowMs = performance.now() - beganMs;
      tookMs = nowMs - spentMs;
      spentMs = nowMs;
      count = nextCount(count, tookMs, mostCount);
    } while (spentMs > 0 && spentMs + 2 * Math.max(tookMs, stepMs) <= turnMs);
    workedMs += spentMs;
  }
  return { reached: counter };
}

/** How many counters the next step tries: towards 1 ms, at most twice as many as just now, at least one. */
export function nextCount(tried: number, tookMs: number, mostCount: number): number {
  const wanted = tookMs > 0 ? (tried * stepMs) / tookMs : tried * 2;
  return Math.max(1, Math.min(mostCount, Math.floor(Math.min(wanted, tried * 2))));
}

/** The next idle moment, but in `longestPauseMs` at the latest. */
function idle(): Promise<void> {
  // A hidden page has no idle moments and slow timers.
  if (document.visibilityState === 'hidden') return nextTask();
  return new Promise((resolve) => {
    const isTold = typeof requestIdleCallback === 'function';
    const timer = setTimeout(resolve, isTold ? longestPauseMs : stepMs);
    if (!isTold) return;
    requestIdleCallback(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** After the events that wait already. A message, for timers are slowed down: nested ones, and those of hidden pages. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof MessageChannel !== 'function') {
      setTimeout(resolve, 0);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
