/** Owns how a form's configuration is read from what a page wrote; must not know the element or the form's look. */
/** The server's origin from what was written, or null when it can't be one. A path is kept, for servers behind a prefix. */
export function readBase(written: string, pageUrl: string): string | null {
  try {
    const url = new URL(written, pageUrl);
    return /^https?:$/.test(url.protocol) ? (url.origin + url.pathname).replace(/\/{1,9}$/, '') : null;
  } catch {
    return null;
  }
}

/** The answers in an attribute's JSON, by field id; none when it is not an object. */
export function readPrefill(attribute: string | null): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(attribute || '{}'));
  } catch {
    return {};
  }
}
