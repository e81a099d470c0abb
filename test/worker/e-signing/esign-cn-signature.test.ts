/** Owns e签宝's signatures against vectors of its documentation's shape; must not call anything. */
import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contentMd5,
  esignHeaders,
  isEsignCallback,
  stringToSign,
} from '../../../worker/e-signing/esign-cn-signature.ts';

const account = { appId: '7438000001', appSecret: 'dummysecret' };

describe('a call', () => {
  test('is signed over seven lines of which the date is empty and the headers are left out', () => {
    expect(stringToSign('POST', 'uxydqKBMBy6x1siClKEQ6Q==', '/v3/sign-flow/create-by-file')).toBe(
      'POST\n*/*\nuxydqKBMBy6x1siClKEQ6Q==\napplication/json; charset=UTF-8\n\n/v3/sign-flow/create-by-file',
    );
  });

  test('without a body keeps the empty line of its digest', async () => {
    const headers = await esignHeaders(
      account,
      { method: 'GET', path: '/v3/sign-flow/abc123/detail' },
      1_700_000_000_000,
    );
    expect(headers).toMatchObject({
      'x-tsign-open-ca-signature': 'xG4jw3vs+xusJ0x3XkIJBwxpTHHzEHqdMGOJ45Ry8Fk=',
      'x-tsign-open-ca-timestamp': '1700000000000',
      'x-tsign-open-auth-mode': 'Signature',
      'x-tsign-open-app-id': account.appId,
    });
    expect(headers).not.toHaveProperty('content-md5');
  });

  test('has the digest of its body’s bytes, and not of a hex text', () => {
    expect(contentMd5('{}')).toBe('mZFLkyvTelC5g8XnyQrpOw==');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(contentMd5(text)).toBe(createHash('md5').update(text).digest('base64'));
      }),
    );
  });
});

describe('a callback', () => {
  const callback = (
    query: [string, string][],
    body: string,
    change: { secret?: string; timestamp?: string; appId?: string; cut?: number } = {},
  ) => {
    const { secret = account.appSecret, timestamp = '1729489875363', appId = account.appId, cut } = change;
    const values = [...query].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, value]) => value);
    const signature = createHmac('sha256', secret)
      .update(timestamp + values.join('') + body)
      .digest('hex');
    const headers: Record<string, string> = {
      'x-tsign-open-app-id': appId,
      'x-tsign-open-timestamp': timestamp,
      'x-tsign-open-signature': signature.slice(0, cut),
    };
    return { header: (name: string) => headers[name] ?? null, query: new URLSearchParams(query), body };
  };

  test('is genuine under the application’s secret, whatever its query and its body', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.string()), {
          selector: ([name]) => name,
          maxLength: 4,
        }),
        fc.string({ unit: 'grapheme' }),
        async (query, body) => {
          expect(await isEsignCallback(account, callback(query, body))).toBe(true);
        },
      ),
    );
  });

  test.each([
    ['under another secret', callback([], '{}', { secret: 'guessed' })],
    ['for another application', callback([], '{}', { appId: '1' })],
    ['with a time that is none', callback([], '{}', { timestamp: '' })],
    ['with half a signature', callback([], '{}', { cut: 32 })],
    ['with no signature', callback([], '{}', { cut: 0 })],
    ['with another body', { ...callback([], '{}'), body: '{"signFlowStatus":"2"}' }],
    ['with a query that was not signed', { ...callback([], '{}'), query: new URLSearchParams('a=1') }],
  ])('%s is not', async (_, call) => {
    expect(await isEsignCallback(account, call)).toBe(false);
  });
});
