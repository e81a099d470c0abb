/** Owns one HTTP exchange with the server, with a time limit; must not retry or know what is sent. */

const timeLimitMs = 15_000;

export interface Answer {
  status: number;
  /** Parsed JSON, or null when the body is not JSON. */
  body: unknown;
  /** Seconds, from `Retry-After`; a date there is not read. */
  retryAfter: number | null;
}

/** Null when no whole answer came: no network, a refused origin, too slow. Never throws. */
export async function request(url: string, init: RequestInit): Promise<Answer | null> {
  const abort = typeof AbortController === 'undefined' ? null : new AbortController();
  let timer = 0;
  // A page may have a fetch of its own that knows no signal: the limit holds all the same.
  const late = new Promise<null>((resolve) => {
    timer = window.setTimeout(() => {
      abort?.abort();
      resolve(null);
    }, timeLimitMs);
  });
  try {
    return await Promise.race([exchange(url, { ...init, signal: abort?.signal ?? null }), late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

async function exchange(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, { ...init, credentials: 'omit' });
  const text = await response.text();
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return { status: response.status, body: parse(text), retryAfter: seconds >= 0 ? seconds : null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
