/** Owns the file in which a monitor remembers a log between checks; must not know how a log is checked. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseCheckpoint } from '../../worker/ledger/checkpoint.ts';
import { parseNote } from '../../worker/ledger/signed-note.ts';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from '../../worker/ledger/verifier-key.ts';
import { writePrivateFile } from '../serve/private-file.ts';
import type { Known } from './check-log.ts';

export interface MonitorState extends Known {
  /** The log's URL. */
  log: string;
  /** The key that trust began with: rollovers lead from it to `key`. */
  pinned: VerifierKey;
}

/** The file can't be read or written, or holds something else. */
export class StateUnusable extends Error {}

/** The state in a file; null when there is none yet. @throws StateUnusable */
export function readState(path: string): MonitorState | null {
  if (!existsSync(path)) return null;
  const value: unknown = usable(() => JSON.parse(readFileSync(path, 'utf8')));
  const text = (name: string): string => String(Reflect.get(Object(value), name));
  const [key, pinned] = [parseVerifierKey(text('key')), parseVerifierKey(text('pinned'))];
  const note = text('checkpoint');
  if (text('v') !== '1' || key === null || pinned === null) throw new StateUnusable('not a state file');
  if (parseCheckpoint(parseNote(note)?.text ?? '') === null) throw new StateUnusable('not a state file');
  return { log: text('log'), key, pinned, note };
}

function usable<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw new StateUnusable(error instanceof Error ? error.message : String(error));
  }
}

/** Replaces the file in one step: a crash leaves the old state or the new one. @throws StateUnusable */
export function writeState(path: string, state: MonitorState): void {
  const { log, key, pinned, note } = state;
  const content = {
    v: 1,
    log,
    pinned: formatVerifierKey(pinned),
    key: formatVerifierKey(key),
    checkpoint: note,
  };
  usable(() => writePrivateFile(path, `${JSON.stringify(content, null, 2)}\n`));
}

/** Keeps what a wrong log served beside what it had signed before: together they prove it. */
export function keepEvidence(path: string, text: string): void {
  if (!existsSync(path)) usable(() => writeFileSync(path, text, { flag: 'wx', mode: 0o600 }));
}
