/** Owns the check of what an answer's status comes to (Standard Webhooks); must not send anything. */
import { describe, expect, it } from 'vitest';
import { judgeStatus } from '../../../worker/delivery/verdict.ts';

const nowMs = Date.parse('2026-11-22T08:00:00.000Z');

describe('the verdict', () => {
  it('delivers on every 2xx, on nothing else, and disables on 410 alone', () => {
    for (let status = 100; status < 600; status++) {
      const { outcome } = judgeStatus(status, () => null, nowMs);
      const expected = status >= 200 && status < 300 ? 'delivered' : status === 410 ? 'gone' : 'failed';
      expect([status, outcome]).toEqual([status, expected]);
    }
  });
  it.each([
    [301, 'redirect'],
    [307, 'redirect'],
    [400, 'rejected'],
    [401, 'rejected'],
    [404, 'rejected'],
    [410, 'gone'],
    [429, 'throttled'],
    [500, 'server_error'],
    [503, 'server_error'],
  ])('names %d %s', (status, reason) => {
    expect(judgeStatus(status, () => null, nowMs)).toMatchObject({ status, reason });
  });
  it('hands on what the receiver asked for, and leaves nonsense out', () => {
    expect(judgeStatus(503, () => '120', nowMs).retryAfterMs).toBe(120_000);
    expect(judgeStatus(429, () => 'Sun, 22 Nov 2026 08:01:00 GMT', nowMs).retryAfterMs).toBe(60_000);
    expect(judgeStatus(503, () => 'soon', nowMs)).not.toHaveProperty('retryAfterMs');
    expect(judgeStatus(200, () => '120', nowMs)).toEqual({ outcome: 'delivered', status: 200 });
  });
});
