/** Owns connections to the servers that are asked: opened, kept a while for the next request, given up; knows no HTTP. */
import type { Wire } from './answer-from-wire.ts';

/** What of a runtime's socket is used. */
export interface Stream {
  readable: ReadableStream<Uint8Array>;
  writable: WritableStream<Uint8Array>;
  close(): Promise<void>;
}

/** Below the 5 s after which Node's servers close: who asks first wins. */
const keptMs = 4000;
/** For each server; more are under way at once only for moments. */
const mostKept = 8;

type Piece = { bytes: Uint8Array | null } | { error: unknown };

export class Connections {
  readonly #open: (origin: string) => Stream;
  /** By origin, with the timers that give them up. */
  readonly #kept = new Map<string, Map<Connection, ReturnType<typeof setTimeout>>>();

  /** @param open by a URL's origin */
  constructor(open: (origin: string) => Stream) {
    this.#open = open;
  }

  /** Sends the bytes of one request; the answer's are read off the wire until the signal ends it. */
  send(origin: string, request: Uint8Array, signal: AbortSignal): Wire {
    const connection = this.#take(origin) ?? new Connection(this.#open(origin));
    const close = () => connection.close();
    signal.addEventListener('abort', close, { once: true });
    connection.write(request);
    return {
      async read() {
        const piece = await connection.read();
        // One that is closed reads as one that has ended.
        signal.throwIfAborted();
        if ('error' in piece) throw piece.error;
        return piece.bytes;
      },
      close: () => {
        signal.removeEventListener('abort', close);
        close();
      },
      release: () => {
        signal.removeEventListener('abort', close);
        this.#keep(origin, connection);
      },
    };
  }

  #take(origin: string): Connection | null {
    for (const connection of this.#kept.get(origin)?.keys() ?? []) {
      this.#forget(origin, connection);
      if (!connection.isSpoilt) return connection;
      connection.close();
    }
    return null;
  }

  #keep(origin: string, connection: Connection): void {
    const kept = this.#kept.get(origin) ?? new Map();
    if (kept.size >= mostKept) {
      connection.close();
      return;
    }
    connection.readAhead();
    const giveUp = () => {
      this.#forget(origin, connection);
      connection.close();
    };
    this.#kept.set(origin, kept.set(connection, setTimeout(giveUp, keptMs)));
  }

  #forget(origin: string, connection: Connection): void {
    const kept = this.#kept.get(origin);
    clearTimeout(kept?.get(connection));
    kept?.delete(connection);
    if (kept?.size === 0) this.#kept.delete(origin);
  }
}

class Connection {
  readonly #stream: Stream;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  #ahead: Promise<Piece> | null = null;
  /** Something came while nothing was asked, the connection's end perhaps. */
  isSpoilt = false;

  constructor(stream: Stream) {
    this.#stream = stream;
    this.#reader = stream.readable.getReader();
    this.#writer = stream.writable.getWriter();
  }

  /** An answer may come before all was sent, and refuse the rest: what fails is known by what can't be read. */
  write(bytes: Uint8Array): void {
    this.#writer.write(bytes).catch(() => {});
  }

  read(): Promise<Piece> {
    const ahead = this.#ahead ?? this.#next();
    this.#ahead = null;
    return ahead;
  }

  readAhead(): void {
    this.isSpoilt = false;
    this.#ahead = this.#next();
    void this.#ahead.then(() => {
      this.isSpoilt = true;
    });
  }

  close(): void {
    this.#stream.close().catch(() => {});
  }

  #next(): Promise<Piece> {
    return this.#reader.read().then(
      ({ done, value }) => ({ bytes: done ? null : value }),
      (error: unknown) => ({ error }),
    );
  }
}
