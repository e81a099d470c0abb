/** Owns the note by which a log's key names the next one; must not know how keys are made or when they change. */
import type { VerifyEd25519 } from './ed25519.ts';
import { type NoteFault, openNote } from './signed-note.ts';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from './verifier-key.ts';

/** Differs from every checkpoint in its first and second line, so that neither can be taken for the other. */
const firstLine = 'jinjian.log/key-rollover@v1';

export type RolloverFault = NoteFault | 'malformed_rollover';

/** The text that both keys sign: the old one to name its successor, the new one to show that it is held. */
export function formatRollover(old: VerifierKey, next: VerifierKey): string {
  return `${firstLine}\nold ${formatVerifierKey(old)}\nnew ${formatVerifierKey(next)}\n`;
}

/** The key that a trusted key names as its successor. */
export async function openRollover(
  note: string,
  trusted: VerifierKey,
  verify?: VerifyEd25519,
): Promise<VerifierKey | { fault: RolloverFault }> {
  const opened = await openNote(note, [trusted], verify);
  if ('fault' in opened) return opened;
  const [, old = '', text = ''] = /^[^\n]+\nold ([^\n]+)\nnew ([^\n]+)\n$/.exec(opened.text) ?? [];
  const next = parseVerifierKey(text);
  if (next === null || old !== formatVerifierKey(trusted) || opened.text !== formatRollover(trusted, next)) {
    return { fault: 'malformed_rollover' };
  }
  const both = await openNote(note, [trusted, next], verify);
  if ('fault' in both) return both;
  return both.signedBy.includes(next) ? next : { fault: 'no_known_signature' };
}
