/** Owns the process of one run of one target: asked by a message, told by another; must not know other runs. */
import { openSync, writevSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { reachedBlocks, readHits } from './block-counters.ts';
import { repository, storedInputs, storeInput } from './corpus.ts';
import { fuzz } from './fuzz-loop.ts';
import { instrument } from './instrument.ts';
import { judgeInput } from './judge-input.ts';
import type { Bytes } from './mutate-bytes.ts';
import type { Asked, FoundFault, Report } from './protocol.ts';
import type { Target } from './target.ts';
import { openTarget } from './targets.ts';

/** Larger ones are found again from the seed. */
const mostStoredBytes = 256 * 1024;
const mostReach = 24;
const mostReachBytes = 4096;

let opened: Target | null = null;

/** Whoever asked is gone, or has waited for too long: a server that was started goes too. */
async function end(): Promise<void> {
  await opened?.close?.();
  process.exit(1);
}

process.once('disconnect', end);
process.once('SIGTERM', end);
process.once('message', (asked: Asked) => {
  run(asked).then(
    (report) => process.send?.({ report }, () => process.exit(0)),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function run(asked: Asked): Promise<Report> {
  instrument(
    ['worker/', 'contract/', 'bin/verify/'].map((folder) => `${pathToFileURL(repository)}/${folder}`),
  );
  const target = await openTarget(asked.target);
  opened = target;
  const current = openSync(asked.currentPath, 'w');
  const length = Buffer.alloc(4);
  const faults: FoundFault[] = [];
  try {
    const stored = storedInputs(target.name);
    const { only, seed, seconds } = asked;
    const { counts, mutator } = await fuzz(target, {
      seed,
      seconds,
      mostFaults: 8,
      minimiseMs: 20_000,
      mostInputs: only === null ? asked.mostInputs : 0,
      corpus: only === null ? stored : stored.filter(({ path }) => path === only),
      beforeEach(input) {
        length.writeUInt32LE(input.length);
        writevSync(current, [length, input], 0);
      },
      onFault(fault, input, stored) {
        const isStorable = input.length <= mostStoredBytes;
        const path =
          stored ?? (isStorable ? storeInput(target.name, 'fault', input) : 'too large to be stored');
        faults.push({ ...fault, path });
      },
    });
    const blocks = reachedBlocks();
    const grown = asked.grow ? await storeReach(target, mutator.kept()) : [];
    return { target: target.name, seed, counts, blocks, faults, grown };
  } finally {
    opened = null;
    await target.close?.();
  }
}

/** Of what was kept, the small inputs that reach a block which nothing stored reaches. */
async function storeReach(target: Target, kept: readonly Bytes[]): Promise<string[]> {
  const reached = new Set<number>();
  const reaches = async (input: Bytes): Promise<boolean> => {
    readHits();
    const judged = await judgeInput(target, input);
    const fresh = readHits().blocks.filter((block) => !reached.has(block));
    if (judged.fault !== null) return false;
    for (const block of fresh) reached.add(block);
    return fresh.length > 0;
  };
  for (const { bytes } of storedInputs(target.name)) await reaches(bytes);
  const grown: string[] = [];
  for (const input of [...kept].sort((a, b) => a.length - b.length)) {
    if (grown.length >= mostReach || input.length > mostReachBytes) break;
    if (await reaches(input)) grown.push(storeInput(target.name, 'reach', input));
  }
  return grown;
}
