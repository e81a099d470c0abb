/** Owns one HTTP call to WeChat's API: how long it may take and how much is read; must not judge what for. */
import { ask } from '../outbound/ask.ts';
import type { OutboundRequest } from '../outbound/opened.ts';
import { type Trouble, troubleOf } from './trouble.ts';

/** A value that WeChat lends for a time. */
export interface Lent {
  value: string;
  expiresAtMs: number;
  /** From here on another is asked for, while this one is still good. */
  refreshAtMs: number;
}

export const wechatTimeoutMs = 5000;
/** Answers are a few hundred bytes. */
const longestAnswerBytes = 16 * 1024;
const refreshAheadMs = 600_000;

/**
 * Asks for a value that is lent. WeChat answers 200 to refusals too: what the body says decides. Never throws.
 * @param member the member of the answer that holds the value
 */
export async function borrow(
  url: string,
  body: string | null,
  member: 'access_token' | 'ticket',
  nowMs: number,
): Promise<Lent | Trouble> {
  const request: OutboundRequest =
    body === null
      ? { method: 'GET', url, headers: {} }
      : { url, headers: { 'content-type': 'application/json' }, body };
  const answer = await ask(request, {
    signal: AbortSignal.timeout(wechatTimeoutMs),
    maxBytes: longestAnswerBytes,
  });
  if ('trouble' in answer) return answer;
  // One that is too long is none that can be read.
  return readAnswer(answer.isCutOff ? '' : answer.text, member, nowMs);
}

/** What an answer's text lends, or the trouble that it tells of. */
export function readAnswer(text: string, member: 'access_token' | 'ticket', nowMs: number): Lent | Trouble {
  const answer = parsed(text);
  const errcode = memberOf(answer, 'errcode');
  if (typeof errcode === 'number' && errcode !== 0) return troubleOf(errcode, memberOf(answer, 'errmsg'));
  const value = memberOf(answer, member);
  const seconds = memberOf(answer, 'expires_in');
  const isLent =
    typeof value === 'string' &&
    /^[\x21-\x7e]{1,1024}$/.test(value) &&
    typeof seconds === 'number' &&
    Number.isInteger(seconds) &&
    seconds > 0;
  if (!isLent) return { trouble: 'unreadable' };
  // Two hours, says the documentation, at most; a longer life is not believed.
  const lifeMs = Math.min(seconds, 7200) * 1000;
  return {
    value,
    expiresAtMs: nowMs + lifeMs,
    refreshAtMs: nowMs + lifeMs - Math.min(refreshAheadMs, lifeMs / 2),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
