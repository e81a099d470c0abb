/** Owns one form's proof of work: when a challenge is fetched, held, handed out and replaced; must not solve or submit. */
import { version } from '../version.ts';
import { type Given, payloadOf, readChallenge } from './challenge.ts';
import { solve } from './solve.ts';

export interface DoorPorts {
  /** The server's origin, without a slash at the end. */
  base: string;
  tenant: string;
  /** One GET with a time limit that never rejects; null when no answer came. `request` of sdk/send fits. */
  fetchJson(url: string): Promise<{ status: number; body: unknown } | null>;
}

export interface Door {
  /** Fetches and solves, out of sight. Call it at the first touch and at any later one: while there is a fresh challenge it does nothing. */
  start(): void;
  /**
   * What goes into a submission's `challenge`; waits for the sum to be done. Undefined when the server asks for
   * nothing or can't be reached: then it judges for itself. The same until it grows old or `renew` is called.
   */
  payload(): Promise<string | undefined>;
  /** What was handed out has been used or refused: the next submission needs another. */
  renew(): void;
}

/** Left of its life when a challenge is taken for too old: a slow network still has to carry it. */
const marginMs = 30_000;

/** The server that gave no answer just now is left alone for this long, however fast the visitor types. */
const calmMs = 10_000;

/** `closed` asks for nothing more; `lost` may be asked for again. */
type Outcome = { payload: string; isFresh(): boolean } | 'closed' | 'lost';

export function createDoor(ports: DoorPorts): Door {
  let current: Promise<Outcome> | null = null;
  let settled: Outcome | null = null;
  let waiting = 0;
  let sinceBegun = ageSince();

  const begin = (): Promise<Outcome> => {
    settled = null;
    sinceBegun = ageSince();
    const attempt = attemptAt(ports, () => waiting > 0).catch((): Outcome => 'lost');
    current = attempt;
    attempt.then((outcome) => {
      if (current === attempt) settled = outcome;
    });
    return attempt;
  };
  const isSpent = () =>
    settled === 'lost' || (settled !== null && settled !== 'closed' && !settled.isFresh());

  return {
    start() {
      if (current === null || (isSpent() && sinceBegun() > calmMs)) begin();
    },
    async payload() {
      // One that was solved long ago, or lost, is worth a second one; a third would only keep the applicant waiting.
      for (let tries = 0; tries < 2; tries++) {
        const attempt = current === null || isSpent() ? begin() : current;
        waiting++;
        const outcome = await attempt;
        waiting--;
        if (outcome === 'closed') return undefined;
        if (outcome !== 'lost' && current === attempt && outcome.isFresh()) return outcome.payload;
      }
      return undefined;
    },
    renew() {
      begin();
    },
  };
}

async function attemptAt({ base, tenant, fetchJson }: DoorPorts, isAwaited: () => boolean): Promise<Outcome> {
  const answer = await fetchJson(`${base}/v1/t/${tenant}/challenge`);
  // What is not even JSON is a captive portal's page.
  if (answer === null || answer.status === 429 || answer.status >= 500 || answer.body === null) return 'lost';
  const given = answer.status === 200 ? readChallenge(answer.body) : null;
  if (given === null) return 'closed';
  const age = ageSince();
  const startedMs = performance.now();
  const solution = await solve(given.work, `${base}/w/jinjian-${version}-solver.js`, isAwaited);
  if (solution === null) return 'lost';
  const payload = payloadOf(given, solution, performance.now() - startedMs);
  return { payload, isFresh: () => age() < freshMs(given) };
}

function freshMs({ lifetimeMs }: Given): number {
  return lifetimeMs - Math.min(marginMs, lifetimeMs / 4);
}

/**
 * Milliseconds since now. `performance.now` stands still while some phones sleep, the visitor's clock may jump: the
 * longer of the two at worst fetches a challenge too early.
 */
function ageSince(): () => number {
  const runMs = performance.now();
  const clockMs = Date.now();
  return () => Math.max(performance.now() - runMs, Date.now() - clockMs);
}
