/** Owns one HTTP attempt: bounded in time and in what is read, no redirect followed; must not know why it is made. */
import { judgeStatus, type Verdict } from './verdict.ts';

export interface OutgoingRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** Standard Webhooks suggests 15 to 30 s. */
export const attemptTimeoutMs = 20_000;

/** Sends and judges. Never throws: a target that can't be reached is a failed attempt with a reason. */
export async function send(request: OutgoingRequest, now: () => number): Promise<Verdict> {
  try {
    const response = await fetch(request.url, {
      method: 'POST',
      headers: request.headers,
      body: request.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(attemptTimeoutMs),
    });
    // A webhook's verdict is its status: the answer is not read at all.
    await response.body?.cancel();
    return judgeStatus(response.status, response.headers.get('retry-after'), now());
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return { outcome: 'failed', reason: timedOut ? 'timeout' : 'unreachable' };
  }
}
