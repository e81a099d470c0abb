/** Owns `serve` as people meet it: environment in, lines and exit codes out; must not know how the server is built. */
import { terminal } from '../terminal.ts';
import { printable } from '../terminal-text.ts';
import { installedVersion } from './installed.ts';
import { readOptions } from './options.ts';
import { StartRefused } from './start-refused.ts';
import { type RunningServer, type StartOptions, startServer } from './start-server.ts';

/**
 * Runs the server until a signal or its own end.
 * @returns the exit code: 0 after a signal, 1 when the server ended by itself, 2 when it could not start
 */
export async function runServe(
  env: Readonly<Record<string, string | undefined>>,
  extra: Pick<StartOptions, 'bundlePath'> = {},
): Promise<number> {
  const read = readOptions(env, process.cwd());
  if ('error' in read) return refuse(read.error);
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  try {
    const server = await startServer({
      ...read.options,
      ...extra,
      onOutput: terminal.err,
      signal: stop.signal,
    });
    greet(server);
    return await untilEnd(server, stop.signal);
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    return stop.signal.aborted ? 0 : refuse(error.message);
  }
}

async function untilEnd(server: RunningServer, signal: AbortSignal): Promise<number> {
  const asked = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  const reason = await Promise.race([server.ended, asked]);
  if (reason === null) {
    await server.stop();
    return 0;
  }
  terminal.err(`jinjian: ${printable(reason)}\n`);
  return 1;
}

function greet(server: RunningServer): void {
  const lines = [
    ...server.warnings.map((warning) => `Warning: ${warning}`),
    `Jinjian ${installedVersion()} listening on ${server.url}`,
    ...(server.publicUrl === server.url ? [] : [`Public address: ${server.publicUrl}`]),
    `Data folder: ${server.dataDir}`,
    `Admin token: in ${server.adminTokenPath ?? 'JINJIAN_ADMIN_TOKEN'}`,
  ];
  terminal.out(`${lines.map(printable).join('\n')}\n`);
}

function refuse(reason: string): number {
  terminal.err(`jinjian: ${printable(reason)}\n`);
  return 2;
}
