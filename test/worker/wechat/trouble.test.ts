/** Owns what is read from WeChat's answers, whatever they hold, and how long each failure keeps us away. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../worker/wechat/call-wechat.ts';
import { restMs, troubleOf } from '../../../worker/wechat/trouble.ts';

const now = Date.UTC(2026, 10, 27, 1, 0, 0);

describe('an answer', () => {
  test('lends for the time that it says, refreshed ten minutes ahead', () => {
    expect(readAnswer('{"errcode":0,"errmsg":"ok","ticket":"T","expires_in":7200}', 'ticket', now)).toEqual({
      value: 'T',
      expiresAtMs: now + 7_200_000,
      refreshAtMs: now + 6_600_000,
    });
  });
  test('with little left is refreshed at half of it; more than two hours are not believed', () => {
    expect(readAnswer('{"access_token":"A","expires_in":300}', 'access_token', now)).toMatchObject({
      expiresAtMs: now + 300_000,
      refreshAtMs: now + 150_000,
    });
    expect(readAnswer('{"access_token":"A","expires_in":99999999}', 'access_token', now)).toMatchObject({
      expiresAtMs: now + 7_200_000,
    });
  });
  test.for([
    '',
    'null',
    '[]',
    '<html>502</html>',
    '{}',
    '{"ticket":"T"}',
    '{"ticket":"","expires_in":7200}',
    '{"ticket":7,"expires_in":7200}',
    '{"ticket":"T","expires_in":"7200"}',
    '{"ticket":"T","expires_in":0}',
    '{"ticket":"T","expires_in":-1}',
    '{"ticket":"a b","expires_in":7200}',
    '{"access_token":"A","expires_in":7200}',
    '{"__proto__":{"ticket":"T","expires_in":7200}}',
  ])('that can’t be read lends nothing: %s', (text) => {
    expect(readAnswer(text, 'ticket', now)).toEqual({ trouble: 'unreadable' });
  });
  test('of any text is read without a throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const read = readAnswer(text, 'ticket', now);
        expect('trouble' in read || read.expiresAtMs > now).toBe(true);
      }),
    );
  });
});

describe('a return code', () => {
  test.for([
    [-1, 'busy'],
    [40001, 'stale_token'],
    [40014, 'stale_token'],
    [42001, 'stale_token'],
    [40013, 'app_rejected'],
    [40125, 'secret_rejected'],
    [40164, 'ip_not_listed'],
    [89503, 'ip_not_listed'],
    [48001, 'no_permission'],
    [45009, 'quota_used'],
    [45011, 'too_frequent'],
    [99999, 'refused'],
  ] as const)('%i is %s', ([code, trouble]) => {
    expect(troubleOf(code, 'whatever it says')).toEqual({ trouble, errcode: code });
  });
  test('40164 names the address that the whitelist lacks, and nothing else of the message', () => {
    const told = 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 5f3a-secret';
    expect(troubleOf(40164, told)).toEqual({ trouble: 'ip_not_listed', errcode: 40164, ip: '203.0.113.7' });
    const six = 'invalid ip 2001:db8::7 ipv6 2001:db8::7, not in whitelist';
    expect(troubleOf(40164, six)).toMatchObject({ ip: '2001:db8::7' });
    expect(troubleOf(40164, 'not in whitelist')).toEqual({ trouble: 'ip_not_listed', errcode: 40164 });
  });
});

describe('after a failure WeChat is left alone', () => {
  test('until midnight in China once the day’s quota is used', () => {
    expect(now + restMs('quota_used', now)).toBe(Date.UTC(2026, 10, 27, 16, 0, 0));
    const justAfter = Date.UTC(2026, 10, 27, 16, 0, 0);
    expect(restMs('quota_used', justAfter)).toBe(86_400_000);
  });
  test('for a minute, half a minute, or five', () => {
    expect([restMs('too_frequent', now), restMs('timeout', now), restMs('ip_not_listed', now)]).toEqual([
      60_000, 30_000, 300_000,
    ]);
  });
});
