/** Owns the network that a caller's address lies in, as the audit log keeps it: enough to tell an office from elsewhere, not a desk. */

/**
 * `203.0.113.0/24` of an IPv4 address, `2001:db8:1::/48` of an IPv6 one; undefined for an unknown one.
 * @param address as limits count it
 */
export function clientNetwork(address: string | null): string | undefined {
  if (address === null) return undefined;
  const v4 = /^(\d+\.\d+\.\d+)\.\d+$/.exec(address)?.[1];
  if (v4 !== undefined) return `${v4}.0/24`;
  const groups = address.split('/')[0]?.split(':').slice(0, 3) ?? [];
  return groups.length === 3 ? `${groups.map((group) => group || '0').join(':')}::/48` : undefined;
}
