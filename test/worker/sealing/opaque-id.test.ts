/** Owns the check of public ids: they open to their row for their maker alone, and show nothing; must not know rows. */
import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase32 } from '../../../worker/encoding/bytes.ts';
import { mintId, nonceOf, type OpaqueKind, readId } from '../../../worker/sealing/opaque-id.ts';

const key = new Uint8Array(32).fill(9);
const otherKey = new Uint8Array(32).fill(10);
const kinds: OpaqueKind[] = ['lead', 'receipt', 'event', 'delivery', 'authorisation'];
const kind = fc.constantFrom(...kinds);
const row = fc.record({ number: fc.maxSafeNat(), nonce: fc.maxSafeNat() });
/** As rows of before there were nonces have it. */
const old = (number: number) => ({ number, nonce: 0 });

function idOver(change: (block: Buffer) => void): string {
  const block = Buffer.alloc(16);
  block[0] = 1;
  block.writeBigUInt64BE(77n, 1);
  change(block);
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return `ld_${toBase32(Buffer.concat([cipher.update(block), cipher.final()]))}`;
}

describe('an id', () => {
  it('opens to its number and nonce, for any of them and any kind', () => {
    fc.assert(
      fc.property(kind, row, (one, named) => {
        expect(readId(key, one, mintId(key, one, named))).toEqual(named);
      }),
    );
  });
  it('is one AES-256 block over kind, number and nonce; without a nonce, as ids were before there were any', () => {
    expect(mintId(key, 'lead', old(77))).toBe(idOver(() => {}));
    expect(mintId(key, 'lead', { number: 77, nonce: 0x1f_2345_6789_abcd })).toBe(
      idOver((block) => block.writeBigUInt64BE(0x4d1f_2345_6789_abcdn, 8)),
    );
    // Made by the last version that had no nonces.
    expect(mintId(key, 'lead', old(77))).toBe('ld_sdyqr4iff2ycmjppt3qinwddpe');
  });
  it('is another one for the same number with another nonce, and neither opens to the other', () => {
    fc.assert(
      fc.property(kind, row, row, (one, first, second) => {
        fc.pre(first.nonce !== second.nonce);
        const again = { ...first, nonce: second.nonce };
        expect(mintId(key, one, first)).not.toBe(mintId(key, one, again));
        expect(readId(key, one, mintId(key, one, again))).toEqual(again);
      }),
    );
  });
  it('does not open from a block with a number or a nonce that is none', () => {
    expect(
      readId(
        key,
        'lead',
        idOver((block) => block.writeBigUInt64BE(2n ** 53n, 1)),
      ),
    ).toBeNull();
    expect(
      readId(
        key,
        'lead',
        idOver((block) => block.writeUInt8(0x20, 9)),
      ),
    ).toBeNull();
    expect(
      readId(
        key,
        'lead',
        idOver((block) => block.writeUInt8(0x1f, 9)),
      ),
    ).toEqual({
      number: 77,
      nonce: 0x1f * 2 ** 48,
    });
  });
  it('is the same each time, whatever was minted or read in between', () => {
    const named = { number: 5, nonce: 6 };
    const first = mintId(key, 'lead', named);
    mintId(otherKey, 'lead', { number: 6, nonce: Number.MAX_SAFE_INTEGER });
    readId(key, 'lead', 'ld_nonsense');
    readId(otherKey, 'lead', first);
    expect(mintId(key, 'lead', named)).toBe(first);
    expect(mintId(new Uint8Array(key), 'lead', named)).toBe(first);
    expect(readId(new Uint8Array(key), 'lead', first)).toEqual(named);
  });
  it('does not open as another kind, nor under another key', () => {
    fc.assert(
      fc.property(kind, kind, row, (one, other, named) => {
        const id = mintId(key, one, named);
        if (one !== other) {
          expect(readId(key, other, id)).toBeNull();
          expect(readId(key, other, mintId(key, other, named).slice(0, 3) + id.slice(3))).toBeNull();
        }
        const elsewhere = readId(otherKey, one, id);
        expect(elsewhere === null || elsewhere.number !== named.number).toBe(true);
      }),
    );
  });
  it('has one spelling', () => {
    const id = mintId(key, 'receipt', old(123));
    const spellings = [
      id.toUpperCase(),
      ` ${id}`,
      `${id} `,
      `${id}a`,
      id.slice(0, -1),
      `${id}=`,
      id.slice(3),
      '',
    ];
    for (const text of spellings) expect(readId(key, 'receipt', text), text).toBeNull();
    const ending = id.slice(0, -1);
    for (const sign of 'abcdefghijklmnopqrstuvwxyz234567') {
      expect(readId(key, 'receipt', ending + sign)).toEqual(ending + sign === id ? old(123) : null);
    }
  });
  it('is never opened from a guess', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'),
          minLength: 26,
          maxLength: 26,
        }),
        (guess) => {
          const opened = readId(key, 'lead', `ld_${guess}`);
          // Kind and bounds alone let one guess in 2^22 through: to no number that a tenant will ever reach.
          expect(opened === null || opened.number > 2 ** 32).toBe(true);
        },
      ),
    );
  });
});

describe('a nonce', () => {
  it('is made of 53 of the bits that it is given, and never that of a row without one', () => {
    expect(nonceOf(new Uint8Array(8).fill(255))).toBe(Number.MAX_SAFE_INTEGER);
    expect(nonceOf(new Uint8Array(8))).toBe(1);
    for (let bit = 0; bit < 64; bit++) {
      const random = new Uint8Array(8);
      random[7 - Math.floor(bit / 8)] = 2 ** (bit % 8);
      expect(nonceOf(random), `bit ${bit}`).toBe(bit < 53 ? 2 ** bit : 1);
    }
  });
});

describe('ids of consecutive rows', () => {
  const ids = Array.from({ length: 512 }, (_, row) => mintId(key, 'lead', old(row)).slice(3));

  it('are all different and in no order', () => {
    expect(new Set(ids).size).toBe(ids.length);
    const rising = ids.filter((id, at) => at > 0 && id > (ids[at - 1] ?? '')).length;
    // 511 fair coins: outside these bounds by chance once in 10^9.
    expect(rising).toBeGreaterThan(185);
    expect(rising).toBeLessThan(326);
  });
  it('share no beginning, and use every sign in every place but the last', () => {
    for (let place = 0; place < 25; place++) {
      expect(new Set(ids.map((id) => id[place])).size, `place ${place}`).toBeGreaterThan(28);
    }
  });
});
