/** Owns the check of messages signed by the published library: accepted as they are, and no other; must not know HTTP. */
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { isSigned, type SignedMessage } from '../../../worker/delivery/webhook-check.ts';
import { webhookSecretFrom } from '../../../worker/delivery/webhook-signature.ts';

const secretFrom = (byte: number) => webhookSecretFrom(new Uint8Array(32).fill(byte));
const [current, previous, other] = [secretFrom(1), secretFrom(2), secretFrom(3)];
const nowMs = Date.UTC(2026, 10, 27, 8);

function signedBy(secret: string, body: string, atMs = nowMs, id = 'msg_1') {
  const signature = new Webhook(secret).sign(id, new Date(atMs), body);
  return { id, timestamp: String(Math.floor(atMs / 1000)), signature, body };
}

test('what the published library signs is accepted, with either secret of a rotation', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (body) => {
      expect(await isSigned(signedBy(current, body), [current], nowMs)).toBe(true);
      expect(await isSigned(signedBy(previous, body), [current, previous], nowMs)).toBe(true);
      expect(await isSigned(signedBy(other, body), [current, previous], nowMs)).toBe(false);
    }),
    { numRuns: 50 },
  );
});

test('a sender in the middle of its own rotation sends several signatures', async () => {
  const signed = signedBy(current, '{}');
  const both = { ...signed, signature: `${signedBy(other, '{}').signature} ${signed.signature}` };
  expect(await isSigned(both, [current], nowMs)).toBe(true);
});

const signed = signedBy(current, '{"a":1}');

test.for<[string, Partial<SignedMessage>]>([
  ['another body', { body: '{"a":2}' }],
  ['another id', { id: 'msg_2' }],
  ['another time', { timestamp: String(Number(signed.timestamp) + 1) }],
  ['no signature', { signature: '' }],
  ['another version', { signature: signed.signature.replace('v1', 'v2') }],
  ['a bare signature', { signature: signed.signature.slice(3) }],
  ['a time that is none', { timestamp: 'now' }],
  ['a signature behind many others', { signature: `${'v1,AAAA '.repeat(10)}${signed.signature}` }],
])('%s is not', async ([, change]) => {
  expect(await isSigned({ ...signed, ...change }, [current], nowMs)).toBe(false);
});

test.for<[number, boolean]>([
  [-301_000, false],
  [-299_000, true],
  [299_000, true],
  [301_000, false],
])('a clock that is off by %i ms: %j', async ([offMs, isAccepted]) => {
  expect(await isSigned(signedBy(current, '{}', nowMs + offMs), [current], nowMs)).toBe(isAccepted);
});

test('no secret accepts nothing', async () => {
  expect(await isSigned(signedBy(current, '{}'), [], nowMs)).toBe(false);
});
