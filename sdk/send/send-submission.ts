/** Owns the sending of one submission until it is answered or given up; must not know forms or screens. */
import type { Accepted } from '../../contract/submission.ts';
import { type Answer, request } from './request.ts';
import { retryDelayMs } from './retry-plan.ts';

/** What the server said no with; `unreachable` when it said nothing that can be understood. */
export interface Refused {
  code: string;
  errors: { path: string; message: string }[];
}

/**
 * Posts the same bytes until an answer stands: the id inside makes repeats harmless.
 * @param onRetry called before each wait
 */
export async function postSubmission(
  base: string,
  tenant: string,
  body: string,
  onRetry: () => void,
): Promise<Accepted | Refused> {
  for (let retries = 0; ; retries++) {
    let answer = await request(`${base}/v1/t/${tenant}/submissions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    if (answer && answer.status < 400) {
      if (isAccepted(answer.body)) return answer.body;
      // A captive portal answers 200 with a page of its own: that is no answer of the server.
      answer = null;
    }
    const delayMs = retryDelayMs(answer, retries);
    if (delayMs === null) return refusedOf(answer);
    onRetry();
    await waitOrOnline(delayMs);
  }
}

function refusedOf(answer: Answer | null): Refused {
  const { code, errors }: { code?: unknown; errors?: unknown } = Object(answer?.body);
  return {
    code: typeof code === 'string' ? code : 'unreachable',
    errors: Array.isArray(errors) ? errors.filter(isFinding) : [],
  };
}

function isFinding(found: unknown): found is { path: string; message: string } {
  const { path, message }: { path?: unknown; message?: unknown } = Object(found);
  return typeof path === 'string' && typeof message === 'string';
}

function isAccepted(body: unknown): body is Accepted {
  const { lead, receipt }: { lead?: unknown; receipt?: unknown } = Object(body);
  const { id, url }: { id?: unknown; url?: unknown } = Object(receipt);
  // The receipt's address becomes a link: one that would run script is no answer of the server.
  return [lead, id, url].every((part) => typeof part === 'string') && /^https?:\/\//.test(String(url));
}

/** Resolves after the delay, or as soon as the browser is online again. */
function waitOrOnline(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, delayMs);
    addEventListener('online', done);
    function done() {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    }
  });
}
