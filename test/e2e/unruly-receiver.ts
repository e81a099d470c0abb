/** Owns a receiver of webhooks that fails, stalls, resets, lies and dies at random; must not know what is delivered. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface UnrulyReceiver {
  url: string;
  /** What was taken in, under each `webhook-id`: every different body that came under it. */
  taken: Map<string, Set<string>>;
  /** How often each misbehaviour was shown. */
  shown: Map<Mood, number>;
  requests(): number;
  /** Requests that a redirect was followed by. */
  followed: number;
  /** From now on every request is taken in and answered 204. */
  calm(): void;
  /** Nobody listens for this long. */
  die(forMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Shares in thousandths; the rest is taken in and answered 204. */
const moods = {
  /** Refuses and says so. */
  error: 80,
  throttled: 6,
  redirect: 15,
  /** Cuts the connection before it has read anything. */
  reset: 25,
  /** Takes it in, and says that it failed. */
  lies: 40,
  /** Takes it in, and is gone before it has answered. */
  vanishes: 30,
  /** Takes it in late. */
  slow: 30,
  /** Neither takes it in nor ever answers. */
  stalls: 5,
  /** Answers garbage instead of HTTP. */
  garbage: 10,
} as const;

type Mood = keyof typeof moods | 'takes';

/** @param random in [0, 1), seeded by the caller so that a run can be repeated */
export async function unrulyReceiver(random: () => number): Promise<UnrulyReceiver> {
  let isCalm = false;
  const taken = new Map<string, Set<string>>();
  const shown = new Map<Mood, number>();
  const take = (request: IncomingMessage, body: string) => {
    const id = String(request.headers['webhook-id']);
    taken.set(id, (taken.get(id) ?? new Set()).add(body));
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/elsewhere') receiver.followed += 1;
    const mood = isCalm ? 'takes' : moodOf(random());
    shown.set(mood, (shown.get(mood) ?? 0) + 1);
    if (mood === 'reset') return request.socket.resetAndDestroy();
    const body = await textOf(request);
    switch (mood) {
      case 'error':
        return response.writeHead(random() < 0.5 ? 500 : 404).end('{"error":"no"}');
      case 'throttled':
        return response.writeHead(429, { 'retry-after': '1' }).end();
      case 'redirect':
        return response.writeHead(302, { location: '/elsewhere' }).end();
      case 'stalls':
        return;
      case 'garbage':
        return request.socket.end('\u0000\u0001 this is no HTTP\r\n\r\n');
      case 'lies':
        take(request, body);
        return response.writeHead(503).end();
      case 'vanishes':
        take(request, body);
        return request.socket.resetAndDestroy();
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, random() * 400));
        take(request, body);
        return response.writeHead(204).end();
      case 'takes':
        take(request, body);
        return response.writeHead(204).end();
    }
  };
  const server = createServer((request, response) => {
    // A sender that was killed meanwhile has cut the connection.
    answer(request, response).catch(() => response.destroy());
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  const close = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  const { port } = address;
  const receiver: UnrulyReceiver = {
    url: `http://127.0.0.1:${port}/hook`,
    taken,
    shown,
    requests: () => [...shown.values()].reduce((sum, count) => sum + count, 0),
    followed: 0,
    calm() {
      isCalm = true;
    },
    async die(forMs) {
      await close();
      await new Promise((resolve) => setTimeout(resolve, forMs));
      await listen(port);
    },
    close,
  };
  return receiver;
}

function moodOf(random: number): Mood {
  let below = 0;
  for (const [mood, share] of Object.entries(moods)) {
    below += share / 1000;
    if (random < below && isMood(mood)) return mood;
  }
  return 'takes';
}

function isMood(text: string): text is keyof typeof moods {
  return text in moods;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
