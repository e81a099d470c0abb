/** Owns the part of `node:crypto` that workerd provides and we use: synchronous, so that hashing fits in a transaction. */
declare module 'node:crypto' {
  type Data = string | Uint8Array;

  interface Digest {
    update(data: Data): this;
    digest(): Uint8Array;
    digest(encoding: 'hex' | 'base64'): string;
  }

  interface BlockCipher {
    setAutoPadding(on: boolean): this;
    update(data: Uint8Array): Uint8Array;
    final(): Uint8Array;
  }

  export function createHash(algorithm: 'sha256'): Digest;
  export function createHmac(algorithm: 'sha256', key: Uint8Array): Digest;
  export function createCipheriv(algorithm: 'aes-256-ecb', key: Uint8Array, iv: null): BlockCipher;
  export function createDecipheriv(algorithm: 'aes-256-ecb', key: Uint8Array, iv: null): BlockCipher;
  export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean;
}
