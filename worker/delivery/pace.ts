/** Owns keeping requests to one target under its rate; must not know which target, or a clock. */

export const windowMs = 60_000;

/**
 * When another request may start: no minute, wherever it begins, holds more than `perMinute`.
 * @param startedMs when the requests so far were started, oldest first
 * @returns `nowMs` or earlier when it may start at once
 */
export function freeAtMs(startedMs: readonly number[], perMinute: number | null, nowMs: number): number {
  if (perMinute === null) return nowMs;
  const blocking = startedMs[startedMs.length - perMinute];
  return blocking === undefined ? nowMs : Math.max(nowMs, blocking + windowMs);
}

/** Those that a later decision can depend on. */
export function withinWindow(startedMs: readonly number[], nowMs: number): number[] {
  return startedMs.filter((at) => at > nowMs - windowMs);
}
