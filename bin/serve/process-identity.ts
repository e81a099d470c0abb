/** Owns telling one process from a later one with the same id; must not know what the processes are for. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process was when it was noted down. `startedAs` differs for a later process that got the same id. */
export interface ProcessIdentity {
  pid: number;
  startedAs: string;
}

/** The identity of a running process; null when there is none (a zombie, ended but not yet collected, is none). */
export function identityOf(pid: number): ProcessIdentity | null {
  const startedAs = process.platform === 'linux' ? linuxStart(pid) : psColumns(pid, 'stat=,lstart=');
  return startedAs === null || startedAs.startsWith('Z') ? null : { pid, startedAs };
}

/** True while that very process runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.startedAs === identity.startedAs;
}

/** The command line, arguments apart by spaces; null when it can't be known. */
export function commandLineOf(pid: number): string | null {
  if (process.platform !== 'linux') return psColumns(pid, 'args=');
  return read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ?? null;
}

function linuxStart(pid: number): string | null {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // proc_pid_stat(5): the command in parentheses may hold anything, so count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  if (state === undefined || startTicks === undefined || state === 'Z' || state === 'X') return null;
  // Ticks count from boot: without the boot's id, two boots could repeat them.
  return `${read('/proc/sys/kernel/random/boot_id')?.trim() ?? ''} ${startTicks}`;
}

function psColumns(pid: number, columns: string): string | null {
  try {
    const text = execFileSync('ps', ['-ww', '-o', columns, '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return text.trim() || null;
  } catch {
    return null;
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
