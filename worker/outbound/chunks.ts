/** Owns taking the payload out of HTTP/1.1's chunked transfer; must not read from a connection. */

/** Of what is no payload: sizes, extensions, line ends. */
const mostOverhead = 64 * 1024;
/** No payload is read so far. */
const longestChunk = 2 ** 48;
const carriageReturn = 13;
const lineFeed = 10;

/** Where in the transfer the next byte is. */
type Place =
  | 'size'
  | 'rest_of_size_line'
  | 'payload'
  | 'end_of_payload'
  | 'trailer_begin'
  | 'trailer'
  | 'behind';

export class Chunks {
  #place: Place = 'size';
  /** Of the size, as far as its digits have come; -1 before the first. */
  #size = -1;
  /** Of the payload: bytes still to come. */
  #left = 0;
  #overhead = 0;
  #surplus = 0;

  /** The last chunk has come: what may follow are trailers, which nobody waits for. */
  get isOver(): boolean {
    return this.#place === 'trailer_begin' || this.#place === 'trailer' || this.#place === 'behind';
  }

  /** The whole transfer has come, trailers included, and nothing behind it. */
  get isClean(): boolean {
    return this.#place === 'behind' && this.#surplus === 0;
  }

  /** The payload in the next bytes of the transfer. @throws Error for what is no chunked transfer */
  payload(bytes: Uint8Array): Uint8Array {
    const out = new Uint8Array(bytes.length);
    let size = 0;
    for (let at = 0; at < bytes.length; ) {
      if (this.#place === 'payload') {
        const part = bytes.subarray(at, at + this.#left);
        out.set(part, size);
        size += part.length;
        at += part.length;
        this.#left -= part.length;
        if (this.#left === 0) this.#place = 'end_of_payload';
      } else {
        this.#overhead += 1;
        if (this.#overhead > mostOverhead) throw new Error('more around the chunks than in them');
        this.#place = this.#next(bytes[at] ?? 0);
        at += 1;
      }
    }
    return out.subarray(0, size);
  }

  #next(byte: number): Place {
    switch (this.#place) {
      case 'size': {
        const digit = hexDigit(byte);
        if (digit < 0) return byte === lineFeed ? this.#sized() : 'rest_of_size_line';
        this.#size = Math.max(this.#size, 0) * 16 + digit;
        if (this.#size > longestChunk) throw new Error('a chunk without end');
        return 'size';
      }
      case 'rest_of_size_line':
        return byte === lineFeed ? this.#sized() : 'rest_of_size_line';
      case 'end_of_payload':
        return byte === lineFeed ? 'size' : 'end_of_payload';
      case 'trailer_begin':
        if (byte === lineFeed) return 'behind';
        return byte === carriageReturn ? 'trailer_begin' : 'trailer';
      case 'trailer':
        return byte === lineFeed ? 'trailer_begin' : 'trailer';
      default:
        this.#surplus += 1;
        return this.#place;
    }
  }

  #sized(): Place {
    if (this.#size < 0) throw new Error('a chunk without a size');
    this.#left = this.#size;
    this.#size = -1;
    return this.#left === 0 ? 'trailer_begin' : 'payload';
  }
}

/** -1 for what is none. Told by number: there may be one for each byte of a body. */
function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
