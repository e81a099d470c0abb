/** Owns sending bytes as they are to a server and reading what comes back; must not know HTTP beyond its status line. */
import { connect } from 'node:net';

export interface RawAnswer {
  /** 0 when the connection ended without an answer. */
  status: number;
  text: string;
  /** Until the server closed the connection; null when it was still open at the end. */
  closedAfterMs: number | null;
}

export interface RawOptions {
  /** How long the connection is watched. */
  mostMs?: number;
  /** The address to come from, one of this machine's. */
  from?: string;
}

/** Sends, then says nothing more, and settles once the server closes the connection or `mostMs` are over. */
export function rawRequest(
  url: string,
  bytes: string,
  { mostMs = 10_000, from = '127.0.0.1' }: RawOptions = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), localAddress: from });
  const startMs = performance.now();
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  socket.on('error', () => {});
  socket.write(bytes);
  return new Promise((resolve) => {
    const settle = (closedAfterMs: number | null) => {
      clearTimeout(timer);
      socket.destroy();
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
      resolve({ status, text, closedAfterMs });
    };
    const timer = setTimeout(() => settle(null), mostMs);
    socket.once('close', () => settle(performance.now() - startMs));
  });
}

export interface HeldRequest {
  /** Settles with the status once there is an answer. */
  status: Promise<number>;
  /** Ends the connection, cleanly or with a reset. */
  end(how?: 'reset'): void;
}

/** Sends a request whose body does not come, and keeps the connection. */
export function heldRequest(url: string, bytes: string, from = '127.0.0.1'): Promise<HeldRequest> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), localAddress: from });
  socket.on('error', () => {});
  const status = new Promise<number>((resolve) => {
    socket.once('data', (chunk) => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(String(chunk))?.[1] ?? 0)));
    socket.once('close', () => resolve(0));
  });
  const end = (how?: 'reset') => {
    if (how === 'reset') socket.resetAndDestroy();
    else socket.destroy();
  };
  return new Promise((resolve) => {
    socket.once('connect', () => socket.write(bytes, () => resolve({ status, end })));
  });
}
