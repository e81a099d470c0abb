/** Owns whose address a request comes from, and the keyed digest that it is counted by; must not count or keep it. */
import { toBase64Url } from '../encoding/bytes.ts';
import { keyedDigests, type TenantKeys } from '../sealing/tenant-keys.ts';

/** What proxies add. Any of them beside a private address says that the address is the proxy's own. */
const forwardingHeaders = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-original-forwarded-for',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-envoy-external-address',
  'true-client-ip',
  'cf-connecting-ip',
  'fastly-client-ip',
  'ali-cdn-real-ip',
  'via',
];

/**
 * The client's address as limits count it: IPv4 whole, IPv6 by its /64, which one household or phone has to itself.
 * Null when the runtime tells none, and then nobody is limited. In this order:
 * 1. The header that the operator names (`JINJIAN_CLIENT_IP_HEADER`). Proxies append the address that they saw, so
 *    that the last entry of a list is the proxy's word and the ones before it are the visitor's claim.
 * 2. The connection's own address, which workerd gives as `cf.clientIp` (seen 2026-11, with the port). It stands
 *    before `CF-Connecting-IP`: without Cloudflare in front anyone can send that header. Of a proxy that no header is
 *    named for it is the proxy's: all its visitors share one limit, since a header that anyone can send must not lift it.
 * 3. `CF-Connecting-IP`, which Cloudflare sets on every request; there is no `cf.clientIp` there.
 */
export function clientAddress(request: Request, namedHeader: string | undefined): string | null {
  const { headers } = request;
  const named = namedHeader ? countedAddress(headers.get(namedHeader)?.split(',').at(-1)) : null;
  if (named !== null) return named;
  const connection: unknown = Reflect.get(Object(Reflect.get(request, 'cf')), 'clientIp');
  if (typeof connection !== 'string') return countedAddress(headers.get('cf-connecting-ip') ?? undefined);
  const address = countedAddress(connection);
  if (isPrivate(address)) lookForProxy(headers);
  return address;
}

/** Once an isolate is enough: it is for whoever set the server up. */
let hasWarned = false;
/** A proxy adds its headers to every request: once so many have been looked at, now and then will do. */
const looksInARow = 256;
let requests = 0;

function lookForProxy(headers: Headers): void {
  requests += 1;
  if (hasWarned || (requests > looksInARow && requests % looksInARow !== 0)) return;
  if (!forwardingHeaders.some((name) => headers.has(name))) return;
  hasWarned = true;
  console.warn(
    'Visitors come through a proxy, and JINJIAN_CLIENT_IP_HEADER names no header in which it says whose address ' +
      'theirs is: all of them share one limit',
  );
}

/**
 * The /56 that an IPv6 client's /64 lies in: whoever was given one has 256 networks to come from (RFC 6177 suggests so
 * much for a household). Null for IPv4.
 */
export function widerNetwork(address: string): string | null {
  const [, head, last] = /^((?:[\da-f]+:){3})([\da-f]+)::\/64$/.exec(address) ?? [];
  if (head === undefined || last === undefined) return null;
  return `${head}${(Number.parseInt(last, 16) & 0xff00).toString(16)}::/56`;
}

/** The address without port, brackets and zone; null for what is none. */
function countedAddress(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? trimmed.replace(/^([\d.]+):\d+$/, '$1');
  const host = bare.split('%')[0] ?? '';
  const v4 = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(host)?.[1];
  if (v4 !== undefined) return v4.split('.').every((part) => Number(part) <= 255) ? v4 : null;
  return networkOf(host);
}

/** The first 64 bits of an IPv6 address as four groups of hex; null for what is none. */
function networkOf(host: string): string | null {
  // The URL parser knows every spelling of an IPv6 address and answers the one of RFC 5952.
  if (!/^[0-9a-f:.]+$/i.test(host) || !URL.canParse(`http://[${host}]/`)) return null;
  const [head = '', tail] = new URL(`http://[${host}]/`).hostname.slice(1, -1).split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const [left, right] = [groups(head), groups(tail ?? '')];
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - left.length - right.length }, () => '0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}

/** Loopback, RFC 1918, RFC 6598, link-local and unique local: never a visitor from the internet. */
function isPrivate(address: string | null): boolean {
  return (
    address !== null &&
    /^(?:127|10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.|^0:0:0:0::|^fe[89ab].:|^f[cd]..:/.test(
      address,
    )
  );
}

/** The digest that an address is counted by: it can't be turned back without the tenant's key. */
export async function addressDigest(keys: TenantKeys, address: string): Promise<string> {
  const [digest] = await keyedDigests(keys, 'address', address);
  return toBase64Url(digest ?? new Uint8Array());
}
