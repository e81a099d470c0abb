/** Owns `monitor` as people meet it: arguments in, lines and exit codes out; must not know how a log is checked. */
import { setTimeout as wait } from 'node:timers/promises';
import { toBase64 } from '../../worker/encoding/bytes.ts';
import { digestOf } from '../../worker/encoding/digest.ts';
import { formatVerifierKey } from '../../worker/ledger/verifier-key.ts';
import { terminal } from '../terminal.ts';
import { printable } from '../terminal-text.ts';
import { checkLog, type Verdict } from './check-log.ts';
import { firstKey } from './log-key.ts';
import { httpSource, type LogSource, NotReached, NotServed } from './log-source.ts';
import { LogWrong } from './log-wrong.ts';
import { type MonitorOptions, monitorUsage, readMonitorOptions } from './monitor-options.ts';
import { keepEvidence, type MonitorState, readState, StateUnusable, writeState } from './monitor-state.ts';
import { monitorWords } from './monitor-words.ts';

/** 0 consistent, 1 the log is wrong, 2 the check could not be made. */
type Status = 0 | 1 | 2;

/** @returns the exit code; with `--every`, the gravest of all checks once a signal ends it */
export async function runMonitor(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Status> {
  const options = readMonitorOptions(args, env);
  if ('error' in options) {
    terminal.err(`jinjian: ${printable(options.error)}\n\n${monitorUsage}`);
    return 2;
  }
  const source = httpSource(options.log);
  if (options.everyMs === null) return checkOnce(source, options);
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  let isWrong = false;
  while (!stop.signal.aborted) {
    isWrong = (await checkOnce(source, options)) === 1 || isWrong;
    await wait(options.everyMs, undefined, { signal: stop.signal }).catch(() => {});
  }
  return isWrong ? 1 : 0;
}

async function checkOnce(source: LogSource, options: MonitorOptions): Promise<Status> {
  const words = monitorWords[options.language];
  const say = (line: string) =>
    terminal.out(`${printable(`${new Date().toISOString()} ${options.log} ${line}`)}\n`);
  try {
    const state = stateOf(options);
    if (state === 'foreign') {
      say(words.foreignState(options.statePath));
      return 2;
    }
    const key = state?.key ?? options.key ?? (await firstKey(source));
    if (state === null && options.key === null) say(words.firstUse(formatVerifierKey(key)));
    const verdict = await checkLog(source, { key, note: state?.note ?? null }, options.isFull);
    tell(verdict, options, state, say);
    if (!verdict.isSound) return 1;
    writeState(options.statePath, { log: options.log, pinned: state?.pinned ?? key, ...verdict.known });
    return 0;
  } catch (error) {
    if (error instanceof LogWrong) {
      say(words.wrong(words.faults[error.fault], error.detail));
      return 1;
    }
    if (error instanceof NotReached || error instanceof NotServed) {
      say(words.unchecked(error.message));
      return 2;
    }
    if (error instanceof StateUnusable) {
      say(words.brokenState(`${options.statePath}: ${error.message}`));
      return 2;
    }
    throw error;
  }
}

/** The state that fits the log and the key that were asked for; null before the first check. */
function stateOf({ statePath, log, key }: MonitorOptions): MonitorState | null | 'foreign' {
  const state = readState(statePath);
  if (state === null) return null;
  const known = [state.pinned, state.key].map(formatVerifierKey);
  const isTheirs = state.log === log && (key === null || known.includes(formatVerifierKey(key)));
  return isTheirs ? state : 'foreign';
}

function tell(
  verdict: Verdict,
  { statePath, language }: MonitorOptions,
  state: MonitorState | null,
  say: (line: string) => void,
): void {
  const words = monitorWords[language];
  if (!verdict.isSound) {
    say(words.wrong(words.faults[verdict.fault], verdict.detail));
    if (verdict.note === null || state?.note == null) return;
    const evidence = `${state.note}\n${'-'.repeat(60)}\n\n${verdict.note}`;
    const path = `${statePath}.evidence-${digestOf(evidence).slice(7, 15)}.txt`;
    keepEvidence(path, evidence);
    say(words.evidence(path));
    return;
  }
  for (const key of verdict.rollovers) say(words.rollover(formatVerifierKey(key)));
  const { size, before } = verdict;
  if (before === null) say(words.first(size));
  else say(size === before ? words.same(size) : words.grown(size, size - before));
  say(words.root(toBase64(verdict.root)));
  if (verdict.walked !== null) say(words.walked(verdict.walked));
}
