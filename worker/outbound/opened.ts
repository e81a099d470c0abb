/** Owns what is asked of somebody else's server, and its answer before the body is read; does no I/O. */
import { bareName } from '../encoding/host-name.ts';

export interface OutboundRequest {
  /** POST unless given. */
  method?: 'POST' | 'PUT' | 'GET' | 'OPTIONS';
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Left out, nothing is sent; neither is it with a GET or an OPTIONS. */
  body?: string;
}

/** A body as it travels: packed, where the server packed it. */
export interface RawBody {
  /** Null once it has ended. Rejects when the connection is lost, or time is up. */
  read(): Promise<Uint8Array | null>;
  /** The rest, if there is any, is not wanted. */
  cancel(): void;
}

export interface Opened {
  status: number;
  /** Header by lower-case name, null when absent. */
  header(name: string): string | null;
  body: RawBody | null;
}

/**
 * Sends a request and settles with the head of the answer. Follows no redirect, unpacks nothing, and asks for nothing
 * packed. Rejects when there is no answer; with the signal's reason when that ended it.
 */
export type Opener = (request: OutboundRequest, signal: AbortSignal) => Promise<Opened>;

/** What is sent as the body of a request; null for none. */
export function sentBody({ method, body }: OutboundRequest): string | null {
  return method === 'GET' || method === 'OPTIONS' ? null : (body ?? null);
}

/** What is sent with every request: to what was packed all the same, the reader sets its own bound. */
export const acceptNothingPacked = { 'accept-encoding': 'identity' };

/** The address that is called for a URL: its host by the name that was judged, without dots behind it. */
export function calledUrl(text: string): URL {
  const url = new URL(text);
  url.hostname = bareName(url);
  return url;
}
