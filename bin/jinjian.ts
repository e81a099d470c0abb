#!/usr/bin/env node
/** Owns the `jinjian` command: which subcommand runs; must not know what one does. */
import { runMonitor } from './monitor/run-monitor.ts';
import { installedVersion } from './serve/installed.ts';
import { runServe } from './serve/run-serve.ts';

const usage = `Usage: jinjian <command>

Commands:
  serve      run the server on this machine; options are environment variables:
               HOST (127.0.0.1), PORT (8787), JINJIAN_DATA_DIR (.data), JINJIAN_PUBLIC_URL,
               JINJIAN_ADMIN_TOKEN, JINJIAN_MASTER_KEYS, JINJIAN_TARGETS (public or any),
               JINJIAN_CLIENT_IP_HEADER
  monitor    check that a tenant's log only grows: jinjian monitor <log url>
  help       print this text
  version    print the version
`;

async function run(command: string | undefined, rest: readonly string[]): Promise<number> {
  if (command === 'serve' && rest.length === 0) return runServe(process.env);
  if (command === 'monitor') return runMonitor(rest, process.env);
  if (command === 'help' || command === '--help' || command === '-h') {
    process.stdout.write(usage);
    return 0;
  }
  if (command === 'version' || command === '--version') {
    process.stdout.write(`${installedVersion()}\n`);
    return 0;
  }
  const problem =
    command === 'serve' ? `serve takes no arguments, got ${rest[0]}` : `unknown command ${command}`;
  process.stderr.write(`${command === undefined ? '' : `jinjian: ${problem}\n\n`}${usage}`);
  return 2;
}

const [command, ...rest] = process.argv.slice(2);
process.exit(await run(command, rest));
