/** Owns one check of a log against what was seen of it before; must not print, store or wait. */
import { type Checkpoint, parseCheckpoint } from '../../worker/ledger/checkpoint.ts';
import { consistencyRanges, verifyConsistency } from '../../worker/ledger/consistency.ts';
import { append, emptyFrontier, leafHash, rootOf, sameHash } from '../../worker/ledger/merkle.ts';
import { nodesOf, rangeRoot } from '../../worker/ledger/range.ts';
import { parseNote } from '../../worker/ledger/signed-note.ts';
import type { VerifierKey } from '../../worker/ledger/verifier-key.ts';
import { fetchText, openAsTrusted } from './log-key.ts';
import { type LogSource, NotServed } from './log-source.ts';
import { type LogFault, LogWrong } from './log-wrong.ts';
import { fetchEntries, fetchNodes } from './tile-nodes.ts';

/** What a monitor knows of a log. */
export interface Known {
  key: VerifierKey;
  /** The last checkpoint that was believed, as its signed note; null before the first. */
  note: string | null;
}

export type Verdict =
  | {
      isSound: true;
      known: Known;
      size: number;
      root: Uint8Array;
      /** Size at the last check; null at the first. */
      before: number | null;
      rollovers: VerifierKey[];
      /** Entries walked one by one, when that was asked for. */
      walked: number | null;
    }
  | {
      isSound: false;
      fault: LogFault;
      detail: string;
      /** The note that the log served, when it served one: with the last believed one it is the proof. */
      note: string | null;
    };

/**
 * @param isFull whether every entry is fetched and the root computed from the first one on
 * @throws NotReached, NotServed when the check could not be made
 */
export async function checkLog(source: LogSource, known: Known, isFull: boolean): Promise<Verdict> {
  let note: string | null = null;
  try {
    note = await servedCheckpoint(source);
    const { checkpoint, rollovers } = await openAsTrusted(source, note, known.key);
    const old = known.note === null ? null : believed(known.note);
    await checkGrowth(source, old, checkpoint);
    if (isFull) await checkEntries(source, checkpoint);
    return {
      isSound: true,
      known: { key: rollovers.at(-1) ?? known.key, note },
      size: checkpoint.size,
      root: checkpoint.root,
      before: old?.size ?? null,
      rollovers,
      walked: isFull ? checkpoint.size : null,
    };
  } catch (error) {
    if (!(error instanceof LogWrong)) throw error;
    return { isSound: false, fault: error.fault, detail: error.detail, note };
  }
}

async function servedCheckpoint(source: LogSource): Promise<string> {
  try {
    return await fetchText(source, 'checkpoint');
  } catch (error) {
    if (error instanceof NotServed && error.code === 'log_unavailable') throw new LogWrong('refuses_to_sign');
    throw error;
  }
}

/** A note of the monitor's own state: it was opened when it was taken in. */
function believed(note: string): Checkpoint {
  const checkpoint = parseCheckpoint(parseNote(note)?.text ?? '');
  if (checkpoint === null) throw new Error('the state holds no checkpoint');
  return checkpoint;
}

async function checkGrowth(source: LogSource, old: Checkpoint | null, now: Checkpoint): Promise<void> {
  if (old !== null && now.size < old.size) throw new LogWrong('shrunk', `${old.size} → ${now.size}`);
  if (old?.size === now.size) {
    if (!sameHash(old.root, now.root)) throw new LogWrong('forked', String(now.size));
    return;
  }
  const proof = consistencyRanges(old?.size ?? 0, now.size);
  const whole = { begin: 0, end: now.size };
  const read = await fetchNodes(source, [...proof, whole].flatMap(nodesOf), now.size);
  if (now.size > 0 && !sameHash(rangeRoot(whole, read), now.root)) throw new LogWrong('other_tiles');
  const path = proof.map((range) => rangeRoot(range, read));
  if (old !== null && !verifyConsistency(old, now, path)) {
    throw new LogWrong('inconsistent', `${old.size} → ${now.size}`);
  }
}

async function checkEntries(source: LogSource, { size, root }: Checkpoint): Promise<void> {
  let tree = emptyFrontier;
  for await (const entries of fetchEntries(source, size)) {
    for (const entry of entries) tree = append(tree, leafHash(entry)).tree;
  }
  if (!sameHash(rootOf(tree), root)) throw new LogWrong('other_entries');
}
