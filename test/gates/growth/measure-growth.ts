/** Owns measuring, in a process of its own, what twice the input costs: in steps, and in time; must not judge it. */
import { pathToFileURL } from 'node:url';
import { readHits } from '../../fuzz/block-counters.ts';
import { instrument } from '../../fuzz/instrument.ts';
import { repository } from '../source-file.ts';
import type { Growing } from './growing.ts';

export interface Growth {
  what: string;
  /** Blocks of our own code run through, once and with twice the input: the same on every machine. */
  steps: [once: number, twice: number];
  /** The best of several, in milliseconds of this thread's processor: what the runtime does for us is in no block of ours. */
  ms: [once: number, twice: number];
}

const rounds = 5;

async function stepsOf(run: () => unknown): Promise<number> {
  readHits();
  await run();
  return readHits().steps;
}

async function msOf(run: () => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  await run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** By turns, so that a machine that runs slower for a while does so for both. */
async function measure({ what, size, open }: Growing): Promise<Growth> {
  const [once, twice] = [open(size), open(size * 2)];
  const steps: Growth['steps'] = [await stepsOf(once), await stepsOf(twice)];
  const ms: Growth['ms'] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round += 1) {
    ms[0] = Math.min(ms[0], await msOf(once));
    ms[1] = Math.min(ms[1], await msOf(twice));
  }
  return { what, steps, ms };
}

instrument(['worker/', 'contract/', 'bin/'].map((folder) => `${pathToFileURL(repository)}/${folder}`));
const { growing }: { growing: readonly Growing[] } = await import('./growing.ts');
const names = new Set(process.argv.slice(2));
const asked = growing.filter(({ what }) => names.size === 0 || names.has(what));
for (const one of asked) process.stdout.write(`${JSON.stringify(await measure(one))}\n`);
