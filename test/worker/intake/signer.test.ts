/** Owns the check of what is kept of a signer's device: its name cut and harmless, its network and never its address. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressPrefix, deviceOf, signerOf } from '../../../worker/intake/signer.ts';

const request = (headers: Record<string, string>) => new Request('https://a.example/', { headers });

describe('the network', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['0:0:0:0::/64', '0:0:0::/48'],
    ['nothing', null],
  ])('of %s is %s', (address, prefix) => {
    expect(addressPrefix(address)).toBe(prefix);
  });

  it('says nothing of what is behind it', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(255), (address, host) => {
        const other = address.replace(/\d+$/, String(host));
        expect(addressPrefix(other)).toBe(addressPrefix(address));
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const { addressPrefix: prefix } = signerOf(request({ 'cf-connecting-ip': address }), undefined);
        expect(prefix ?? '::/48').toMatch(/^(?:\d+\.\d+\.\d+\.0\/24|(?:[0-9a-f]{1,4}:){3}:\/48|::\/48)$/);
      }),
    );
  });

  it('is that of the header that the operator names, as all limits have it', () => {
    const headers = { 'x-real-ip': '198.51.100.9', 'cf-connecting-ip': '203.0.113.77' };
    expect(signerOf(request(headers), 'x-real-ip').addressPrefix).toBe('198.51.100.0/24');
  });
});

describe('the device', () => {
  it('is cut to 512 characters, and nothing in it can move what stands beside it', () => {
    expect(deviceOf('x'.repeat(513))).toBe('x'.repeat(512));
    expect(deviceOf('Phone\u202e\u0007/1')).toBe('Phone??/1');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
        expect(deviceOf(text) ?? '-').toMatch(/^[ -~]{1,512}$/);
      }),
    );
  });

  it('and the network are left out where there are none', () => {
    expect(signerOf(request({}), undefined)).toEqual({});
    expect(deviceOf('   ')).toBeNull();
  });
});
