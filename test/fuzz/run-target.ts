/** Owns one run in a process of its own, and knowing the input when that process ends or stands still; must not make inputs. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { repository, storeInput } from './corpus.ts';
import { type Counts, nothing } from './fuzz-loop.ts';
import { joinedBytes } from './mutate-bytes.ts';
import type { Asked, FoundFault, Report } from './protocol.ts';
import { jsonOf, memberOf } from './target.ts';

export type Wanted = Omit<Asked, 'currentPath'>;

/** An input under way for so long never ends. */
const standsStillMs = 60_000;
const lookEveryMs = 1000;
const heapMegabytes = 1500;
/** For a program that stands still to tell where, and for one that is ended to end its server. */
const patienceMs = 5000;
const neverEnds = 'never ends';

/** Runs one target. What only the counters made slow is no fault: each hang is run once more without them. */
export async function runTarget(wanted: Wanted): Promise<Report> {
  const report = await runOnce(wanted);
  if (wanted.only !== null) return report;
  const faults: FoundFault[] = [];
  for (const fault of report.faults) {
    const isStored = fault.path.startsWith('test/');
    const isSlow = fault.kind === 'hang' && !fault.signature.startsWith(neverEnds);
    const again = isSlow && isStored ? await runOnce({ ...wanted, only: fault.path }) : null;
    if (again === null || again.faults.length > 0) faults.push(fault);
    else if (/\/fault-[0-9a-f]+$/.test(fault.path)) rmSync(join(repository, fault.path));
  }
  return { ...report, faults };
}

async function runOnce(wanted: Wanted): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'jinjian-fuzz-'));
  const currentPath = join(folder, 'current');
  const child = fork(join(import.meta.dirname, 'fuzz-process.ts'), {
    execArgv: [
      `--max-old-space-size=${heapMegabytes}`,
      // Asked by a signal, Node tells where even a program that stands still is.
      '--report-on-signal',
      '--report-signal=SIGUSR2',
      `--report-directory=${folder}`,
      '--report-filename=where.json',
    ],
    env: { PATH: process.env.PATH },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  try {
    child.send({ ...wanted, currentPath });
    const end = await endOf(child, currentPath);
    if ('report' in end) return end.report;
    const input = inputIn(currentPath);
    if (input === null) throw new Error(`${wanted.target} did not begin: ${end.printed}`);
    const path = wanted.only ?? storeInput(wanted.target, 'fault', input);
    if (!end.stoodStill) return ofOneFault(wanted, { kind: 'throw', signature: 'ends the process', path });
    const where = await whereIs(child, folder);
    return ofOneFault(wanted, { kind: 'hang', signature: `${neverEnds}: ${where}`, path });
  } finally {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** With time to end a server that it started. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await closed;
  clearTimeout(timer);
}

type End = { report: Report } | { stoodStill: boolean; printed: string };

function endOf(child: ChildProcess, currentPath: string): Promise<End> {
  let printed = '';
  child.stderr?.on('data', (text) => {
    printed = `${printed}${text}`.slice(-2000);
  });
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (Date.now() - lastInputAtMs(currentPath) > standsStillMs) settle({ stoodStill: true, printed });
    }, lookEveryMs);
    const settle = (end: End) => {
      clearInterval(timer);
      resolve(end);
    };
    child.once('message', (message: { report: Report }) => settle(message));
    child.once('close', () => settle({ stoodStill: false, printed }));
  });
}

/** Until the first input everything is still being loaded. */
function lastInputAtMs(currentPath: string): number {
  try {
    return statSync(currentPath).mtimeMs;
  } catch {
    return Date.now();
  }
}

function inputIn(currentPath: string): Uint8Array<ArrayBuffer> | null {
  try {
    const file = readFileSync(currentPath);
    return file.length < 4 ? null : joinedBytes([file.subarray(4, 4 + file.readUInt32LE(0))]);
  } catch {
    return null;
  }
}

/** The innermost calls of a program that stands still. */
async function whereIs(child: ChildProcess, folder: string): Promise<string> {
  child.kill('SIGUSR2');
  await wait(patienceMs);
  try {
    const told = jsonOf(readFileSync(join(folder, 'where.json')))?.value;
    const stack = memberOf(memberOf(told, 'javascriptStack'), 'stack');
    return (Array.isArray(stack) ? stack : []).slice(0, 6).join(' < ');
  } catch {
    return 'nobody knows where';
  }
}

function ofOneFault({ target, seed }: Wanted, fault: FoundFault): Report {
  const counts: Counts = { ...nothing };
  return { target, seed, counts, blocks: { reached: 0, known: 0 }, faults: [fault], grown: [] };
}
