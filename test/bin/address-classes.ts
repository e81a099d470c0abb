/** Owns one address of each class that matters to the guard of outgoing connections; must not know what is denied. */

export interface AddressClass {
  /** What the class is called, as a part of a host's name. */
  name: string;
  addresses: [string, ...string[]];
}

const one = (name: string, ...addresses: [string, ...string[]]): AddressClass => ({ name, addresses });

export const publicAddresses = [
  one('public', '93.184.216.34'),
  one('public-ipv6', '2606:2800:220:1::1'),
  one('beside-private', '172.32.0.1', '11.0.0.1', '192.167.255.255', '100.63.255.255', '100.128.0.1'),
  one('beside-benchmark', '198.17.255.255', '198.20.0.1'),
  one('beside-6to4', '2001:200::1', '2003::1', '192.88.98.1', '192.88.100.1'),
];

export const insideAddresses = [
  one('this-host', '0.0.0.0', '0.1.2.3', '::'),
  one('loopback', '127.0.0.1', '127.9.9.9', '::1'),
  one('private', '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1'),
  one('carrier', '100.64.0.1', '100.127.255.255'),
  one('link-local', '169.254.169.254', 'fe80::1', 'febf::1'),
  one('unique-local', 'fc00::1', 'fd00::1'),
  one('site-local', 'fec0::1', 'feff::1'),
  one('mapped', '::ffff:10.0.0.1', '::ffff:127.0.0.1', '::ffff:169.254.169.254'),
  one('compatible', '::10.0.0.1'),
  one('translated', '::ffff:0:10.0.0.1'),
  one('nat64', '64:ff9b::10.0.0.1', '64:ff9b::93.184.216.34', '64:ff9b:1::10.0.0.1'),
  one('6to4', '2002:a00:1::1', '2002:7f00:1::1', '2002:c0a8:1::1', '2002:5db8:d822::1'),
  one('6to4-relay', '192.88.99.1'),
  one('teredo', '2001::1', '2001:0:a00:1::1'),
  one('benchmark', '198.18.0.1', '198.19.255.255', '2001:2::1'),
  one('protocol', '192.0.0.1', '192.0.0.170', '2001:20::1'),
  one('documentation', '192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'),
  one('discard', '100::1'),
  one('segment-routing', '5f00::1'),
  one('multicast', '224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1'),
  one('reserved', '240.0.0.1', '255.255.255.255', '4000::1', 'e000::1'),
];
