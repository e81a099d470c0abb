/** Owns judging targets that say in the body, by a code, what came of a request; must not know any one target. */
import type { Answer } from './adapter.ts';
import { bodyOf } from './json-answer.ts';
import { ownMember } from './own-member.ts';
import { parseRetryAfter } from './schedule.ts';
import { judgeStatus, type Verdict } from './verdict.ts';

/** What a code of a target means. Codes that are not listed have failed as `refused`, and are tried again. */
export type Meaning = Pick<Verdict, 'outcome' | 'reason' | 'retryAfterMs'>;

export interface CodeRule {
  /** The member that holds the code; the first that is there counts. */
  members: readonly string[];
  success: number;
  meanings: ReadonlyMap<number, Meaning>;
}

/** Several codes with one meaning each group: `[[[45009, 45033], {…}], …]`. */
export function meanings(
  ...groups: readonly (readonly [codes: readonly number[], meaning: Meaning])[]
): ReadonlyMap<number, Meaning> {
  return new Map(groups.flatMap(([codes, meaning]) => codes.map((code) => [code, meaning] as const)));
}

/** The key is refused, not the lead: once it is mended, what waits goes through. */
export const badCredentials: Meaning = { outcome: 'failed', reason: 'bad_credentials' };
export const busy: Meaning = { outcome: 'failed', reason: 'busy' };
export const staleAccess: Meaning = { outcome: 'stale_access', reason: 'stale_access' };

export function throttled(retryAfterMs: number): Meaning {
  return { outcome: 'failed', reason: 'throttled', retryAfterMs };
}

/**
 * Delivered is what has both a 2xx status and the code of success. A listed code counts with a 4xx status too, since
 * some targets send both. A body that can't be read whole as a JSON object with a code has told nothing.
 */
export function judgeByCode(answer: Answer, nowMs: number, rule: CodeRule): Verdict {
  const { status } = answer;
  const code = codeIn(bodyOf(answer), rule.members);
  const meaning = code === null ? undefined : rule.meanings.get(code);
  const isRedirect = status >= 300 && status < 400;
  if (meaning !== undefined && status < 500 && !isRedirect)
    return { ...patient(meaning, answer, nowMs), status };
  if (status < 200 || status >= 300) return judgeStatus(status, () => askedFor(answer), nowMs);
  if (code === null) return { outcome: 'failed', status, reason: 'unreadable' };
  return code === rule.success
    ? { outcome: 'delivered', status }
    : { outcome: 'failed', status, reason: 'refused' };
}

/** A code, which some targets send as a number and some, or at times, as its digits. */
function codeIn(body: object | null, members: readonly string[]): number | null {
  const member = members.find((name) => ownMember(body, name) !== undefined);
  const code = member === undefined ? undefined : ownMember(body, member);
  if (typeof code === 'number') return code;
  return typeof code === 'string' && /^-?\d{1,12}$/.test(code) ? Number(code) : null;
}

/** The target's own word on how long to wait goes before what its documentation says. */
function patient(meaning: Meaning, answer: Answer, nowMs: number): Meaning {
  if (meaning.retryAfterMs === undefined) return meaning;
  return { ...meaning, retryAfterMs: parseRetryAfter(askedFor(answer), nowMs) ?? meaning.retryAfterMs };
}

/** 飞书 tells in a header of its own, in seconds (open.feishu.cn, 频控策略, 2026-11). */
function askedFor({ header }: Answer): string | null {
  return header('retry-after') ?? header('x-ogw-ratelimit-reset');
}
