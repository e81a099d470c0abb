/** Owns what an applicant is told of a problem: whose it is, when to try again, under which number to ask; must not send or draw. */
import type { Refused } from '../send/submission-answer.ts';
import { fillIn } from '../words/fill-in.ts';
import type { LaterWords } from '../words/later-words.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** When it may be tried again, as people say it; never sooner than the server asks. */
export function waitWords(seconds: number | null, words: LaterWords['wait']): string {
  if (seconds === null || seconds <= 2 * minute) return words.soon;
  if (seconds <= 90 * minute) return fillIn(words.minutes, { count: Math.ceil(seconds / minute) });
  if (seconds <= 20 * hour) return fillIn(words.hours, { count: Math.ceil(seconds / hour) });
  return seconds <= 1.5 * day ? words.tomorrow : fillIn(words.days, { count: Math.ceil(seconds / day) });
}

/** A problem of the server is not called one of the network or of what was filled in, and the other way round. */
export function problemSentence(
  { code, status, retryAfterSeconds, requestId }: Omit<Refused, 'errors'>,
  {
    problems,
    otherProblem,
    wait,
    reference,
  }: Pick<LaterWords, 'problems' | 'otherProblem' | 'wait' | 'reference'>,
): string {
  const isServers = status >= 500;
  const sentence = problems[code] ?? (isServers ? problems.server_error : undefined) ?? otherProblem;
  const told = fillIn(sentence, { when: waitWords(retryAfterSeconds, wait) });
  return isServers && requestId ? told + fillIn(reference, { id: requestId }) : told;
}
