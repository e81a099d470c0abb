/** Owns one call to this page's own server; must not know what is asked, or repeat it. */

export interface Asked {
  /** A JSON body makes it a POST. */
  body?: unknown;
  access?: string;
  locale?: string;
}

export interface Answered {
  /** 0 when nothing answered. */
  status: number;
  text: string;
  /** Seconds, for a try that came too early. */
  retryAfter: number;
}

const timeLimitMs = 20_000;

/** Never rejects: no answer is an answer too. */
export async function ask(path: string, { body, access, locale }: Asked = {}): Promise<Answered> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (access !== undefined) headers.authorization = `Bearer ${access}`;
  if (locale !== undefined) headers['accept-language'] = locale;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeLimitMs);
  try {
    const response = await fetch(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      cache: 'no-store',
      signal: abort.signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, retryAfter: Number(response.headers.get('retry-after')) || 0 };
  } catch {
    return { status: 0, text: '', retryAfter: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** The JSON of an answer; undefined when it is none. */
export function jsonOf({ text }: Answered): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The sentence of a problem (RFC 9457) in the page's language; undefined when the answer is none. */
export function problemOf(answer: Answered): { title?: unknown; errors?: unknown } {
  return Object(jsonOf(answer));
}
