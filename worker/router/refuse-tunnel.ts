/** Owns the answer to CONNECT: this server is no proxy; must not open anything. */
import { utf8 } from '../encoding/bytes.ts';

const refusal = [
  'HTTP/1.1 405 Method Not Allowed',
  'Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
  'Content-Length: 0',
  'Connection: close',
  '',
  '',
].join('\r\n');

/**
 * workerd has accepted the tunnel with a 200 of its own before it asks (seen 2026-11), and without anyone to ask it
 * throws and answers 500. So whatever was to go through the tunnel meets a refusal at once, and its end.
 */
export async function refuseTunnel({ readable, writable }: Socket): Promise<void> {
  try {
    const writer = writable.getWriter();
    await writer.write(utf8.encode(refusal));
    await Promise.all([writer.close(), readable.cancel()]);
  } catch {
    // Whoever asked has gone.
  }
}
