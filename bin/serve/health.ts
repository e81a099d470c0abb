/** Owns waiting for a fresh server to answer; must not know how it was started. */
import { setTimeout as wait } from 'node:timers/promises';
import { StartRefused } from './start-refused.ts';

const patienceMs = 30_000;

/**
 * Settles once the URL answers 200.
 * @param listens false until our server has the port: before that, an answer would be a stranger's
 * @throws StartRefused when it does not within 30 seconds, or the signal gives up
 */
export async function untilHealthy(url: string, listens: () => boolean, signal: AbortSignal): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  let last = 'not listening';
  while (performance.now() < giveUpAt) {
    if (signal.aborted) throw new StartRefused('the start was given up');
    if (listens()) last = await probe(url);
    if (last === 'status 200') return;
    await wait(50);
  }
  throw new StartRefused(`the server started but /healthz did not answer 200 in 30 s (${last})`);
}

async function probe(url: string): Promise<string> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await answer.body?.cancel();
    return `status ${answer.status}`;
  } catch (error) {
    return error instanceof Error ? error.name : 'no answer';
  }
}
