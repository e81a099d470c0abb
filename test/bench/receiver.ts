/** Owns the bench's own webhook receiver, which notes when each delivery arrives; must not verify it. */
import { createServer, type ServerResponse } from 'node:http';

export interface Receiver {
  url: string;
  /** Settles with the arrival time (`performance.now()`) of the next delivery. */
  next(): Promise<number>;
  /** Deliveries that have arrived so far. */
  count(): number;
  /** Settles once so many have arrived. @throws when that takes longer than ten minutes */
  reaches(count: number): Promise<void>;
  /** Body of the first delivery. */
  firstBody(): string;
  /** Deliveries are kept waiting from now on: they hold their places and cost the server nothing more. */
  hold(): void;
  /** Answers all that wait, and the next ones at once. */
  release(): void;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  let arrived = 0;
  let isHolding = false;
  let firstBody = '';
  const waiting: ServerResponse[] = [];
  let notify: (atMs: number) => void = () => {};
  const server = createServer((request, response) => {
    arrived += 1;
    notify(performance.now());
    if (arrived === 1) {
      request.setEncoding('utf8').on('data', (text: string) => {
        firstBody += text;
      });
    } else request.resume();
    if (isHolding) waiting.push(response);
    else response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    next: () =>
      new Promise((resolve) => {
        notify = resolve;
      }),
    count: () => arrived,
    async reaches(count) {
      const endMs = performance.now() + 600_000;
      while (arrived < count) {
        if (performance.now() > endMs) throw new Error(`${arrived} of ${count} deliveries arrived`);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
    firstBody: () => firstBody,
    hold() {
      isHolding = true;
    },
    release() {
      isHolding = false;
      for (const response of waiting.splice(0)) response.writeHead(204).end();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
