/** Owns one HTTP exchange with a target: how long it may take and how much is read of it; must not judge it. */
import { ask, type NoAnswer } from '../outbound/ask.ts';
import type { Opener } from '../outbound/opened.ts';
import type { Answer, OutgoingRequest } from './adapter.ts';
import type { Verdict } from './verdict.ts';

/** Standard Webhooks suggests 15 to 30 s. The bound holds for the answer's last byte, too. */
export const attemptTimeoutMs = 20_000;
/** No documented answer comes near it. */
const longestAnswerBytes = 64 * 1024;

export interface ExchangeBounds {
  /** Ends the exchange. */
  signal: AbortSignal;
  /** The target's status says it all: a success is not waited for any longer, whatever its body does. */
  isStatusEnough?: boolean;
  open?: Opener;
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
export async function exchange(request: OutgoingRequest, bounds: ExchangeBounds): Promise<Answer | Verdict> {
  const answer: Answer | NoAnswer = await ask(request, { ...bounds, maxBytes: longestAnswerBytes });
  return 'trouble' in answer ? { outcome: 'failed', reason: answer.trouble } : answer;
}

export function isAnswer(outcome: Answer | Verdict): outcome is Answer {
  return 'text' in outcome;
}
