/** Owns requests over connections of our own: no answer's head can stall the runtime, and every honest one can be read. */
import { connect } from 'cloudflare:sockets';
import { concatBytes, utf8 } from '../encoding/bytes.ts';
import { answerFrom } from './answer-from-wire.ts';
import { Connections, type Stream } from './connections.ts';
import { acceptNothingPacked, calledUrl, type Opener, type OutboundRequest, sentBody } from './opened.ts';
import { token } from './response-head.ts';

/**
 * The runtime's fetch takes an answer with folded headers for a lost connection, and reads word that an answer is under
 * way (1xx) for as long as it comes, without a turn for anybody else: a stream of it stopped the whole server, timers
 * included (workerd 2026-11).
 */
export function openBySocket(): Opener {
  const connections = new Connections(streamTo);
  return async (request, signal) => {
    signal.throwIfAborted();
    const url = calledUrl(request.url);
    const wire = connections.send(url.origin, bytesOf(url, request), signal);
    try {
      return await answerFrom(wire);
    } catch (error) {
      wire.close();
      throw error;
    }
  };
}

function streamTo(origin: string): Stream {
  const { protocol, hostname, port } = new URL(origin);
  const isSecure = protocol === 'https:';
  const socket = connect(
    { hostname, port: Number(port) || (isSecure ? 443 : 80) },
    { secureTransport: isSecure ? 'on' : 'off', allowHalfOpen: false },
  );
  // What fails is known by what can't be read.
  for (const outcome of [socket.opened, socket.closed]) outcome.catch(() => {});
  return socket;
}

/** The request as it travels. @throws Error for a header that would not stay on its line */
function bytesOf(url: URL, request: OutboundRequest): Uint8Array {
  const body = sentBody(request);
  const bytes = utf8.encode(body ?? '');
  const headers = {
    host: url.host,
    ...request.headers,
    ...acceptNothingPacked,
    ...(body === null ? {} : { 'content-length': String(bytes.length) }),
  };
  const lines = Object.entries(headers).map(([name, value]) => {
    if (!token.test(name) || /[\0\r\n]/.test(value)) throw new Error('no header');
    return `${name}: ${value}\r\n`;
  });
  const target = `${url.pathname}${url.search}`;
  const head = `${request.method ?? 'POST'} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`;
  return concatBytes(utf8.encode(head), bytes);
}
