/** Owns the rule that one server runs on a data folder, across crashes; must not know how a server is run. */
import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type DataFolder, errorCode } from './data-folder.ts';
import { writePrivateFile } from './private-file.ts';
import { commandLineOf, identityOf, isRunning, type ProcessIdentity } from './process-identity.ts';
import { StartRefused } from './start-refused.ts';

interface Holder {
  serve: ProcessIdentity;
  workerd: ProcessIdentity | null;
}

export interface Lock {
  /** Notes the workerd that runs on the folder, so that a later start can end it should this process be killed. */
  noteWorkerd(pid: number): void;
  release(): void;
}

/**
 * Takes the folder's lock. A holder that is gone loses it, and a workerd it left behind is ended first: two on the
 * same files would corrupt them.
 * @throws StartRefused when a live server holds the folder
 */
export async function takeLock(folder: DataFolder): Promise<Lock> {
  const serve = identityOf(process.pid);
  if (serve === null) throw new StartRefused('this process can not be identified: /proc or ps is needed');
  while (!tryCreate(folder.lockPath, { serve, workerd: null })) {
    const text = readText(folder.lockPath);
    if (text === null) continue;
    const holder = parseHolder(text);
    if (holder !== null && isRunning(holder.serve)) {
      throw new StartRefused(
        `another server (process ${holder.serve.pid}) runs on the data folder ${folder.root}: ` +
          'stop it first, or set JINJIAN_DATA_DIR to another folder',
      );
    }
    if (holder?.workerd) await endOrphan(holder.workerd, folder);
    removeStale(folder.lockPath, text);
  }
  return {
    noteWorkerd: (pid) =>
      writePrivateFile(folder.lockPath, JSON.stringify({ serve, workerd: identityOf(pid) })),
    release: () => rmSync(folder.lockPath, { force: true }),
  };
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

/** null for a lock that says nothing sensible: it holds the folder for nobody. */
function parseHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('serve' in value) || !isIdentity(value.serve))
      return null;
    return {
      serve: value.serve,
      workerd: 'workerd' in value && isIdentity(value.workerd) ? value.workerd : null,
    };
  } catch {
    return null;
  }
}

function isIdentity(value: unknown): value is ProcessIdentity {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    Number.isInteger(value.pid) &&
    'startedAs' in value &&
    typeof value.startedAs === 'string'
  );
}
