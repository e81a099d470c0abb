/** Owns the check of the text forms of bytes against Node's own and RFC 4648's vectors; must not know what bytes mean. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  concatBytes,
  fromBase32,
  fromBase64,
  fromHex,
  toBase32,
  toBase64,
  toBase64Url,
  toHex,
} from '../../../worker/encoding/bytes.ts';

const bytes = fc.uint8Array({ maxLength: 80 });
const node = (value: Uint8Array) => Buffer.from(value);

describe('base64 and hex', () => {
  it('say what Node’s Buffer says', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(toBase64(value)).toBe(node(value).toString('base64'));
        expect(toBase64Url(value)).toBe(node(value).toString('base64url'));
        expect(toHex(value)).toBe(node(value).toString('hex'));
        expect(fromHex(toHex(value))).toEqual(new Uint8Array(value));
      }),
    );
  });
  it.each([8191, 8192, 8193, 300_000])('say so of %i bytes too', (length) => {
    const value = Uint8Array.from({ length }, (_, at) => at * 7);
    expect(toBase64(value)).toBe(node(value).toString('base64'));
    expect(toBase64Url(value)).toBe(node(value).toString('base64url'));
  });
  it.each(['0', 'AB', 'zz', ' 00', '0x00', '00\n'])('hex is not read from %j', (text) => {
    expect(() => fromHex(text)).toThrow(RangeError);
  });
  it('are read in both alphabets, padded or not', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        const spellings = [toBase64(value), toBase64(value).replace(/=+$/, ''), toBase64Url(value)];
        for (const text of spellings) expect(fromBase64(text)).toEqual(new Uint8Array(value));
      }),
    );
  });
  it.each(['a', 'abcde', 'ab cd', 'ab\ncd', 'é===', '😀', 'ab=cd', '%%%%'])(
    'are not read from %j',
    (text) => {
      expect(fromBase64(text)).toBeNull();
    },
  );
});

describe('base32', () => {
  // RFC 4648 §10, lower case and without padding.
  it.each([
    ['', ''],
    ['f', 'my'],
    ['fo', 'mzxq'],
    ['foo', 'mzxw6'],
    ['foob', 'mzxw6yq'],
    ['fooba', 'mzxw6ytb'],
    ['foobar', 'mzxw6ytboi'],
  ])('writes %j as %j', (text, encoded) => {
    expect(toBase32(node(Buffer.from(text)))).toBe(encoded);
    expect(fromBase32(encoded)).toEqual(new Uint8Array(Buffer.from(text)));
  });
  it('comes back as it went, for any bytes', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(fromBase32(toBase32(value))).toEqual(new Uint8Array(value));
      }),
    );
  });
  it('has one spelling for each value: whatever is read is written the same', () => {
    const text = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'), maxLength: 12 });
    fc.assert(
      fc.property(text, (spelling) => {
        const read = fromBase32(spelling);
        if (read !== null) expect(toBase32(read)).toBe(spelling);
      }),
    );
  });
  it.each(['MY', 'my======', 'mz', 'm', 'mzxw6y', '01', 'm y', 'mzxq\n'])('is not read from %j', (text) => {
    expect(fromBase32(text)).toBeNull();
  });
});

describe('concatenation', () => {
  it('is Buffer.concat', () => {
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 5 }), (parts) => {
        expect(toHex(concatBytes(...parts))).toBe(Buffer.concat(parts).toString('hex'));
      }),
    );
  });
});
