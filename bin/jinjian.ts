#!/usr/bin/env node
/** Owns the `jinjian` command: which subcommand runs; must not know what one does. */
import { runLint } from './lint/run-lint.ts';
import { runMonitor } from './monitor/run-monitor.ts';
import { installedVersion } from './serve/installed.ts';
import { runServe } from './serve/run-serve.ts';
import { terminal, written } from './terminal.ts';
import { printable } from './terminal-text.ts';
import { runVerify } from './verify/run-verify.ts';

const usage = `Usage: jinjian <command>

Commands:
  serve      run the server on this machine; options are environment variables:
               HOST (127.0.0.1), PORT (8787), JINJIAN_DATA_DIR (.data), JINJIAN_PUBLIC_URL,
               JINJIAN_HOSTS, JINJIAN_ADMIN_TOKEN, JINJIAN_MASTER_KEYS, JINJIAN_TARGETS (public or any),
               JINJIAN_CLIENT_IP_HEADER
  verify     check an evidence file offline: jinjian verify <file> [--key <key>] [--json] [--lang zh-CN|en]
               exit status: 0 proven under the key given, 1 failed, 2 not readable, 3 consistent but no key given
  lint       check a text against the copy catalogue: jinjian lint <file|-> [--region bj] [--json] [--lang zh-CN|en]
               exit status: 0 nothing forbidden, 1 words that may not be published, 2 not readable
  monitor    check that a tenant's log only grows: jinjian monitor <log url>
  help       print this text
  version    print the version
`;

async function run(command: string | undefined, rest: readonly string[]): Promise<number> {
  if (command === 'serve' && rest.length === 0) return runServe(process.env);
  if (command === 'verify') return runVerify(rest, terminal, Date.now());
  if (command === 'lint') return runLint(rest, { ...terminal, input: process.stdin });
  if (command === 'monitor') return runMonitor(rest, process.env);
  if (command === 'help' || command === '--help' || command === '-h') {
    terminal.out(usage);
    return 0;
  }
  if (command === 'version' || command === '--version') {
    terminal.out(`${installedVersion()}\n`);
    return 0;
  }
  const problem =
    command === 'serve' ? `serve takes no arguments, got ${rest[0]}` : `unknown command ${command}`;
  terminal.err(`${command === undefined ? '' : `jinjian: ${printable(problem)}\n\n`}${usage}`);
  return 2;
}

const [command, ...rest] = process.argv.slice(2);
const code = await run(command, rest).catch((error: unknown) => {
  // Node would print it as it is, and a message may quote what a file or a server said.
  terminal.err(`jinjian: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown error'}\n`);
  return 2;
});
await written();
process.exit(code);
