/** Owns checkpoints (C2SP tlog-checkpoint): their text, reading it, opening a signed one; must not know the storage. */
import { toBase64 } from '../encoding/bytes.ts';
import type { VerifyEd25519 } from './ed25519.ts';
import { emptyFrontier, type Hash, hashLength, rootOf, sameHash } from './merkle.ts';
import { type NoteFault, openNote } from './signed-note.ts';
import { strictBase64, type VerifierKey } from './verifier-key.ts';

export interface Checkpoint {
  /** Which log this is: host and path without a scheme. */
  origin: string;
  size: number;
  root: Hash;
}

export interface OpenedCheckpoint extends Checkpoint {
  /** The note as it was signed. */
  note: string;
  /** The key that bears the log's name and signed. */
  key: VerifierKey;
}

export type CheckpointFault = NoteFault | 'malformed_checkpoint' | 'foreign_origin';

/** The note text of a checkpoint, ready to be signed. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads a checkpoint's note text; null when it is not one. Extension lines are passed over. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const lines = text.split('\n');
  const [origin, sizeText, rootText] = lines;
  if (!text.endsWith('\n') || lines.slice(0, -1).some((line) => line === '')) return null;
  if (origin === undefined || sizeText === undefined || rootText === undefined) return null;
  const size = /^(?:0|[1-9]\d{0,15})$/.test(sizeText) ? Number(sizeText) : Number.NaN;
  const root = strictBase64(rootText);
  if (!Number.isSafeInteger(size) || root === null || root.length !== hashLength) return null;
  // An empty tree has one root only.
  if (size === 0 && !sameHash(root, rootOf(emptyFrontier))) return null;
  return { origin, size, root };
}

/** Opens a signed checkpoint. It must be signed by a key that bears the name of the log which it speaks of. */
export async function openCheckpoint(
  note: string,
  keys: readonly VerifierKey[],
  verify?: VerifyEd25519,
): Promise<OpenedCheckpoint | { fault: CheckpointFault }> {
  const opened = await openNote(note, keys, verify);
  if ('fault' in opened) return opened;
  const checkpoint = parseCheckpoint(opened.text);
  if (checkpoint === null) return { fault: 'malformed_checkpoint' };
  const key = opened.signedBy.find((one) => one.name === checkpoint.origin);
  return key === undefined ? { fault: 'foreign_origin' } : { ...checkpoint, note, key };
}
