/** Owns bytes that come in given pieces, as a body or off a connection, and what was done with them; must not know who reads. */
import type { Wire } from '../../../worker/outbound/answer-from-wire.ts';
import type { RawBody } from '../../../worker/outbound/opened.ts';

export interface FakeBody extends RawBody {
  reads: number;
  readBytes: number;
  isCancelled: boolean;
}

export function fakeBody(pieces: Iterable<Uint8Array>): FakeBody {
  const iterator = pieces[Symbol.iterator]();
  const body: FakeBody = {
    reads: 0,
    readBytes: 0,
    isCancelled: false,
    async read() {
      const next = iterator.next();
      if (next.done === true) return null;
      body.reads += 1;
      body.readBytes += next.value.length;
      return next.value;
    },
    cancel() {
      body.isCancelled = true;
    },
  };
  return body;
}

/** `fate` is told in the order in which it was decided. */
export interface FakeWire extends Wire {
  body: FakeBody;
  fate: ('closed' | 'released')[];
}

export function fakeWire(pieces: Iterable<Uint8Array>): FakeWire {
  const body = fakeBody(pieces);
  const fate: FakeWire['fate'] = [];
  return {
    body,
    fate,
    read: body.read,
    close: () => void fate.push('closed'),
    release: () => void fate.push('released'),
  };
}
