/** Owns the check of public ids: they open to their number for their maker alone, and show nothing; must not know rows. */
import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase32, toBase32 } from '../../../worker/encoding/bytes.ts';
import { mintId, type OpaqueKind, readId } from '../../../worker/sealing/opaque-id.ts';

const key = new Uint8Array(32).fill(9);
const otherKey = new Uint8Array(32).fill(10);
const kinds: OpaqueKind[] = ['lead', 'receipt', 'event', 'delivery'];
const kind = fc.constantFrom(...kinds);
const number = fc.maxSafeNat();

describe('an id', () => {
  it('opens to its number, for any number and kind', () => {
    fc.assert(
      fc.property(kind, number, (one, row) => {
        expect(readId(key, one, mintId(key, one, row))).toBe(row);
      }),
    );
  });
  it('is one AES-256 block over kind, number and zeros', () => {
    const block = Buffer.alloc(16);
    block[0] = 1;
    block.writeBigUInt64BE(77n, 1);
    const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
    const sealed = Buffer.concat([cipher.update(block), cipher.final()]);
    expect(Buffer.from(fromBase32(mintId(key, 'lead', 77).slice(3)) ?? []).equals(sealed)).toBe(true);
  });
  it('does not open from a block with anything but zeros behind the number, or with a number that is none', () => {
    const idOver = (change: (block: Buffer) => void) => {
      const block = Buffer.alloc(16);
      block[0] = 1;
      block.writeBigUInt64BE(77n, 1);
      change(block);
      const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
      return `ld_${toBase32(Buffer.concat([cipher.update(block), cipher.final()]))}`;
    };
    expect(
      readId(
        key,
        'lead',
        idOver(() => {}),
      ),
    ).toBe(77);
    for (let at = 9; at < 16; at++) {
      const forged = idOver((block) => block.writeUInt8(1, at));
      expect(readId(key, 'lead', forged), `byte ${at}`).toBeNull();
    }
    const beyond = idOver((block) => block.writeBigUInt64BE(2n ** 53n, 1));
    expect(readId(key, 'lead', beyond)).toBeNull();
  });
  it('is the same each time, whatever was minted or read in between', () => {
    const first = mintId(key, 'lead', 5);
    mintId(otherKey, 'lead', 6);
    readId(key, 'lead', 'ld_nonsense');
    readId(otherKey, 'lead', first);
    expect(mintId(key, 'lead', 5)).toBe(first);
    expect(mintId(new Uint8Array(key), 'lead', 5)).toBe(first);
    expect(readId(new Uint8Array(key), 'lead', first)).toBe(5);
  });
  it('does not open as another kind, nor under another key', () => {
    fc.assert(
      fc.property(kind, kind, number, (one, other, row) => {
        const id = mintId(key, one, row);
        if (one !== other) {
          expect(readId(key, other, id)).toBeNull();
          expect(readId(key, other, mintId(key, other, row).slice(0, 3) + id.slice(3))).toBeNull();
        }
        expect(readId(otherKey, one, id)).toBeNull();
      }),
    );
  });
  it('has one spelling', () => {
    const id = mintId(key, 'receipt', 123);
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
      expect(readId(key, 'receipt', ending + sign)).toBe(ending + sign === id ? 123 : null);
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
          expect(readId(key, 'lead', `ld_${guess}`)).toBeNull();
        },
      ),
    );
  });
});

describe('ids of consecutive rows', () => {
  const ids = Array.from({ length: 512 }, (_, row) => mintId(key, 'lead', row).slice(3));

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
