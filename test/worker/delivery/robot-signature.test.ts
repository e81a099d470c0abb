/** Owns the check of robots' signatures against published vectors and Node's own HMAC; must not know messages. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dingtalkSignature, feishuSignature } from '../../../worker/delivery/robot-signature.ts';

const hmac = (key: string, message: string) => createHmac('sha256', key).update(message).digest('base64');
const secret = fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' });
const time = fc.integer({ min: 1, max: 4_000_000_000_000 });

// The vectors of reference/peers.md §5.3.
describe('飞书', () => {
  it('signs nothing, with time and secret as the key', async () => {
    const sign = 'mYHw2R2SOm8Rw/sne3lQdmz4sOfntKR+1P/8RKKTwmA=';
    expect(await feishuSignature('demo-secret', 1_700_000_000)).toBe(sign);
    expect(hmac('1700000000\ndemo-secret', '')).toBe(sign);
  });
  it('signs as Node does', async () => {
    await fc.assert(
      fc.asyncProperty(secret, time, async (key, at) => {
        expect(await feishuSignature(key, at)).toBe(hmac(`${at}\n${key}`, ''));
      }),
    );
  });
});

describe('钉钉', () => {
  it('signs time and secret, with the secret as the key', async () => {
    const sign = 'lOvVf9TQCVugV68mGbSZCg0gzOl1SVjxWi1MyVZCUuA=';
    expect(await dingtalkSignature('SECdemo', 1_700_000_000_000)).toBe(sign);
    expect(encodeURIComponent(sign)).toBe('lOvVf9TQCVugV68mGbSZCg0gzOl1SVjxWi1MyVZCUuA%3D');
    expect(hmac('SECdemo', '1700000000000\nSECdemo')).toBe(sign);
  });
  it('signs as Node does', async () => {
    await fc.assert(
      fc.asyncProperty(secret, time, async (key, at) => {
        expect(await dingtalkSignature(key, at)).toBe(hmac(key, `${at}\n${key}`));
      }),
    );
  });
});
