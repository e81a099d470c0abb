/** Owns the check of idempotency keys: the form that targets ask for, one for each delivery; must not know targets. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { idempotencyKey } from '../../../worker/delivery/idempotency-key.ts';

const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it('is a UUID of version 4 by its form, and the same whenever it is asked for', () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      expect(idempotencyKey(id)).toMatch(uuidV4);
      expect(idempotencyKey(id)).toBe(idempotencyKey(id));
    }),
  );
});

it('is the digest of the delivery’s id but for the digits that make the form', () => {
  const hex = createHash('sha256').update('jinjian delivery dl_1').digest('hex');
  const plain = idempotencyKey('dl_1').replaceAll('-', '');
  const rest = (digits: string) => digits.slice(0, 12) + digits.slice(13, 16) + digits.slice(17, 32);
  expect(rest(plain)).toBe(rest(hex));
});

it('differs from one delivery to the next', () => {
  const keys = Array.from({ length: 10_000 }, (_, at) => idempotencyKey(`dl_${at}`));
  expect(new Set(keys).size).toBe(keys.length);
});
