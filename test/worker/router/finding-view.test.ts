/** Owns how long one finding is told, whatever it names; not its words. */
import { expect, it } from 'vitest';
import { findingView } from '../../../worker/router/answer.ts';

it('a finding that names thousands of members is told in a few hundred characters', () => {
  const names = Array.from({ length: 5000 }, (_, at) => `"member${at}"`).join(', ');
  const { path, message } = findingView(
    { path: 'a'.repeat(100_000), code: 'unrecognized_keys', params: { hint: names } },
    'en',
  );
  expect([path.length, message.length]).toEqual([501, 501]);
  expect(message.endsWith('…')).toBe(true);
});

it('one of usual length is told whole', () => {
  const told = findingView(
    { path: 'rules.0.when', code: 'custom', params: { hint: 'is no condition' } },
    'en',
  );
  expect(told).toMatchObject({ path: 'rules.0.when', message: expect.not.stringContaining('…') });
});
