/** Owns that of a foreign body no more is read than the bound, in bytes and in pieces; opens no connection. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBounded } from '../../../worker/outbound/read-bounded.ts';
import { fakeBody } from './fake-body.ts';

function* endless(bytes: number): Generator<Uint8Array> {
  for (;;) yield new Uint8Array(bytes);
}

describe('a body', () => {
  it('is read up to the bound, and known to be cut off only where there was more', async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 0, max: 800 }), async (lengths, maxBytes) => {
        const pieces = lengths.map((length, at) => new Uint8Array(length).fill(at));
        const all = Buffer.concat(pieces);
        const { bytes, isCutOff } = await readBounded(fakeBody(pieces), maxBytes);
        expect(Buffer.from(bytes)).toEqual(all.subarray(0, maxBytes));
        expect(isCutOff).toBe(all.length > maxBytes);
      }),
    );
  });
  it('without end costs no more than the bound and one piece', async () => {
    const body = fakeBody(endless(1000));
    expect(await readBounded(body, 65_536)).toMatchObject({ isCutOff: true });
    expect(body.readBytes).toBeLessThanOrEqual(65_536 + 1000);
    expect(body.isCancelled).toBe(true);
  });
  it.each([0, 1, 7])('in crumbs of %i bytes is cut after a bounded number of them', async (size) => {
    const body = fakeBody(endless(size));
    const { bytes, isCutOff } = await readBounded(body, 65_536);
    expect(isCutOff).toBe(true);
    expect(body.reads).toBeLessThanOrEqual(2048);
    expect(bytes.length).toBe(body.readBytes);
    expect(body.isCancelled).toBe(true);
  });
});
