/** Owns the check of an Ed25519 signature (RFC 8032) by the platform's WebCrypto; must not know what is signed. */
import type { Bytes } from '../encoding/bytes.ts';

/** Where WebCrypto has no Ed25519 (browsers before 2025), a caller brings a verifier of its own. */
export type VerifyEd25519 = (publicKey: Bytes, message: Bytes, signature: Bytes) => Promise<boolean>;

export const verifyEd25519: VerifyEd25519 = async (publicKey, message, signature) => {
  try {
    const key = await crypto.subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'Ed25519' }, key, signature, message);
  } catch (error) {
    // Bytes that are no point of the curve: nothing verifies under them. A missing algorithm is no answer, though.
    if (error instanceof Error && error.name === 'NotSupportedError') throw error;
    return false;
  }
};
