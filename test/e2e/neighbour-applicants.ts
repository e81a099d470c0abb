/** Owns one tenant's applicants, in a thread of their own: submits one after the other and tells how long each took; knows no attack. */
import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { clientOf } from './tenant-client.ts';

/** About half a second's worth on a machine that is not busy; p99 is then the second slowest. */
const submissions = 60;
const betweenMs = 5;

const { url, apiKey, tenant }: { url: string; apiKey: string; tenant: string } = workerData;
const client = clientOf(url, apiKey, tenant);

parentPort?.on('message', async () => {
  const tookMs: number[] = [];
  while (tookMs.length < submissions) {
    const began = performance.now();
    const { status } = await client.submit();
    tookMs.push(performance.now() - began);
    if (status !== 201) throw new Error(`the neighbour was answered ${status}`);
    await wait(betweenMs);
  }
  parentPort?.postMessage(tookMs);
});
