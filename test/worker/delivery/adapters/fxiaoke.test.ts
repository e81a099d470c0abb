/** Owns the check of 纷享销客's own rules: the day's calls, the pool, what a mapping can't change; not its requests. */
import { expect, it } from 'vitest';
import { fxiaoke } from '../../../../worker/delivery/adapters/fxiaoke.ts';
import { fxiaokeConfig } from '../../../targets/fxiaoke.ts';
import { lead } from '../conformance/sample-messages.ts';
import { answer } from './answer.ts';

async function leadBy(mapping: Record<string, string>, config: Record<string, string> = fxiaokeConfig) {
  const access = { token: 'T', corpId: 'C' };
  const { body } = await fxiaoke.build({ config, mapping, messages: [lead], access, nowMs: 0 });
  return JSON.parse(body).data.object_data;
}

it.each([
  ['2026-11-22T15:59:00.000Z', 60_000],
  ['2026-11-22T16:00:00.000Z', 86_400_000],
  ['2026-11-22T04:00:00.000Z', 43_200_000],
])('with the day’s calls used up at %s, waits until midnight in China', (at, retryAfterMs) => {
  const nowMs = Date.parse(at);
  const verdict = { outcome: 'failed', reason: 'throttled', status: 200, retryAfterMs };
  expect(fxiaoke.judge(answer({ errorCode: 30002 }), nowMs)).toEqual(verdict);
  expect(fxiaoke.token?.read(answer({ errorCode: 30002 }), nowMs, fxiaokeConfig)).toEqual(verdict);
});

it('puts a lead into no pool when none is configured', async () => {
  expect(await leadBy(fxiaoke.defaultMapping)).not.toHaveProperty('leads_pool_id');
  expect(await leadBy(fxiaoke.defaultMapping, { ...fxiaokeConfig, leadsPoolId: 'p1' })).toMatchObject({
    leads_pool_id: 'p1',
  });
});

it('is not turned to another object or pool by a mapping', async () => {
  const mapping = { dataObjectApiName: 'AccountObj', leads_pool_id: 'other', name: '{{lead.values.name}}' };
  expect(await leadBy(mapping, { ...fxiaokeConfig, leadsPoolId: 'p1' })).toEqual({
    dataObjectApiName: 'LeadsObj',
    leads_pool_id: 'p1',
    name: '张三丰',
  });
});

it.each([undefined, 'a\nb', ''])('lends nothing without a company: %j', (corpId) => {
  const lent = answer({ errorCode: 0, corpAccessToken: 'T', corpId, expiresIn: 7200 });
  expect(fxiaoke.token?.read(lent, 0, fxiaokeConfig)).toEqual({
    outcome: 'failed',
    status: 200,
    reason: 'unreadable',
  });
});

it('asks for a new token once another is given: in the last ten minutes', () => {
  const lent = answer({ errorCode: 0, corpAccessToken: 'T', corpId: 'C', expiresIn: 7200 });
  expect(fxiaoke.token?.read(lent, 0, fxiaokeConfig)).toEqual({
    access: { token: 'T', corpId: 'C' },
    expiresAtMs: 7_200_000,
    refreshAtMs: 6_660_000,
  });
});
