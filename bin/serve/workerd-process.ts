/** Owns one workerd process: how it is started, what it says, how it ends; must not know configuration or locks. */
import { type ChildProcess, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

export interface WorkerdProcess {
  pid: number;
  /** True once workerd has its port. */
  listens(): boolean;
  /** Settles with one line on how it ended. */
  ended: Promise<string>;
  /** SIGTERM, then SIGKILL when requests or idle connections hold it up for longer than `graceMs`. */
  stop(graceMs?: number): Promise<void>;
}

export interface WorkerdSurroundings {
  env: Readonly<Record<string, string>>;
  /** A descriptor that it holds open for as long as it lives; null for none. */
  keepOpen: number | null;
  /** Gets what the Worker prints. */
  onOutput(text: string): void;
  /** Gets what workerd and the Worker complain of. */
  onErrors(text: string): void;
}

/**
 * Starts workerd. It gets `env` and nothing else of this process's environment, its files are readable by the owner
 * alone, and it is in a process group of its own, so that a Ctrl-C reaches the server alone, which then ends it.
 */
export function startWorkerd(
  binary: string,
  configPath: string,
  { env, keepOpen, onOutput, onErrors }: WorkerdSurroundings,
): WorkerdProcess {
  // The shell sets the umask and becomes workerd, keeping the process id; process.umask would change it for us too.
  const child = spawn(
    '/bin/sh',
    ['-c', 'umask 077; exec "$@"', 'sh', binary, ...serveArguments(configPath)],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', ...(keepOpen === null ? [] : [keepOpen])],
      env,
      detached: true,
    },
  );
  child.stdout?.setEncoding('utf8').on('data', onOutput);
  const lastWords = collectErrors(child, onErrors);
  const listens = watchListening(child);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`workerd could not be started: ${error.message}`));
    // `close` comes after the output's end, so that the last words are complete.
    child.once('close', (code, signal) => {
      const how = signal === null ? `with code ${code}` : `by ${signal}`;
      resolve(`workerd ended ${how}${lastWords() === '' ? '' : `: ${lastWords()}`}`);
    });
  });
  return {
    pid: child.pid ?? 0,
    listens,
    ended,
    async stop(graceMs = 4000) {
      child.kill('SIGTERM');
      const late = new AbortController();
      const first = await Promise.race([
        ended,
        wait(graceMs, null, { signal: late.signal }).catch(() => null),
      ]);
      late.abort();
      if (first === null) child.kill('SIGKILL');
      await ended;
    },
  };
}

function serveArguments(configPath: string): string[] {
  return ['serve', '--control-fd=3', configPath];
}

/** Passes errors on and keeps the end of them, which says why workerd gave up. */
function collectErrors(child: ChildProcess, onErrors: (text: string) => void): () => string {
  let tail = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-2000);
    onErrors(text);
  });
  return () => tail.trim().split('\n').slice(-3).join(' | ');
}

/** workerd reports each socket on the control descriptor: `{"event":"listen","socket":"http","port":8787}`. */
function watchListening(child: ChildProcess): () => boolean {
  let text = '';
  const control = child.stdio[3];
  if (control instanceof Readable) control.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return () => text.includes('"event":"listen","socket":"http"');
}
