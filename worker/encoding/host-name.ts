/** Owns the reading of host names, as requests, origins and operators state them; must not know whose they are. */

export interface Host {
  /** As the URL parser writes it: lower case, IDN in ASCII, IPv6 in brackets; no dot at the end. */
  name: string;
  /** Null where none is stated. */
  port: number | null;
}

/** A Host header (RFC 9110 §7.2: one `uri-host [":" port]`), or null for anything else, two hosts at once included. */
export function readHostHeader(text: string): Host | null {
  return /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{0,5})?$/i.test(text) ? readHost(text) : null;
}

/** Hosts that an operator lists, apart by commas; `error` is the first that is none. */
export function readHostList(text: string): { hosts: Host[] } | { error: string } {
  const hosts: Host[] = [];
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const host = /[\s/?#@\\%*]/.test(part) ? null : readHost(part);
    if (host === null) return { error: part };
    hosts.push(host);
  }
  return { hosts };
}

/** The origin that a text states, a slash at its end allowed; null for anything else. */
export function readOrigin(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  const isBare = url.pathname === '/' && url.search + url.hash + url.username + url.password === '';
  return isBare ? url.origin : null;
}

/** The machine's own names, which no name from outside can be made to lead to by whoever owns it. */
export function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(name);
}

/** A URL's host without the dots behind it: it is one name however many there are, and they hide an address from the parser. */
export function bareName({ hostname }: URL): string {
  let end = hostname.length;
  while (hostname[end - 1] === '.') end -= 1;
  if (end === hostname.length) return hostname;
  return URL.parse(`http://${hostname.slice(0, end)}/`)?.hostname ?? '';
}

function readHost(text: string): Host | null {
  if (!URL.canParse(`http://${text}/`)) return null;
  const name = bareName(new URL(`http://${text}/`));
  const port = /:(\d+)$/.exec(text)?.[1];
  return !/[a-z0-9]/.test(name) ? null : { name, port: port === undefined ? null : Number(port) };
}
