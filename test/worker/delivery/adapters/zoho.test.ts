/** Owns what Zoho's accounts say of a token; must not know how a lead is written. */
import { expect, it } from 'vitest';
import { zoho } from '../../../../worker/delivery/adapters/zoho.ts';
import { answer } from './answer.ts';

it.each([
  ['a refresh token that is no more', 200, { error: 'invalid_code' }, { reason: 'bad_credentials' }],
  [
    'too many tokens in ten minutes',
    400,
    { error: 'Access Denied', status: 'failure' },
    { reason: 'throttled', retryAfterMs: 600_000 },
  ],
  ['a line break in a token', 200, { access_token: 'a\r\nx: y', expires_in: 3600 }, { reason: 'unreadable' }],
  ['a token without end', 200, { access_token: 'x'.repeat(5000) }, { reason: 'unreadable' }],
  ['no JSON', 200, 'x', { reason: 'unreadable' }],
])('lends nothing after %s', (_, status, said, verdict) => {
  expect(zoho.token?.read(answer(said, status), 0, {})).toEqual({ outcome: 'failed', status, ...verdict });
});
