/** Owns which addresses `serve` connects nobody's request to; must not know how workerd is told. */

export interface DeniedRange {
  range: string;
  /** What the addresses are, for the operator. */
  holds: string;
}

/**
 * What IANA's registries of special-purpose addresses (2026-10) do not call globally reachable, by name: workerd's own
 * `public` leaves out the private ones alone, so that a translator's or a tunnel's prefix still led inside. Of IPv6 all
 * is denied that is not global unicast (2000::/3), so that a range set aside later needs no change here.
 */
export const deniedRanges: readonly DeniedRange[] = [
  { range: '0.0.0.0/8', holds: 'this host' },
  { range: '10.0.0.0/8', holds: 'private' },
  { range: '100.64.0.0/10', holds: "shared by a carrier's customers" },
  { range: '127.0.0.0/8', holds: 'loopback' },
  { range: '169.254.0.0/16', holds: "link-local, a cloud's metadata among them" },
  { range: '172.16.0.0/12', holds: 'private' },
  { range: '192.0.0.0/24', holds: 'protocol assignments' },
  { range: '192.0.2.0/24', holds: 'documentation' },
  { range: '192.88.99.0/24', holds: '6to4 relays' },
  { range: '192.168.0.0/16', holds: 'private' },
  { range: '198.18.0.0/15', holds: 'benchmarks; the made-up answers of some proxies' },
  { range: '198.51.100.0/24', holds: 'documentation' },
  { range: '203.0.113.0/24', holds: 'documentation' },
  { range: '224.0.0.0/4', holds: 'multicast' },
  { range: '240.0.0.0/4', holds: 'reserved, broadcast' },
  {
    range: '::/3',
    holds:
      'loopback, unspecified, IPv4 inside IPv6 (::ffff:0:0/96, ::/96), NAT64 (64:ff9b::/96, 64:ff9b:1::/48), discard (100::/64)',
  },
  { range: '2001::/23', holds: 'protocol assignments, Teredo among them' },
  { range: '2001:db8::/32', holds: 'documentation' },
  { range: '2002::/16', holds: '6to4, of private IPv4 addresses too' },
  { range: '3fff::/20', holds: 'documentation' },
  { range: '4000::/2', holds: 'not assigned, segment routing (5f00::/16)' },
  {
    range: '8000::/1',
    holds:
      'not assigned, unique local (fc00::/7), link-local (fe80::/10), site-local (fec0::/10), multicast (ff00::/8)',
  },
];
