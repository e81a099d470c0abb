/** Owns where a challenge is solved: in a worker or on the page's thread, and in which order; must not do either. */
import type { Challenge, Solution } from './challenge.ts';
import { solveInSlices } from './solve-in-slices.ts';
import { type Searched, solveInWorker } from './solve-in-worker.ts';

/** No applicant waits longer than this for arithmetic; then the server judges without it. */
const limitMs = 60_000;
/**
 * What another site's page gives in slices before a worker is tried there. It solves nearly every challenge: a worker
 * would need a blob, which a strict page forbids and reports, and a request, slower on most networks than the sum.
 */
const foreignBudgetMs = 400;

/**
 * The solution; null when there is none within a minute. Never blocks the page.
 * @param workerUrl the built solver-worker.ts
 * @param isAwaited true once a submission waits for it
 */
export async function solve(
  work: Challenge,
  workerUrl: string,
  isAwaited: () => boolean,
): Promise<Solution | null> {
  let searched: Searched = { reached: 0 };
  const isOwn = new URL(workerUrl).origin === location.origin;
  if (!isOwn) searched = await solveInSlices(work, 0, foreignBudgetMs, isAwaited);
  if ('reached' in searched) searched = await solveInWorker(workerUrl, work, searched.reached, limitMs);
  if ('reached' in searched) searched = await solveInSlices(work, searched.reached, limitMs, isAwaited);
  return 'reached' in searched ? null : searched;
}
