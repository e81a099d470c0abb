/** Owns signed notes (C2SP signed-note): their text, reading it, judging their signatures; must not know what a note says. */
import { type Bytes, concatBytes, fromHex, toBase64, toHex, utf8 } from '../encoding/bytes.ts';
import { type VerifyEd25519, verifyEd25519 } from './ed25519.ts';
import { isKeyName, strictBase64, type VerifierKey } from './verifier-key.ts';

/** As Go's implementation; the specification asks for 16 at least. */
const maxSignatures = 100;
const maxNoteLength = 1_000_000;

export interface NoteSignature {
  name: string;
  keyId: string;
  signature: Bytes;
}

export interface SignedNote {
  /** What is signed, its last newline included. */
  text: string;
  signatures: readonly NoteSignature[];
}

export interface OpenedNote {
  text: string;
  /** The known keys that signed; at least one. */
  signedBy: readonly [VerifierKey, ...VerifierKey[]];
}

/** Why a note is not to be believed. */
export type NoteFault = 'malformed_note' | 'no_known_signature' | 'bad_signature';

/** A note of this text with these signatures. @throws RangeError for a text that no note can hold */
export function formatNote(text: string, signatures: readonly NoteSignature[]): string {
  if (!isNoteText(text)) throw new RangeError('not the text of a note');
  const lines = signatures.map(
    ({ name, keyId, signature }) => `— ${name} ${toBase64(concatBytes(fromHex(keyId), signature))}\n`,
  );
  return `${text}\n${lines.join('')}`;
}

/** Reads a note; null when it is not one. Nothing is verified. */
export function parseNote(note: string): SignedNote | null {
  if (note.length > maxNoteLength || !isNoteText(note)) return null;
  const split = note.lastIndexOf('\n\n');
  if (split < 0) return null;
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > maxSignatures) return null;
  const signatures = lines.map(parseSignature).filter((one) => one !== null);
  return signatures.length === lines.length ? { text: note.slice(0, split + 1), signatures } : null;
}

/**
 * Opens a note with the keys that are trusted. Signatures by others are ignored; one by a known key that does not
 * verify condemns the note, whatever else signed it.
 */
export async function openNote(
  note: string,
  keys: readonly VerifierKey[],
  verify: VerifyEd25519 = verifyEd25519,
): Promise<OpenedNote | { fault: NoteFault }> {
  const parsed = parseNote(note);
  if (parsed === null) return { fault: 'malformed_note' };
  const message = concatBytes(utf8.encode(parsed.text));
  const signedBy = new Set<VerifierKey>();
  for (const { name, keyId, signature } of parsed.signatures) {
    const key = keys.find((one) => one.name === name && one.id === keyId);
    if (key === undefined || signedBy.has(key)) continue;
    if (!(await verify(key.publicKey, message, signature))) return { fault: 'bad_signature' };
    signedBy.add(key);
  }
  const [first, ...others] = signedBy;
  return first === undefined
    ? { fault: 'no_known_signature' }
    : { text: parsed.text, signedBy: [first, ...others] };
}

/** The signature lines of a note that opening it with these keys does not look at: by others, or a second one by the same. */
export function unopenedSignatures(note: string, keys: readonly VerifierKey[]): string[] {
  const parsed = parseNote(note);
  const looked = new Set<VerifierKey>();
  const lines = note.slice(note.lastIndexOf('\n\n') + 2, -1).split('\n');
  return (parsed?.signatures ?? []).flatMap(({ name, keyId }, at) => {
    const key = keys.find((one) => one.name === name && one.id === keyId);
    if (key === undefined || looked.has(key)) return lines[at] ?? [];
    looked.add(key);
    return [];
  });
}

/** Ends with a newline and has no other control character; can be written as UTF-8. */
function isNoteText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the specification names them.
  return text.endsWith('\n') && !/[\u0000-\u0009\u000b-\u001f]/.test(text) && !/\p{Surrogate}/u.test(text);
}

function parseSignature(line: string): NoteSignature | null {
  const [, name, text] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  if (name === undefined || text === undefined || !isKeyName(name)) return null;
  const bytes = strictBase64(text);
  if (bytes === null || bytes.length < 5) return null;
  return { name, keyId: toHex(bytes.subarray(0, 4)), signature: bytes.slice(4) };
}
