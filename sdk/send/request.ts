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
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeLimitMs);
  try {
    const response = await fetch(url, { ...init, credentials: 'omit', signal: abort.signal });
    const text = await response.text();
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
    return { status: response.status, body: parse(text), retryAfter: seconds >= 0 ? seconds : null };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
