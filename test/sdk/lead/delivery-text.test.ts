/** Owns how a delivery reads on the lead page, and that no reason which is documented is left as a code word; no screen. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deliveryText } from '../../../sdk/lead/delivery-text.ts';
import type { Delivery } from '../../../sdk/lead/shapes.ts';

const nowMs = Date.parse('2026-11-27T08:00:00.000Z');
const at = '2026-11-27T07:41:00.000Z';

function textOf(change: Partial<Delivery>): string {
  const plain = { id: 'dl_1', type: 'lead.created', destination: 'crm', recipient: 'self' };
  return deliveryText({ ...plain, state: 'pending', attempts: 0, ...change }, nowMs);
}

test.each<[Partial<Delivery>, string]>([
  [{}, '等待投递'],
  [
    {
      attempts: 2,
      reason: 'server_error',
      lastAttempt: { at, outcome: 'failed', status: 503, reason: 'server_error' },
      nextAttemptAt: '2026-11-27T08:11:00.000Z',
    },
    '等待投递：对方系统出错（HTTP 503） · 试过 2 次 · 11月27日 16:11再试',
  ],
  [
    { state: 'delivered', attempts: 1, lastAttempt: { at, outcome: 'delivered', status: 204 } },
    '已送达 · 11月27日 15:41',
  ],
  [
    {
      state: 'delivered',
      attempts: 1,
      lastAttempt: { at, outcome: 'delivered', status: 200, reason: 'unconfirmed' },
    },
    '已送达：对方没有确认收到 · 11月27日 15:41',
  ],
  [
    { state: 'delivered', attempts: 2, lastAttempt: { at, outcome: 'confirmed' } },
    '已人工告知 · 11月27日 15:41',
  ],
  [{ state: 'dead', reason: 'by_hand' }, '投递失败：需要人工告知对方'],
  [
    { state: 'dead', attempts: 1, reason: 'a_new_word', lastAttempt: { at, outcome: 'failed' } },
    '投递失败：a_new_word',
  ],
])('%j', (change, text) => {
  expect(textOf(change)).toBe(text);
});

test('the same word is another one where a person or a rule has stopped the delivery', () => {
  expect(textOf({ state: 'dead', reason: 'rejected' })).toBe('投递失败：对方拒收');
  expect(textOf({ state: 'blocked', reason: 'rejected' })).toBe('未投递：已人工拒绝');
  expect(textOf({ state: 'dead', reason: 'duplicate' })).toBe('投递失败：对方已有这位客户');
  expect(textOf({ state: 'blocked', reason: 'duplicate' })).toBe('未投递：重复线索，等待处理');
});

describe('every reason in docs/destinations.md has words', () => {
  const page = readFileSync(new URL('../../../docs/destinations.md', import.meta.url), 'utf8');
  const cells = page.split('\n').flatMap((line) => /^\| (`[a-z_]+`.*?) +\|/.exec(line)?.[1] ?? []);
  const [common = ''] = page.split('## Configuration');
  const documented = cells
    .filter((cell) => common.includes(cell))
    .flatMap((cell) => [...cell.matchAll(/`([a-z_]+)`/g)].map(([, word = '']) => word));

  test('and there are some', () => {
    expect(documented.length).toBeGreaterThan(25);
  });

  test.each(documented)('%s', (reason) => {
    expect(textOf({ state: 'dead', reason })).not.toContain(reason);
  });
});
