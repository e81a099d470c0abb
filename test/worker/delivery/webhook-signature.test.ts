/** Owns the check of signatures against the published vector and the published verifier; must not know deliveries. */
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { signedHeaders, webhookSecretFrom } from '../../../worker/delivery/webhook-signature.ts';

// The Standard Webhooks libraries' own test vector (reference/peers.md §5.1).
const vector = {
  secret: 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestampMs: 1_614_265_330_000,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const secretFrom = (byte: number) => webhookSecretFrom(new Uint8Array(32).fill(byte));
const [current, previous, other] = [secretFrom(1), secretFrom(2), secretFrom(3)];

function verifies(secret: string, body: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

describe('the published vector', () => {
  it.each([vector.secret, `whsec_${vector.secret}`])('is signed with %s', async (secret) => {
    expect(await signedHeaders(vector.id, vector.timestampMs + 999, vector.body, [secret])).toEqual({
      'webhook-id': vector.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': vector.signature,
    });
  });
});

describe('the published verifier', () => {
  const body = fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify({ type: 'lead.created', text }));

  it('accepts what we sign, and signs the same itself (SE-09)', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const nowMs = Date.now();
        const headers = await signedHeaders('dl_1', nowMs, text, [current]);
        expect(verifies(current, text, headers)).toBe(true);
        expect(new Webhook(current).sign('dl_1', new Date(nowMs), text)).toBe(headers['webhook-signature']);
      }),
    );
  });
  it('accepts either secret while a rotation lasts, and only those', async () => {
    const headers = await signedHeaders('dl_1', Date.now(), '{}', [current, previous]);
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    expect(verifies(current, '{}', headers)).toBe(true);
    expect(verifies(previous, '{}', headers)).toBe(true);
    expect(verifies(other, '{}', headers)).toBe(false);
  });
  it('refuses the body with any one byte changed, another id and another time', async () => {
    const text = JSON.stringify({ type: 'ping', data: { tenant: 'acme' } });
    const headers = await signedHeaders('dl_1', Date.now(), text, [current]);
    for (let at = 0; at < text.length; at++) {
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      expect(verifies(current, changed, headers), `byte ${at}`).toBe(false);
    }
    expect(verifies(current, text, { ...headers, 'webhook-id': 'dl_2' })).toBe(false);
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(verifies(current, text, { ...headers, 'webhook-timestamp': later })).toBe(false);
  });
});

describe('secrets', () => {
  it('are whsec_ and the base64 of 32 bytes, within the spec’s 24 to 64', () => {
    expect(current).toBe(`whsec_${Buffer.alloc(32, 1).toString('base64')}`);
  });
  it('that are no base64 are a bug, told without the secret', async () => {
    const broken = () => signedHeaders('dl_1', 0, '{}', ['whsec_not base64!']);
    await expect(broken()).rejects.toThrow(/not base64/);
    await expect(broken()).rejects.not.toThrow(/not base64!/);
  });
});
