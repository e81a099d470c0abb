/** Owns the property that only a 2xx status with the code of success is delivered; must not know any one target. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeByCode, meanings, throttled } from '../../../worker/delivery/body-code.ts';
import { answer } from './adapters/answer.ts';

const rule = {
  members: ['code', 'StatusCode'],
  success: 0,
  meanings: meanings([[7, 8], throttled(60_000)]),
};
const member = fc.constantFrom('code', 'StatusCode', 'errcode', 'data', '__proto__');
const value = fc.oneof(
  fc.integer({ min: -1, max: 9 }),
  fc.constantFrom('0', '7', ' 0', '0x0', '', '-0', null, true, [0]),
  fc.jsonValue(),
);
const body = fc.oneof(fc.dictionary(member, value), fc.jsonValue(), fc.string());
const status = fc.oneof(
  fc.constantFrom(200, 201, 204, 302, 400, 401, 410, 429, 500, 503),
  fc.integer({ min: 200, max: 599 }),
);

it('is true of any answer', () => {
  fc.assert(
    fc.property(body, status, (said, of) => {
      const verdict = judgeByCode(answer(said, of), 0, rule);
      const own =
        typeof said === 'object' && said !== null && !Array.isArray(said) ? Object.entries(said) : [];
      const code = (own.find(([name]) => name === 'code') ??
        own.find(([name]) => name === 'StatusCode'))?.[1];
      // A text that happens to be JSON is read as such: strings of a random test are no objects.
      const isSuccess = of < 300 && (code === 0 || code === '0' || code === '-0');
      expect(verdict.outcome === 'delivered').toBe(isSuccess);
      expect(verdict.status).toBe(of);
      if (!isSuccess) expect(verdict.reason).toMatch(/^[a-z_]+$/);
    }),
    { numRuns: 2000 },
  );
});

it.each([
  [{ code: 7 }, 200, {}, { outcome: 'failed', status: 200, reason: 'throttled', retryAfterMs: 60_000 }],
  [
    { code: 7 },
    400,
    { 'retry-after': '9' },
    { outcome: 'failed', status: 400, reason: 'throttled', retryAfterMs: 9000 },
  ],
  [{ code: 7 }, 500, {}, { outcome: 'failed', status: 500, reason: 'server_error' }],
  [{ code: 7 }, 302, {}, { outcome: 'failed', status: 302, reason: 'redirect' }],
  [{ code: 0, StatusCode: 7 }, 200, {}, { outcome: 'delivered', status: 200 }],
])('%j with %i and %j', (said, status, headers, verdict) => {
  expect(judgeByCode(answer(said, status, headers), 0, rule)).toEqual(verdict);
});
