/** Owns reading an HTTP/1.1 answer off the bytes of a connection; must not know how it was opened. */
import { concatBytes } from '../encoding/bytes.ts';
import { framed } from './framing.ts';
import type { Opened } from './opened.ts';
import { headEnd, parseHead, type ResponseHead } from './response-head.ts';

const longestHeadBytes = 64 * 1024;
const mostHeadPieces = 1024;

/** A connection, for one request. */
export interface Wire {
  /** What the connection brings; null at its end. */
  read(): Promise<Uint8Array | null>;
  /** Nothing more is wanted of it. */
  close(): void;
  /** The answer has ended, and the connection may bring another one. */
  release(): void;
}

export async function answerFrom(wire: Wire): Promise<Opened> {
  const { head, ahead } = await readHead(wire);
  const { read, isClean } = framed(head, ahead, () => wire.read());
  let isEnded = false;
  const cancel = () => {
    if (isEnded) return;
    isEnded = true;
    if (head.isKept && isClean()) wire.release();
    else wire.close();
  };
  const { status, header } = head;
  if (!isClean()) return { status, header, body: { read, cancel } };
  cancel();
  return { status, header, body: null };
}

/** The head of the answer proper: those that only say that it is under way (1xx) are passed over. */
async function readHead(wire: Wire): Promise<{ head: ResponseHead; ahead: Uint8Array }> {
  let bytes: Uint8Array = new Uint8Array();
  let begin = 0;
  for (let pieces = 0; pieces < mostHeadPieces && bytes.length < longestHeadBytes; pieces++) {
    const piece = await wire.read();
    if (piece === null) throw new Error('the connection ended before the answer');
    // An empty line may have begun in the piece before.
    let searchFrom = Math.max(begin, bytes.length - 2);
    bytes = bytes.length === 0 ? piece : concatBytes(bytes, piece);
    for (;;) {
      const end = headEnd(bytes, searchFrom);
      if (end < 0) break;
      const head = parseHead(bytes.subarray(begin, end));
      if (head === null || head.status === 101) throw new Error('no HTTP');
      if (head.status >= 200) return { head, ahead: bytes.subarray(end) };
      begin = end;
      searchFrom = end;
    }
  }
  throw new Error('the head of the answer has no end');
}
