/** Owns which cryptography this browser has, and the part fetched where it lacks any; must not know what is checked. */
import type { Crypto } from './log-proof.ts';

/** The part's module (sdk/receipt/signature-part.ts). */
interface Part {
  sha256(bytes: Uint8Array): Uint8Array;
  verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;
}

/** Rejects with `TypeError` where the part can't be reached, or this browser can't run it. */
export async function browserCrypto(version: string): Promise<Crypto> {
  // Missing on pages that did not come by https.
  const { subtle }: { subtle?: SubtleCrypto } = Object(window.crypto);
  const hasEd25519 = subtle !== undefined && (await knowsEd25519(subtle));
  const part = hasEd25519 ? null : await fetchPart(version);
  return {
    sha256: async (bytes) =>
      subtle === undefined && part
        ? part.sha256(bytes)
        : new Uint8Array(await crypto.subtle.digest('SHA-256', copied(bytes))),
    verify: async (publicKey, message, signature) => {
      if (part) return part.verify(signature, message, publicKey);
      const key = await crypto.subtle.importKey('raw', copied(publicKey), 'Ed25519', false, ['verify']);
      return crypto.subtle.verify('Ed25519', key, copied(signature), copied(message));
    },
  };
}

/** Chrome has it since 137, Safari since 17, Firefox since 129. RFC 8032 §7.1, test 1: a key that is one. */
async function knowsEd25519(subtle: SubtleCrypto): Promise<boolean> {
  const key = [
    215, 90, 152, 1, 130, 177, 10, 183, 213, 75, 254, 211, 201, 100, 7, 58, 14, 225, 114, 243, 218, 166, 35,
    37, 175, 2, 26, 104, 247, 7, 81, 26,
  ];
  try {
    await subtle.importKey('raw', Uint8Array.from(key), 'Ed25519', false, ['verify']);
    return true;
  } catch {
    return false;
  }
}

function fetchPart(version: string): Promise<Part> {
  return import(/* @vite-ignore */ `/w/jinjian-${version}-signature.js`);
}

/** WebCrypto takes no view of a shared buffer, as the types see it. */
function copied(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes);
}
