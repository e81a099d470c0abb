/** Owns whom a monitor believes: the first key, and the way from an old key to the next; must not judge trees. */
import { type OpenedCheckpoint, openCheckpoint } from '../../worker/ledger/checkpoint.ts';
import { openRollover } from '../../worker/ledger/rollover-note.ts';
import { parseNote } from '../../worker/ledger/signed-note.ts';
import { parseVerifierKey, type VerifierKey } from '../../worker/ledger/verifier-key.ts';
import { type LogSource, NotServed } from './log-source.ts';
import { LogWrong } from './log-wrong.ts';

const maxTextBytes = 1_000_000;
/** No log changes its key so often that an honest chain is longer. */
const maxRollovers = 32;

export interface Believed {
  checkpoint: OpenedCheckpoint;
  /** Keys that were named by the one before, the first by the key that was trusted. */
  rollovers: VerifierKey[];
}

export async function fetchText(source: LogSource, path: string): Promise<string> {
  const bytes = await source(path, maxTextBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new LogWrong('malformed_note', path);
  }
}

/** The log's own word for its key: only for a first use. */
export async function firstKey(source: LogSource): Promise<VerifierKey> {
  const [line = ''] = (await fetchText(source, 'key')).split('\n');
  const key = parseVerifierKey(line);
  if (key === null) throw new LogWrong('malformed_note', 'key');
  return key;
}

/**
 * Opens the log's checkpoint with the trusted key, or with one that it leads to by rollover notes. A newer key is taken
 * over as soon as it signs first, while the old one still vouches for it.
 */
export async function openAsTrusted(
  source: LogSource,
  note: string,
  trusted: VerifierKey,
): Promise<Believed> {
  const rollovers: VerifierKey[] = [];
  let key = trusted;
  for (;;) {
    const opened = await openCheckpoint(note, [key]);
    const isOpen = !('fault' in opened);
    if (isOpen && isFirst(note, key)) return { checkpoint: opened, rollovers };
    if (!isOpen && opened.fault !== 'no_known_signature' && opened.fault !== 'foreign_origin') {
      throw new LogWrong(opened.fault);
    }
    const next = rollovers.length < maxRollovers ? await successorOf(source, key) : null;
    if (next === null && isOpen) return { checkpoint: opened, rollovers };
    if (next === null) {
      const isForeign = !isOpen && opened.fault === 'foreign_origin';
      throw new LogWrong(isForeign ? 'foreign_origin' : 'key_changed', signersOf(note));
    }
    rollovers.push(next);
    key = next;
  }
}

/** The key that this one has named, or null when it has named none. */
async function successorOf(source: LogSource, key: VerifierKey): Promise<VerifierKey | null> {
  try {
    const next = await openRollover(await fetchText(source, `rollover/${key.id}`), key);
    if ('fault' in next) throw new LogWrong(next.fault, `rollover/${key.id}`);
    return next;
  } catch (error) {
    if (error instanceof NotServed && error.status === 404) return null;
    throw error;
  }
}

function isFirst(note: string, key: VerifierKey): boolean {
  const [first] = parseNote(note)?.signatures ?? [];
  return first?.name === key.name && first.keyId === key.id;
}

function signersOf(note: string): string {
  return (parseNote(note)?.signatures ?? []).map(({ name, keyId }) => `${name}+${keyId}`).join(', ');
}
