/** Owns reading the head of an HTTP/1.1 answer, folded lines and all; must not read from a connection. */

export interface ResponseHead {
  status: number;
  /** Header by lower-case name, null when absent; several of one name are joined as a list. */
  header(name: string): string | null;
  /** The connection may be used for another request once the answer has ended. */
  isKept: boolean;
}

/** Where a head ends, as the index behind its empty line; -1 while it does not. @param from what was searched before */
export function headEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(lineFeed, from); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) {
    if (bytes[at + 1] === lineFeed) return at + 2;
    if (bytes[at + 1] === carriageReturn && bytes[at + 2] === lineFeed) return at + 3;
  }
  return -1;
}

/**
 * Reads a whole head; null for what is none. A line that begins with a blank goes on with the one before (RFC 9112, 5.2,
 * has clients read it so); a line that is no header is passed over.
 */
export function parseHead(bytes: Uint8Array): ResponseHead | null {
  const [first = '', ...lines] = latin1.decode(bytes).trimEnd().split(/\r?\n/);
  const [, version, status] = /^HTTP\/1\.(\d) (\d{3})(?: |$)/.exec(first) ?? [];
  if (status === undefined) return null;
  const headers = new Map<string, string>();
  let name = '';
  for (const line of lines) {
    const isFolded = line.startsWith(' ') || line.startsWith('\t');
    const colon = line.indexOf(':');
    if (!isFolded) name = line.slice(0, Math.max(colon, 0)).trimEnd().toLowerCase();
    if (!token.test(name)) continue;
    const before = headers.get(name);
    const value = (isFolded ? line : line.slice(colon + 1)).trim();
    headers.set(name, before === undefined ? value : `${before}${isFolded ? ' ' : ', '}${value}`);
  }
  const connection = headers.get('connection')?.toLowerCase() ?? '';
  return {
    status: Number(status),
    header: (key) => headers.get(key) ?? null,
    isKept: version === '1' && !connection.includes('close'),
  };
}

/** RFC 9110, 5.6.2. */
export const token = /^[\w!#$%&'*+.^`|~-]+$/;
const latin1 = new TextDecoder('latin1');
const lineFeed = 10;
const carriageReturn = 13;
