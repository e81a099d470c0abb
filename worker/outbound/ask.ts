/** Owns one request to somebody else's server and its whole answer, bounded in time, bytes and work; must not judge it. */
import { openByFetch } from './by-fetch.ts';
import type { Opened, Opener, OutboundRequest, RawBody } from './opened.ts';
import { type Read, readBounded } from './read-bounded.ts';
import { unpack } from './unpack.ts';

export interface Asked {
  status: number;
  /** Header by lower-case name, null when absent. */
  header(name: string): string | null;
  /** As far as it was read. */
  text: string;
  /** There was more than was read, or it was not wanted. */
  isCutOff: boolean;
}

/** There is no answer, as far as we know: `timeout` where the signal ended it. */
export interface NoAnswer {
  trouble: 'timeout' | 'unreachable';
}

export interface Bounds {
  /** Ends it, the answer's last byte included. */
  signal: AbortSignal;
  /** Of the answer's body, unpacked. */
  maxBytes: number;
  /** A success is not waited for any longer than its status, whatever its body does. */
  isStatusEnough?: boolean;
  open?: Opener;
}

/** Nobody was asked to pack. What an honest server packs all the same is a fifth of this. */
const longestPackedBytes = 16 * 1024;
/** An answer so short is worth reading to its end, if it comes at once: the connection can then be used again. */
const shortBytes = 1024;
const drainMs = 1000;

/** Never throws. */
export async function ask(request: OutboundRequest, bounds: Bounds): Promise<Asked | NoAnswer> {
  const { signal, open = openByFetch, isStatusEnough = false } = bounds;
  try {
    const opened = await open(request, signal);
    const { status, header } = opened;
    const read = isStatusEnough ? await textIfFailed(opened, bounds) : await textOf(opened, bounds);
    return { status, header, ...read };
  } catch (error) {
    return noAnswer(error);
  }
}

/** A file as it is there: its bytes, whole or not at all. Never throws. */
export async function askForFile(
  url: string,
  { signal, maxBytes, open = openByFetch }: Omit<Bounds, 'isStatusEnough'>,
): Promise<{ status: number; bytes: Uint8Array; isCutOff: boolean } | NoAnswer> {
  try {
    const { status, body } = await open({ method: 'GET', url, headers: {} }, signal);
    if (body === null) return { status, bytes: new Uint8Array(), isCutOff: false };
    return { status, ...(await readBounded(body, maxBytes)) };
  } catch (error) {
    return noAnswer(error);
  }
}

function noAnswer(error: unknown): NoAnswer {
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  return { trouble: isLate ? 'timeout' : 'unreachable' };
}

type Text = Pick<Asked, 'text' | 'isCutOff'>;
const unread: Text = { text: '', isCutOff: true };

/** Of a success nothing is waited for; of a failure, what can be read. */
async function textIfFailed(opened: Opened, bounds: Bounds): Promise<Text> {
  const { status, header, body } = opened;
  if (status < 200 || status >= 300) return textOf(opened, bounds).catch(() => unread);
  if (body !== null) void drain(body, header('content-length')).catch(() => {});
  return unread;
}

async function drain(body: RawBody, length: string | null): Promise<void> {
  if (length === null || !(Number(length) <= shortBytes)) return body.cancel();
  const timer = setTimeout(() => body.cancel(), drainMs);
  try {
    await readBounded(body, shortBytes);
  } finally {
    clearTimeout(timer);
  }
}

async function textOf({ header, body }: Opened, { maxBytes }: Bounds): Promise<Text> {
  if (body === null) return { text: '', isCutOff: false };
  const packing = header('content-encoding') ?? '';
  const isPacked = packing !== '';
  const raw = await readBounded(body, isPacked ? Math.min(maxBytes, longestPackedBytes) : maxBytes);
  const unpacked: Read = isPacked ? await unpack(raw.bytes, packing, maxBytes) : raw;
  const isCutOff = raw.isCutOff || unpacked.isCutOff;
  // A character that was cut in two is left out.
  return { text: new TextDecoder().decode(unpacked.bytes, { stream: isCutOff }), isCutOff };
}
