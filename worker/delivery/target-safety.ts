/** Owns which addresses a tenant may have called; must not call them. */
import { bareName } from '../encoding/host-name.ts';

export type TargetPolicy = 'public' | 'any';

/** Names that never lead to a public host (RFC 6761, RFC 6762, RFC 8375 and common internal suffixes). */
const internalSuffixes =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|home\.arpa|svc|consul|test|invalid|onion|localdomain)$/;

/**
 * Why a URL may not be a target, or null when it may. Public targets are https, on port 443 or 8443, of a host name
 * with a public suffix: no literals of any spelling (the URL parser has already turned 0x7f.1 into 127.0.0.1), no
 * credentials. Name lookups are judged where connections are made: workerd's `network` and Cloudflare's
 * `global_fetch_strictly_public` refuse private addresses.
 */
export function unsafeTarget(text: string, policy: TargetPolicy): string | null {
  if (text.length > 2048) return 'too_long';
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return 'not_a_url';
  }
  if (url.username !== '' || url.password !== '') return 'credentials_in_url';
  if (url.hash !== '') return 'fragment_in_url';
  if (url.protocol !== 'https:' && (url.protocol !== 'http:' || policy !== 'any')) return 'not_https';
  const host = bareName(url);
  if (host.includes('*')) return 'wildcard_in_url';
  // The URL parser lets signs into a host that no name has, such as `,` and `{`.
  if (!/^(?:[a-z0-9_.-]*|\[[0-9a-f:.]+\])$/.test(host)) return 'not_a_url';
  if (policy === 'any') return null;
  if (url.port !== '' && url.port !== '443' && url.port !== '8443') return 'port_not_allowed';
  if (isAddress(host)) return 'ip_literal';
  if (isInternalName(host)) return 'internal_host';
  return null;
}

function isAddress(host: string): boolean {
  return host.startsWith('[') || /^[\d.]+$/.test(host);
}

/** True for a host that is not found from everywhere: a name inside a network, or an address. */
export function isInternalName(host: string): boolean {
  return isAddress(host) || !host.includes('.') || internalSuffixes.test(host);
}
