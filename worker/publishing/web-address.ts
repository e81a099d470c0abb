/** Owns reading web origins and host names as browsers write them; must not know what an address is used for. */

/** Labels as browsers take them, with the underscore that some hosts have. */
const hostName = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?$/;
const longestHost = 254;
const ipv6 = /^\[[0-9a-f:.]+\]$/;
const beyondAscii = /[^\0-\x7f]/;

/** What a browser sends as the origin of a sandboxed frame, a `file:` or a `data:` page. */
export const opaqueOrigin = 'null';

export type OriginFault = 'wildcard' | 'not_an_origin';

/** What is wrong with a text that should be an origin, and which one it was probably meant to be. */
export interface NoOrigin {
  fault: OriginFault;
  meant?: string;
}

/**
 * An origin as browsers send it, of text that is one: scheme and host, port when not the default. A host beyond ASCII
 * comes back in the form that travels (`例子.中国` as `xn--fsqu00a.xn--fiqs8s`).
 */
export function readListedOrigin(text: string): { origin: string } | NoOrigin {
  if (text.includes('*')) return { fault: 'wildcard' };
  const written = withAsciiHost(text);
  const url = written !== null && URL.canParse(written) ? new URL(written) : null;
  // The URL parser lets signs into a host that are none of a name, such as `;`, `,` and `*`.
  const isOrigin = url !== null && url.origin === written && isSiteOf(url);
  return isOrigin ? { origin: url.origin } : { fault: 'not_an_origin', ...likelyOrigin(text) };
}

function isSiteOf(url: URL): boolean {
  return /^https?:$/.test(url.protocol) && (isHostName(url.hostname) || ipv6.test(url.hostname));
}

/** The origin of the page whose address was given, of a host without a scheme too; nothing where there is none to tell. */
function likelyOrigin(text: string): { meant: string } | undefined {
  const address = withAsciiHost(/^https?:/i.test(text) ? text : `https://${text}`);
  const url = address !== null && URL.canParse(address) ? new URL(address) : null;
  if (url === null || url.username + url.password !== '' || !isSiteOf(url)) return undefined;
  return url.hostname.includes('.') ? { meant: url.origin } : undefined;
}

/** True for a name or an IPv4 address as URLs have them: no sign in it means anything to a policy or a header. */
export function isHostName(host: string): boolean {
  return host.length <= longestHost && hostName.test(host);
}

/** The address with a host beyond ASCII written as it travels, all else as it was; null where there is none to write. */
export function withAsciiHost(text: string): string | null {
  const [, scheme = '', host = '', rest = ''] = /^([a-z]+:\/\/)([^/?#\\@]*)(.*)$/su.exec(text) ?? [];
  if (!beyondAscii.test(host)) return text;
  return URL.canParse(scheme + host) ? scheme + new URL(scheme + host).host + rest : null;
}
