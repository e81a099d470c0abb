/** Owns the check of where 销售易's tokens may go, and how long they are used; must not know its requests. */
import { describe, expect, it } from 'vitest';
import type { Config } from '../../../../worker/delivery/adapter.ts';
import { xiaoshouyi } from '../../../../worker/delivery/adapters/xiaoshouyi.ts';
import { lead } from '../conformance/sample-messages.ts';
import { answer } from './answer.ts';

const nowMs = 1_800_000_000_000;

function read(members: object, config: Config = {}) {
  const { token } = xiaoshouyi;
  if (token === undefined) throw new Error('no token flow');
  return token.read(answer({ access_token: 'xsy1', expires_in: 86399, ...members }), nowMs, config);
}

async function goesTo(members: object, config: Config = {}): Promise<string> {
  const lent = read(members, config);
  if (!('access' in lent)) return `refused: ${lent.reason}`;
  const { defaultMapping: mapping } = xiaoshouyi;
  const request = await xiaoshouyi.build({ config, mapping, messages: [lead], access: lent.access, nowMs });
  return request.url;
}

describe('the place that the target names', () => {
  it.each([
    ['https://api-p10.xiaoshouyi.com', 'https://api-p10.xiaoshouyi.com'],
    ['https://api-tencent.xiaoshouyi.com/', 'https://api-tencent.xiaoshouyi.com'],
    ['https://api.xiaoshouyi.com/rest/../..', 'https://api.xiaoshouyi.com'],
    ['api-scrm.xiaoshouyi.com', 'https://api-scrm.xiaoshouyi.com'],
    [undefined, 'https://api.xiaoshouyi.com'],
  ])('is used: %s', async (instance_uri, origin) => {
    expect(await goesTo({ instance_uri })).toBe(`${origin}/rest/data/v2.0/xobjects/lead`);
  });

  it.each([
    'http://api.xiaoshouyi.com',
    'https://api.xiaoshouyi.com.evil.example',
    'https://evil.example/?.xiaoshouyi.com',
    'https://evilxiaoshouyi.com',
    'https://xiaoshouyi.com@evil.example',
    'https://api.xiaoshouyi.com:22',
    'https://169.254.169.254',
    'javascript://api.xiaoshouyi.com/%0aalert(1)',
    'https://',
    'api.xiaoshouyi.com\r\nhost: evil',
  ])('is refused: %j', async (instance_uri) => {
    expect(await goesTo({ instance_uri })).toBe('refused: unsafe_instance');
  });

  it('does not matter where the configuration names another', async () => {
    const config = { baseUrl: 'http://127.0.0.1:9000/' };
    expect(await goesTo({ instance_uri: 'https://evil.example' }, config)).toBe(
      'http://127.0.0.1:9000/rest/data/v2.0/xobjects/lead',
    );
  });
});

describe('what is lent', () => {
  it('is used until five minutes before its end', () => {
    expect(read({ expires_in: 7200 })).toMatchObject({
      expiresAtMs: nowMs + 7_200_000,
      refreshAtMs: nowMs + 6_900_000,
    });
  });
  it.each([undefined, null, 'soon', -1, 0, Number.POSITIVE_INFINITY, [], { toString: '', valueOf: 1 }])(
    'counts as two hours with %j',
    (expires_in) => {
      expect(read({ expires_in })).toMatchObject({ expiresAtMs: nowMs + 7_200_000 });
    },
  );
  it.each([7_200_000, '1e308', 1.7e308, Number.MAX_SAFE_INTEGER])(
    'is asked for anew within a day, however long the vendor says it lasts: %j s',
    (expires_in) => {
      expect(read({ expires_in })).toMatchObject({ expiresAtMs: nowMs + 86_400_000 });
    },
  );
  it('is used for half its life when that is short', () => {
    expect(read({ expires_in: 60 })).toMatchObject({
      expiresAtMs: nowMs + 60_000,
      refreshAtMs: nowMs + 30_000,
    });
  });
  it.each([undefined, '', 'a b', 'a\r\nx-evil: 1', '令牌', 7, 'x'.repeat(5000)])(
    'is no token: %j',
    (access_token) => {
      expect(read({ access_token })).toEqual({ outcome: 'failed', status: 200, reason: 'unreadable' });
    },
  );
  it.each([
    ['invalid_client', 401, { outcome: 'failed', status: 401, reason: 'bad_credentials' }],
    ['invalid_grant', 200, { outcome: 'failed', status: 200, reason: 'bad_credentials' }],
    ['temporarily_unavailable', 503, { outcome: 'failed', status: 503, reason: 'server_error' }],
    ['server_error', 200, { outcome: 'failed', status: 200, reason: 'refused' }],
  ])('is nothing after %s with %i', (error, status, verdict) => {
    expect(xiaoshouyi.token?.read(answer({ error }, status), nowMs, {})).toEqual(verdict);
  });
});
