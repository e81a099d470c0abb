/** Owns the rule that one server runs on a data folder, across crashes; must not know how a server is run. */
import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { type DataFolder, errorCode } from './data-folder.ts';
import { type KernelLock, tryKernelLock } from './kernel-lock.ts';
import { type Holder, heldBy, parseHolder } from './lock-holder.ts';
import { writePrivateFile } from './private-file.ts';
import { commandLineOf, identityOf, isRunning, type ProcessIdentity } from './process-identity.ts';
import { StartRefused } from './start-refused.ts';

export interface Lock {
  /** To be handed on to workerd, so that one left behind holds the folder; null where the kernel holds no lock. */
  fd: number | null;
  /** What the operator should know. */
  warnings: string[];
  /** Notes the workerd that runs on the folder, so that a later start can end it should this process be killed. */
  noteWorkerd(pid: number): void;
  release(): void;
}

/**
 * Takes the folder's lock: that of the kernel, which holds across containers and can't be left behind, and the note of
 * who has it, which versions before it go by. A holder that is gone loses it, and a workerd it left behind is ended
 * first: two on the same files would corrupt them.
 * @throws StartRefused when a live server holds the folder
 */
export async function takeLock(folder: DataFolder): Promise<Lock> {
  const serve = identityOf(process.pid);
  if (serve === null) throw new StartRefused('this process can not be identified: /proc or ps is needed');
  const holder: Holder = { serve, workerd: null, host: hostname(), since: new Date().toISOString() };
  const kernel = await takeKernelLock(folder);
  try {
    await takeNote(folder, holder);
  } catch (error) {
    if ('fd' in kernel) kernel.release();
    throw error;
  }
  return {
    fd: 'fd' in kernel ? kernel.fd : null,
    warnings:
      'fd' in kernel
        ? []
        : [
            `the kernel can't lock ${folder.kernelLockPath} (${kernel.unavailable}): a second server on this folder, ` +
              'in another container, would not be noticed',
          ],
    noteWorkerd: (pid) =>
      writePrivateFile(folder.lockPath, JSON.stringify({ ...holder, workerd: identityOf(pid) })),
    release() {
      rmSync(folder.lockPath, { force: true });
      if ('fd' in kernel) kernel.release();
    },
  };
}

/** How long a lock may be held without a note of by whom: two starts at once are that far apart. */
const noteTries = 20;
const noteWaitMs = 50;

async function takeKernelLock(folder: DataFolder): Promise<KernelLock | { unavailable: string }> {
  for (let tries = 0; ; tries += 1) {
    const attempt = tryKernelLock(folder.kernelLockPath);
    if (attempt !== 'held') return attempt;
    const holder = parseHolder(readText(folder.lockPath) ?? '');
    const isInSight = holder !== null && isRunning(holder.serve);
    if (isInSight || tries === noteTries) throw new StartRefused(heldBy(holder, isInSight, folder.root));
    // Its server was killed, and it holds on.
    if (holder?.workerd) await endOrphan(holder.workerd, folder);
    await wait(noteWaitMs);
  }
}

async function takeNote(folder: DataFolder, own: Holder): Promise<void> {
  while (!tryCreate(folder.lockPath, own)) {
    const text = readText(folder.lockPath);
    if (text === null) continue;
    const holder = parseHolder(text);
    if (holder !== null && isRunning(holder.serve)) throw new StartRefused(heldBy(holder, true, folder.root));
    if (holder?.workerd) await endOrphan(holder.workerd, folder);
    removeStale(folder.lockPath, text);
  }
}

/** Creates the lock with its content in one step, or returns false when there is one. */
function tryCreate(lockPath: string, holder: Holder): boolean {
  const aside = `${lockPath}.${process.pid}`;
  writePrivateFile(aside, JSON.stringify(holder));
  try {
    linkSync(aside, lockPath);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw new StartRefused(`${lockPath} can't be made (${errorCode(error)})`);
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Removes the lock that was judged, and only that one: another start may have replaced it meanwhile. */
function removeStale(lockPath: string, judged: string): void {
  const aside = `${lockPath}.${process.pid}.stale`;
  try {
    renameSync(lockPath, aside);
    if (readText(aside) !== judged) linkSync(aside, lockPath);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

async function endOrphan(workerd: ProcessIdentity, folder: DataFolder): Promise<void> {
  // The id alone could be a stranger's by now: the start and the command line must both be workerd's on this folder.
  const ours = () => isRunning(workerd) && (commandLineOf(workerd.pid) ?? '').includes(folder.configPath);
  for (const [signal, graceMs] of [
    ['SIGTERM', 3000],
    ['SIGKILL', 3000],
  ] as const) {
    if (!ours()) return;
    process.kill(workerd.pid, signal);
    for (let waitedMs = 0; waitedMs < graceMs && isRunning(workerd); waitedMs += 25) await wait(25);
  }
  if (ours())
    throw new StartRefused(`workerd (process ${workerd.pid}), left by a killed server, does not end`);
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw new StartRefused(`${path} can't be read (${errorCode(error)})`);
  }
}
