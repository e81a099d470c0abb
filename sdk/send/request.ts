/** Owns one HTTP exchange with the server, with a time limit, on pages that may have broken fetch; must not retry or know what is sent. */
import { type Asked, exchangeByXhr, type Received } from './xhr.ts';

const timeLimitMs = 15_000;
/** Kept from when this script came: pages replace or remove it later on. */
const pageFetch = typeof fetch === 'function' ? fetch : null;
/** Where a page's script stands in the way of one, the other may get through. */
let goesByXhr = false;

export interface Answer {
  status: number;
  /** Parsed JSON, or null when the body is not JSON. */
  body: unknown;
  /** Seconds, from `Retry-After`; a date there is not read. */
  retryAfter: number | null;
}

/** Null when no whole answer came: no network, a refused origin, too slow, or what no server says. Never throws. */
export function request(url: string, asked: Asked): Promise<Answer | null> {
  // Old browsers and hostile pages lack it: the exchange then goes on unheard.
  const abort = typeof AbortController === 'function' ? new AbortController() : null;
  return new Promise<Answer | null>((resolve) => {
    const timer = setTimeout(() => {
      resolve(null);
      abort?.abort();
    }, timeLimitMs);
    exchange(url, asked, abort?.signal)
      .catch(() => null)
      .then((answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
  }).then((answer) => {
    if (answer === null) doubt();
    return answer;
  });
}

/** The last answer was none, or made no sense: the next exchange goes the other way, by fetch or by XMLHttpRequest. */
export function doubt(): void {
  goesByXhr = !goesByXhr;
}

/** True when something answers at this address, whatever it says: then it is not the network that is missing. */
export async function isReachable(url: string): Promise<boolean> {
  if (pageFetch === null) return false;
  try {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), timeLimitMs);
    await pageFetch.call(window, url, {
      mode: 'no-cors',
      cache: 'no-store',
      credentials: 'omit',
      signal: abort.signal,
    });
    return true;
  } catch {
    return false;
  }
}

async function exchange(url: string, asked: Asked, signal: AbortSignal | undefined): Promise<Answer | null> {
  const fetching = goesByXhr ? null : startFetch(url, asked, signal);
  const answer = fetching && readReceived(await receive(fetching));
  // A fetch that is missing, throws at once or talks nonsense is the page's doing; a repeat is harmless by the id inside.
  return answer ?? readReceived(await exchangeByXhr(url, asked, signal));
}

/** Null when the page's fetch throws at once, which a real one never does, or answers what is no promise. */
function startFetch(url: string, asked: Asked, signal: AbortSignal | undefined): PromiseLike<unknown> | null {
  try {
    const init = { ...asked, credentials: 'omit' as const, ...(signal && { signal }) };
    const fetching: unknown = pageFetch?.call(window, url, init);
    return isPromise(fetching) ? fetching : null;
  } catch {
    return null;
  }
}

/** Rejects when the network did; what is not a response at all is received as nothing. */
async function receive(fetching: PromiseLike<unknown>): Promise<Received | null> {
  const response = await fetching;
  const { text, headers, status }: { text?: unknown; headers?: unknown; status?: unknown } = Object(response);
  const { get }: { get?: unknown } = Object(headers);
  if (typeof text !== 'function') return null;
  return {
    status,
    text: await text.call(response),
    retryAfter: typeof get === 'function' ? get.call(headers, 'Retry-After') : null,
  };
}

function readReceived(received: Received | null): Answer | null {
  const { status, text, retryAfter } = received ?? {};
  const isAnswer =
    typeof status === 'number' &&
    Number.isInteger(status) &&
    status >= 200 &&
    status < 600 &&
    typeof text === 'string';
  if (!isAnswer) return null;
  const seconds = typeof retryAfter === 'string' ? Number(retryAfter) : Number.NaN;
  return { status, body: parse(text), retryAfter: seconds >= 0 ? seconds : null };
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  const { then }: { then?: unknown } = Object(value);
  return typeof then === 'function';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
