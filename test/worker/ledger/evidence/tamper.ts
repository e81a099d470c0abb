/** Owns the ways to tamper with an evidence file; must not know which are tried. */
import { digestOf } from '../../../../worker/encoding/digest.ts';
import type { EvidenceDecision, EvidenceFile } from '../../../../worker/ledger/evidence-file.ts';
import { leafOf } from '../../../../worker/ledger/leaf.ts';
import { keys, otherLeaf, proofOf, signedCheckpoint } from './fixed-log.ts';

export interface BadFile {
  /** The file's text. */
  text: string;
  /** `check/code at`, every one in order. */
  faults: string[];
}

type Change = (file: EvidenceFile) => unknown;

/** A good file with a change; what the change returns stands in its place, if it returns anything. */
export function changed(base: EvidenceFile, change: Change, faults: string[]): BadFile {
  const copy = structuredClone(base);
  const result = change(copy) ?? copy;
  return { text: typeof result === 'string' ? result : `${JSON.stringify(result, null, 2)}\n`, faults };
}

export function decisionAt({ decisions }: EvidenceFile, at: number): EvidenceDecision {
  const decision = decisions[at];
  if (decision === undefined) throw new Error(`no decision ${at}`);
  return decision;
}

export function noticeAt({ notices }: EvidenceFile, at: number) {
  const notice = notices[at];
  if (notice === undefined) throw new Error(`no notice ${at}`);
  return notice;
}

export function recordAt(file: EvidenceFile, at: number) {
  const { record } = decisionAt(file, at);
  if (record === null) throw new Error(`no record ${at}`);
  return record;
}

/** The first sign of a text as another. */
export function flipped(text: string): string {
  return (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
}

export function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`nothing to replace: ${from}`);
  return text.replace(from, to);
}

export function redigested<T extends { digest: string }>({ digest: _, ...rest }: T): string {
  return digestOf(rest);
}

/** A leaf made anew, so that record, salt and leaf agree: only the log can tell. */
export function recommit(decision: EvidenceDecision): void {
  const { record, salt } = decision;
  if (record === null || salt === null) throw new Error('nothing to commit to');
  decision.leaf = leafOf(record, Buffer.from(salt, 'base64url'));
}

/** The decisions as they stand, in a log of their own: signed, whole, and of these entries. */
export function relogged(file: EvidenceFile, signer = keys.first, size = 8): void {
  const leaves = Array.from({ length: size }, (_, at) => otherLeaf(at));
  for (const { index, leaf } of file.decisions) leaves[index] = leaf;
  for (const decision of file.decisions) decision.proof = proofOf(leaves, decision.index);
  file.log = { key: signer.line, checkpoint: signedCheckpoint(leaves, [signer]), rollovers: [] };
}
