/** Owns a real receiver that answers badly in one of several ways, over a bare socket; must not know who calls. */
import { createServer, type Server, type Socket } from 'node:net';

export interface BadTarget {
  url: string;
  /** Requests that came to its end. */
  requests: number;
  /** Bytes of answers that were taken from it. */
  sentBytes: number;
  /** Connections that are open now. */
  open: Set<Socket>;
  close(): Promise<void>;
}

/** What is written once a request has come; the socket stays open after it. */
export type Misbehaviour = (socket: Socket, target: BadTarget) => void;

const head = (status: string, more: string[] = []) =>
  `HTTP/1.1 ${status}\r\n${more.join('\r\n')}${more.length > 0 ? '\r\n' : ''}\r\n`;

/** Headers at once, then a byte each tenth of a second, for ever. */
export const byteByByte =
  (status: string): Misbehaviour =>
  (socket) => {
    socket.write(head(status, ['Content-Type: text/plain', 'Content-Length: 1000000']));
    const timer = setInterval(() => socket.write('x'), 100);
    socket.on('close', () => clearInterval(timer));
  };

/** Takes the request and says nothing. */
export const silent: Misbehaviour = () => {};

/** A gigabyte, as fast as it is taken. */
export const gigabyte: Misbehaviour = (socket, target) => {
  const chunk = Buffer.alloc(64 * 1024, 'a');
  let left = 1024 ** 3;
  socket.write(head('500 Internal Server Error', ['Content-Type: text/plain', `Content-Length: ${left}`]));
  const write = () => {
    while (left > 0 && !socket.destroyed) {
      left -= chunk.length;
      target.sentBytes += chunk.length;
      if (!socket.write(chunk)) {
        socket.once('drain', write);
        return;
      }
    }
  };
  write();
};

/** Resets the connection in the middle of the answer. */
export const resets: Misbehaviour = (socket) => {
  socket.write(head('200 OK', ['Content-Length: 10']).slice(0, 12));
  socket.resetAndDestroy();
};

export const redirects =
  (location: string): Misbehaviour =>
  (socket) => {
    socket.write(head('307 Temporary Redirect', [`Location: ${location}`, 'Content-Length: 0']));
  };

/** Success by its status; the body that it announces never comes. */
export const stallsAfterSuccess: Misbehaviour = (socket) => {
  socket.write(head('200 OK', ['Content-Type: text/plain', 'Content-Length: 100']));
};

export const notHttp: Misbehaviour = (socket) => {
  socket.write('\u0000\u0001garbage\r\n\r\n');
};

export async function badTarget(misbehave: Misbehaviour): Promise<BadTarget> {
  const server: Server = createServer((socket) => {
    target.open.add(socket);
    socket.on('close', () => target.open.delete(socket));
    socket.on('error', () => {});
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (end < 0 || text.length < end + 4 + length) return;
      text = '';
      target.requests += 1;
      misbehave(socket, target);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the target has no port');
  const target: BadTarget = {
    url: `http://127.0.0.1:${address.port}/hook`,
    requests: 0,
    sentBytes: 0,
    open: new Set(),
    async close() {
      for (const socket of target.open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return target;
}
