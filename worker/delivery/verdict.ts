/** Owns what an attempt came to; must not know which target was asked. */
import { parseRetryAfter } from './schedule.ts';

/**
 * `failed` is tried again, `rejected` never: the target says that this very request can't be taken. `gone` switches
 * the destination off. `stale_access` asks for new access and tries once more within the same attempt.
 */
export type Outcome = 'delivered' | 'failed' | 'rejected' | 'gone' | 'stale_access';

/** `reason` is a stable word for people and filters; never the receiver's text, which may hold anything. */
export interface Verdict {
  outcome: Outcome;
  status?: number;
  reason?: string;
  retryAfterMs?: number;
}

/**
 * Judges a Standard Webhooks receiver's answer: 2xx is delivered, 410 disables, everything else, redirects
 * included, has failed and is tried again.
 * @param retryAfter the header, or none; asked of a failure alone
 */
export function judgeStatus(status: number, retryAfter: () => string | null, nowMs: number): Verdict {
  if (status >= 200 && status < 300) return { outcome: 'delivered', status };
  if (status === 410) return { outcome: 'gone', status, reason: 'gone' };
  const verdict: Verdict = { outcome: 'failed', status, reason: reasonOf(status) };
  const retryAfterMs = parseRetryAfter(retryAfter(), nowMs);
  return retryAfterMs === null ? verdict : { ...verdict, retryAfterMs };
}

function reasonOf(status: number): string {
  if (status >= 300 && status < 400) return 'redirect';
  if (status === 429) return 'throttled';
  return status >= 500 ? 'server_error' : 'rejected';
}
