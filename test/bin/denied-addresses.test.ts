/** Owns the check of the list of denied addresses by itself; that nothing is connected to is checked with real sockets. */
import { readFileSync } from 'node:fs';
import { BlockList, isIPv6 } from 'node:net';
import { describe, expect, it } from 'vitest';
import { deniedRanges } from '../../bin/serve/denied-addresses.ts';
import { insideAddresses, publicAddresses } from './address-classes.ts';

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');
// Apart: one list would take every IPv4 address for the IPv6 one that it can be written as.
const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const { range } of deniedRanges) {
  const [net = '', bits] = range.split('/');
  lists[familyOf(net)].addSubnet(net, Number(bits), familyOf(net));
}
const isDenied = (address: string) => lists[familyOf(address)].check(address, familyOf(address));

describe('the list of denied addresses', () => {
  it.each(insideAddresses)('holds what is $name', ({ addresses }) => {
    expect(addresses.filter((address) => !isDenied(address))).toEqual([]);
  });
  it.each(publicAddresses)('leaves out what is $name', ({ addresses }) => {
    expect(addresses.filter(isDenied)).toEqual([]);
  });
  it('is in the documentation, range by range', () => {
    const text = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const documented = [...text.matchAll(/^\| `([\da-f.:]+\/\d+)` +\| (.*?) +\|$/gm)];
    expect(documented.map(([, range, holds]) => ({ range, holds }))).toEqual(deniedRanges);
  });
});
