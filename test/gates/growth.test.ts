/** Owns the check that twice the input costs no parser more than two and a half times the work; must not know what it reads. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { Growth } from './growth/measure-growth.ts';
import { repository } from './source-file.ts';

const most = 2.5;
/** Fewer steps and less time are noise, and nobody waits for them. */
const [fewSteps, shortMs] = [1000, 20];
/** What grows with its square does so each time. */
const tries = 3;

/** Of all, or of those alone. */
async function measured(names: readonly string[] = []): Promise<Growth[]> {
  const script = join(repository, 'test/gates/growth/measure-growth.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...names], { maxBuffer: 1 << 24 });
  return stdout
    .trim()
    .split('\n')
    .map((line): Growth => JSON.parse(line));
}

function growsIn([once, twice]: [number, number], least: number): boolean {
  return twice > least && twice > most * once;
}

const told = ({ what, steps, ms }: Growth) =>
  `${what}: ${steps.join(' → ')} steps, ${ms.map((one) => one.toFixed(1)).join(' → ')} ms`;

it('twice the input takes at most two and a half times the work', { timeout: 300_000 }, async () => {
  const all = await measured();
  expect(all.length).toBeGreaterThan(50);
  // Steps are counted, and so the same each time: time alone is measured again.
  expect(all.filter(({ steps }) => growsIn(steps, fewSteps)).map(told)).toEqual([]);
  let slow = all.filter(({ ms }) => growsIn(ms, shortMs));
  for (let again = 1; again < tries && slow.length > 0; again += 1) {
    slow = (await measured(slow.map(({ what }) => what))).filter(({ ms }) => growsIn(ms, shortMs));
  }
  expect(slow.map(told)).toEqual([]);
});
