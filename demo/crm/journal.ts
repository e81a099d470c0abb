/** Owns the file of verified webhooks, one JSON line each; must not know what the events mean. */

import { appendPrivate, readPrivate, writePrivate } from '../private-file.ts';
import { member, parseJson, textMember } from '../read-json.ts';

/** One verified webhook. `data` is kept only for events that the CRM replays. */
export interface JournalEntry {
  webhookId: string;
  type: string;
  receivedAt: string;
  data?: unknown;
}

export interface Journal {
  readonly entries: readonly JournalEntry[];
  append(entry: JournalEntry): Promise<void>;
  /** Writes the whole file anew: the only way that erased data really leaves it. */
  rewrite(change: (entry: JournalEntry) => JournalEntry): Promise<void>;
}

/** Opens the journal and reads it. A line cut short by a crash is dropped: its webhook was never answered. */
export async function openJournal(path: string): Promise<Journal> {
  const text = (await readPrivate(path)) ?? '';
  const lines = text.split('\n').filter((line) => line !== '');
  let entries = lines.map(readEntry).filter((entry) => entry !== undefined);
  if (entries.length !== lines.length || (text !== '' && !text.endsWith('\n')))
    await writePrivate(path, linesOf(entries));
  return {
    get entries() {
      return entries;
    },
    async append(entry) {
      await appendPrivate(path, linesOf([entry]));
      entries.push(entry);
    },
    async rewrite(change) {
      const changed = entries.map(change);
      await writePrivate(path, linesOf(changed));
      entries = changed;
    },
  };
}

function linesOf(entries: readonly JournalEntry[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

function readEntry(line: string): JournalEntry | undefined {
  const entry = parseJson(line);
  const webhookId = textMember(entry, 'webhookId');
  const type = textMember(entry, 'type');
  const receivedAt = textMember(entry, 'receivedAt');
  if (webhookId === undefined || type === undefined || receivedAt === undefined) return undefined;
  const data = member(entry, 'data');
  return { webhookId, type, receivedAt, ...(data === undefined ? {} : { data }) };
}
