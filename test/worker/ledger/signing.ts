/** Owns signing notes with Node's Ed25519 for tests; must not use the code that the Worker signs with. */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { formatNote } from '../../../worker/ledger/signed-note.ts';
import { type VerifierKey, verifierKey } from '../../../worker/ledger/verifier-key.ts';

export interface Signer {
  key: VerifierKey;
  sign(text: string): Uint8Array<ArrayBuffer>;
}

/** RFC 8410 §7: what stands before a seed in PKCS #8. */
const pkcs8Start = Buffer.from('302e020100300506032b657004220420', 'hex');

export function signerOf(name: string, seed: Uint8Array): Signer {
  const secret = createPrivateKey({
    key: Buffer.concat([pkcs8Start, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  return {
    key: verifierKey(name, new Uint8Array(spki.subarray(-32))),
    sign: (text) => new Uint8Array(sign(null, Buffer.from(text), secret)),
  };
}

/** The text, signed by all of them. */
export function signedBy(text: string, signers: readonly Signer[]): string {
  return formatNote(
    text,
    signers.map(({ key, sign: signText }) => ({ name: key.name, keyId: key.id, signature: signText(text) })),
  );
}
