/** Owns which requests share a connection, and which connections are given up; the streams are Node's, the time is ours. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Connections } from '../../../worker/outbound/connections.ts';

const a = 'https://a.example';
const request = new TextEncoder().encode('ask');

interface Fake {
  origin: string;
  /** Brings bytes to whoever reads. */
  bring(text: string): void;
  /** The server closes. */
  end(): void;
  written: string;
  isClosed: boolean;
}

let opened: Fake[];
let connections: Connections;
beforeEach(() => {
  vi.useFakeTimers();
  opened = [];
  connections = new Connections((origin) => {
    const incoming = new TransformStream<Uint8Array, Uint8Array>();
    const writer = incoming.writable.getWriter();
    const fake: Fake = {
      origin,
      bring: (text) => void writer.write(new TextEncoder().encode(text)),
      end: () => void writer.close(),
      written: '',
      isClosed: false,
    };
    opened.push(fake);
    const writable = new WritableStream<Uint8Array>({
      write(bytes) {
        fake.written += new TextDecoder().decode(bytes);
      },
    });
    const close = async () => {
      fake.isClosed = true;
      await writer.close().catch(() => {});
    };
    return { readable: incoming.readable, writable, close };
  });
});
afterEach(() => void vi.useRealTimers());

const never = () => new AbortController().signal;
const settled = () => vi.advanceTimersByTimeAsync(0);
const textOf = (bytes: Uint8Array | null) => (bytes === null ? null : new TextDecoder().decode(bytes));

/** One request, answered and let go. */
async function ask(origin = a): Promise<string | null> {
  const wire = connections.send(origin, request, never());
  opened.at(-1)?.bring('answer');
  const text = textOf(await wire.read());
  wire.release();
  await settled();
  return text;
}

describe('a connection', () => {
  it('that is let go brings the next answer of the same server', async () => {
    expect([await ask(), await ask()]).toEqual(['answer', 'answer']);
    expect(opened.map(({ origin, written }) => [origin, written])).toEqual([[a, 'askask']]);
  });
  it('is not shared by two at once, nor with another server', async () => {
    const [one, other] = [connections.send(a, request, never()), connections.send(a, request, never())];
    expect(opened).toHaveLength(2);
    one.release();
    other.release();
    await ask('https://b.example');
    expect(opened.map(({ origin }) => origin)).toEqual([a, a, 'https://b.example']);
  });
  it('that nobody uses is given up before the server would', async () => {
    await ask();
    await vi.advanceTimersByTimeAsync(3000);
    await ask();
    await vi.advanceTimersByTimeAsync(3999);
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([false]);
    await vi.advanceTimersByTimeAsync(1);
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([true]);
    await ask();
    expect(opened).toHaveLength(2);
  });
  it.each([
    ['has ended meanwhile', (fake: Fake) => fake.end()],
    ['has brought something unasked', (fake: Fake) => fake.bring('HTTP/1.1 200 OK')],
  ])('that %s is not used again', async (_what, spoil) => {
    await ask();
    for (const fake of opened) spoil(fake);
    await settled();
    await ask();
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });
  it('that is closed is not used again', async () => {
    connections.send(a, request, never()).close();
    await ask();
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });
  it('is ended by the signal, with its reason, and not by that of a request before', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    connections.send(a, request, first.signal).release();
    const wire = connections.send(a, request, second.signal);
    first.abort();
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([false]);
    const reading = wire.read();
    second.abort(new DOMException('late', 'TimeoutError'));
    await expect(reading).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([true]);
  });
  it('is kept for few at once: the rest are closed', async () => {
    const wires = Array.from({ length: 12 }, () => connections.send(a, request, never()));
    for (const wire of wires) wire.release();
    expect(opened.filter(({ isClosed }) => !isClosed)).toHaveLength(8);
  });
});
