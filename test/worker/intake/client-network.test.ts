/** Owns the check of which network an address is told as; must not know what keeps it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientAddress } from '../../../worker/intake/client-address.ts';
import { clientNetwork } from '../../../worker/intake/client-network.ts';

const networkOf = (address: string) =>
  clientNetwork(clientAddress(new Request('https://a.example', { headers: { 'x-ip': address } }), 'x-ip'));

test.for([
  ['203.0.113.77', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:17:3::9', '2001:db8:17::/48'],
  ['2001:db8::9', '2001:db8:0::/48'],
  ['[2001:db8:17:3::9]:443', '2001:db8:17::/48'],
  ['nonsense', undefined],
])('%s is told as %s', ([address = '', network]) => {
  expect(networkOf(address)).toBe(network);
});

test('an address is never told, only the network of many', () => {
  expect(clientNetwork(null)).toBeUndefined();
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 0, max: 255 }), (address, last) => {
      const neighbour = address.replace(/\d+$/, String(last));
      expect(networkOf(address)).toBe(networkOf(neighbour));
      expect(networkOf(address)).toMatch(/\.0\/24$/);
    }),
  );
});
