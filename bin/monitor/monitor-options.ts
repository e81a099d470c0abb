/** Owns the arguments of `jinjian monitor`; must not touch files or fetch anything. */
import { parseArgs } from 'node:util';
import { parseVerifierKey, type VerifierKey } from '../../worker/ledger/verifier-key.ts';

export type Language = 'zh-CN' | 'en';

export interface MonitorOptions {
  /** The log's URL without a slash at its end. */
  log: string;
  statePath: string;
  /** null: the key that the log itself names is trusted at the first use. */
  key: VerifierKey | null;
  /** null: one check. */
  everyMs: number | null;
  isFull: boolean;
  language: Language;
}

export const monitorUsage = `Usage: jinjian monitor <log url> [options]

Checks that a tenant's log only grows: signature, consistency with the last check, published tiles.

  --key <key>       the verifier key to trust; without it, the one that the log names at the first check
  --state <file>    where the last checkpoint is kept (jinjian-monitor-<log>.json)
  --once            check once; the default
  --every <seconds> check again and again
  --full            fetch every entry and compute the root from the first one on
  --lang zh-CN|en   language of the report; else by LC_ALL or LANG

Exit status: 0 consistent, 1 the log is wrong, 2 the check could not be made.
`;

/** Reads the arguments; an error says what is wrong with them. */
export function readMonitorOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): MonitorOptions | { error: string } {
  const read = parsed(args);
  if ('error' in read) return read;
  const { values, positionals } = read;
  const [url, ...others] = positionals;
  if (url === undefined || others.length > 0) return { error: 'monitor takes one log url' };
  const log = logUrl(url);
  if (log === null) return { error: `not a log url: ${url}` };
  const key = values.key === undefined ? null : parseVerifierKey(values.key);
  if (values.key !== undefined && key === null) return { error: '--key is not a verifier key' };
  if (values.once === true && values.every !== undefined) return { error: '--once or --every, not both' };
  const seconds = values.every === undefined ? null : Number(values.every);
  if (seconds !== null && !(seconds >= 1 && seconds <= 86_400)) {
    return { error: '--every takes 1 to 86400 seconds' };
  }
  const language = languageOf(values.lang || env.LC_ALL || env.LANG || '');
  if (values.lang !== undefined && !['zh-CN', 'en'].includes(values.lang)) {
    return { error: '--lang is zh-CN or en' };
  }
  return {
    log,
    statePath:
      values.state ?? `jinjian-monitor-${log.replace(/^https?:\/\//, '').replace(/[^\w.-]+/g, '-')}.json`,
    key,
    everyMs: seconds === null ? null : seconds * 1000,
    isFull: values.full === true,
    language,
  };
}

/** The language that a locale name asks for; English for any other. */
export function languageOf(locale: string): Language {
  return /^zh/i.test(locale) ? 'zh-CN' : 'en';
}

function parsed(args: readonly string[]) {
  const options = {
    key: { type: 'string' },
    state: { type: 'string' },
    once: { type: 'boolean' },
    every: { type: 'string' },
    full: { type: 'boolean' },
    lang: { type: 'string' },
  } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'unreadable arguments' };
  }
}

function logUrl(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  return url.username + url.password + url.search + url.hash === ''
    ? `${url.origin}${url.pathname.replace(/\/{1,9}$/, '')}`
    : null;
}
