/** Owns verifier keys of signed notes as text, `name+id+key` (C2SP signed-note, as Go writes them); must not verify anything. */
import { type Bytes, concatBytes, fromBase64, toBase64, toHex, utf8 } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/digest.ts';

/** C2SP signed-note, signature types. */
const ed25519Type = 0x01;
const publicKeyLength = 32;

export interface VerifierKey {
  /** For a log its origin: host and path without a scheme. */
  name: string;
  /** Eight hexadecimal digits; together with the name it tells which key signed. */
  id: string;
  /** Ed25519, 32 bytes. */
  publicKey: Bytes;
}

/** Not empty, no white space of any script, no plus sign, no control character. */
export function isKeyName(name: string): boolean {
  return /^[^\s+\p{White_Space}\p{Cc}\p{Surrogate}]+$/u.test(name);
}

/** The key id: the first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), as hex. */
export function keyIdOf(name: string, publicKey: Uint8Array): string {
  const hash = sha256(concatBytes(utf8.encode(`${name}\n`), Uint8Array.of(ed25519Type), publicKey));
  return toHex(hash.subarray(0, 4));
}

export function verifierKey(name: string, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name) || publicKey.length !== publicKeyLength) throw new RangeError('not an Ed25519 key');
  return { name, id: keyIdOf(name, publicKey), publicKey: concatBytes(publicKey) };
}

/** `name+id+base64(0x01 ‖ public key)`, without a newline. */
export function formatVerifierKey(key: VerifierKey): string {
  return `${key.name}+${key.id}+${toBase64(concatBytes(Uint8Array.of(ed25519Type), key.publicKey))}`;
}

/** Reads a verifier key line; null when it is malformed, of another type, or its id is not that of its key. */
export function parseVerifierKey(line: string): VerifierKey | null {
  const [, name, id, text] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
  if (name === undefined || id === undefined || text === undefined || !isKeyName(name)) return null;
  const bytes = strictBase64(text);
  if (bytes === null || bytes.length !== publicKeyLength + 1 || bytes[0] !== ed25519Type) return null;
  const key = verifierKey(name, bytes.subarray(1));
  return key.id === id ? key : null;
}

/** Padded standard base64 (RFC 4648 §4) in its one spelling; null for any other, so that no byte can change unseen. */
export function strictBase64(text: string): Bytes | null {
  const bytes = fromBase64(text);
  return bytes !== null && toBase64(bytes) === text ? bytes : null;
}
