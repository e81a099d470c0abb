/** Owns where the body of an HTTP/1.1 answer ends; must not know what the bytes mean. */
import { Chunks } from './chunks.ts';
import type { ResponseHead } from './response-head.ts';

type Read = () => Promise<Uint8Array | null>;

/** A body that ends by itself. */
export interface Framed {
  /** Null once it has ended. Rejects when the connection does so before. */
  read: Read;
  /** All of it has come, and nothing behind it: what the connection brings next is another answer. */
  isClean(): boolean;
}

/** @param ahead what came together with the head */
export function framed({ status, header }: ResponseHead, ahead: Uint8Array, read: Read): Framed {
  let first = ahead.length === 0 ? null : ahead;
  const next = async () => {
    const bytes = first ?? (await read());
    first = null;
    return bytes;
  };
  if (status === 204 || status === 304) return sized(next, 0, ahead.length);
  if (/\bchunked\b/i.test(header('transfer-encoding') ?? '')) return chunked(next);
  const length = lengthOf(header('content-length'));
  return length === null ? { read: next, isClean: () => false } : sized(next, length, ahead.length);
}

/** Null for none: the body then ends with the connection. */
function lengthOf(declared: string | null): number | null {
  const length = declared?.split(',', 1)[0]?.trim() ?? '';
  return /^\d+$/.test(length) ? Number(length) : null;
}

function sized(read: Read, length: number, aheadBytes: number): Framed {
  let left = length;
  let hasSurplus = aheadBytes > length;
  return {
    async read() {
      if (left === 0) return null;
      const bytes = await read();
      if (bytes === null) throw new Error('the connection ended within the answer');
      const part = bytes.subarray(0, left);
      left -= part.length;
      hasSurplus ||= part.length < bytes.length;
      return part;
    },
    isClean: () => left === 0 && !hasSurplus,
  };
}

function chunked(read: Read): Framed {
  const chunks = new Chunks();
  return {
    async read() {
      if (chunks.isOver) return null;
      const bytes = await read();
      if (bytes === null) throw new Error('the connection ended within the answer');
      return chunks.payload(bytes);
    },
    isClean: () => chunks.isClean,
  };
}
