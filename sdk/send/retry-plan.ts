/** Owns when a failed exchange is tried again; a pure rule that must not wait or send. */
import type { Answer } from './request.ts';

const delaysMs = [1_000, 2_000, 4_000, 8_000, 15_000];
/** A longer wait than this is the applicant's to decide. */
const longestWaitMs = 60_000;
/** Without a network it is tried on, ever more rarely: some browsers never say that they are online again. */
const longestOfflineMs = 60_000;

/**
 * Milliseconds until the next try, or null when trying again is of no use: the answer stands, or enough was tried.
 * @param answer null when none came
 * @param retries how many retries were made already
 */
export function retryDelayMs(answer: Answer | null, retries: number): number | null {
  const delayMs = delaysMs[retries];
  if (delayMs === undefined) return null;
  if (answer === null) return delayMs;
  const { status, retryAfter } = answer;
  if (status !== 408 && status !== 429 && status < 500) return null;
  const waitMs = Math.max(delayMs, (retryAfter ?? 0) * 1000);
  return waitMs > longestWaitMs ? null : waitMs;
}

/**
 * Milliseconds until the next try while there is no network; there always is one.
 * @param retries how many retries were made already
 */
export function offlineDelayMs(retries: number): number {
  return delaysMs[retries] ?? Math.min(longestOfflineMs, 15_000 * (retries - delaysMs.length + 2));
}
