/** Owns one exchange by XMLHttpRequest, for pages that took fetch away; must not judge what comes back. */

export interface Asked {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  cache?: RequestCache;
}

/** An answer as it came, before anything in it is believed. */
export interface Received {
  status: unknown;
  text: unknown;
  retryAfter: unknown;
}

/** Rejects when no answer came. Unlike fetch it can't leave out the cookies of the page's own origin. */
export function exchangeByXhr(
  url: string,
  { method = 'GET', headers = {}, body }: Asked,
  signal: AbortSignal | undefined,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, url);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.onload = () =>
      resolve({
        status: xhr.status,
        text: xhr.responseText,
        retryAfter: xhr.getResponseHeader('Retry-After'),
      });
    xhr.onerror = () => reject(new Error('no answer'));
    signal?.addEventListener('abort', () => xhr.abort());
    xhr.send(body ?? null);
  });
}
