/** Owns when a target that keeps failing is left alone, and when it is given up; must not know a clock or the storage. */

/** So many failures in a row may be chance. */
const tolerated = 4;
const shortestPauseMs = 5000;
const longestPauseMs = 5 * 60_000;

/** Nothing but failure for so long, and not only because nothing was tried. */
const hopelessAfterMs = 5 * 86_400_000;
const hopelessAttempts = 10;

/**
 * How long a target is left alone after so many failures in a row: nothing at first, then 5 s and twice as long each
 * time, up to 5 minutes. What is due meanwhile waits, and one request shows whether the target is back.
 */
export function pauseMs(failures: number): number {
  if (failures <= tolerated) return 0;
  return Math.min(shortestPauseMs * 2 ** Math.min(failures - tolerated - 1, 30), longestPauseMs);
}

/** A target that asks for patience gets it for everything that is due to it, within the same bound. */
export function patienceMs(failures: number, throttledMs: number): number {
  return Math.max(pauseMs(failures), Math.min(throttledMs, longestPauseMs));
}

/**
 * True once a target is to be switched off.
 * @param failingSinceMs the first failure after the last success
 * @param attempts how many were made since, that one counted
 */
export function isHopeless(failingSinceMs: number, attempts: number, nowMs: number): boolean {
  return attempts >= hopelessAttempts && nowMs - failingSinceMs >= hopelessAfterMs;
}
