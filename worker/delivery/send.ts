/** Owns one HTTP exchange with a target: bounded in time and in what is read, no redirect followed; must not judge it. */
import type { Answer, OutgoingRequest } from './adapter.ts';
import type { Verdict } from './verdict.ts';

/** Standard Webhooks suggests 15 to 30 s. The bound holds for the answer's last byte, too. */
export const attemptTimeoutMs = 20_000;
/** No documented answer comes near it. */
const longestAnswerBytes = 64 * 1024;
/** An answer so short is worth reading to its end, if it comes at once: the connection can then be used again. */
const shortAnswerBytes = 1024;
const drainMs = 1000;

export interface ExchangeBounds {
  /** Ends the exchange. */
  signal: AbortSignal;
  /** The target's status says it all: a success is not waited for any longer, whatever its body does. */
  isStatusEnough?: boolean;
}

export interface Deadline {
  signal: AbortSignal;
  /** To be called once it is no longer needed: a timer that is left keeps an object awake. */
  clear(): void;
}

/** The end of an attempt that starts now. */
export function attemptDeadline(): Deadline {
  const controller = new AbortController();
  const end = () => controller.abort(new DOMException('no answer in time', 'TimeoutError'));
  const timer = setTimeout(end, attemptTimeoutMs);
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}

/** Sends, and reads the answer. Never throws: a target that can't be reached is a failed attempt with a reason. */
export async function exchange(
  request: OutgoingRequest,
  { signal, isStatusEnough = false }: ExchangeBounds,
): Promise<Answer | Verdict> {
  try {
    const method = request.method ?? 'POST';
    const response = await fetch(request.url, {
      method,
      headers: request.headers,
      ...(method === 'GET' || method === 'OPTIONS' ? {} : { body: request.body }),
      redirect: 'manual',
      signal,
    });
    const read = isStatusEnough ? await textIfFailed(response) : await boundedText(response);
    return { status: response.status, header: (name) => response.headers.get(name), ...read };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return { outcome: 'failed', reason: timedOut ? 'timeout' : 'unreachable' };
  }
}

export function isAnswer(outcome: Answer | Verdict): outcome is Answer {
  return 'text' in outcome;
}

type Read = Pick<Answer, 'text' | 'isCutOff'>;

/** Of a success nothing is waited for; of a failure, what can be read. */
async function textIfFailed(response: Response): Promise<Read> {
  if (!response.ok) return boundedText(response).catch(() => ({ text: '', isCutOff: true }));
  // Nobody waits for it, so that nobody hears of its failure either.
  if (response.body !== null) void drain(response.body, response.headers).catch(() => {});
  return { text: '', isCutOff: true };
}

async function drain(body: ReadableStream<Uint8Array>, headers: Headers): Promise<void> {
  const length = Number(headers.get('content-length') ?? Number.NaN);
  if (length === 0) return;
  if (!(length <= shortAnswerBytes)) return body.cancel();
  const reader = body.getReader();
  const timer = setTimeout(() => void reader.cancel().catch(() => {}), drainMs);
  try {
    while (!(await reader.read()).done);
  } finally {
    clearTimeout(timer);
  }
}

async function boundedText(response: Response): Promise<Read> {
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
