/** Owns the part for browsers without Ed25519 in WebCrypto: a verifier, and SHA-256 for those without any; must not fetch. */
import { hashes, verify as verifyEd25519 } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';

hashes.sha512 = sha512;

export { sha256 };

/** Never throws: what can't be read does not verify. */
export function verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return verifyEd25519(signature, message, publicKey);
  } catch {
    return false;
  }
}
