/** Owns that `serve` connects to public addresses alone: real sockets, names that lead to each class of address. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type AddressClass, insideAddresses, publicAddresses } from '../bin/address-classes.ts';
import type { Egress } from './egress-driver.ts';
import { networkNamespace } from './network-namespace.ts';

interface Host {
  name: string;
  addresses: string[];
}

/** A name for each address. */
function hostsOf(classes: readonly AddressClass[]): Host[] {
  return classes.flatMap(({ name, addresses }) =>
    addresses.map((address, at) => ({ name: `${name}-${at}.egress.example`, addresses: [address] })),
  );
}

const open = hostsOf(publicAddresses);
const inside = hostsOf(insideAddresses);
/** No TCP connection goes to multicast and broadcast, nor to link-local addresses without an interface: those are only on the list. */
const unconnectable = [
  'fe80::1',
  'febf::1',
  '224.0.0.1',
  '239.255.255.255',
  'ff02::1',
  'ff0e::1',
  '255.255.255.255',
];
/** Names that lead both ways. */
const mixed: Host[] = [
  { name: 'mixed-0.egress.example', addresses: ['93.184.216.35', 'fec0::35'] },
  { name: 'mixed-1.egress.example', addresses: ['10.0.0.35', '2606:2800:220:1::35'] },
];

test('a name that leads inside is never connected to, by any way out, whatever else it leads to', {
  timeout: 120_000,
}, async ({ skip }) => {
  const insideOnes = inside.flatMap(({ addresses }) => addresses);
  const hosts = [...open, ...inside, ...mixed];
  const lines = hosts.flatMap(({ name, addresses }) => addresses.map((address) => `${address} ${name}\n`));
  const namespace = networkNamespace(`127.0.0.1 localhost\n${lines.join('')}`);
  if (typeof namespace === 'string') return skip(namespace);
  let egress: Egress;
  try {
    const driver = join(import.meta.dirname, 'egress-driver.ts');
    const given = JSON.stringify({ names: hosts.map(({ name }) => name), addresses: insideOnes });
    egress = JSON.parse(await namespace.run(process.execPath, [driver, given], 110_000));
  } finally {
    namespace.remove();
  }
  // Without the guard they would be reached, but for those that no TCP connection goes to.
  expect(egress.unknown).toEqual([]);
  expect(insideOnes.filter((address) => !egress.reachable.includes(address))).toEqual(unconnectable);
  const ways = ['byFetch', 'bySocket', 'byDelivery'] as const;
  for (const { name, addresses } of open) {
    for (const way of ways)
      expect([name, way, egress.connected[name]?.[way]]).toEqual([name, way, addresses]);
  }
  for (const { name } of inside) {
    expect([name, egress.connected[name]]).toEqual([name, { byFetch: [], bySocket: [], byDelivery: [] }]);
    expect(egress.deliveries[name]).toContain('unreachable');
  }
  for (const { name, addresses } of mixed) {
    const isOpen = (address: string) => /^(?:93|2606)/.test(address);
    for (const way of ways) {
      expect([name, way, egress.connected[name]?.[way]]).toEqual([name, way, addresses.filter(isOpen)]);
    }
  }
});
