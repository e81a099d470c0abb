/** Owns the part of `node:crypto` that workerd provides and we use: synchronous, so that ids and signatures can be made inside a transaction. */
declare module 'node:crypto' {
  interface BlockCipher {
    setAutoPadding(on: boolean): this;
    update(data: Uint8Array): Uint8Array;
    final(): Uint8Array;
  }

  export function createCipheriv(algorithm: 'aes-256-ecb', key: Uint8Array, iv: null): BlockCipher;
  export function createDecipheriv(algorithm: 'aes-256-ecb', key: Uint8Array, iv: null): BlockCipher;
  interface KeyObject {
    export(as: { format: 'jwk' }): { x: string };
  }

  /** Ed25519 only. */
  export function createPrivateKey(from: { key: Uint8Array; format: 'der'; type: 'pkcs8' }): KeyObject;
  export function createPublicKey(from: KeyObject): KeyObject;
  export function sign(algorithm: null, message: Uint8Array, key: KeyObject): Uint8Array;
  interface Hash {
    update(data: Uint8Array): this;
    digest(): Uint8Array;
  }

  /** For a vendor's Content-MD5 alone. */
  export function createHash(algorithm: 'md5'): Hash;
  export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean;
}
