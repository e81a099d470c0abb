/** Owns one HTTP exchange with a target: bounded in time and in what is read, no redirect followed; must not judge it. */
import type { Answer, OutgoingRequest } from './adapter.ts';
import type { Verdict } from './verdict.ts';

/** Standard Webhooks suggests 15 to 30 s. The bound holds for the answer's last byte, too. */
export const attemptTimeoutMs = 20_000;
/** No documented answer comes near it. */
export const longestAnswerBytes = 64 * 1024;

/** Sends, and reads the answer. Never throws: a target that can't be reached is a failed attempt with a reason. */
export async function exchange(
  request: OutgoingRequest,
  timeoutMs = attemptTimeoutMs,
): Promise<Answer | Verdict> {
  try {
    const method = request.method ?? 'POST';
    const response = await fetch(request.url, {
      method,
      headers: request.headers,
      ...(method === 'GET' || method === 'OPTIONS' ? {} : { body: request.body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { text, isCutOff } = await boundedText(response);
    return { status: response.status, header: (name) => response.headers.get(name), text, isCutOff };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return { outcome: 'failed', reason: timedOut ? 'timeout' : 'unreachable' };
  }
}

export function isAnswer(outcome: Answer | Verdict): outcome is Answer {
  return 'text' in outcome;
}

async function boundedText(response: Response): Promise<{ text: string; isCutOff: boolean }> {
  if (response.body === null) return { text: '', isCutOff: false };
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body) {
    const room = longestAnswerBytes - size;
    size += chunk.length;
    text += decoder.decode(chunk.subarray(0, room), { stream: true });
    // Leaving the loop cancels the rest.
    if (size > longestAnswerBytes) return { text, isCutOff: true };
  }
  return { text: text + decoder.decode(), isCutOff: false };
}
