/** Owns the part of `node:zlib` that workerd provides and we use: it hands out what it unpacks piece by piece. */
declare module 'node:zlib' {
  interface Unpacker {
    on(event: 'data', take: (piece: Uint8Array) => void): this;
    on(event: 'end' | 'error', ended: () => void): this;
    write(piece: Uint8Array, taken: () => void): boolean;
    end(): this;
    destroy(): this;
  }

  export function createGunzip(): Unpacker;
  export function createInflate(): Unpacker;
  export function createInflateRaw(): Unpacker;
  export function createBrotliDecompress(): Unpacker;
}
