/** Owns one attempt at a target and what it came to; must not know deliveries. */
import type { Adapter, OutgoingRequest } from '../../delivery/adapter.ts';
import { exchange, isAnswer } from '../../delivery/send.ts';
import type { Verdict } from '../../delivery/verdict.ts';

/** Sends, and has the adapter judge the answer. Never throws. */
export async function attempt(
  adapter: Adapter,
  request: OutgoingRequest,
  now: () => number,
): Promise<Verdict> {
  const answer = await exchange(request);
  return isAnswer(answer) ? adapter.judge(answer, now()) : answer;
}
