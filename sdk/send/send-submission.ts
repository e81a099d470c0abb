/** Owns the sending of one submission until it is answered or given up; must not know forms or screens. */
import type { Accepted } from '../../contract/submission.ts';
import { forgetSubmission, keepSubmission } from './outbox.ts';
import { type Answer, doubt, isReachable, request } from './request.ts';
import { offlineDelayMs, retryDelayMs } from './retry-plan.ts';
import { type Refused, readAccepted, readRefused, stoppedByHand } from './submission-answer.ts';

/** Where the proof of work for the server's door comes from. `createDoor` of sdk/door fits. */
export interface Proof {
  payload(): Promise<string | undefined>;
  renew(): void;
}

/**
 * `retry`: nothing came back, it is tried again in seconds. `busy`: so it is, the server having answered that it can't
 * now. `offline`: there is no network, it goes out by itself once there is.
 */
export type Waiting = 'retry' | 'busy' | 'offline';

export interface SendOptions {
  /** The language that findings are to be told in. */
  locale?: string | undefined;
  proof?: Proof | undefined;
  /** Which of several elements of the form on the page it comes from; 0 unless given. */
  seat?: number | undefined;
  /** Settles when the applicant wants the form back rather than wait on: the answer then is `stopped`. */
  stopped?: Promise<unknown> | undefined;
}

interface Run {
  outcome: Promise<Accepted | Refused>;
  listeners: Set<(waiting: Waiting) => void>;
  stop(): void;
}

/** Submissions on their way in this page, by address and bytes. */
const running = new Map<string, Run>();
const givenUpMs = 86_400_000;

/**
 * Posts the same bytes until an answer stands: the id inside makes repeats harmless, and only `challenge` is added
 * anew to each. Without a network it waits for one, up to 24 hours. The bytes stay in the outbox meanwhile. When they
 * are on their way already, from a form that was taken off the page, this joins in and sends nothing of its own.
 * @param body a `Submission` as JSON, without `challenge`
 * @param onWaiting called before each wait
 */
export function postSubmission(
  base: string,
  tenant: string,
  body: string,
  onWaiting: (waiting: Waiting) => void,
  { locale, proof, seat, stopped }: SendOptions = {},
): Promise<Accepted | Refused> {
  const url = `${base}/v1/t/${tenant}/submissions`;
  const name = `${url} ${body}`;
  const run = running.get(name) ?? startRun(base, url, body, proof, locale);
  if (!running.has(name)) {
    running.set(name, run);
    keepSubmission(tenant, body, seat);
    const end = () => {
      running.delete(name);
      forgetSubmission(tenant, body, seat);
    };
    run.outcome.then(end, end);
  }
  run.listeners.add(onWaiting);
  stopped?.then(run.stop, () => {});
  return run.outcome;
}

function startRun(
  base: string,
  url: string,
  body: string,
  proof: Proof | undefined,
  locale: string | undefined,
): Run {
  const listeners: Run['listeners'] = new Set();
  let stop = () => {};
  const stopping = new Promise<Refused>((resolve) => {
    stop = () => resolve(stoppedByHand);
  });
  let isOver = false;
  const wait = (waiting: Waiting, delayMs: number) => {
    for (const listener of listeners) listener(waiting);
    return waitOrOnline(delayMs);
  };
  const posting = postUntilAnswered({
    url,
    healthUrl: `${base}/healthz`,
    body,
    locale,
    proof,
    wait,
    isOver: () => isOver,
  });
  const outcome = Promise.race([posting, stopping]).then((settled) => {
    isOver = true;
    return settled;
  });
  return { outcome, listeners, stop };
}

interface Post {
  url: string;
  healthUrl: string;
  body: string;
  locale: string | undefined;
  proof: Proof | undefined;
  /** Resolves to true when it was ended by the network's return. */
  wait(waiting: Waiting, delayMs: number): Promise<boolean>;
  isOver(): boolean;
}

async function postUntilAnswered(post: Post): Promise<Accepted | Refused> {
  const { proof } = post;
  const startedMs = Date.now();
  let hasRenewed = false;
  for (let retries = 0; !post.isOver(); retries++) {
    const answer = await postOnce(post);
    if (answer && 'lead' in answer) return answer;
    const isChallenged = answer?.status === 403 && readRefused(answer).code === 'challenge_failed';
    if (proof && isChallenged && !hasRenewed) {
      // It grew old on the way, or an answer that was lost had used it up: the applicant need not know.
      hasRenewed = true;
      proof.renew();
      continue;
    }
    const isOffline = answer === null && (await hasNoNetwork(post.healthUrl, retries));
    const delayMs = isOffline ? offlineDelayMs(retries) : retryDelayMs(answer, retries);
    if (delayMs === null || Date.now() - startedMs > givenUpMs) {
      // One challenge serves one submission, a corrected one needs its own.
      if (answer && answer.status !== 429) proof?.renew();
      return readRefused(answer);
    }
    if (await post.wait(isOffline ? 'offline' : answer === null ? 'retry' : 'busy', delayMs)) retries = -1;
  }
  return stoppedByHand;
}

/** What was accepted, another answer of the server, or null for none. */
async function postOnce({ url, body, locale, proof }: Post): Promise<Accepted | Answer | null> {
  const challenge = await proof?.payload().catch(() => undefined);
  const answer = await request(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(locale && { 'Accept-Language': locale }) },
    body: challenge === undefined ? body : `${body.slice(0, -1)},"challenge":${JSON.stringify(challenge)}}`,
  });
  if (answer === null || answer.status >= 400) return answer;
  const accepted = readAccepted(answer);
  if (accepted === null) doubt();
  return accepted;
}

/** When the browser says so, or once the quick tries are used up and nothing at all answers at the server's address. */
async function hasNoNetwork(healthUrl: string, retries: number): Promise<boolean> {
  if (navigator.onLine === false) return true;
  return retryDelayMs(null, retries) === null && !(await isReachable(healthUrl));
}

/** Resolves to false after the delay, or to true as soon as the browser is online again. */
function waitOrOnline(delayMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(false), delayMs);
    const online = () => done(true);
    addEventListener('online', online);
    function done(isOnline: boolean) {
      clearTimeout(timer);
      removeEventListener('online', online);
      resolve(isOnline);
    }
  });
}
