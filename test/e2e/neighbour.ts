/** Owns two tenants on one real server, and how long the submissions of one take while the other is attacked; knows no attack. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { startServer } from '../../bin/serve/start-server.ts';
import { processorMs } from '../bench/processor-time.ts';
import { freePort } from './receiving-crm.ts';
import { type Client, readyTenant } from './tenant-client.ts';

export interface Neighbours {
  /** The tenant through which the server is attacked: its owner's key, as a hostile customer has it. */
  hostile: Client;
  /** The applicants of another tenant, who must not notice: each message has them submit once more. */
  applicants: Worker;
  workerdPid: number;
  end(): Promise<void>;
}

export async function neighbours(): Promise<Neighbours> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jinjian-neighbour-'));
  const server = await startServer({ dataDir, port: await freePort(), targets: 'any' });
  const hostile = await readyTenant(server.url, server.adminToken, 'hostile');
  const { url, apiKey } = await readyTenant(server.url, server.adminToken, 'neighbour');
  // What making and sending the attacks takes of this thread is not the server's.
  const applicants = new Worker(new URL('./neighbour-applicants.ts', import.meta.url), {
    workerData: { url, apiKey, tenant: 'neighbour' },
  });
  return {
    hostile,
    applicants,
    workerdPid: server.workerdPid,
    async end() {
      await applicants.terminate();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export interface Times {
  p50: number;
  p99: number;
  slowest: number;
  /** How often the attack was made meanwhile. */
  attacks: number;
  /** Processor time of the whole server for each of them, the neighbour's submissions included; null without /proc. */
  processorMs: number | null;
}

const tookSchema = z.array(z.number()).min(1);
/** Attacks under way at once. */
const lanes = 2;
const rounds = 3;
/** What an applicant may wait for because of somebody else, and what one attack may take of the processor. */
export const boundMs = 50;

/** How long the neighbour's submissions take while the attack is made over and over. Milliseconds. */
async function times({ applicants, workerdPid }: Neighbours, attack: () => Promise<unknown>): Promise<Times> {
  const usedBefore = processorMs(workerdPid);
  let isOver = false;
  let attacks = 0;
  const attackers = Array.from({ length: lanes }, async () => {
    while (!isOver) {
      await attack();
      attacks += 1;
    }
  });
  let took: number[];
  try {
    // The first attacks are under way.
    await wait(50);
    applicants.postMessage('submit');
    took = tookSchema.parse((await once(applicants, 'message'))[0]);
  } finally {
    isOver = true;
    await Promise.all(attackers);
  }
  took.sort((a, b) => a - b);
  const at = (share: number) => Math.round(took[Math.floor((took.length - 1) * share)] ?? 0);
  const used = usedBefore === null ? null : (processorMs(workerdPid) ?? 0) - usedBefore;
  return {
    p50: at(0.5),
    p99: at(0.99),
    slowest: at(1),
    attacks,
    processorMs: used === null ? null : Math.round(used / attacks),
  };
}

export interface Beside {
  attacked: Times;
  /** The same with a harmless request in the attack's place, right before. */
  harmless: Times;
  /** 99 of 100 submissions took less than 50 ms; or, on a machine too busy for that, no more than twice the harmless. */
  isUnfelt: boolean;
}

/** A few rounds at most, ended by the first in which the attack is not felt: one that works is felt in each. */
export async function beside(
  two: Neighbours,
  harmless: () => Promise<unknown>,
  attack: () => Promise<unknown>,
): Promise<Beside> {
  for (let round = 1; ; round++) {
    const before = await times(two, harmless);
    const attacked = await times(two, attack);
    const isUnfelt = attacked.p99 < Math.max(boundMs, 2 * before.p99);
    if (isUnfelt || round === rounds) return { attacked, harmless: before, isUnfelt };
  }
}
