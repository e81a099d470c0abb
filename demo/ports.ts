/** Owns finding a port to listen on: the wished one, else the next free; must not know what is served. */
import { createServer, type Server } from 'node:http';

export const loopback = '127.0.0.1';
const maxTries = 50;

/** Listens on `wished` or the next free port, and answers which one. Port 0 lets the system choose. */
export async function listenFrom(server: Server, wished: number): Promise<number> {
  for (let port = wished; port < wished + maxTries && port <= 65_535; port += 1) {
    if (await listenOn(server, port)) return boundPort(server);
  }
  throw new Error(`no free port from ${wished} to ${wished + maxTries - 1}`);
}

/** A port that nothing listens on now, `wished` or the next free one, for a program that binds it itself. */
export async function findFreePort(wished: number, taken: readonly number[] = []): Promise<number> {
  for (let port = wished; ; ) {
    const probe = createServer();
    const found = await listenFrom(probe, port);
    await new Promise((resolve) => probe.close(resolve));
    if (!taken.includes(found)) return found;
    port = found + 1;
  }
}

function listenOn(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error) => {
      server.removeListener('listening', onListening);
      if ('code' in error && error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    };
    const onListening = () => {
      server.removeListener('error', onError);
      resolve(true);
    };
    server.once('error', onError).once('listening', onListening).listen(port, loopback);
  });
}

function boundPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
