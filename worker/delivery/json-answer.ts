/** Owns reading a target's JSON answer without trusting it, and what a failing status means; must not know any target. */
import type { Answer } from './adapter.ts';
import { judgeStatus, type Verdict } from './verdict.ts';

/** The parsed body; undefined when it is no JSON, or cut off. */
export function jsonOf({ text, isCutOff }: Answer): unknown {
  if (isCutOff) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The body as a JSON object, or null for any other, and for one that was cut off. */
export function bodyOf(answer: Answer): object | null {
  const body = jsonOf(answer);
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : null;
}

/**
 * A failed attempt, with the target's `Retry-After` if it has one. Without a reason of its own: by the status, and
 * `unreadable` for a 2xx that is not what the target's documentation calls success.
 */
export function failedAnswer({ status, header }: Answer, nowMs: number, reason?: string): Verdict {
  const byStatus = judgeStatus(status, () => header('retry-after'), nowMs);
  const told = byStatus.outcome === 'delivered' ? 'unreadable' : byStatus.reason;
  return { ...byStatus, outcome: 'failed', reason: reason ?? told ?? 'rejected' };
}
