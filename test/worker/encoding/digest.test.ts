/** Owns the check of digests against published SHA-256 values; must not know what is published under them. */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../worker/encoding/bytes.ts';
import { digestOf, sha256 } from '../../../worker/encoding/digest.ts';

describe('digests', () => {
  // FIPS 180-4 examples.
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('are SHA-256: %j', (text, hex) => {
    expect(toHex(sha256(text))).toBe(hex);
    expect(toHex(sha256(new TextEncoder().encode(text)))).toBe(hex);
  });
  it('do not depend on the order in which members were written', () => {
    expect(digestOf({ a: 1, b: [{ d: 2, c: '三' }] })).toBe(digestOf({ b: [{ c: '三', d: 2 }], a: 1 }));
    expect(digestOf({ a: 1 })).toBe(`sha256:${toHex(sha256('{"a":1}'))}`);
    expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: '1' }));
  });
});
