/** Owns `npm run fuzz`: for how long, which targets, which seed; must not make or judge inputs. */
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { repository, targetOfFile } from './corpus.ts';
import { inLanes } from './lanes.ts';
import { faultLines, headingLine, reportLine } from './report-text.ts';
import { runTarget, type Wanted } from './run-target.ts';
import { targetNames } from './targets.ts';

const usage = `npm run fuzz -- [--minutes N] [--target NAME]... [--seed N] [--inputs N] [--grow]
npm run fuzz -- [--target NAME] --replay FILE

  --minutes N    for how long in all, two targets at a time; 5 unless told
  --target NAME  only these: ${targetNames.join(', ')}
  --seed N       the same inputs as the run that told this seed
  --inputs N     ends each target after so many
  --grow         stores the small inputs that led where no stored one did
  --replay FILE  runs one file of the corpus and nothing else
`;

/** Runs side by side: this machine has two processors at least, and a third run would only slow the others. */
const lanes = 2;

interface Plan {
  names: readonly string[];
  wanted: Omit<Wanted, 'target'>;
}

function readPlan(args: string[]): Plan {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '5' },
      target: { type: 'string', multiple: true },
      seed: { type: 'string' },
      inputs: { type: 'string', default: String(Number.MAX_SAFE_INTEGER) },
      grow: { type: 'boolean', default: false },
      replay: { type: 'string' },
    },
  });
  const only = values.replay === undefined ? null : relative(repository, resolve(values.replay));
  const names = values.target ?? (only === null ? targetNames : [targetOfFile(only)]);
  const unknown = names.find((name) => !targetNames.includes(name));
  if (unknown !== undefined) throw new Error(`there is no target ${unknown}`);
  const [minutes, seed, mostInputs] = [
    wholeOf('minutes', values.minutes),
    wholeOf('seed', values.seed ?? String(Date.now() % 1_000_000_000)),
    wholeOf('inputs', values.inputs),
  ];
  const seconds = (minutes * 60 * Math.min(lanes, names.length)) / names.length;
  return { names, wanted: { seed, seconds, mostInputs, grow: values.grow, only } };
}

function wholeOf(name: string, text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) throw new Error(`--${name} ${text} is no number`);
  return number;
}

async function main(args: string[]): Promise<number> {
  let plan: Plan;
  try {
    plan = readPlan(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    return 2;
  }
  let [inputs, faults] = [0, 0];
  console.info(headingLine);
  const runs = inLanes(plan.names, lanes, async (target) => {
    const report = await runTarget({ ...plan.wanted, target });
    console.info([reportLine(report), ...faultLines(report)].join('\n'));
    inputs += report.counts.inputs;
    faults += report.faults.length;
  });
  await Promise.all(runs.values());
  console.info(`${inputs} inputs, ${faults} faults`);
  return faults === 0 ? 0 : 1;
}

process.exit(await main(process.argv.slice(2)));
