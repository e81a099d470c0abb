/** Owns waiting for a fresh server to answer; must not know how it was started. */
import { setTimeout as wait } from 'node:timers/promises';
import { StartRefused } from './start-refused.ts';

const patienceMs = 30_000;

/**
 * Settles once the URL answers 200.
 * @param listens false until our server has the port: before that, an answer would be a stranger's
 * @throws StartRefused when it does not within 30 seconds, the signal gives up, or it lacks a master key that its data needs
 */
export async function untilHealthy(url: string, listens: () => boolean, signal: AbortSignal): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  let last: Health = { said: 'not listening' };
  while (performance.now() < giveUpAt) {
    if (signal.aborted) throw new StartRefused('the start was given up');
    if (listens()) last = await probe(url);
    if (last.said === 'status 200') return;
    // Waiting brings no key.
    if (last.problem !== undefined) throw new StartRefused(last.problem);
    await wait(50);
  }
  throw new StartRefused(`the server started but /healthz did not answer 200 in 30 s (${last.said})`);
}

interface Health {
  said: string;
  /** What the operator has to mend. */
  problem?: string;
}

async function probe(url: string): Promise<Health> {
  try {
    const answer = await fetch(url, {
      headers: { 'accept-language': 'en' },
      signal: AbortSignal.timeout(2000),
    });
    const said = `status ${answer.status}`;
    if (answer.status !== 503) {
      await answer.body?.cancel();
      return { said };
    }
    const problem = keyProblem(await answer.json());
    return problem === null ? { said } : { said, problem };
  } catch (error) {
    return { said: error instanceof Error ? error.name : 'no answer' };
  }
}

/** The findings of a `key_missing` problem in one line; null for any other answer. */
function keyProblem(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('code' in body) || body.code !== 'key_missing')
    return null;
  const errors = 'errors' in body && Array.isArray(body.errors) ? body.errors : [];
  const messages = errors.map((error: unknown) =>
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '',
  );
  return `JINJIAN_MASTER_KEYS: ${messages.filter((message) => message !== '').join('; ')}`;
}
