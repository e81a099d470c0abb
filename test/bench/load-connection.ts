/** Owns one kept-alive HTTP/1.1 connection that spends as little as possible on the client's side; must not know bodies. */
import { connect, type Socket } from 'node:net';

export interface LoadConnection {
  /** Sends a whole request and settles with the status of its answer. */
  exchange(request: Buffer): Promise<number>;
  close(): void;
}

/** Answers must carry `Content-Length`, as workerd's do for bodies of known length. */
export function openConnection(port: number): Promise<LoadConnection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(connectionOver(socket));
    });
  });
}

function connectionOver(socket: Socket): LoadConnection {
  let read = Buffer.alloc(0);
  let settle: ((status: number) => void) | null = null;
  let fail: ((error: Error) => void) | null = null;
  socket.on('data', (chunk) => {
    read = read.length === 0 ? chunk : Buffer.concat([read, chunk]);
    const answer = wholeAnswer(read);
    if (answer === null) return;
    read = read.subarray(answer.length);
    settle?.(answer.status);
  });
  socket.on('error', (error) => fail?.(error));
  socket.on('close', () => fail?.(new Error('the server closed the connection')));
  return {
    exchange: (request) =>
      new Promise((resolve, reject) => {
        [settle, fail] = [resolve, reject];
        socket.write(request);
      }),
    close() {
      fail = null;
      socket.destroy();
    },
  };
}

/** Status and length of a complete answer at the start of these bytes, else null. */
function wholeAnswer(bytes: Buffer): { status: number; length: number } | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error('an answer without Content-Length');
  const whole = end + 4 + Number(length);
  return bytes.length < whole ? null : { status: Number(head.slice(9, 12)), length: whole };
}
