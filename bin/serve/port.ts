/** Owns finding out whether an address can be listened on; must not know what will listen there. */
import { createServer } from 'node:net';
import { errorCode } from './data-folder.ts';
import { StartRefused } from './start-refused.ts';

/**
 * The port to use: the one asked for, or a free one for 0. workerd's own error for a port in use names neither the
 * port nor a remedy, hence the try beforehand.
 * @throws StartRefused when the address can't be listened on
 */
export async function usablePort(host: string, port: number): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new StartRefused(refusal(errorCode(error), host, port))));
    server.listen({ host: host === 'localhost' ? '127.0.0.1' : host, port, exclusive: true }, () => {
      const address = server.address();
      const usable = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(usable));
    });
  });
}

function refusal(code: string, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is already in use: stop what uses it, or set PORT to another`;
    case 'EADDRNOTAVAIL':
      return `HOST ${host} is not an address of this machine`;
    case 'EACCES':
      return `port ${port} may not be used by this user: set PORT to 1024 or above`;
    default:
      return `${host} port ${port} can't be listened on (${code})`;
  }
}
