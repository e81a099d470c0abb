/** Owns the judgement of one input by what every target promises: typed, quick, bounded, and nothing changed. */
import type { Bytes } from './mutate-bytes.ts';
import { marker } from './odd-values.ts';
import { Broken, type Outcome, type Target } from './target.ts';

/** Of processor time. */
export const mostMs = 250;

export interface Fault {
  kind: 'throw' | 'promise' | 'hang' | 'output' | 'leak' | 'pollution' | 'unsteady';
  /** The same for every input that meets the same fault. */
  signature: string;
}

export interface Judged {
  outcome: Outcome | null;
  fault: Fault | null;
  wallMs: number;
}

/** What every object inherits: an input that adds to it changes all that runs afterwards. */
const inherited = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
const inheritedBefore = inherited.map((prototype) => Reflect.ownKeys(prototype).length);

/** @param isThorough runs it a second time: an answer must not hang on what was asked before */
export async function judgeInput(target: Target, input: Bytes, isThorough = false): Promise<Judged> {
  const startedAt = performance.now();
  let outcome: Outcome;
  try {
    const pending = target.run(input);
    outcome = pending instanceof Promise ? await pending : pending;
  } catch (error) {
    return { outcome: null, fault: thrown(error), wallMs: performance.now() - startedAt };
  }
  const wallMs = performance.now() - startedAt;
  const fault = brokenBy(target, input, outcome) ?? (wallMs > mostMs ? await hang(target, input) : null);
  if (fault !== null || !isThorough || target.isStateful) return { outcome, fault, wallMs };
  const again = await target.run(input);
  const isSteady = again.tag === outcome.tag && again.output === outcome.output;
  const unsteady: Fault = { kind: 'unsteady', signature: 'the same input is answered in two ways' };
  return { outcome, fault: isSteady ? null : unsteady, wallMs };
}

function brokenBy(target: Target, input: Bytes, { isRefused, output }: Outcome): Fault | null {
  if (inherited.some((prototype, at) => Reflect.ownKeys(prototype).length !== inheritedBefore[at]))
    return { kind: 'pollution', signature: 'a prototype has another member' };
  if (output.length > target.mostOutput(input.length))
    return { kind: 'output', signature: 'the answer is longer than it may be' };
  if (isRefused && target.repeatsNothing && output.includes(marker))
    return { kind: 'leak', signature: 'a refusal repeats what was sent' };
  return null;
}

/**
 * The clock on the wall also counts other programs and the collection of garbage: it is a hang only when each of three
 * runs on its own takes that much of the processor.
 */
async function hang(target: Target, input: Bytes): Promise<Fault | null> {
  const processorMs = () => target.processorMs?.() ?? ownProcessorMs();
  for (let tries = 0; tries < 3; tries += 1) {
    const beforeMs = processorMs();
    await target.run(input);
    if (processorMs() - beforeMs < mostMs) return null;
  }
  return { kind: 'hang', signature: `takes over ${mostMs} ms` };
}

function ownProcessorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Name, words without what is the input's own, and the place of ours where it was thrown. */
function thrown(error: unknown): Fault {
  if (error instanceof Broken) return { kind: 'promise', signature: error.message };
  if (!(error instanceof Error)) return { kind: 'throw', signature: `threw ${typeof error}` };
  const place = /(?:worker|contract|bin)\/[\w/-]+\.ts/.exec(error.stack ?? '')?.[0] ?? 'elsewhere';
  const words = error.message.slice(0, 60).replace(/[^A-Za-z ().]+/g, '…');
  return { kind: 'throw', signature: `${error.name} at ${place}: ${words}` };
}
