/** Owns reading a foreign body up to a bound, in bytes and in how many pieces they come; must not know what they mean. */
import { concatBytes } from '../encoding/bytes.ts';
import type { RawBody } from './opened.ts';

export interface Read {
  bytes: Uint8Array;
  /** There was more, or it could not be read. */
  isCutOff: boolean;
}

/** Each piece takes a turn of the event loop, however small it is: a body in crumbs is cut like a long one. */
function mostPieces(maxBytes: number): number {
  return 1024 + maxBytes / 64;
}

/** Reads up to `maxBytes`; of one that is longer, the rest is never read. Rejects as the body does, and ends it in any case. */
export async function readBounded(body: RawBody, maxBytes: number): Promise<Read> {
  const pieces: Uint8Array[] = [];
  let room = maxBytes;
  try {
    for (let left = mostPieces(maxBytes); left > 0; left--) {
      const piece = await body.read();
      if (piece === null) return { bytes: concatBytes(...pieces), isCutOff: false };
      pieces.push(piece.subarray(0, room));
      if (piece.length > room) break;
      room -= piece.length;
    }
    return { bytes: concatBytes(...pieces), isCutOff: true };
  } finally {
    body.cancel();
  }
}

/** A stream's bytes, one read after the other. */
export function bodyOf(stream: ReadableStream<Uint8Array>): RawBody {
  const reader = stream.getReader();
  return {
    async read() {
      const { done, value } = await reader.read();
      return done ? null : value;
    },
    // Nobody waits for it, so that nobody hears of its failure either.
    cancel: () => void reader.cancel().catch(() => {}),
  };
}
