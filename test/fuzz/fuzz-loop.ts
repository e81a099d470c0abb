/** Owns one run of one target: stored inputs first, then made ones until time or number is up; must not know processes. */
import { setImmediate } from 'node:timers/promises';
import { readHits } from './block-counters.ts';
import type { Stored } from './corpus.ts';
import { type Fault, type Judged, judgeInput } from './judge-input.ts';
import { minimised } from './minimise.ts';
import type { Bytes } from './mutate-bytes.ts';
import { type Mutator, mutatorOf } from './mutator.ts';
import { randomOf } from './random.ts';
import type { Target } from './target.ts';

export interface Run {
  seed: number;
  seconds: number;
  /** Ends a run early, so that it is the same run wherever it is made. */
  mostInputs: number;
  /** Ends a run too: so many are mended before going on. */
  mostFaults: number;
  /** For how long the input of a fault is made smaller. */
  minimiseMs: number;
  /** Run first, and what others are made of. */
  corpus: readonly Stored[];
  /** Told before each input runs, so that one which never ends is known. */
  beforeEach(input: Bytes): void;
  /** Each fault once, its input made as small as could be. */
  onFault(fault: Fault, input: Bytes, stored: string | null): void;
}

export interface Counts {
  /** Stored inputs that were run again, and how many of them were not refused. */
  stored: number;
  storedTaken: number;
  inputs: number;
  refused: number;
  seconds: number;
  slowestMs: number;
  longestOutput: number;
  tags: number;
}

export const nothing: Readonly<Counts> = {
  stored: 0,
  storedTaken: 0,
  inputs: 0,
  refused: 0,
  seconds: 0,
  slowestMs: 0,
  longestOutput: 0,
  tags: 0,
};

const thoroughEvery = 64;

export async function fuzz(target: Target, run: Run): Promise<{ counts: Counts; mutator: Mutator }> {
  const counts: Counts = { ...nothing };
  const mutator = mutatorOf(
    target,
    run.corpus.map(({ bytes }) => bytes),
    `${target.name} ${run.seed}`,
  );
  const random = randomOf(`repairs of ${target.name} ${run.seed}`);
  const tags = new Set<string>();
  const faults = new Set<string>();
  let mostSteps = 0;

  const judge = async (input: Bytes, isThorough: boolean): Promise<Judged> => {
    run.beforeEach(input);
    const judged = await judgeInput(target, input, isThorough);
    const { outcome, wallMs } = judged;
    counts.slowestMs = Math.max(counts.slowestMs, wallMs);
    counts.longestOutput = Math.max(counts.longestOutput, outcome?.output.length ?? 0);
    return judged;
  };
  const tell = async (fault: Fault, input: Bytes, path: string | null) => {
    const key = `${fault.kind} ${fault.signature}`;
    if (faults.has(key)) return;
    faults.add(key);
    const fails = async (candidate: Bytes) => {
      run.beforeEach(candidate);
      const judged = await judgeInput(target, candidate, fault.kind === 'unsteady');
      return judged.fault?.kind === fault.kind && judged.fault.signature === fault.signature;
    };
    const mostRuns = fault.kind === 'hang' ? 20 : 5000;
    const small =
      path === null
        ? await minimised(input, { fails, mostRuns, deadlineMs: Date.now() + run.minimiseMs })
        : input;
    run.onFault(fault, small, path);
  };

  const startedAtMs = performance.now();
  for (const { bytes, path } of run.corpus) {
    const { fault, outcome } = await judge(bytes, true);
    counts.stored += 1;
    if (outcome?.isRefused === false) counts.storedTaken += 1;
    if (outcome !== null) tags.add(outcome.tag);
    mostSteps = Math.max(mostSteps, readHits().steps);
    if (fault !== null) await tell(fault, bytes, path);
  }
  // The seconds are those of made inputs: however many are stored, some are made.
  const madeFromMs = performance.now();
  const isOver = () =>
    performance.now() - madeFromMs > run.seconds * 1000 ||
    counts.inputs >= run.mostInputs ||
    faults.size >= run.mostFaults;
  while (!isOver()) {
    const made = mutator.next();
    const isRepaired = target.repair !== undefined && random.chance(0.6);
    const input = isRepaired && target.repair !== undefined ? await target.repair(made) : made;
    // Signals and messages have their turn.
    if (counts.inputs % thoroughEvery === 0) await setImmediate();
    const { fault, outcome } = await judge(input, counts.inputs % thoroughEvery === 0);
    counts.inputs += 1;
    if (outcome?.isRefused) counts.refused += 1;
    const { isNew, steps } = readHits();
    const isNewTag = outcome !== null && !tags.has(outcome.tag);
    if (isNewTag) tags.add(outcome.tag);
    if (fault !== null) await tell(fault, input, null);
    else if (isNew || isNewTag || steps > mostSteps * 1.2) mutator.keep(input);
    mostSteps = Math.max(mostSteps, steps);
  }
  counts.seconds = (performance.now() - startedAtMs) / 1000;
  counts.tags = tags.size;
  return { counts, mutator };
}
