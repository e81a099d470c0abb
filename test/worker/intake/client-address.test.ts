/** Owns the check of whose address a request counts for; must not know what is counted. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { addressDigest, clientAddress, widerNetwork } from '../../../worker/intake/client-address.ts';
import { keysOf, masterKey } from '../sealing/sample-keys.ts';

/** A request as the runtime hands it over; `connection` is what workerd puts into `cf.clientIp`. */
function request(headers: Record<string, string>, connection?: string): Request {
  const made = new Request('https://jinjian.example/', { headers });
  return connection === undefined ? made : Object.assign(made, { cf: { clientIp: connection } });
}

/** What proxies of many makes add. */
const forwarding = [
  'x-forwarded-for',
  'forwarded',
  'x-real-ip',
  'via',
  'cf-connecting-ip',
  'true-client-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-forwarded-host',
  'ali-cdn-real-ip',
];

const named = (value: string) => clientAddress(request({ 'X-Client': value }), 'x-client');

describe('the header that the operator names', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['203.0.113.7:4711', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::1]:443', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::1]', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%j is %s', (value, address) => {
    expect(named(value)).toBe(address);
  });
  it('of a list counts by its last entry: the ones before are the visitor’s claim', () => {
    expect(named('198.51.100.1, 203.0.113.7')).toBe('203.0.113.7');
    expect(named('unknown,203.0.113.7')).toBe('203.0.113.7');
  });
  it.each([
    '',
    'unknown',
    '300.1.1.1',
    '1.2.3',
    'localhost',
    '_hidden',
    'g::1',
    '1:2',
    '203.0.113.7, ',
    '::1 ::2',
  ])('%j is no address', (value) => {
    expect(named(value)).toBeNull();
  });
  it('goes before the connection, which is the proxy’s', () => {
    const both = request({ 'x-client': '203.0.113.7' }, '127.0.0.1:5000');
    expect(clientAddress(both, 'X-Client')).toBe('203.0.113.7');
  });
  it('left out by the one who calls counts as the connection does', () => {
    expect(clientAddress(request({}, '198.51.100.9:5000'), 'X-Client')).toBe('198.51.100.9');
  });
});

describe('without a named header', () => {
  it('the connection counts, with the port taken off, as workerd gives it', () => {
    expect(clientAddress(request({}, '127.0.0.1:49194'), '')).toBe('127.0.0.1');
    expect(clientAddress(request({}, '[::1]:45862'), undefined)).toBe('0:0:0:0::/64');
  });
  it('a CF-Connecting-IP that anyone can send does not hide the connection', () => {
    expect(clientAddress(request({ 'cf-connecting-ip': '1.1.1.1' }, '198.51.100.9:1'), '')).toBe(
      '198.51.100.9',
    );
  });
  it('CF-Connecting-IP counts where the runtime tells no connection', () => {
    expect(clientAddress(request({ 'cf-connecting-ip': '203.0.113.7' }), '')).toBe('203.0.113.7');
    expect(clientAddress(request({}), '')).toBeNull();
  });
  it.each([
    '127.0.0.1:1',
    '10.0.0.2:1',
    '172.16.0.1:1',
    '192.168.1.1:1',
    '[::1]:1',
    '[fd00::1]:1',
    '[fe80::1]:1',
    '100.64.1.1:1',
  ])('a proxy at %s that no header is named for is one address, whatever it sends', (connection) => {
    const warned = vi.spyOn(console, 'warn').mockReturnValue();
    const plain = clientAddress(request({}, connection), '');
    expect(plain).not.toBeNull();
    for (const header of forwarding) {
      for (const value of ['x', '198.51.100.1', '']) {
        expect(clientAddress(request({ [header]: value }, connection), '')).toBe(plain);
        expect(clientAddress(request({ [header]: value }, connection), 'X-Not-Sent')).toBe(plain);
      }
    }
    warned.mockRestore();
  });
  it('a proxy is told of once, without an address', async () => {
    vi.resetModules();
    const fresh = await import('../../../worker/intake/client-address.ts');
    const warned = vi.spyOn(console, 'warn').mockReturnValue();
    fresh.clientAddress(request({}, '10.0.0.2:1'), '');
    fresh.clientAddress(request({ via: 'x' }, '198.51.100.9:1'), '');
    expect(warned).not.toHaveBeenCalled();
    for (let times = 0; times < 3; times++) {
      fresh.clientAddress(request({ 'x-forwarded-for': '203.0.113.7' }, '10.0.0.2:1'), '');
    }
    expect(warned).toHaveBeenCalledTimes(1);
    expect(String(warned.mock.calls[0])).toContain('JINJIAN_CLIENT_IP_HEADER');
    expect(String(warned.mock.calls[0])).not.toMatch(/\d+\.\d+/);
    warned.mockRestore();
  });
  it('a visitor from the internet does not get away by sending such a header', () => {
    for (const connection of ['198.51.100.9:1', '172.32.0.1:1', '11.0.0.1:1', '[2001:db8::1]:1']) {
      expect(clientAddress(request({ 'x-forwarded-for': '1.1.1.1' }, connection), '')).not.toBeNull();
    }
  });
});

it('addresses of one /64 count as one, of two as two', () => {
  const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
  const groups = fc.array(group, { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(groups, groups, groups, (network, host, other) => {
      const of = (...parts: string[][]) => named(parts.flat().join(':'));
      expect(of(network, host)).toBe(of(network, other));
      expect(of(network, host)).not.toBeNull();
      expect(of(network, host) === of(other, host)).toBe(network.join() === other.join());
    }),
  );
});

it.each([
  ['2001:db8:1:2::/64', '2001:db8:1:0::/56'],
  ['2001:db8:1:ff::/64', '2001:db8:1:0::/56'],
  ['2001:db8:1:100::/64', '2001:db8:1:100::/56'],
  ['2001:db8:1:abcd::/64', '2001:db8:1:ab00::/56'],
  ['203.0.113.7', null],
])('%s lies in the wider network %s', (address, network) => {
  expect(widerNetwork(address)).toBe(network);
});

it('every address of 256 neighbouring networks lies in one wider network, and in no other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0, max: 0xffff }), (block, last) => {
      const group = ((block << 8) | (last & 0xff)).toString(16);
      const address = named(`2001:db8:0:${group}::${last.toString(16)}`) ?? '';
      expect(widerNetwork(address)).toBe(`2001:db8:0:${(block << 8).toString(16)}::/56`);
    }),
  );
});

it('any text is an address or none, never a fault', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      // A header holds visible ASCII.
      const address = named(text.replace(/[^\x20-\x7e]/g, ''));
      expect(address === null || /^[\d.]+$|^[\da-f:]+::\/64$/.test(address)).toBe(true);
    }),
  );
});

it('the digest differs by tenant and by address, and does not hold it', async () => {
  const keys = await Promise.all(['acme', 'other'].map((tenant) => keysOf(tenant, masterKey('k1', 1))));
  const digests = await Promise.all(
    keys.flatMap((one) => ['203.0.113.7', '203.0.113.8'].map((address) => addressDigest(one, address))),
  );
  expect(new Set(digests).size).toBe(4);
  for (const digest of digests) expect(digest).toMatch(/^[\w-]{22}$/);
});
