/** Owns running `serve` as a process and reading what it prints; must not know what is expected of it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach } from 'vitest';
import { identityOf } from '../../bin/serve/process-identity.ts';

export interface ServeProcess {
  child: ChildProcess;
  /** Everything printed so far, both streams. */
  printed(): string;
  /** Settles with the address once it is printed; rejects when the program ends first. */
  listening: Promise<string>;
  /** Exit code, or null after a signal. */
  ended: Promise<number | null>;
}

const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A fresh folder with a name that needs care: a space, a quote, a backslash and Chinese. */
export function newDataDir(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'jinjian-test-')));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, '数据 "a\\b\'');
}

/** Starts the stand-in on a free port; the test's end ends it. */
export function serve(dataDir: string, env: Record<string, string> = {}): ServeProcess {
  const program = join(import.meta.dirname, 'serve-stand-in.ts');
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, PORT: '0', JINJIAN_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const listening = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      text += chunk;
      const url = /^Jinjian .* listening on (\S+)$/m.exec(text)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    ended.then((code) => reject(new Error(`serve ended with ${code}: ${text}`)));
  });
  // A test that waits for the end alone must not fail for this.
  listening.catch(() => {});
  cleanups.push(async () => {
    const workerd = workerdPidOf(dataDir);
    child.kill('SIGKILL');
    if (workerd !== null && identityOf(workerd) !== null) process.kill(workerd, 'SIGKILL');
  });
  return { child, printed: () => text, listening, ended };
}

/** The workerd that the folder's lock names. */
export function workerdPidOf(dataDir: string): number | null {
  try {
    const lock: unknown = JSON.parse(readFileSync(join(dataDir, 'lock'), 'utf8'));
    const workerd = typeof lock === 'object' && lock !== null && 'workerd' in lock ? lock.workerd : null;
    return typeof workerd === 'object' && workerd !== null && 'pid' in workerd ? Number(workerd.pid) : null;
  } catch {
    return null;
  }
}

/** Waits for something the machine does in its own time. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (holds()) return;
    await wait(25);
  }
  throw new Error(`did not happen: ${what}`);
}
