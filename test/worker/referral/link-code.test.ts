/** Owns the check of link codes: what they are made of and what passes for one; must not know links. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLinkCode, linkCodeFrom, readLinkCode } from '../../../worker/referral/link-code.ts';

// API.md, Promoters.
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

describe('link codes', () => {
  it('are ten of the 32 signs, whatever the random bytes (RF-05)', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 16 }), (random) => {
        const code = linkCodeFrom(random);
        expect(code).toMatch(new RegExp(`^[${signs}]{10}$`));
        expect(isLinkCode(code)).toBe(true);
      }),
    );
  });
  it('use each sign for exactly eight of the 256 byte values', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte++) {
      const sign = linkCodeFrom(new Uint8Array(10).fill(byte)).charAt(0);
      counts.set(sign, (counts.get(sign) ?? 0) + 1);
    }
    expect([...counts.keys()].sort().join('')).toBe(signs);
    expect(new Set(counts.values())).toEqual(new Set([8]));
  });
  it.each([
    '',
    '23456789A',
    '23456789ABC',
    '23456789a2',
    '0000000000',
    '11111IIIOO',
    '2345 67892',
    '23456789AB\n',
  ])('are not %j', (text) => {
    expect(isLinkCode(text)).toBe(false);
  });
});

it.each(['，', '。', '）', '.', ',', '?from=a', '#x', ' ', '\u3000', '】', '，谢谢abc', '%'])(
  'a code is read with %j stuck to it, in either case',
  (stuck) => {
    expect(readLinkCode(`abcdefgh23${stuck}`)).toBe('ABCDEFGH23');
  },
);
it.each(['A', '2', '0', 'é', '２'])('but not with %j behind it: that is another word', (more) => {
  expect(readLinkCode(`ABCDEFGH23${more}`)).toBeNull();
});
